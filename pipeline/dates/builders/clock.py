"""Builders for clock times and parts of days."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from pipeline.cascade import Match, registry
from pipeline.dates.expressions import Clock, DayPart, Edge, Expression, Range

BUILDERS, builder = registry()


_LATE = frozenset({"AF", "EV"})


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
    hour = int(m["hour"] if m["hour"] is not None else m["amount"] or 0) if m["amount"] != "X" else 0
    if not 1 <= hour <= 12:
        return None
    minute = m["minutes"] or (30 if m.has("half") else 15)
    if minute not in (5, 10, 15, 20, 25, 30):
        return None
    return Clock((hour - 2) % 12 + 1, 60 - int(minute)) if m.has("to") else Clock(hour, minute)


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
def part_of_day(m: Match) -> Any:
    """Thursday morning; the night of Oct. 23."""
    part = DayPart(m["daypart"] or "MI", m["day"])
    edge = m["earlylate"] or ("START" if m.has("early") else "END" if m.has("late") else None)
    return Edge(part, edge) if edge else part


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
def zone(m: Match) -> str:
    """A zone in words, or with hours added."""
    return m.text
