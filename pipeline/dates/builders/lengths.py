"""Builders for lengths of time, and windows that they open."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

from pipeline.cascade import Match, Modified, registry
from pipeline.dates.builders.amounts import amounts, modified, unit_of
from pipeline.dates.expressions import Length, Shift, Within

BUILDERS, builder = registry()


_WINDOW_WORDS = ("past", "last", "next", "coming", "recent", "final", "preceding", "previous")


@builder
def length(m: Match) -> Any:
    """Five years, nearly forty years, five-year, a year and a half."""
    unit = unit_of(m)
    said = amounts(m)
    amount = said[0] if said else 1.0
    if "second" in m and (not said or amount is None):
        return None
    if m.text.lower().endswith("half") and amount is not None:
        amount += 0.5
    return modified(m, Length(amount, unit))


@builder
def a_unit(m: Match) -> Any:
    """A week; a month or two: the lower length, or more."""
    if m.right[:1] in "-‑" and m.right:
        return None  # "a week-long wait"
    one = Length(1.0, unit_of(m))
    return Modified(one, "EQUAL_OR_MORE") if amounts(m) else one


@builder
def length_ended(m: Match) -> Any:
    """The nine months ended Sept. 30: a window that ends on that day; a quarter is the quarter around it."""
    said = amounts(m)
    unit = "Y" if m.has("year") else unit_of(m)
    if not said and unit == "Q":
        return Within(Shift("Q", 0, definite=True), m["period"])
    return Length(said[0] if said else 1.0, unit, "last", m["period"])


@builder
def length_begun(m: Match) -> Any:
    """The week beginning 8 June."""
    said = amounts(m)
    return Length(said[0] if said else 1.0, unit_of(m), "first", m["period"])


@builder
def length_period(m: Match) -> Any:
    """The five-year period, the coming three-month period."""
    said = amounts(m)
    window: Any = "next" if "coming" in m or "next" in m else "past" if "past" in m or "last" in m else None
    return Length(said[0] if said else 1.0, unit_of(m), window)


@builder
def to_come(m: Match) -> Any:
    """In a week's time."""
    said = amounts(m)
    return Length(said[0] if said else 1.0, unit_of(m), "next")


@builder
def length_range(m: Match) -> Any:
    """Two to three weeks: the lower length, or more."""
    said = amounts(m)
    if len(said) < 2 or (said[0] is not None and said[1] is not None and said[1] <= said[0]):
        return None
    return Modified(Length(said[0], unit_of(m)), "EQUAL_OR_MORE")


@builder
def length_two(m: Match) -> Any:
    """Two hours and 30 minutes."""
    said = amounts(m)
    units = [v for v in (i.facts.get("UNITS") or i.facts.get("UNIT") for i in m.items) if v]
    order = ["s", "min", "h", "D", "W", "M", "Y"]
    if len(said) != 2 or len(units) != 2 or any(u not in order for u in units):
        return None
    if order.index(units[1]) >= order.index(units[0]):
        return None
    return modified(m, Length(said[0], units[0], extra=Length(said[1], units[1])))


@builder
def window_one(m: Match) -> Any:
    """Over the last decade, in the next year; "the last quarter" and "the next day" are no windows."""
    unit = m["unit"] or "Y"
    forward = "next" in m
    if unit == "Q" or (forward and unit in ("D", "WE")):
        return None
    return Length(1.0, unit, "next" if forward else "past")


@builder
def another(m: Match) -> Any:
    """Another year, another month or two."""
    if m["unit"] not in ("W", "M", "Y", "DE"):
        return None
    return Modified(Length(1.0, m["unit"]), "EQUAL_OR_MORE") if m.has("two") else Length(1.0, m["unit"])


@builder
def half_unit(m: Match) -> Any:
    """Half an hour, a minute and a half."""
    if unit_of(m) in ("Q", "WE"):
        return None
    return modified(m, Length(1.5 if m.has("and") else 0.5, unit_of(m)))


@builder
def unit_long(m: Match) -> Any:
    """Day-long, decades-old."""
    whole = {"yearlong": "Y", "daylong": "D", "weeklong": "W", "monthlong": "M", "hourlong": "h"}
    word = next((unit for name, unit in whole.items() if m.has(name)), None)
    return Length(None if "units" in m else 1.0, word or unit_of(m))


@builder
def bare_units(m: Match) -> Any:
    """Years, weeks or months."""
    return Length(None, m["units"]) if m["units"] not in ("N", "SN", "Q", "s") else None


@builder
def window(m: Match) -> Any:
    """The past five years, the next 12 to 18 months, recent years."""
    said = amounts(m)
    unit = unit_of(m)
    which = "next" if "next" in m or "coming" in m or m.has("coming", "future") else "past"
    vague = not said and "units" in m and not m.has("couple")
    if vague and m.has("recent", "coming", "future", "past", "previous", "these"):
        which = "coming" if which == "next" else "recent"
    if m.has("these", "those", "this") and not said and not m.has(*_WINDOW_WORDS):
        return None
    amount = said[0] if said else (2.0 if m.has("couple") else None if vague else 1.0)
    if len(said) > 1:  # the last two or three years: at least two, from no certain day
        loose = Length(amount, unit, "recent" if which in ("past", "recent") else "coming")
        return Modified(loose, "EQUAL_OR_MORE")
    if m.text.lower().endswith("half") and amount is not None:
        amount += 0.5
    if vague and m.right.startswith(" of"):
        return modified(m, Length(None, unit))  # "the last weeks of his campaign"
    if "period" in m or (m.has("of") and m.has("year")):
        inside = m["period"] or Shift("Y", 0)
        return modified(m, Length(amount, unit, "last" if which == "past" else "first", inside))
    return modified(m, Length(amount, unit, cast("Any", which)))


@builder
def window_of(m: Match) -> Any:
    """The first nine months (of 1989), the last three months of 2024."""
    said = amounts(m)
    whole = m["period"] or m["range"] or (Shift("Y", 0) if m.has("year") else None)
    number = m["ord"] or m["final"]
    if number not in (1, -1):
        return None
    last = number == -1
    if whole is None and last and m.right.startswith(" of"):
        return modified(m, Length(said[0] if said else 2.0, unit_of(m)))  # "the last few months of his life"
    if whole is None and last:
        return modified(m, Length(said[0] if said else 2.0, unit_of(m), "past"))
    return modified(m, Length(said[0] if said else 2.0, unit_of(m), "last" if last else "first", whole))


@builder
def determined(m: Match) -> Any:
    """These past two years; his final months are no stretch that ends today."""
    said = m["window"]
    own = isinstance(said, Length) and said.amount is None and "own" in m and m.has("final")
    return replace(said, window=None) if own else said


@builder
def units_ahead(m: Match) -> Any:
    """The weeks ahead."""
    said = amounts(m)
    one = 1.0 if "unit" in m else None
    return Length(said[0] if said else one, unit_of(m), "next" if said or one else "coming")
