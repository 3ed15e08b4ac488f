"""Clock times and parts of days."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from pipeline.dates import calendrical, periods, zones
from pipeline.dates.expressions import Calendar, Clock, DayPart, Expression
from pipeline.dates.outcome import Context, Resolved
from pipeline.dates.periods import Period

_PARTS = {"MO": ("06:00", "11:59"), "AF": ("12:00", "17:59"), "EV": ("18:00", "23:59"), "NI": ("18:00", "23:59")}


def clock(said: Clock, context: Context, mod: str | None = None) -> Resolved:
    """8:30 p.m. EST on Thursday: local time in the value (Z where it is UTC), offset in the interval."""
    day, anchor = _day(said.on, context)
    time = f"{said.hour:02d}:{said.minute or 0:02d}" + ("" if said.second is None else f":{said.second:02d}")
    if day is None:
        return Resolved("TIME", f"{_open_day(said.on)}T{time}", mod, granularity="time")
    midnight = datetime(day.first.year, day.first.month, day.first.day)
    offset = zones.offset(said.zone, midnight + timedelta(hours=said.hour)) if said.zone else None
    moment = time
    of_day = day.first
    if said.hour == 24:
        of_day, moment = of_day + timedelta(1), "00" + time[2:]
    instant = f"{of_day.isoformat()}T{moment}{offset or ''}"
    value = f"{day.value}T{time}" + ("Z" if offset == "Z" else "")
    return Resolved("TIME", value, mod, instant, instant, anchor, "time", day)


def day_part(said: DayPart, context: Context, mod: str | None = None) -> Resolved:
    """Thursday morning."""
    day, anchor = _day(said.on, context)
    if day is None or day.unit != "D":
        return Resolved("TIME", f"{_open_day(said.on)}T{said.part}", mod, granularity="part of day")
    iso = day.first.isoformat()
    if said.part not in _PARTS:  # lunchtime
        return Resolved("TIME", f"{iso}T{said.part}", mod, None, None, anchor, "part of day", day)
    first, last = _PARTS[said.part]
    return Resolved("TIME", f"{iso}T{said.part}", mod, f"{iso}T{first}", f"{iso}T{last}", anchor, "part of day", day)


def _open_day(on: Expression | None) -> str:
    """What is known of a day that nothing is there to resolve against."""
    weekday = on.weekday if isinstance(on, Calendar) and not on.month else None
    return "XXXX-XX-XX" if weekday is None else f"XXXX-WXX-{weekday + 1}"


def _day(on: Expression | None, context: Context) -> tuple[Period | None, str | None]:
    if on is None:
        today: date | None = context.day.first if context.day and context.sentence == context.day else context.today
        return (periods.around("D", today), today.isoformat()) if today else (None, None)
    anchor = calendrical.anchor_day(on, context)
    return calendrical.period(on, context), anchor.isoformat() if anchor else None
