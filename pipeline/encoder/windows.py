"""Cutting an article into windows that the network reads in one go.

A window is a run of whole paragraphs of at most ``MAX_WORDS`` words. A longer paragraph is cut where a sentence seems
to end. The words before a window (``context``) are read again for their meaning; what is predicted on them is dropped,
so every word gets exactly one prediction.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

MAX_WORDS = 180
CONTEXT = 15  # of 0, 15 and 40 on the dev sets; training windows have none, and 40 cost entities 0.4 F1
_ENDS = frozenset((".", "!", "?", "。"))
_AFTER_END = frozenset(('"', "”", "’", "''", ")", "]", "'"))


@dataclass(frozen=True, slots=True)
class Window:
    """Words ``start:end`` are predicted; ``context:start`` are only read."""

    context: int
    start: int
    end: int


def segments(words: Sequence[str], breaks: Sequence[bool], limit: int = MAX_WORDS) -> Iterator[tuple[int, int]]:
    """Paragraphs as half-open word ranges; long ones cut at a likely sentence end."""
    start = 0
    for i in range(1, len(words) + 1):
        if i == len(words) or breaks[i]:
            while i - start > limit:
                cut = _cut(words, start, limit)
                yield start, cut
                start = cut
            if i > start:
                yield start, i
            start = i


def windows(
    words: Sequence[str], breaks: Sequence[bool], limit: int = MAX_WORDS, context: int = CONTEXT
) -> list[Window]:
    """Greedy packing of segments; together the windows' ``start:end`` cover every word once."""
    out: list[Window] = []
    start = end = 0
    for s, e in segments(words, breaks, limit):
        if e - start > limit and end > start:
            out.append(Window(max(0, start - context), start, end))
            start = s
        end = e
    if end > start:
        out.append(Window(max(0, start - context), start, end))
    return out


def _cut(words: Sequence[str], start: int, limit: int) -> int:
    """Last likely sentence start in the second half of the limit; the limit itself where there is none."""
    for i in range(start + limit, start + limit // 2, -1):
        before = words[i - 1]
        if before in _ENDS or (before in _AFTER_END and words[i - 2] in _ENDS):
            return i
    return start + limit
