"""The body that a person belongs to: a name in or right beside the role, chosen by ``affiliation_weights.csv``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from pipeline.choices import Choice, Example, step
from pipeline.english.nouns import nouns
from pipeline.entities.labels import lexicon
from pipeline.quotes.passes.article import Article
from pipeline.quotes.speakers.discourse import Discourse
from pipeline.quotes.speakers.gold import agreeing, said, speakers
from pipeline.quotes.speakers.mentions import PERSON, Mentions, Referent
from pipeline.quotes.speakers.phrases import words_of
from pipeline.quotes.types import Offsets
from pipeline.records import Entity

WEIGHTS = Path(__file__).with_name("affiliation_weights.csv")

_BEHIND_NAME = re.compile(  # "Jane Roe (41) of Halvor's", "Jane Roe, MD, Halvor Hospital"
    r"(?:\s?\([^()\n]{1,40}\))?(?:,?\s(?P<link>of|from|at|with|for)\s|,\s(?:[A-Z][A-Za-z.]{1,5},\s)?)"
    r"(?:the\s)?(?:[A-Z][\w’'-]*['’]s?\s)?$"
)
_LINK = re.compile(r"\b(?P<link>of|at|for|from|with|to|in|by|on|and)\s+(?:the\s+|its\s+)?$|,\s+(?:the\s+)?$")
_OWNING = ("'s ", "’s ", "' ", "’ ")
_MAX_MENTIONS = 10  # of a name that are looked at
_MAX_LINK = 60  # characters between a name and its body


@dataclass(frozen=True, slots=True)
class Body:
    """A name that may be whom somebody works for, and where it stands to the person's role or name."""

    mention: Entity
    where: str


def bodies(known: Mentions, referent: Referent, role: Offsets | None) -> list[Body]:
    """The names in a role, and those right beside the person's own: "Jane Roe of Halvor", "Halvor's Jane Roe"."""
    inside = known.inside(role[0], role[1] + 1) if role is not None else []
    found = {m.start: Body(m, f"{_position(n, len(inside))} in the role") for n, m in enumerate(inside)}
    for m in (m for m in referent.mentions[:_MAX_MENTIONS] if not known.hides(m.start)):
        for near in (*known.before(m.start, 1), *known.after(m.end, 2)):
            where = _beside(known.text, m, near) if near.label != PERSON else None
            if where:
                found.setdefault(near.start, Body(near, where))
    return list(found.values())


def _position(n: int, count: int) -> str:
    return "alone" if count == 1 else "first" if n == 0 else "last" if n == count - 1 else "amid"


def _beside(text: str, m: Entity, near: Entity) -> str | None:
    if near.end <= m.start:
        return "owner of the name" if text[near.end : m.start] in _OWNING else None
    link = _BEHIND_NAME.fullmatch(text[m.end : near.start]) if near.start - m.end < _MAX_LINK else None
    return f"{link['link'] or 'comma'} behind the name" if link else None


def choose(text: str, found: Sequence[Body], role: Offsets | None) -> Body | None:
    """The body that somebody belongs to, or None."""
    verdict = Choice.read(WEIGHTS).pick(features(text, found, role))
    return found[verdict.index] if verdict and verdict.index < len(found) else None


def features(text: str, found: Sequence[Body], role: Offsets | None) -> list[tuple[str, ...]]:
    """What is true of each name, and of having none (the last)."""
    none = ("nobody", step("nobody, though names are", len(found), (0, 1, 2, 3)))
    return [*(tuple(_of_body(text, b, role)) for b in found), none]


def _of_body(text: str, body: Body, role: Offsets | None) -> Iterator[str]:
    """Where a name stands, what it is, and in a role what links it and whose role it is."""
    m, like = body.mention, _like(body.mention)
    yield body.where
    yield f"is {like}"
    if any(last in _kinds_of_body() for last in words_of(m.text.casefold())[-1:]):
        yield "a body by its last word"
    if role is None or not role[0] <= m.start < role[1]:
        return
    yield f"{body.where}, {like}"
    link = _LINK.search(text, role[0], m.start)
    linked = (link["link"] or "comma") if link else "no link"
    yield f"{linked} before, {like}"
    if set(words_of(text[role[0] : m.start].casefold())) <= {"the", "former"}:
        yield f"opens the role, {like}"
    held = any(w in nouns("offices") for w in words_of(text[slice(*role)].casefold()))
    yield f"{'an office' if held else 'no office'}, {like}"
    yield f"{'an office' if held else 'no office'}, {like}, {linked}"


def _like(m: Entity) -> str:
    """What a name is like: a body, a place, a people, else but a name."""
    return {"ORG": "body", "FAC": "body", "GPE": "place", "LOC": "place", "NORP": "people"}.get(m.label, "name")


def _kinds_of_body() -> frozenset[str]:
    org = lexicon()["org"]
    return nouns("organizations") | frozenset(org["suffix"] + org["legal"])


def examples(doc: Doc, gold: Mapping[str, Any]) -> Sequence[Example]:
    """A choice of body for each person of the gold with names in or beside the role; the role is the gold's."""
    found = []
    known = Discourse(Article.of(doc)).mentions
    for referent, rows, _ in speakers(known, gold):
        role = next((r["role"] for r in rows if r.get("role")), None)
        span = (role["start"], role["end"]) if role else None
        those = bodies(known, referent, span)
        if those:
            right = agreeing(said(rows, "affiliation"), [b.mention.text for b in those])
            found.append(Example(gold["id"], tuple(features(known.text, those, span)), right))
    return found
