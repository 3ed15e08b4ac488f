"""What of the text attributions hold already, to ask in logarithmic time whether something touches it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from pipeline.quotes.types import Attribution, Offsets


class Cover:
    """The union of the attributions' stretches."""

    def __init__(self, attributions: Iterable[Attribution]) -> None:
        merged: list[Offsets] = []
        for s, e in sorted(span for a in attributions for span in a.spans()):
            if merged and s <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(merged[-1][1], e))
            else:
                merged.append((s, e))
        self._spans = merged

    def covers(self, start: int, end: int) -> bool:
        """Whether any of ``text[start:end]`` is held."""
        i = bisect_left(self._spans, (end, 0)) - 1
        return i >= 0 and start < self._spans[i][1]

    def touches(self, a: Attribution) -> bool:
        """Whether an attribution's content or cue is held already."""
        return any(self.covers(*s) for s in (*a.content, *((a.cue,) if a.cue else ())))
