"""The dates and figures of one document in order, and what stands between two of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from spacy.tokens import Token

from pipeline.claims.parse.quantity import Quantity
from pipeline.claims.setting import Setting
from pipeline.records import Date

AGAINST = frozenset(("from", "with", "than", "against", "versus"))
_TYPES = frozenset(("DATE", "DURATION", "SET", "TIME"))
_NEAREST = 12  # dates on either side of a figure, however long the sentence is
_PREPOSITIONS = frozenset(
    ("in", "by", "for", "during", "at", "on", "over", "throughout", "since", "of", "as", "through", "the")
)


class Timeline:
    """``dates`` that can be periods and ``quantities``, both sorted by offset."""

    def __init__(self, setting: Setting, dates: Sequence[Date], quantities: Sequence[Quantity]) -> None:
        self.setting = setting
        self.quantities = list(quantities)
        self.numbers = [q.number[0] for q in quantities]
        self.dates = sorted((d for d in dates if d.type in _TYPES), key=lambda d: (d.start, d.end))
        self._opens = [d.start for d in self.dates]

    def within(self, low: int, high: int) -> list[Date]:
        """The dates that start in ``[low, high)``."""
        return self.dates[bisect_left(self._opens, low) : bisect_left(self._opens, high)]

    def around(self, quantity: Quantity) -> list[Date]:
        """The dates nearest to a quantity in its sentence; none that is the quantity itself."""
        a, b = self.setting.sentence(self.setting.tokens(quantity).start)
        doc = self.setting.doc
        at = bisect_left(self._opens, quantity.start)
        first = max(at - _NEAREST, bisect_left(self._opens, doc[a].idx))
        last = min(at + _NEAREST, bisect_left(self._opens, doc[b - 1].idx + len(doc[b - 1])))
        return [d for d in self.dates[first:last] if not (d.start < quantity.end and quantity.start < d.end)]

    def previous(self, date: Date) -> Date | None:
        """The date before a date."""
        k = bisect_left(self._opens, date.start) - 1
        return self.dates[k] if k >= 0 else None

    def before(self, at: int) -> Quantity | None:
        """The last quantity before character ``at``."""
        k = bisect_left(self.numbers, at) - 1
        return self.quantities[k] if k >= 0 else None

    def figures_between(self, a: int, b: int) -> int:
        """How many quantities stand between two places."""
        low, high = sorted((a, b))
        return max(0, bisect_left(self.numbers, high) - bisect_right(self.numbers, low))

    def word(self, k: int) -> str:
        """Token ``k`` in small letters, the first one for what lies before the text."""
        return self.setting.lows[max(0, k)]

    def root(self, date: Date) -> Token:
        """The token of a date that hangs on what it dates."""
        return self.setting.span(date.start, date.end).root

    def figure(self, quantity: Quantity) -> Token:
        """The first token of a quantity's number."""
        return self.setting.doc[self.setting.token_at(quantity.number[0])]

    def adjacent(self, quantity: Quantity, date: Date) -> bool:
        """Whether only prepositions stand between a quantity and a date after it: "7.6 percent in 2014"."""
        if date.start < quantity.end:
            return False
        between = self.setting.text[quantity.end : date.start].lower().split()
        return len(between) <= 2 and all(word in _PREPOSITIONS for word in between)

    def against(self, quantity: Quantity) -> bool:
        """Whether a quantity is what another is compared with: "from £229.6m"."""
        start = self.setting.tokens(quantity).start
        return not AGAINST.isdisjoint(self.setting.lows[max(0, start - 2) : start])
