"""Builders for points a length away: "two years ago", "three days later"."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pipeline.cascade import Match, registry
from pipeline.dates.builders.amounts import amounts, modified, modifier, unit_of
from pipeline.dates.expressions import Base, Calendar, DayPart, Expression, Length, Shift, Within

BUILDERS, builder = registry()


@builder
def quarter_century(m: Match) -> Any:
    """A quarter of a century, a quarter century ago."""
    if m.has("ago"):
        return modified(m, Shift("Y", -25))
    if m.has("earlier", "later"):
        return modified(m, Shift("Y", 25 if m.has("later") else -25, "narrative"))
    return modified(m, Length(25.0, "Y"))


@builder
def ago(m: Match) -> Any:
    """Two years ago, ten days later, a year earlier, months ago."""
    said = amounts(m)
    unit = unit_of(m)
    later = m.has("later", "hence", "now", "after", "afterward", "afterwards", "ahead")
    amount = said[0] if said else (None if "units" in m else 1.0)
    if m.items[0].facts.keys() & {"=half"}:
        amount = 0.5
    elif m.has("half") and not said:
        if unit in ("h", "min"):
            return None
        amount = 1.5  # a year and a half ago
    base: Base = "publication" if m.has("ago", "back", "now", "hence") else "narrative"
    sign = 1 if later else -1
    if unit == "DE" and amount and not modifier(m):  # exact: the year, not the decade
        amount, unit = amount * 10, "Y"
    step = _away(amount, unit, sign, base)
    if isinstance(step, Shift) and step.unit == "Y" and step.n == -1 and not m.has("before"):
        step = replace(step, compares=True)
    return modified(m, step) if step else None


@builder
def two_ago(m: Match) -> Any:
    """3 years, 4 months ago."""
    said = amounts(m)
    units = [v for v in (i.facts.get("UNITS") or i.facts.get("UNIT") for i in m.items) if v]
    months = {"Y": 12.0, "M": 1.0}
    if len(said) != 2 or None in said or any(unit not in months for unit in units) or len(units) != 2:
        return None
    total = sum((amount or 0.0) * months[unit] for amount, unit in zip(said, units, strict=True))
    return Shift("M", -int(total), "publication" if m.has("ago") else "narrative")


def _away(amount: float | None, unit: str, sign: int, base: Base) -> Expression | None:
    if amount is None:
        near: Any = ("recent" if sign < 0 else "coming") if base == "publication" else None
        return Length(None, unit, near)
    if unit == "2W":
        amount, unit = amount * 2, "W"
    if unit in ("N", "SN"):
        return None
    if amount % 1 and unit == "M":
        amount = float(int(amount) + 1)  # two and a half months ago: in the month before the second
    if amount % 1:  # half a year is six months; other halves stay lengths
        smaller = {
            "Y": ("M", 12),
            "DE": ("Y", 10),
            "C": ("Y", 100),
            "W": ("D", 7),
            "h": ("min", 60),
            "D": ("h", 24),
        }.get(unit)
        if smaller is None:
            return Length(amount, unit)
        amount, unit = amount * smaller[1], smaller[0]
    return Shift(unit, sign * int(amount), base)


@builder
def the_unit_before(m: Match) -> Any:
    """The day before, the year after, the day before Thursday."""
    unit = m["unit"] or next(
        (u for w, u in (("day", "D"), ("week", "W"), ("month", "M"), ("year", "Y"), ("night", "N")) if m.has(w)), "D"
    )
    sign = -1 if m.has("before", "earlier") else 1
    if unit in ("h", "min"):
        return None
    if m.has("night", "morning", "evening"):
        part = "NI" if m.has("night") else "MO" if m.has("morning") else "EV"
        return DayPart(part, Within(Shift("D", sign), m["period"]) if "period" in m else Shift("D", sign, "narrative"))
    if "period" in m:
        return Within(Shift(unit, sign), m["period"])
    return Shift(unit, sign, "narrative")


@builder
def from_point(m: Match) -> Any:
    """A week before Christmas, two days after the 5th."""
    said = amounts(m)
    amount = said[0] if said else 1.0
    sign = -1 if m.has("before") else 1
    if m.has("since"):
        return None
    day = m["period"]
    if m.has("from") and unit_of(m) == "W" and isinstance(day, Calendar) and day.weekday is not None and amount:
        return Within(Shift("D", int(7 * amount)), replace(day, toward=1))  # a week from Tuesday
    step = _away(amount, unit_of(m), sign, "publication")
    return Within(step, m["period"]) if isinstance(step, Shift) else None


@builder
def week_on_day(m: Match) -> Any:
    """A week on Friday, a fortnight today: so many weeks after the coming Friday."""
    said, day = amounts(m), m["day"]
    weeks = (said[0] if said else 1.0) or 0.0
    days = int(weeks * {"W": 7, "2W": 14}.get(unit_of(m), 0))
    if isinstance(day, Calendar) and day.weekday is not None and day.month is None:
        day = replace(day, toward=1)
    elif not (isinstance(day, Shift) and day.unit == "D" and day.n >= 0):
        return None
    return Within(Shift("D", days), day) if days else None
