"""What the text says about time, before any calendar is asked: typed, immutable parses.

An expression is a small algebra: a calendar day may stand inside a year, a clock time on a day, a range between two
expressions. Nothing here knows the publication date; ``resolve`` turns an expression and a context into a value.
Units are one-letter (two for eras): ``s min h D W WE M Q H SN Y DE C ML`` (``SN``: season, ``WE``: weekend).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Base = Literal["publication", "narrative"]
Toward = Literal[-1, 0, 1]


@dataclass(frozen=True, slots=True)
class Calendar:
    """A day, month or year named by its numbers; missing parts come from the context (weekday: 0 = Monday)."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    toward: Toward = 0
    fiscal: bool = False
    base: Base = "publication"
    this: bool = False  # "this September", "this Friday": of the current year or week
    pair: bool = False  # fiscal 2024-25, which begins in its first year whatever the body names it after
    fiscal_start: date | None = None  # the first day of a fiscal year, where the text tells whose it is


@dataclass(frozen=True, slots=True)
class Shift:
    """The period of ``unit`` that lies ``n`` units from the one around the anchor: "last week" is (W, -1)."""

    unit: str
    n: int
    base: Base = "publication"
    fiscal: bool = False
    same: bool = False  # "the year-earlier period": keeps the size of the period it is counted from
    definite: bool = False  # "the weekend": the last or the coming one, as the tense has it
    compares: bool = False  # "from a year earlier": of a quarter spoken of, the same quarter a year before


@dataclass(frozen=True, slots=True)
class Numbered:
    """The n-th quarter, half, season, ... of a year (or of what ``Within`` puts around it)."""

    unit: str
    n: int
    toward: Toward = 0
    fiscal: bool = False
    weekday: int | None = None  # "the second Tuesday" (of a month): unit D


@dataclass(frozen=True, slots=True)
class Era:
    """A decade or century: ``first`` is its first year (1990, 1900)."""

    unit: Literal["DE", "C"]
    first: int


@dataclass(frozen=True, slots=True)
class Holiday:
    """A named day; its date is worked out for the year of the context."""

    name: str
    toward: Toward = 0


@dataclass(frozen=True, slots=True)
class Within:
    """``part`` inside ``whole``: "the third quarter" of "last year"."""

    part: Expression
    whole: Expression


@dataclass(frozen=True, slots=True)
class Edge:
    """The start, middle or end of ``whole``, or its part up to (``BEFORE`` side) or from the anchor on."""

    whole: Expression
    mod: str
    cut: bool = False  # "earlier this month" ends at the anchor, "later this year" starts there


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day; ``on`` is its day, None for the day of the anchor."""

    hour: int
    minute: int | None = None
    second: int | None = None
    zone: str | None = None
    on: Expression | None = None


@dataclass(frozen=True, slots=True)
class DayPart:
    """Morning (MO), afternoon (AF), evening (EV), night (NI), ... of a day."""

    part: str
    on: Expression | None = None


@dataclass(frozen=True, slots=True)
class Length:
    """A duration: ``amount`` units (None: "several"), perhaps as a window before, after or inside something."""

    amount: float | None
    unit: str
    window: Literal["past", "next", "first", "last", "recent", "coming"] | None = None
    whole: Expression | None = None
    extra: Length | None = None  # "two hours and 30 minutes"


@dataclass(frozen=True, slots=True)
class Recurring:
    """A set of times; ``value`` is its TIMEX3 value."""

    value: str


@dataclass(frozen=True, slots=True)
class Reference:
    """Vague: PRESENT_REF, PAST_REF, FUTURE_REF."""

    value: str


@dataclass(frozen=True, slots=True)
class Range:
    """From the start of ``first`` to the end of ``last``; parts missing in one are taken from the other."""

    first: Expression
    last: Expression
    loose: bool = False  # "2022/23": a year of its own kind, whose days the text does not say


Expression = (
    Calendar
    | Shift
    | Numbered
    | Era
    | Holiday
    | Within
    | Edge
    | Clock
    | DayPart
    | Length
    | Recurring
    | Reference
    | Range
)


@dataclass(frozen=True, slots=True)
class Timex:
    """A temporal expression as found: where it stands, which rule found it, and what it says.

    ``start`` and ``end`` are code points of the text (half-open). ``tense`` is the direction that verb and preposition
    give (-1 past, 1 future, 0 unknown); ``happened``: it says itself when something took place or is to ("was jailed in
    April", "takes effect Jan. 1").
    ``mod`` is the TIMEX3 modifier of an approximator ("nearly", "at least").
    """

    start: int
    end: int
    rule: str
    expression: Expression
    mod: str | None = None
    tense: Toward = 0
    happened: bool = False


@dataclass(frozen=True, slots=True)
class Dropped:
    """A candidate that is no temporal expression, and why."""

    start: int
    end: int
    reason: str


def compares(expression: Expression) -> bool:
    """Whether an expression only sets a figure beside another ("from a year earlier", "the same period last year")."""
    match expression:
        case Shift(same=same, compares=compared, n=n):
            return compared or (same and n != 0)
        case Within(part=Shift(same=True)):
            return True
        case _:
            return False
