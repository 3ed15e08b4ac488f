"""Whether something was said, or denied to have been said, imagined, or asked.

null: said. negated: "did not say that …", "said nothing". hypothetical: "if he had said …", "could have said", "refused
to say whether …". question: "asked whether …". Words in marks that somebody spoke are said, whatever they ask.
"""

from __future__ import annotations

import re

from pipeline.english.verbs import verb_of
from pipeline.quotes.types import Attribution
from pipeline.records import Modality, QuoteKind

MAX_IF_CHARS = 12  # between "if" and the source
_WORD = re.compile(r"[\w’']+")
_IF = re.compile(r"\b(?:if|unless|had)\s+(?:[a-z]+\s+)?$", re.IGNORECASE)
_NOTHING = re.compile(r"(?:nothing|no(?:thing)? more)\b", re.IGNORECASE)
_ASKED = re.compile(r"(?:whether|if|how|why|what|who|where|when|which)\b", re.IGNORECASE)
_MODALS = frozenset({"would", "could", "might", "may", "should"})
_UNSAID = frozenset({"refuse", "decline"})


def modality_of(text: str, a: Attribution, kind: QuoteKind) -> Modality | None:
    """How an attribution is meant; None where it was said."""
    if a.cue is None:
        return None
    spelled = [w.casefold() for w in _WORD.findall(text, *a.cue)]
    verbs = [verb for word in spelled if (verb := verb_of(word)) is not None]
    content = a.content[0]
    if any(verb.lemma in _UNSAID for verb in verbs) and len(verbs) > 1:
        return "hypothetical"  # "refused to say"
    negated = any(w in ("not", "never") or w.endswith(("n't", "n’t")) for w in spelled)
    if negated or (kind == "indirect" and _NOTHING.match(text, *content)):
        return "negated"
    if _MODALS.intersection(spelled) or _supposed(text, a):
        return "hypothetical"
    asks = any(verb.asks for verb in verbs)
    return "question" if asks and kind == "indirect" and _ASKED.match(text, *content) else None


def _supposed(text: str, a: Attribution) -> bool:
    """ "If she had said “no”": the clause of source and cue is opened by a condition."""
    assert a.cue is not None
    start = min(s[0] for s in (a.source, a.cue) if s is not None)
    return a.content[0][0] > a.cue[0] and _IF.search(text, max(0, start - MAX_IF_CHARS), start) is not None
