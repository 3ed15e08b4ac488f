"""Finding cues and their source phrases on the surface of a masked sentence, without tags or tree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from pipeline.english.nouns import is_a, nouns, words
from pipeline.english.sentences import abbreviation_before
from pipeline.english.verbs import attributing, nouns_of, participles
from pipeline.quotes.lexicon import phrases
from pipeline.quotes.surface.sentences import MASK
from pipeline.quotes.types import Offsets

MAX_SOURCE_WORDS = 24
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_BREAK = re.compile(rf"[,;:()\[\]{MASK}\n]|\s[—–―-]+\s|[—―]")
_CLAUSE = re.compile(  # what opens a clause or the sentence, and is no part of its subject
    r"(?:^|\s)(?:that|but|while|as|when|because|after|before|if|whether|although|though|since|so|then|where|until|unless"
    r"|than|yet|nor|or|instead|however|still|also|meanwhile|now|later|once)\s+|^\s*and\s+",
    re.IGNORECASE,
)
_ADVERBIAL = re.compile(r"(?:on|in|at|by|from|during|for|with|under|over|to|of|about|amid|last|this|earlier)\b", re.I)
_SUBJECT = re.compile(  # at the end of "On Monday the mayor", behind what says when
    r"(?:(?:the|a|an|his|her|its|their)\s+)?(?:[A-Z][\w.'’-]*\s+)*[A-Z][\w.'’-]*$|\b(?:he|she|they|it)$"
)
_STOP = re.compile(r"[.!?](?=\s|$)")
_QUOTED_AS = re.compile(r"quoted(?:\sby\s[^,;]{2,60}?)?\sas\ssaying\b")
_PASSIVE = re.compile(
    r"(?:.*\s)?(?:is|are|was|were|be|been|being)\s+(?:[a-z]+\s+)??(?P<verb>[a-z]+)"
    r"(?:\s+(?:of|for|as|with|to))?",
    re.IGNORECASE,
)


class Cue(NamedTuple):
    """A cue verb with its auxiliaries, offsets in the sentence's text; ``base`` is the verb's base form."""

    start: int
    end: int
    base: str
    form: str


def cues(mask: str) -> Iterator[Cue]:
    """Speech verbs of a masked sentence, auxiliaries and adverbs before them taken in."""
    run: int | None = None
    before = ""
    for m in WORD.finditer(mask):
        word = m.group().casefold()
        known = attributing(word)
        start = m.start() if run is None else run
        others = _QUOTED_AS.match(mask, m.start()) if word == "quoted" and run is not None else None
        if others is not None:
            yield Cue(start, others.end(), "say", "said")
        elif known and known.act == "speech" and before != "as" and _is_verb(mask, m, word, before):
            yield Cue(start, m.end(), known.lemma, word)
        before = m.group()
        run = start if word in words("auxiliaries") or word.endswith(("n't", "n’t")) else None


def _is_verb(mask: str, m: re.Match[str], word: str, before: str) -> bool:
    """Not a noun: no determiner before it, no capital within; a doubtful form needs a clear subject or "that"."""
    if before.casefold() in words("determiners") or (before and m.group()[0].isupper()):
        return False
    if word not in _noun_forms():
        return True
    subject = before[:1].isupper() or before in words("third_person") or before in ("we", "you", "who", "which")
    return (subject and not before.endswith(("'s", "’s"))) or mask.startswith(" that", m.end())


@cache
def _noun_forms() -> frozenset[str]:
    listed = nouns_of("speech") | nouns("documents") | words("doubtful_nouns")
    return frozenset(listed | {n + "s" for n in listed})


def undergone(cue: str) -> bool:
    """ "was accused of", "is called", "are told": what is said of or to the subject."""
    passive = _PASSIVE.fullmatch(cue)
    return passive is not None and passive.group("verb").casefold() in participles("passive")


def source_before(mask: str, at: int) -> Offsets | None:
    """The noun phrase that ends before ``at``; "Roe, a baker," and "Roe (Lib)" with the aside."""
    end = head = len(mask[:at].rstrip())
    aside = {",": ",", ")": "("}.get(mask[end - 1 : end])
    if aside is not None:
        head = len(mask[: max(0, mask.rfind(aside, 0, end - 1))].rstrip())
    phrase = _subject_of_clause(mask, head)
    return (phrase[0], end) if phrase and MASK not in mask[head:end] else None


def source_after(mask: str, at: int) -> Offsets | None:
    """The noun phrase that starts at ``at``, up to a break; an appositive behind its comma is not taken in."""
    start = at + len(mask[at:]) - len(mask[at:].lstrip())
    stop = _BREAK.search(mask, start)
    end = stop.start() if stop else len(mask)
    stops = (m.start() for m in _STOP.finditer(mask, start, end) if not abbreviation_before(mask, start, m.end()))
    return _phrase(mask, start, next(stops, end))


def _subject_of_clause(mask: str, end: int) -> Offsets | None:
    """The phrase from the clause's beginning to ``end``, without "On Monday" and the like."""
    start = max((m.end() for m in _BREAK.finditer(mask, 0, end)), default=0)
    start += max((m.end() for m in _CLAUSE.finditer(mask[start:end])), default=0)
    start += len(mask[start:end]) - len(mask[start:end].lstrip())
    subject = _SUBJECT.search(mask[start:end]) if _ADVERBIAL.match(mask, start, end) else None
    return _phrase(mask, start + subject.start() if subject else start, end)


def _phrase(mask: str, start: int, end: int) -> Offsets | None:
    """A stretch that can be a source: a name, a pronoun, a determined or plural noun, of no great length."""
    end = start + len(mask[start:end].rstrip())
    found = WORD.findall(mask, start, end)
    if not 0 < len(found) <= MAX_SOURCE_WORDS:
        return None
    named = any(w[0].isupper() for w in found)
    determined = found[0].casefold() in words("determiners") | words("pronouns")
    return (start, end) if named or determined or _plural(found[-1].casefold()) else None


def _plural(word: str) -> bool:
    return (word.endswith("s") and not word.endswith("ss")) or word in nouns("groups")


def speaker(label: str) -> bool:
    """Whether a label may name who speaks: not "One of the pumps has a name"."""
    last = label.split()[-1]
    return last[0].isupper() or is_a(last, "roles", "organizations", "documents", "groups")


def openers(mask: str) -> list[Offsets]:
    """Where "according to" and its kin stand."""
    return [m.span() for m in _prepositional().finditer(mask)]


@cache
def _prepositional() -> re.Pattern[str]:
    known = "|".join(phrases("cues", "prepositional"))
    return re.compile(rf"\b(?:{known})\b", re.IGNORECASE)
