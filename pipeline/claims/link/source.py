"""Who says a figure: the quote that holds it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from pipeline.claims.parse.quantity import Quantity
from pipeline.records import Quote


class Sources:
    """Finds the innermost quote whose content holds a quantity."""

    def __init__(self, quotes: Sequence[Quote]) -> None:
        parts = sorted(((p.start, p.end, n) for n, q in enumerate(quotes) for p in q.content))
        self._quotes, self._parts = quotes, parts
        self._starts = [start for start, _, _ in parts]
        self._reach = list(accumulate((end for _, end, _ in parts), max))  # how far the parts up to here reach

    def around(self, quantity: Quantity) -> Quote | None:
        """The quote of the shortest part that holds the quantity, or None."""
        best: tuple[int, int] | None = None
        i = bisect_right(self._starts, quantity.start) - 1
        while i >= 0 and self._reach[i] >= quantity.end:
            start, end, n = self._parts[i]
            if end >= quantity.end:
                best = min(best or (end - start, n), (end - start, n))
            i -= 1
        return self._quotes[best[1]] if best else None
