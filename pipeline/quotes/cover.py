"""What of the text is held already, and which records stand where: asked in logarithmic time."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from typing import Generic, Protocol, TypeVar

from pipeline.quotes.types import Attribution, Offsets


class Placed(Protocol):
    """What has a place in the text."""

    id: str
    start: int
    end: int


T = TypeVar("T", bound=Placed)


class Index(Generic[T]):
    """Records in text order."""

    def __init__(self, records: Iterable[T]) -> None:
        self.items = sorted(records, key=lambda r: (r.start, r.end))
        self._starts = [r.start for r in self.items]

    def inside(self, start: int, end: int) -> list[T]:
        """Those within a stretch."""
        i, k = self.at(start), self.at(end)
        return [r for r in self.items[i:k] if r.end <= end]

    def at(self, offset: int) -> int:
        """How many begin before an offset."""
        return bisect_left(self._starts, offset)


def union(spans: Iterable[Offsets]) -> list[Offsets]:
    """Stretches in text order, those that overlap or touch made one."""
    found: list[Offsets] = []
    for s, e in sorted(spans):
        if found and s <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], e))
        else:
            found.append((s, e))
    return found


class Cover:
    """The union of some stretches."""

    def __init__(self, spans: Iterable[Offsets]) -> None:
        self._spans = union(spans)

    @classmethod
    def of(cls, attributions: Iterable[Attribution]) -> Cover:
        """All that attributions hold: contents, cues, sources."""
        return cls(span for a in attributions for span in a.spans())

    def covers(self, start: int, end: int) -> bool:
        """Whether any of ``text[start:end]`` is held."""
        i = bisect_left(self._spans, (end, 0)) - 1
        return i >= 0 and start < self._spans[i][1]

    def holds(self, start: int, end: int) -> bool:
        """Whether all of ``text[start:end]`` is held, in one stretch."""
        i = bisect_left(self._spans, (start + 1, 0)) - 1
        return i >= 0 and end <= self._spans[i][1]

    def touches(self, a: Attribution) -> bool:
        """Whether an attribution's content or cue is held already."""
        return any(self.covers(*s) for s in (*a.content, *((a.cue,) if a.cue else ())))
