"""For when a figure holds, as a choice among the dates around it and none.

What the rules of ``pipeline.claims.periods`` say is one feature.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from spacy.tokens import Doc, Token

from pipeline.choices import Choice, Example, step
from pipeline.choices.shares import reached
from pipeline.claims.link.pointers import Pointers
from pipeline.claims.parse.quantity import Quantity
from pipeline.claims.periods import Periods
from pipeline.claims.periods.clauses import elsewhere
from pipeline.claims.setting import Setting
from pipeline.encoder.linker import NOTHING
from pipeline.records import Date, Quote
from pipeline.syntax import child, path, steps

WEIGHTS = Path(__file__).with_name("period.csv")
MAX_EARLIER = 6  # dates of earlier sentences that are candidates
MAX_BACK = 3000  # characters before the figure in which they are looked for
_STEPS = (1, 2, 3, 5, 8, 13, 21, 40)
_SENTENCES = (0, 1, 2, 3, 5, 10)


class Period:
    """Chooses the period of each figure of one article, in order."""

    def __init__(self, periods: Periods) -> None:
        self._periods, self.line = periods, periods.line
        self._choice, self._pointers = Choice.read(WEIGHTS), Pointers(periods.line.setting)
        self._last: tuple[str | None, int] | None = None  # what the rules said of the figure before, its sentence

    def __call__(self, quantity: Quantity, quote: Quote | None) -> tuple[str | None, str | None]:
        """The id of the date, and the feature that chose it; both None where the figure holds for no time told."""
        if not self.line.setting.parsed:
            ruled = self._periods(quantity)
            return ruled, "rule" if ruled is not None else None
        dates, facts = self.candidates(quantity, quote)
        verdict = self._choice.pick(facts)
        date = dates[verdict.index] if verdict is not None else None
        return (date.id, verdict.basis or "rule") if date is not None and verdict is not None else (None, None)

    def candidates(self, quantity: Quantity, quote: Quote | None) -> tuple[list[Date | None], list[Sequence[str]]]:
        """No date and the dates in question, with what is true of each."""
        ruled, line = self._periods(quantity), self.line
        here = [d for d in line.around(quantity) if d.id == ruled or not self._refused(quantity, d)]
        first, _ = line.setting.sentence(line.setting.tokens(quantity).start)
        start = line.setting.doc[first].idx
        earlier = [d for d in line.within(max(0, start - MAX_BACK), start) if not self._periods.says_else(d)]
        earlier = earlier[-MAX_EARLIER:]
        other = [d for d in (line.of.get(ruled or ""),) if d is not None and d not in here and d not in earlier]
        dates: list[Date | None] = [None, *here, *reversed(earlier), *other]
        number = line.setting.sentence_number(first)
        shares = self._pointers.shares("period", self._pointers.figure(quantity.start, quantity.end))
        facts = [list(self._of_none(quantity, ruled, here, quote))]
        facts[0] += reached(shares.get(NOTHING, 0.0))
        for n, date in enumerate(dates[1:]):
            if date is not None:
                own = list(dict.fromkeys(self._facts(quantity, date, ruled, date in here, n, number)))
                facts.append([*own, *self._by_network(date, shares)])
        self._last = (ruled, number)
        return dates, list(facts)

    def _refused(self, quantity: Quantity, date: Date) -> bool:
        """Whether a date of the sentence is no candidate: "the most since *2009*", "up from 38 percent in *May*"."""
        return self._periods.says_else(date) or elsewhere(self.line, quantity, date)

    def _of_none(
        self, quantity: Quantity, ruled: str | None, here: Sequence[Date], quote: Quote | None
    ) -> Iterator[str]:
        """What speaks for no date."""
        yield from ("none", f"none, {quantity.kind}", f"none, {'a date' if here else 'no date'} here")
        yield "none, as the rule" if ruled is None else "none, against the rule"
        if ruled is None:
            yield f"none, as the rule, {'a date' if here else 'no date'} here"
        if quote is not None:
            yield "none, quoted"
        if self.line.setting.parsed:
            verb = self.line.setting.verb(self.line.figure(quantity))
            if verb is not None:
                yield from (f"none, verb {verb.tag_}", f"none, verb {verb.lemma_.lower()}")
                yield from (f"none, {c.lower_}" for c in verb.children if c.dep_ in ("aux", "cop"))

    def _facts(
        self, quantity: Quantity, date: Date, ruled: str | None, here: bool, n: int, number: int
    ) -> Iterator[str]:
        """What is true of a date."""
        line, setting = self.line, self.line.setting
        place = "here" if here else "earlier"
        if date.id == ruled:
            yield from ("rule", f"rule, {place}", f"rule, {place}, {date.type}", f"rule, {quantity.kind}")
        at = setting.token_at(date.start)
        yield from (f"type {date.type}, {place}", f"grain {date.granularity}, {place}")
        yield f"said {_shape(date)}, {place}"
        before = line.word(at - 1)
        yield from (f"{before} _", f"{before} _, {place}")
        if self._last is not None and self._last[0] == date.id:
            yield from ("as before", f"as before, {'same' if self._last[1] == number else 'another'} sentence")
        beside = line.before(date.start)
        if beside is not None and line.adjacent(beside, date):
            yield f"right after {'it' if beside is quantity else 'another figure'}, {place}"
        if not here:
            yield step("sentences ago", number - setting.sentence_number(at), _SENTENCES)
            yield f"{min(n, 4)} since"
            if date.start >= setting.paragraph(quantity.start)[0]:
                yield "in paragraph"
            return
        figure = line.figure(quantity)
        gap = abs(figure.i - at)
        side = "before" if date.start < quantity.start else "after"
        yield from (side, step(f"tokens {side}", gap, _STEPS))
        between = line.figures_between(quantity.number[0], date.start)
        yield f"{min(between, 3)} figures between, {side}"
        if setting.parsed:
            yield from self._in_tree(figure, line.root(date))

    def _by_network(self, date: Date, shares: Mapping[int, float]) -> Iterator[str]:
        """How likely the linker holds a date for the figure's."""
        return reached(sum(shares.get(token.i, 0.0) for token in self.line.setting.span(date.start, date.end)))

    def _in_tree(self, figure: Token, root: Token) -> Iterator[str]:
        """How a date hangs on the figure's clause."""
        way = path(figure, root, 6)
        if way is not None:
            yield f"path {way}"
        yield step("edges", steps(figure, root), (1, 2, 3, 4, 5, 7, 9))
        setting = self.line.setting
        yield "same clause" if setting.clause(root) == setting.clause(figure) else "another clause"
        head = root.head
        yield from (f"is {root.dep_}", f"of {head.pos_}")
        if head.pos_ == "VERB":
            yield f"of {head.lemma_.lower()}"
            yield f"verb {head.tag_}{' with a subject' if child(head, 'nsubj', 'nsubj:pass') is not None else ''}"


def _shape(date: Date) -> str:
    """The kind of words of a date: its last word, years and days as such."""
    word = date.text.split()[-1].lower() if date.text.split() else ""
    return "year" if word.isdigit() and len(word) == 4 else "number" if word.isdigit() else word


def examples(doc: Doc, gold: Mapping[str, Any]) -> list[Example]:
    """The periods of the gold article's claims: dates that overlap the gold's; none where it gives none."""
    from pipeline.claims.link.gold import matched
    from pipeline.claims.link.source import Sources

    quantities: list[Quantity] = doc._.onrecord.quantities
    period, sources = (
        Period(Periods(Setting(doc), doc._.onrecord.dates or [], quantities)),
        Sources(doc._.onrecord.quotes or []),
    )
    claims, found = matched(quantities, gold), []
    for quantity in quantities:
        dates, facts = period.candidates(quantity, sources.around(quantity))
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
