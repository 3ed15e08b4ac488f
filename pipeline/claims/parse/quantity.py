"""A quantity as it comes to be: a numeral, then a draft that grows around it, then the parsed, frozen record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.claims.parse.unit_table import Unit
from pipeline.records import Bound, Change, ClaimKind

LARGEST = 1e18  # a longer chain of scale words is no number

Form = Literal["digits", "words", "vague", "fraction"]


def exact(value: float) -> float:
    """``value`` without the dust of decimal scaling: 8.1 million is 8100000, not 8099999.999999999."""
    return float(f"{value:.12g}")


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

    @property
    def single(self) -> bool:
        """Whether it is one value, no interval."""
        return len(self.values) == 1


@dataclass(slots=True)
class Draft:
    """A quantity in the making, by indexes into a scope's pieces; mutable until ``find`` freezes it.

    Pieces ``[i, j)`` are sign, currency, number, scale and unit; ``[first, last)`` with the approximators.
    """

    i: int
    j: int
    values: tuple[float, ...]
    form: Form = "words"
    scale: float = 1.0
    k: int = -1  # first piece of the numeral itself
    kind: ClaimKind = "count"
    unit: Unit | None = None
    unit_name: str | None = None
    rule: str = "number"
    currency_before: bool = False
    bound: Bound = "exact"
    first: int = -1
    last: int = -1
    noun: tuple[int, int] | None = None
    direction: Change | None = None
    hyphen: bool = False  # "300-megawatt": the quantity is an attribute
    confidence: float | None = None

    def __post_init__(self) -> None:
        self.k = self.i if self.k < 0 else self.k
        self.first, self.last = self.i, self.j

    @property
    def single(self) -> bool:
        """Whether it is one value, neither range nor ratio."""
        return len(self.values) == 1

    def grow(self, i: int, j: int) -> None:
        """Widen to pieces ``[i, j)``."""
        self.i, self.j = min(i, self.i), max(j, self.j)
        self.first, self.last = min(self.i, self.first), max(self.j, self.last)

    def times(self, factor: float) -> None:
        """Multiply what it is by a scale that stands elsewhere, or by a sign."""
        self.values = tuple(exact(v * factor) for v in self.values)

    def take(self, unit: Unit) -> None:
        """Have the unit, and be of its kind."""
        self.unit, self.unit_name = unit, unit.symbol
        self.kind = self.rule = unit.kind

    def become(self, kind: ClaimKind, name: str, rule: str) -> None:
        """Be a share, ratio, rank or multiple: kinds that have no unit of the table."""
        self.kind, self.unit_name, self.rule = kind, name, rule


@dataclass(frozen=True, slots=True)
class Quantity:
    """A numeric claim as parsed: ``text[start:end]`` is the quantity with its approximator.

    ``number`` is the span of the number with sign, scale and unit, without approximator; ``noun`` the span of the
    counted noun phrase, if one follows; ``direction`` is what the quantity's own words say of change ("doubled").
    """

    id: str
    start: int
    end: int
    text: str
    kind: ClaimKind
    value: float | None
    value2: float | None = None
    unit: str | None = None
    dimension: str | None = None
    bound: Bound = "exact"
    number: tuple[int, int] = (0, 0)
    noun: tuple[int, int] | None = None
    direction: Change | None = None
    rule: str = ""
    confidence: float | None = None
