"""The role of a person: the phrase of the article that tells best who they are, chosen by ``role_weights.csv``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from pipeline.choices import Choice, Example, step
from pipeline.english.nouns import nouns, words
from pipeline.english.roles import is_role
from pipeline.english.spans import Span
from pipeline.quotes.passes.article import Article
from pipeline.quotes.speakers.discourse import Discourse
from pipeline.quotes.speakers.gold import agreeing, said, speakers
from pipeline.quotes.speakers.mentions import Mentions, Referent
from pipeline.quotes.speakers.phrases import words_of
from pipeline.quotes.speakers.places import Places
from pipeline.quotes.speakers.role_forms import Form, forms
from pipeline.quotes.types import Offsets

WEIGHTS = Path(__file__).with_name("role_weights.csv")

_MAX_MENTIONS = 10  # of a name that are looked at
_MAX_FORMS = 24
_STEPS = (1, 2, 3, 4, 6, 9, 13, 20)  # words
_FEW_STEPS = (1, 2, 4, 7, 13)
_ARTICLES = {"a": "a", "an": "a", "one": "a", "another": "a", "the": "the"}


def gathered(places: Places, known: Mentions, referent: Referent, sources: Sequence[Offsets]) -> list[Form]:
    """The phrases that may tell who somebody is: around each mention, and the sources that were found to mean them."""
    near = referent.mentions[: 2 * _MAX_MENTIONS]
    plain = sorted(near, key=lambda m: known.hides(m.start))[:_MAX_MENTIONS]
    found: dict[Offsets, Form] = {}
    for form in (form for n, m in enumerate(plain) for form in forms(places, m, n)):
        found.setdefault(form.span, form)
    for span in sources:
        found.setdefault(span, Form(span, "source", 0))
    return [f for f in found.values() if _tells(places, known, referent, f.span)][:_MAX_FORMS]


def _tells(places: Places, known: Mentions, referent: Referent, span: Offsets) -> bool:
    """Whether a phrase can be a role: no name alone, no mention of the person, no clause."""
    inside = known.inside(*span)
    alone = any((m.start, m.end) == span for m in inside)
    own = any(m.start < span[1] and span[0] < m.end for m in referent.mentions)
    return not alone and not own and not places.finite(*span)


def choose(known: Mentions, found: Sequence[Form]) -> Form | None:
    """The phrase that tells best who somebody is, or None."""
    verdict = Choice.read(WEIGHTS).pick(features(known, found))
    return found[verdict.index] if verdict and verdict.index < len(found) else None


def features(known: Mentions, found: Sequence[Form]) -> list[tuple[str, ...]]:
    """What is true of each phrase, and of having none (the last)."""
    return [*((*_alone(known, f), *_among(f, found)) for f in found), ("no role",)]


def _alone(known: Mentions, form: Form) -> Iterator[str]:
    """What a phrase is in itself: its words, how it begins and what stands behind it."""
    said, how = known.text[slice(*form.span)], form.how
    all_words = words_of(said)
    yield f"{how}, {'a role' if is_role(said) else 'no known role'}"
    if how != "source":
        yield f"{how}, {'tied' if form.tied else 'not tied'}"
    yield step("words", len(all_words), _STEPS)
    yield f"{how}, {step('words', len(all_words), _FEW_STEPS)}"
    yield f"begins {_begins(said)}, {how}"
    yield f"then {_then(known.text, form.span[1])}, {how}"
    yield "a body in it" if any(m.label == "ORG" for m in known.inside(*form.span)) else "no body in it"
    if any(w.islower() and len(w) > 4 and w.endswith(("ed", "ing")) for w in all_words):
        yield "a participle in it"


def _among(form: Form, found: Sequence[Form]) -> Iterator[str]:
    """What a phrase is beside the others."""
    if form.mention == min(f.mention for f in found):
        yield "at the first mention"
    around = next((f for f in found if f is not form and Span(*f.span).holds(form.span)), None)
    if around is not None:
        yield f"part of one {around.how}"


def _begins(said: str) -> str:
    first = (said.split(maxsplit=1) or [""])[0]
    word = first.casefold()
    if word in words("determiners"):
        return _ARTICLES.get(word, "whose")
    if word in nouns("roles"):
        return "role"
    return "Capital" if first[:1].isupper() else "small" if first[:1].isalpha() else "other"


def _then(text: str, end: int) -> str:
    behind = text[end : end + 12].lstrip(" ")
    if not behind or behind[0] == "\n":
        return "line end"
    if not behind[0].isalnum():
        return "dash" if behind[0] in "—–" else behind[0]
    return "Capital" if behind[0].isupper() else "word"


def examples(doc: Doc, gold: Mapping[str, Any]) -> Sequence[Example]:
    """A choice of role for each person of the gold who has phrases to choose from."""
    found = []
    discourse = Discourse(Article.of(doc))
    places, known = discourse.places, discourse.mentions
    for referent, rows, sources in speakers(known, gold):
        those = gathered(places, known, referent, sources)
        if those:
            right = agreeing(said(rows, "role"), [known.text[slice(*f.span)] for f in those])
            found.append(Example(gold["id"], tuple(features(known, those)), right))
    return found
