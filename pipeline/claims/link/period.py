"""For when a figure holds, as a choice among the dates around it and none.

Dates that say something else than a time ("said *on Monday*", "the most *since 2009*") are no candidates (``untimed``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from spacy.tokens import Doc, Token

from pipeline.choices import Choice, Example, step
from pipeline.choices.shares import reached
from pipeline.claims.link.gold import matched
from pipeline.claims.link.timeline import AGAINST, Timeline
from pipeline.claims.link.untimed import untimed
from pipeline.claims.parse.quantity import Quantity
from pipeline.claims.setting import Setting
from pipeline.encoder.linker import NOTHING
from pipeline.records import Date
from pipeline.syntax import child, steps

WEIGHTS = Path(__file__).with_name("period.csv")
MAX_EARLIER = 6  # dates of earlier sentences that are candidates
MAX_BACK_CHARS = 3000  # before the figure's sentence, in which they are looked for
MAX_BETWEEN = 40  # tokens between a figure and a date that are read
_STEPS = (1, 2, 3, 5, 8, 13, 21, 40)
_PARTING = frozenset((";", ":", "(", "and", "but", "while", "which", "who", "as", "after"))


class Period:
    """Chooses the period of each figure of one article, in order."""

    def __init__(self, setting: Setting, dates: Sequence[Date], quantities: Sequence[Quantity]) -> None:
        self.setting, self.line = setting, Timeline(setting, dates, quantities)
        self.choice = Choice.read(WEIGHTS)
        self._timed: dict[str, bool] = {}  # by the id of a date, asked once for all figures around it
        self._last: Date | None = None  # what the figure before got

    def __call__(self, quantity: Quantity) -> tuple[str | None, str | None]:
        """The id of the date, and the feature that chose it; both None where the figure holds for no time told."""
        if not self.setting.parsed:
            return self._plain(quantity)
        dates, facts = self.candidates(quantity)
        verdict = self.choice.pick(facts)
        self._last = date = dates[verdict.index] if verdict is not None else None
        return (date.id, verdict.basis or None) if date is not None and verdict is not None else (None, None)

    def _plain(self, quantity: Quantity) -> tuple[str | None, str | None]:
        """Without a tree: the nearest date that stands behind no other figure, or the last one of the line before."""
        line = self.line
        free = [d for d in line.around(quantity) if self._is_time(d) and line.before(d.start) in (None, quantity)]
        if free:
            return min(free, key=lambda d: abs(d.start - quantity.start)).id, "nearest"
        told = line.within(self.setting.paragraph(quantity.start)[0], quantity.start)
        carried = next((d for d in reversed(told) if self._is_time(d)), None)
        return (carried.id, "carried") if carried is not None else (None, None)

    def candidates(self, quantity: Quantity) -> tuple[list[Date | None], list[Sequence[str]]]:
        """No date and the dates in question, with what is true of each."""
        setting, line = self.setting, self.line
        start = setting.doc[setting.sentence(setting.tokens(quantity).start)[0]].idx
        against = line.against(quantity)  # "from £229m *a year earlier*"
        here = [d for d in line.around(quantity) if self._is_time(d) or (against and line.adjacent(quantity, d))]
        earlier = [d for d in line.within(max(0, start - MAX_BACK_CHARS), start) if self._is_time(d)]
        earlier = earlier[: -MAX_EARLIER - 1 : -1]
        shares = setting.shares("period", quantity)
        facts: list[Sequence[str]] = [[*self._of_none(quantity, bool(here)), *reached(shares.get(NOTHING, 0.0))]]
        for date in (*here, *earlier):
            told = self._earlier(quantity, date) if date.start < start else self._here(quantity, date)
            facts.append(list(dict.fromkeys((*told, *self._by_network(date, shares)))))
        return [None, *here, *earlier], facts

    def _is_time(self, date: Date) -> bool:
        """Whether a date may say when a figure holds."""
        if date.id not in self._timed:
            self._timed[date.id] = not untimed(self.line, date)
        return self._timed[date.id]

    def _of_none(self, quantity: Quantity, dated: bool) -> Iterator[str]:
        """What speaks for no date."""
        here = "a date here" if dated else "no date here"
        yield from ("none", f"none, {quantity.kind}", f"none, {here}")
        if self._last is None:
            yield from ("none, as before", f"none, as before, {here}")
        verb = self.setting.verb(self.line.figure(quantity)) if self.setting.parsed else None
        if verb is not None:
            yield from (f"none, verb {verb.tag_}", f"none, verb {verb.lemma_.lower()}")
            yield from (f"none, {c.lower_}" for c in verb.children if c.dep_ in ("aux", "cop"))

    def _told(self, quantity: Quantity, date: Date, place: str) -> Iterator[str]:
        """What is true of a date by its words, and of what stands before it."""
        line = self.line
        yield from (f"type {date.type}, {place}", f"grain {date.granularity}, {place}", f"said {_shape(date)}, {place}")
        yield f"{line.word(self.setting.token_at(date.start) - 1)} _, {place}"
        if self._last is date:
            yield "as before"
        beside = line.before(date.start)
        if beside is not None and line.adjacent(beside, date):
            after = f"right after {'it' if beside is quantity else 'another figure'}, {place}"
            yield from (after, f"compared, {after}") if line.against(beside) else (after,)

    def _earlier(self, quantity: Quantity, date: Date) -> Iterator[str]:
        """How a date of an earlier sentence stands to it."""
        yield from self._told(quantity, date, "earlier")
        if date.start >= self.setting.paragraph(quantity.start)[0]:
            yield "in paragraph"

    def _here(self, quantity: Quantity, date: Date) -> Iterator[str]:
        """How a date of the figure's sentence stands to it."""
        yield from self._told(quantity, date, "here")
        line, at = self.line, self.setting.token_at(date.start)
        figure = line.figure(quantity)
        side = "before" if date.start < quantity.start else "after"
        yield from (side, step(f"tokens {side}", abs(figure.i - at), _STEPS))
        between = line.figures_between(quantity.number[0], date.start)
        yield f"{min(between, 3)} figures between, {side}"
        yield from (f"{word}, {side}" for word in self._between(quantity, date))
        if self.setting.parsed:
            yield from self._in_tree(figure, line.root(date))

    def _between(self, quantity: Quantity, date: Date) -> Iterator[str]:
        """What parts the figure and a date: "58% full*;* five years ago", "*from* $8 a year ago"."""
        own, other = self.setting.tokens(quantity), self.setting.span(date.start, date.end)
        low, high = (other.end, own.start) if date.start < quantity.start else (own.end, other.start)
        words = self.setting.lows[low : min(high, low + MAX_BETWEEN)]
        yield from (f"parted by {word}" for word in words if word in _PARTING)
        if not AGAINST.isdisjoint(words):
            yield "comparison between"

    def _in_tree(self, figure: Token, root: Token) -> Iterator[str]:
        """How a date hangs on the figure's clause."""
        yield step("edges", steps(figure, root), (1, 2, 3, 4, 5, 7, 9))
        yield "same clause" if self.setting.clause(root) == self.setting.clause(figure) else "another clause"
        head = root.head
        yield from (f"is {root.dep_}", f"of {head.pos_}")
        if head.pos_ == "VERB":
            yield f"verb {head.tag_}{' with a subject' if child(head, 'nsubj', 'nsubj:pass') is not None else ''}"

    def _by_network(self, date: Date, shares: Mapping[int, float]) -> Sequence[str]:
        """How likely the linker holds a date for the figure's."""
        return reached(sum(shares.get(token.i, 0.0) for token in self.setting.span(date.start, date.end)))


def _shape(date: Date) -> str:
    """The kind of words of a date: its last word, years and days as such."""
    word = date.text.split()[-1].lower() if date.text.split() else ""
    return "year" if word.isdigit() and len(word) == 4 else "number" if word.isdigit() else word


def examples(doc: Doc, gold: Mapping[str, Any]) -> list[Example]:
    """The periods of the gold article's claims: dates that overlap the gold's; none where it gives none."""
    quantities: list[Quantity] = doc._.onrecord.quantities
    period, claims = Period(Setting(doc), doc._.onrecord.dates or [], quantities), matched(quantities, gold)
    found = []
    for quantity in quantities:
        dates, facts = period.candidates(quantity)
        period(quantity)  # the next one is told what this one got
        if (claim := claims.get(quantity.id)) is None:
            continue
        span = claim.get("period_span")
        right = frozenset(n for n, date in enumerate(dates) if _is(date, span))
        found.append(Example(gold["id"], tuple(tuple(f) for f in facts), right))
    return found


def _is(date: Date | None, span: Sequence[int] | None) -> bool:
    """Whether a date is the one at the gold's offsets; none is where there are none."""
    if date is None or not span:
        return date is None and not span
    return date.start < span[1] and span[0] < date.end
