"""The numeral record, and small helpers that the readers of numbers share."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from pipeline.claims.lexicon import table
from pipeline.claims.parse.pieces import Piece

Form = Literal["digits", "words", "vague", "fraction"]
LARGEST = 1e18  # a longer chain of scale words is no number
MINUS = frozenset("-–−")
HYPHENS = frozenset("-‐‑")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number at pieces ``[i, j)``: one value, or two for an interval; ``scale``: what its scale words multiply by."""

    i: int
    j: int
    values: tuple[float, ...]
    form: Form
    scale: float = 1.0

    @property
    def value(self) -> float:
        """The (first) value."""
        return self.values[0]


def lexicon(section: str) -> dict[str, float]:
    """A section of the number lexicon: words to values."""
    found: dict[str, float] = table("numbers")[section]
    return found


def at(pieces: list[Piece], i: int) -> Piece | None:
    """Piece ``i``, or None outside the list."""
    return pieces[i] if 0 <= i < len(pieces) else None


def lower(pieces: list[Piece], i: int) -> str:
    """Lower-case text of piece ``i``, empty outside the list."""
    return pieces[i].lower if 0 <= i < len(pieces) else ""


def past_hyphen(pieces: list[Piece], j: int) -> int:
    """``j``, or the index after it if a hyphen stands there."""
    return j + (lower(pieces, j) in HYPHENS)


def digits_only(piece: Piece) -> bool:
    """Whether a piece is a whole number without grouping."""
    return piece.kind == "number" and piece.text.isdecimal()


def exact(value: float) -> float:
    """``value`` without the dust of decimal scaling: 8.1 million is 8100000, not 8099999.999999999."""
    return float(f"{value:.12g}")


def starts(piece: Piece) -> bool:
    """Whether a numeral may start with a piece."""
    return piece.kind == "number" or piece.lower in _starters()


@cache
def _starters() -> frozenset[str]:
    sections = ("cardinals", "plurals", "glyphs")
    return frozenset(("a", "an", "half", "quarter", *table("numbers")["some"]["words"])).union(*map(lexicon, sections))
