"""A quantity in the making: indexes into a scope's pieces, mutable until ``find`` freezes it."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.claims.parse.numeral import Form, Numeral
from pipeline.claims.parse.units import Unit
from pipeline.records import Bound, Change, ClaimKind


@dataclass(slots=True)
class Draft:
    """Pieces ``[i, j)`` are sign, currency, number, scale and unit; ``[first, last)`` with the approximators."""

    i: int
    j: int
    k: int  # first piece of the numeral itself
    values: tuple[float, ...]
    form: Form
    scale: float
    kind: ClaimKind = "count"
    unit: Unit | None = None
    unit_name: str | None = None
    currency_before: bool = False
    bound: Bound = "exact"
    first: int = -1
    last: int = -1
    noun: tuple[int, int] | None = None
    direction: Change | None = None
    hyphen: bool = False  # "300-megawatt": the quantity is an attribute
    rule: str = "number"
    confidence: float | None = None

    @classmethod
    def of(cls, number: Numeral, i: int) -> Draft:
        """A bare number; ``i`` is where its sign or currency starts."""
        return cls(i, number.j, number.i, number.values, number.form, number.scale)

    def __post_init__(self) -> None:
        if self.first < 0:
            self.first, self.last = self.i, self.j

    def grow(self, i: int, j: int) -> None:
        """Widen to pieces ``[i, j)``."""
        self.i, self.j = min(i, self.i), max(j, self.j)
        self.first, self.last = min(self.i, self.first), max(self.j, self.last)
