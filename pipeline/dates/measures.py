"""Builders for lengths of time, for points a length away, and for sets."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, cast

from pipeline.cascade import Match, Modified, registry
from pipeline.dates.expressions import (
    Base,
    Calendar,
    DayPart,
    Edge,
    Expression,
    Length,
    Recurring,
    Shift,
    Within,
)

BUILDERS, builder = registry()


_MODS = (
    (r"or more|or longer", "EQUAL_OR_MORE"),
    (r"more than|over|above", "MORE_THAN"),
    (r"less than|fewer than|under|nearly|almost|just under", "LESS_THAN"),
    (r"at least|no less than|no fewer than", "EQUAL_OR_MORE"),
    (r"at most|up to|no more than|no longer than|within|as many as|as much as|as long as", "EQUAL_OR_LESS"),
    (r"about|around|approximately|roughly|some|circa|couple|or so|just about", "APPROX"),
)


def _mod(m: Match) -> str | None:
    text = " ".join(m.text.lower().split())
    return next((mod for pattern, mod in _MODS if re.search(rf"\b(?:{pattern})\b", text)), None)


def amounts(m: Match) -> list[float | None]:
    """All amounts of a match in order of the text; None where the text does not say ("several")."""
    found = []
    for item in m.items:
        value = next((item.facts[name] for name in ("AMOUNT", "NUM", "MANY") if name in item.facts), 0)
        if value != 0:
            found.append(None if value == "X" else float(value))
    return found


def _unit(m: Match) -> str:
    return cast("str", m["units"] or m["unit"] or m["second"])


def _modified(m: Match, expression: Expression) -> Any:
    mod = _mod(m)
    return Modified(expression, mod) if mod else expression


@builder
def length(m: Match) -> Any:
    """Five years, nearly forty years, five-year, a year and a half."""
    unit = _unit(m)
    said = amounts(m)
    amount = said[0] if said else 1.0
    if "second" in m and (not said or amount is None):
        return None
    if m.text.lower().endswith("half") and amount is not None:
        amount += 0.5
    return _modified(m, Length(amount, unit))


@builder
def a_unit(m: Match) -> Any:
    """A week; a month or two: the lower length, or more."""
    one = Length(1.0, _unit(m))
    return Modified(one, "EQUAL_OR_MORE") if amounts(m) else one


@builder
def length_ended(m: Match) -> Any:
    """The nine months ended Sept. 30: a window that ends on that day; a quarter is the quarter around it."""
    said = amounts(m)
    unit = "Y" if m.has("year") else _unit(m)
    if not said and unit == "Q":
        return Within(Shift("Q", 0, definite=True), m["period"])
    return Length(said[0] if said else 1.0, unit, "last", m["period"])


@builder
def length_begun(m: Match) -> Any:
    """The week beginning 8 June."""
    said = amounts(m)
    return Length(said[0] if said else 1.0, _unit(m), "first", m["period"])


@builder
def length_period(m: Match) -> Any:
    """The five-year period, the coming three-month period."""
    said = amounts(m)
    window: Any = "next" if "coming" in m or "next" in m else "past" if "past" in m or "last" in m else None
    return Length(said[0] if said else 1.0, _unit(m), window)


@builder
def to_come(m: Match) -> Any:
    """In a week's time."""
    said = amounts(m)
    return Length(said[0] if said else 1.0, _unit(m), "next")


@builder
def length_range(m: Match) -> Any:
    """Two to three weeks: the lower length, or more."""
    said = amounts(m)
    if len(said) < 2 or (said[0] is not None and said[1] is not None and said[1] <= said[0]):
        return None
    return Modified(Length(said[0], _unit(m)), "EQUAL_OR_MORE")


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
    return _modified(m, Length(said[0], units[0], extra=Length(said[1], units[1])))


@builder
def quarter_century(m: Match) -> Any:
    """A quarter of a century, a quarter century ago."""
    if m.has("ago"):
        return _modified(m, Shift("Y", -25))
    if m.has("earlier", "later"):
        return _modified(m, Shift("Y", 25 if m.has("later") else -25, "narrative"))
    return _modified(m, Length(25.0, "Y"))


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
    if _unit(m) in ("Q", "WE"):
        return None
    return _modified(m, Length(1.5 if m.has("and") else 0.5, _unit(m)))


@builder
def unit_long(m: Match) -> Any:
    """Day-long, decades-old."""
    whole = {"yearlong": "Y", "daylong": "D", "weeklong": "W", "monthlong": "M", "hourlong": "h"}
    word = next((unit for name, unit in whole.items() if m.has(name)), None)
    return Length(None if "units" in m else 1.0, word or _unit(m))


@builder
def bare_units(m: Match) -> Any:
    """Years, weeks or months."""
    return Length(None, m["units"]) if m["units"] not in ("N", "SN", "Q", "s") else None


@builder
def window(m: Match) -> Any:
    """The past five years, the next 12 to 18 months, recent years."""
    said = amounts(m)
    unit = _unit(m)
    which = "next" if "next" in m or "coming" in m or m.has("coming", "future") else "past"
    vague = not said and "units" in m and not m.has("couple")
    if vague and m.has("recent", "coming", "future", "past", "previous", "these"):
        which = "coming" if which == "next" else "recent"
    if m.has("these", "those", "this") and not said:
        return None
    amount = said[0] if said else (2.0 if m.has("couple") else None if vague else 1.0)
    if len(said) > 1:  # the last two or three years: at least two, from no certain day
        loose = Length(amount, unit, "recent" if which in ("past", "recent") else "coming")
        return Modified(loose, "EQUAL_OR_MORE")
    if m.text.lower().endswith("half") and amount is not None:
        amount += 0.5
    if "period" in m or (m.has("of") and m.has("year")):
        inside = m["period"] or Shift("Y", 0)
        return _modified(m, Length(amount, unit, "last" if which == "past" else "first", inside))
    return _modified(m, Length(amount, unit, cast("Any", which)))


@builder
def window_of(m: Match) -> Any:
    """The first nine months (of 1989), the last three months of 2024."""
    said = amounts(m)
    whole = m["period"] or m["range"] or (Shift("Y", 0) if m.has("year") else None)
    number = m["ord"] or m["final"]
    if number not in (1, -1):
        return None
    last = number == -1
    if whole is None and last:
        return _modified(m, Length(said[0] if said else 2.0, _unit(m), "past"))
    return _modified(m, Length(said[0] if said else 2.0, _unit(m), "last" if last else "first", whole))


@builder
def units_ahead(m: Match) -> Any:
    """The weeks ahead."""
    said = amounts(m)
    one = 1.0 if "unit" in m else None
    return Length(said[0] if said else one, _unit(m), "next" if said or one else "coming")


# ---- points a length away


@builder
def ago(m: Match) -> Any:
    """Two years ago, ten days later, a year earlier, months ago."""
    said = amounts(m)
    unit = _unit(m)
    later = m.has("later", "hence", "now", "after", "afterward", "afterwards", "ahead")
    amount = said[0] if said else (None if "units" in m else 1.0)
    if m.items[0].facts.keys() & {"=half"}:
        amount = 0.5
    base: Base = "publication" if m.has("ago", "back", "now", "hence") else "narrative"
    sign = 1 if later else -1
    if unit == "DE" and amount and not _mod(m):  # exact: the year, not the decade
        amount, unit = amount * 10, "Y"
    step = _away(amount, unit, sign, base)
    if isinstance(step, Shift) and step.unit == "Y" and step.n == -1 and not m.has("before"):
        step = replace(step, compares=True)
    return _modified(m, step) if step else None


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
def from_point(m: Match) -> Any:
    """A week before Christmas, two days after the 5th."""
    said = amounts(m)
    amount = said[0] if said else 1.0
    sign = -1 if m.has("before") else 1
    if m.has("since"):
        return None
    step = _away(amount, _unit(m), sign, "publication")
    return Within(step, m["period"]) if isinstance(step, Shift) else None


@builder
def week_on_day(m: Match) -> Any:
    """A week on Friday, a fortnight today: so many weeks after the coming Friday."""
    said, day = amounts(m), m["day"]
    weeks = (said[0] if said else 1.0) or 0.0
    days = int(weeks * {"W": 7, "2W": 14}.get(_unit(m), 0))
    if isinstance(day, Calendar) and day.weekday is not None and day.month is None:
        day = replace(day, toward=1)
    elif not (isinstance(day, Shift) and day.unit == "D" and day.n >= 0):
        return None
    return Within(Shift("D", days), day) if days else None


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
def definite(m: Match) -> Any:
    """The quarter, the weekend, for the year."""
    if m.has("quarter"):
        return Shift("Q", 0, "narrative", same=True)
    return (
        Shift("WE", 0, definite=True)
        if m.has("weekend")
        else Shift("W" if m.has("week") else "M" if m.has("month") else "Y", 0)
    )


# ---- sets

_EVERY = {"D": "P{}D", "W": "P{}W", "M": "P{}M", "Y": "P{}Y", "Q": "P{}Q", "h": "PT{}H", "min": "PT{}M", "s": "PT{}S"}


def _every(amount: float, unit: str) -> Expression | None:
    if unit in ("DE", "C", "ML"):
        amount, unit = amount * {"DE": 10, "C": 100, "ML": 1000}[unit], "Y"
    if unit == "2W":
        amount, unit = amount * 2, "W"
    if unit == "H":
        amount, unit = amount * 6, "M"
    if unit == "WE":
        return Recurring("XXXX-WXX-WE")
    form = _EVERY.get(unit)
    return Recurring(form.format(f"{amount:g}")) if form else None


@builder
def times_a(m: Match) -> Any:
    """Twice a week, three times per year."""
    return _every(1, m["unit"])


@builder
def every(m: Match) -> Any:
    """Every day, every two years, each morning, every other week."""
    if m.has("weekends"):
        return Recurring("XXXX-WXX-WE")
    if "daypart" in m:
        return Recurring(f"XXXX-XX-XXT{m['daypart']}")
    if "season" in m or "shyseason" in m:
        return Recurring("XXXX-" + ("SP", "SU", "FA", "WI")[(m["season"] or m["shyseason"]) - 1])
    said = amounts(m)
    amount = 2.0 if m.has("other") else float(m["ord"] or 1) if "ord" in m else (said[0] if said else 1.0)
    return _every(amount, _unit(m)) if amount else None


@builder
def twice_a(m: Match) -> Any:
    """Bi-monthly: every two months; semi-annual: twice a year."""
    if m.has("semi"):
        return {"monthly": Recurring("P15D"), "weekly": Recurring("P3D")}.get(m.text[5:].lower(), Recurring("P6M"))
    whole = {"monthly": "P2M", "weekly": "P2W", "annual": "P2Y", "annually": "P2Y", "yearly": "P2Y"}
    return next((Recurring(value) for word, value in whole.items() if m.has(word)), None)


@builder
def basis(m: Match) -> Any:
    """On an annual basis."""
    whole = {"annual": "P1Y", "yearly": "P1Y", "monthly": "P1M", "weekly": "P1W", "daily": "P1D", "quarterly": "P3M"}
    return Recurring(whole[m.text.lower()])


@builder
def year_to_date(m: Match) -> Any:
    """Year-to-date: up to the anchor."""
    return Edge(Shift("Y", 0), "TO_DATE", cut=True)


@builder
def unitly(m: Match) -> Any:
    """Daily, annually."""
    text = m.text
    return Recurring(m["unitly"] or m["quarterwise"]) if text[0].islower() else None
