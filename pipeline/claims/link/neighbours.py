"""A figure among the nouns around it: which of them may be what it measures, and what is true of each."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Token

from pipeline.choices import step
from pipeline.choices.shares import reached
from pipeline.claims.lexicon import words
from pipeline.claims.link.nouns import Nouns
from pipeline.claims.parse.quantity import Quantity
from pipeline.claims.setting import Setting
from pipeline.syntax import paths, subject

MAX_BEFORE = 9  # nouns before the figure that are candidates
MAX_AFTER = 6  # nouns after it
MAX_BACK = 90  # tokens before the figure in which they are looked for
MAX_AHEAD = 25  # tokens after it
MAX_PATH = 5  # edges on either side of a path from the figure to a noun
_STEPS = (1, 2, 3, 5, 8, 13, 21, 40)


@dataclass(slots=True)
class Told:
    """What the figures before measure: the noun of the last of them, and the lemmas of all."""

    noun: Token | None = None
    lemmas: set[str] = field(default_factory=set)

    def add(self, noun: Token) -> None:
        """The next figure's noun is chosen."""
        self.noun = noun
        self.lemmas.add(noun.lemma_)


class Neighbours:
    """A figure among the nouns around it, after those of which is ``told``."""

    def __init__(self, setting: Setting, quantity: Quantity, nouns: Nouns, told: Told) -> None:
        self.setting, self.quantity, self.doc = setting, quantity, setting.doc
        self._nouns, self._told, self.own = nouns, told, quantity.noun
        span = setting.span(*quantity.number)
        self.start, self.end, self.figure = span.start, span.end, span.root
        self.floor, self.ceiling = setting.sentence(span.start)
        self.verb = setting.verb(self.figure)
        self.subject = subject(self.verb) if self.verb is not None else None
        self.clause, self._path = setting.clause(self.figure), paths(self.figure, MAX_PATH)
        counted = setting.text[slice(*quantity.noun)].lower() if quantity.noun is not None else ""
        things = "" if not counted else " of points" if counted in words("measured", "scales") else " of things"
        self.group = f"{quantity.kind}{things}"
        whole = setting.tokens(quantity)
        self.before, self.after = self._beside(whole.start - 1), self._beside(whole.end)
        self.firsts, self.lasts = (setting.shares(f"measure.{end}", quantity) for end in ("first", "last"))
        self._pointed = range(min((k for k in self.firsts if k >= 0), default=0), max(self.lasts, default=-1) + 1)

    def _beside(self, k: int) -> str:
        """A small word beside the figure."""
        word = self.setting.lows[k] if 0 <= k < len(self.setting.lows) else ""
        return word if word in words("measured", "beside") else "other"

    def nouns(self) -> Iterator[Token]:
        """Candidates, nearest first: before the figure, then after it, then the verb."""
        at = self._nouns.at
        before, after = bisect_left(at, self.start), bisect_left(at, self.end)
        for k in reversed(at[max(0, before - MAX_BEFORE) : before]):
            if k >= self.start - MAX_BACK:
                yield self.doc[k]
        for k in at[after : after + MAX_AFTER]:
            if k < min(self.ceiling, self.end + MAX_AHEAD):
                yield self.doc[k]
        if self.own is not None:
            yield self.doc[self.setting.token_at(self.own[1] - 1)]
        if self.verb is not None and self.verb.pos_ == "VERB":
            yield self.verb

    def facts(self, noun: Token) -> Iterator[str]:
        """What is true of a candidate."""
        known, group = self._nouns[noun.i], self.group
        yield from known.facts
        yield from (f"{fact}, {group}" for fact in known.grouped)
        yield from self._by_network(noun)
        yield f"is {known.relation}, {self.before} before"
        yield from self._by_distance(noun)
        if self.own is not None and self.own[0] <= noun.idx < self.own[1]:
            yield from ("counted", f"counted, {self.quantity.rule}")
        if not self.floor <= noun.i < self.ceiling:
            yield "another sentence"
        else:
            way = self._path(noun)
            if way is not None:
                yield from (f"path {way}", f"path {way}, {group}", f"path {way}, {self.before} before")
            yield "same clause" if known.clause == self.clause else "another clause"
        if self.subject is not None and noun.i == self.subject.i:
            yield from ("subject", f"subject, {group}", f"subject, {self.before} before")
        if self.verb is not None and noun.head.i == self.verb.i and noun.dep_ == "obj":
            yield from (f"object, {group}", f"object, {self.before} before")
        if noun.lemma_ in self._told.lemmas:
            yield from ("measured before", f"measured before, {group}")
        if self._told.noun is not None and noun.i == self._told.noun.i:
            yield "as before"

    def _by_distance(self, noun: Token) -> Iterator[str]:
        """How far from the figure, in tokens and nouns, and whether it stands beside it."""
        at, before = self._nouns.at, noun.i < self.start
        side = "before" if before else "after"
        yield step(f"tokens {side}", self.start - noun.i if before else noun.i - self.end + 1, _STEPS)
        low, high = (noun.i, self.start) if before else (self.end, noun.i)
        between = f"{min(bisect_left(at, high) - bisect_left(at, low) - before, 3)} nouns between, {side}"
        yield from (between, f"{between}, {self.group}")
        yield from (f"parted by {word}, {side}" for word in sorted(self._parting(noun)))
        if noun.i + 1 == self.start - (self.before != "other"):
            yield from (f"touches, {self.before} before", f"touches, {self.before} before, {self.after} after")
        if not before and noun.i <= self.end + (self.after != "other"):
            yield f"touches, {self.after} after"

    def _parting(self, noun: Token) -> set[str]:
        """The small words and marks between a candidate and the figure."""
        low, high = (noun.i + 1, self.start) if noun.i < self.start else (self.end, noun.i)
        at = self._nouns.parting
        return {self.setting.lows[k] for k in at[bisect_left(at, low) : bisect_left(at, high)]}

    def _by_network(self, noun: Token) -> Sequence[str]:
        """How likely the linker holds it that a phrase around the noun is what is measured."""
        if noun.i not in self._pointed:
            return ()
        first = sum(share for k, share in self.firsts.items() if 0 <= k <= noun.i)
        last = sum(share for k, share in self.lasts.items() if k >= noun.i)
        return reached(first * last)
