"""What grammar says of the owner of a figure: who is measured, is the subject or owns either, whom a pronoun means."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import TypeVar

from spacy.tokens import Token

from pipeline.claims.link.place import Place
from pipeline.claims.link.scene import Scene, stands_for
from pipeline.claims.setting import Setting
from pipeline.records import Entity
from pipeline.syntax import SUBJECTS, child, lexicon, own_subject, paths, relation, subject
from pipeline.syntax.tree import up

MAX_STEPS = 12  # edges up the tree from the figure
MAX_REACH = 80  # tokens on either side of the figure whose pronouns, nouns and names are asked
MAX_PATH = 4  # edges on either side of a path from the figure to a name
MAX_WAY = 3  # edges on either side of a path from the measured noun

_PARTS = ("nmod:poss", "nmod", "compound", "amod")

T = TypeVar("T")
Anchors = list[tuple[Token, str]]  # tokens that may own a figure, each with its relation
Fact = tuple[str, str]  # a thing, and what is true of it


def anchors(setting: Setting, place: Place) -> Anchors:
    """The words of the measured phrase, the subjects above the figure and what belongs to these."""
    found: Anchors = []
    if place.measured is not None:
        span = setting.span(*place.measured)
        root = span.root
        found += [(t, "measure root" if t.i == root.i else f"measure {relation(t)}") for t in span]
    for n, own in enumerate(_subjects(place.figure), 1):
        name = f"subject {min(n, 3)}"
        found += [(own, name), *((c, f"{name} {relation(c)}") for c in own.children if c.dep_ in _PARTS)]
    return found


def by_grammar(scene: Scene, place: Place, found: Anchors) -> Iterator[Fact]:
    """Names that are anchors, what pronouns and nouns there may stand for, and how the other names hang there."""
    for token, tie in found:
        thing = scene.thing_at(token)
        if thing is not None:
            yield from ((thing, tie), (thing, f"{tie} {scene.label[thing]}"))
        elif (kind := stands_for(token)) is not None:
            yield from _meant(scene, place, token, kind, "owner" if "poss" in tie else tie.split()[0])
    at = {token.i for token, _ in found}
    low, high = max(place.sentence.tokens[0], place.figure.i - MAX_REACH), place.figure.i + MAX_REACH
    for token, kind in _between(place.sentence.stand_ins, low, high):
        if token.i not in at:
            recent = scene.recent(kind, place.sentence.back, token.idx)
            yield from ((e.entity, f"{kind} here, {n} since") for n, e in enumerate(recent))
    for _, things in _between(place.sentence.called, low, high):
        yield from ((thing, "called so") for thing in things)
    doc = place.figure.doc
    end = place.sentence.end if high >= place.sentence.tokens[1] else doc[high].idx
    yield from _hanging(scene, place, scene.within(doc[low].idx, end))


def _hanging(scene: Scene, place: Place, named: Sequence[Entity]) -> Iterator[Fact]:
    """How names hang in the sentence, and on the figure and what it measures."""
    ways = {"path": paths(place.figure, MAX_PATH)}
    if place.noun is not None:
        ways["way"] = paths(place.noun, MAX_WAY)
    for e in named:
        head = scene.heads[e.id]
        yield e.entity, f"here {head.dep_}"
        for name, path in ways.items():
            if (way := path(head)) is not None:
                yield e.entity, f"{name} {way}"


def _between(told: Sequence[tuple[Token, T]], low: int, high: int) -> Sequence[tuple[Token, T]]:
    """Those of a row of tokens that stand in tokens ``[low, high)``."""
    first, last = (bisect_left(told, at, key=lambda pair: pair[0].i) for at in (low, high))
    return told[first:last]


def _meant(scene: Scene, place: Place, token: Token, kind: str, where: str) -> Iterator[Fact]:
    """Whom a pronoun or noun of class ``kind`` may stand for: "*its* sales", "the *company*"."""
    for n, e in enumerate(scene.recent(kind, place.sentence.back, token.idx)):
        for fact in (f"{where} {kind}, {n} since", f"{kind}, {n} since", f"fits {kind}"):
            yield e.entity, fact
        if scene.heads[e.id].dep_ in SUBJECTS:
            yield e.entity, f"{kind}, subject before"


def _subjects(figure: Token) -> Iterator[Token]:
    """The subjects of the predicates above a figure, nearest first."""
    seen: set[int] = set()
    first = True
    for token in up(figure, MAX_STEPS):
        copula = child(token, "cop") is not None
        if not copula and (token.pos_ not in ("VERB", "AUX") or token.dep_ in ("aux", "cop", "aux:pass")):
            continue
        own = (child(token, *SUBJECTS) if copula else None) or own_subject(token) or (subject(token) if first else None)
        first = False
        if own is not None and own.i not in seen and own.lower_ not in lexicon("time"):
            seen.add(own.i)
            yield own
