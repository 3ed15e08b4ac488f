"""The date record that holds for a claim: by syntax, then by sentence, then by what the paragraph said before."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.claims.parse.quantity import Quantity
from pipeline.claims.periods.clauses import elsewhere
from pipeline.claims.periods.saying import goes_on, no_period
from pipeline.claims.periods.timeline import Timeline
from pipeline.claims.setting import Setting
from pipeline.records import Date
from pipeline.syntax import steps

MAX_BACK_CHARS = 3000  # before a figure's sentence, in which a date may still hold
_DECIDED = frozenset(("agreed", "decided", "voted", "pledged", "promised", "vowed", "warned", "proposed", "unveiled"))


class Periods:
    """Finds the period of each claim among the dates of a document (sorted by offset)."""

    def __init__(self, setting: Setting, dates: Sequence[Date], quantities: Sequence[Quantity]) -> None:
        self.line = Timeline(setting, dates, quantities)
        self._idle: dict[str, bool] = {}  # by the id of a date, asked once for all figures around it

    def __call__(self, quantity: Quantity) -> str | None:
        """The id of the date record that holds for ``quantity``, or None."""
        line = self.line
        here = line.around(quantity)
        if line.against(quantity) and (own := next((d for d in here if line.follows(quantity, d)), None)):
            return own.id  # "…, from £229.6m *a year earlier*"
        if (led := next((d for d in here if line.leads(d, quantity)), None)) is not None:
            return led.id  # "£1.3bn (*2024:* £1.1bn)"
        here = [d for d in here if not self.says_else(d) and not elsewhere(line, quantity, d)]
        if here:
            return min(here, key=lambda d: self._distance(quantity, d)).id
        return self._carried(quantity)

    def says_else(self, date: Date) -> bool:
        """Whether a date says something else than the time of a figure."""
        if date.id not in self._idle:
            self._idle[date.id] = no_period(self.line, date)
        return self._idle[date.id]

    def _distance(self, quantity: Quantity, date: Date) -> tuple[int, int]:
        """Steps in the tree where there is one; else tokens, a clause boundary counted as ten."""
        line, doc = self.line, self.line.setting.doc
        q, d = line.figure(quantity).i, line.setting.token_at(date.start)
        gap = abs(q - d)
        walls = 8 * line.figures_between(quantity.number[0], date.start)
        walls += 6 * any(t.lower_ in _DECIDED for t in doc[max(0, d - 3) : d])
        walls += 10 * self._taken(quantity, date) - 10 * line.adjacent(quantity, date)
        if line.setting.parsed:
            clock = ":" in (date.value or "")  # 8:30 holds for less than its day does
            vague = 4 * (date.type == "SET") + 6 * clock
            return steps(doc[q], doc[d]) + walls + vague, gap
        low, high = sorted((q, d))
        walls += sum(
            10 for t in doc[low:high] if t.text in (",", ";", ":", "(", "—") or t.lower_ in ("while", "but", "with")
        )
        return gap + walls, gap

    def _taken(self, quantity: Quantity, date: Date) -> bool:
        """Whether the date stands right after another quantity."""
        beside = self.line.before(date.start)
        return beside is not None and beside is not quantity and self.line.adjacent(beside, date)

    def _carried(self, quantity: Quantity) -> str | None:
        """The last date with an interval in an earlier sentence of the paragraph."""
        setting = self.line.setting
        start, _ = setting.paragraph(quantity.start)
        sentence, _ = setting.sentence(setting.tokens(quantity).start)
        end = setting.doc[sentence].idx
        inside = self.line.within(max(start, end - MAX_BACK_CHARS), end)
        return next((d.id for d in reversed(inside) if goes_on(self.line, d)), None)
