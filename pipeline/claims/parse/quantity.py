"""The parsed quantity: what the text says, before anything is linked to it."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.records import Bound, Change, ClaimKind


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
