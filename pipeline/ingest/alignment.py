"""Edits of a text that keep the way back: offsets in the text after are offsets in the text before.

The idea is spaCy's ``Alignment`` and eyecite's ``SpanUpdater``; edits are kept so small (none puts more than one
character in place of others) that every position of the text after has one stretch of the text before.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple


class Edit(NamedTuple):
    """``text[start:end]`` is read as ``new``: one character, nothing, or as many characters as it has itself."""

    start: int
    end: int
    new: str


def apart(edits: Iterable[Edit]) -> list[Edit]:
    """In order; of two that overlap the one that begins first, the longer of two that begin together."""
    found: list[Edit] = []
    for edit in sorted(edits, key=lambda e: (e.start, -e.end)):
        if not found or edit.start >= found[-1].end:
            found.append(edit)
    return found


class Layer:
    """One pass of edits over a text: the text before, the text after, and the way between offsets of both."""

    def __init__(self, text: str, edits: Iterable[Edit]) -> None:
        self.before = text
        pieces: list[str] = []
        # Where segments begin, before and after; the odd ones are what an edit put in, the even ones stretches kept.
        self._before, self._after = array("q", [0]), array("q", [0])
        at = size = 0
        for start, end, new in edits:
            pieces += text[at:start], new
            size += start - at
            if len(new) == end - start:  # offsets go on as they were
                size += len(new)
                at = end
                continue
            self._before.append(start)
            self._after.append(size)
            size += len(new)
            self._before.append(end)
            self._after.append(size)
            at = end
        pieces.append(text[at:])
        self.after = "".join(pieces)

    def back(self, start: int, end: int) -> tuple[int, int]:
        """A stretch of the text after, as one of the text before."""
        if start >= end:
            at = self._shift(self._after, self._before, start, False)
            return at, at
        return self._shift(self._after, self._before, start, False), self._shift(self._after, self._before, end, True)

    def forth(self, start: int, end: int) -> tuple[int, int]:
        """A stretch of the text before, as one of the text after; the way back from ``back``."""
        begin = self._shift(self._before, self._after, start, False)
        if start >= end:
            return begin, begin
        return begin, max(begin, self._shift(self._before, self._after, end, True))

    @staticmethod
    def _shift(here: array[int], there: array[int], offset: int, is_end: bool) -> int:
        """The offset on the other side: exact in a stretch kept, the border of what an edit replaced elsewhere."""
        k = bisect_right(here, offset - is_end) - 1
        if k % 2 == 0:
            return there[k] + offset - here[k]
        return there[k + 1] if is_end else there[k]
