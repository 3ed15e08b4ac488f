"""A stretch of the text, as every rule hands it on."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """Half-open code point offsets; equal to the bare pair ``(start, end)``."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters: ``Span(0, 3).of("Roe said")`` is "Roe"."""
        return text[self.start : self.end]

    def holds(self, other: tuple[int, int]) -> bool:
        """Whether the other lies within, borders included."""
        return self.start <= other[0] and other[1] <= self.end

    def trimmed(self, text: str, chars: str | None = None) -> Span:
        """Without white space (or ``chars``) at its ends."""
        said = self.of(text)
        start = self.start + len(said) - len(said.lstrip(chars))
        return Span(start, max(start, self.start + len(said.rstrip(chars))))
