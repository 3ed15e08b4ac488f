"""Builders for clock times and parts of days, edges ("early", "the end of"), ranges and vague references."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from pipeline.cascade import Match, registry
from pipeline.dates.expressions import (
    Calendar,
    Clock,
    DayPart,
    Edge,
    Expression,
    Numbered,
    Range,
    Recurring,
    Reference,
    Shift,
    Within,
)

BUILDERS, builder = registry()


# ---- clock times and parts of days


@builder
def clock(m: Match) -> Expression | None:
    """8:30 p.m. EST; 0800 GMT; 8 o'clock."""
    minute: int | None = None
    second: int | None = None
    if m["clock"]:
        hour, minute, *rest = (int(part) for part in m["clock"].split(":"))
        second = rest[0] if rest else None
    elif m["military"]:
        hour, minute = int(m["military"][:2]), int(m["military"][2:])
    else:
        hour = int(m["hour"] if m["hour"] is not None else m["amount"])
    if m["ampm"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if m["ampm"] == "p" else 0)
    return Clock(hour, minute, second, m["zone"]) if hour <= 24 else None


@builder
def clock_part(m: Match) -> Expression | None:
    """4 in the morning."""
    hour = int(m["hour"] if m["hour"] is not None else m["amount"] or 0)
    if not 1 <= hour <= 12:
        return None
    late = m["daypart"] in ("AF", "EV") or (m["daypart"] in (None, "NI") and hour >= 6)
    return Clock(hour % 12 + (12 if late else 0))


@builder
def quarter_to(m: Match) -> Expression | None:
    """A quarter to eleven, half past six."""
    hour = int(m["hour"] if m["hour"] is not None else m["amount"] or 0)
    if not 1 <= hour <= 12:
        return None
    minute = 30 if m.has("half") else 15
    return Clock((hour - 2) % 12 + 1, 45) if m.has("to") else Clock(hour, minute)


@builder
def point(m: Match) -> Expression:
    """Noon, midnight."""
    return Clock(m["point"], 0)


@builder
def clock_on_day(m: Match) -> Expression | None:
    """8:30 p.m. on Thursday."""
    time = m["time"] or m["clockbare"]
    if isinstance(time, Clock) and time.on is None:
        return Clock(time.hour, time.minute, time.second, time.zone, m["day"])
    return None


_LATE = frozenset({"AF", "EV"})


@builder
def clock_on_part(m: Match) -> Expression | None:
    """6:52 on Monday morning; 10:35 the next morning: the part of the day tells which half of it the hour is in."""
    time, part = m["time"] or m["clockbare"], m["daypart"]
    if m["hour"] is not None and m["hour"] <= 12:
        time = Clock(m["hour"])
    on = m["day"]
    if isinstance(m["partial"], DayPart):
        part, on = m["partial"].part, m["partial"].on
    if not isinstance(time, Clock) or time.on is not None:
        return None
    late = time.hour < 12 and (part in _LATE or (part == "NI" and time.hour >= 6))
    return Clock(time.hour + 12 * late, time.minute, time.second, time.zone, on)


@builder
def day_of_month(m: Match) -> Expression | None:
    """The 15th of next month."""
    whole = m["period"] or Shift("M", 0)
    month = isinstance(whole, Shift) and whole.unit == "M"
    return Within(Numbered("D", m["dayord"]), whole) if month else None


@builder
def part_of_day(m: Match) -> Any:
    """Thursday morning; the night of Oct. 23."""
    part = DayPart(m["daypart"] or "MI", m["day"])
    edge = m["earlylate"] or ("START" if m.has("early") else "END" if m.has("late") else None)
    return Edge(part, edge) if edge else part


@builder
def zone(m: Match) -> str:
    """A zone in words, or with hours added."""
    return m.text


# ---- edges, ranges, references


@builder
def edge(m: Match) -> Expression:
    """Early next year, mid-November, late Friday."""
    return Edge(m["period"] or m["time"], m.all("earlylate")[-1])


@builder
def unit_of_period(m: Match) -> Expression | None:
    """The first week of March, the last day of the year."""
    number = m["final"] or m["ord"]
    if m["unit"] not in ("D", "W", "M", "Q") or number > 31:
        return None
    return Within(Numbered(m["unit"], number), m["period"] or Shift("M" if m.has("month") else "Y", 0))


@builder
def rest_of(m: Match) -> Expression:
    """The rest of the year: from the anchor to its end."""
    units = {"day": "D", "week": "W", "month": "M", "quarter": "Q", "decade": "DE"}
    unit = next((unit for word, unit in units.items() if m.has(word)), "Y")
    return Edge(m["period"] or Shift(unit, 0), "END", cut=True)


@builder
def hours_of(m: Match) -> Expression:
    """The early hours of Thursday."""
    return Edge(m["period"] or m["time"], "END" if m.has("late") else "START")


@builder
def edge_part(m: Match) -> Expression:
    """Late afternoon."""
    return Edge(DayPart(m["daypart"]), m["earlylate"])


@builder
def edge_cut(m: Match) -> Expression:
    """Earlier this month, later in the year."""
    whole = m["period"] or m["time"]
    if whole is None:
        units = {"day": "D", "week": "W", "month": "M", "year": "Y", "quarter": "Q", "decade": "DE"}
        whole = Shift(next(unit for word, unit in units.items() if m.has(word)), 0)
    mod = m["earlierlater"] or "END"
    return Edge(whole, mod, cut="earlierlater" in m)


@builder
def edge_of(m: Match) -> Expression | None:
    """The end of November, the beginning of the year."""
    mod = m["boundary"] or ("START" if m.has("first", "early") else "END")
    whole = m["period"] or (Shift(m["unit"], 0) if m["unit"] not in ("h", "min", None) else None)
    return Edge(whole, mod) if whole else None


@builder
def unit_end(m: Match) -> Expression:
    """Year-end, the year's end."""
    whole = m["period"] or Shift("M" if m.has("month") else "Y", 0)
    return Edge(whole, "END")


@builder
def middle(m: Match) -> Expression:
    """Mid-year, mid-afternoon."""
    if "daypart" in m:
        return Edge(DayPart(m["daypart"]), "MID")
    units = {"week": "W", "month": "M", "day": "D"}
    return Edge(Shift(next((u for w, u in units.items() if m.has(w)), "Y"), 0), "MID")


@builder
def range(m: Match) -> Expression | None:
    """Between 2010 and 2015; from January to March: two of a kind, else they stay two expressions."""
    first, last = m["a"], m["b"]
    end = last.part if isinstance(last, Within) else last
    if not (isinstance(first, Calendar) and isinstance(end, Calendar)) or (end is not last and not end.month):
        return None
    kinds = [(said.day is None, said.month is None, said.weekday is None) for said in (first, end)]
    return Range(first, last) if kinds[0] == kinds[1] else None


@builder
def weekday_range(m: Match) -> Expression | None:
    """Monday to Friday."""
    first, last = m["a"], m["b"]
    days = [isinstance(said, Calendar) and said.weekday is not None and said.month is None for said in (first, last)]
    return Range(first, last) if all(days) else None


@builder
def time_range(m: Match) -> Expression:
    """From 8 a.m. to 5 p.m.; from 6:00 to 7:30 p.m.: the last says for both which half of the day it is."""
    first, last = m["a"], m["b"]
    if isinstance(first, int):
        first = Clock(first)
    if not isinstance(last, Clock) or first.hour > 12:
        return Range(first, last)
    halved = not re.search(r"[a-z]", m.text[: m.items[0].end - m.items[0].start], re.I)
    if halved and last.hour >= 12 and first.hour % 12 + 12 <= last.hour:
        first = replace(first, hour=first.hour % 12 + 12)
    return Range(first, last)


@builder
def now(m: Match) -> Expression:
    """Now, recently, these days."""
    return Reference(m["now"] or "PRESENT_REF")


@builder
def past_future(m: Match) -> Expression:
    """The future, the recent past; the cities of tomorrow."""
    return Reference("FUTURE_REF" if m.has("future") or m.has("tomorrow") else "PAST_REF")


@builder
def every_named(m: Match) -> Expression:
    """Every Tuesday, Fridays, each July, Tuesday nights."""
    weekday = m["weekday"] if m["weekday"] is not None else m["weekdays"]
    part = m["daypart"] or m["dayparts"]
    if weekday is not None:
        return Recurring(f"XXXX-WXX-{weekday + 1}" + (f"T{part}" if part else ""))
    return Recurring(f"XXXX-{m['months']:02d}")


@builder
def drop(m: Match) -> str:
    """No expression: the finder records why."""
    return str(m.rule.options.get("reject", "not a temporal expression"))


@builder
def slashed(m: Match) -> str | None:
    """9/11, 24/7: dropped with a reason; other fractions and scores are nothing at all."""
    return "a name, not a date" if m.text.replace(" ", "") in ("9/11", "24/7") else None
