"""Absolute dates of header lines ("08:33, March 12, 2025", "time:2025-03-06 20:30:36", "12/03/2025").

A shape (``_LINE``) finds the expression in the line, dateparser reads its day. dateparser is never given a free line:
by itself it reads numbers, bare weekdays and words such as "may" as dates.
"""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache
from typing import Literal, NamedTuple

from dateparser.date import DateDataParser

from pipeline.dates import zones
from pipeline.english.nouns import months

Order = Literal["MDY", "DMY"]

_MONTH = rf"(?:{'|'.join(sorted({name[:3] for name in months()}))})[a-z]*\.?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?[ ]+)?"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_DATE = rf"""(?P<date>
      (?:19|20)\d\d(?P<sep>[-/.])(?:0?[1-9]|1[0-2])(?P=sep)(?:0?[1-9]|[12]\d|3[01])
    | {_WEEKDAY}{_MONTH}(?:[ ]*|-){_DAY}(?:,?[ ]+|-)(?:19|20)\d\d
    | {_WEEKDAY}{_DAY}(?:[ ]+of)?[- ]+{_MONTH},?[- ]+(?:19|20)\d\d
    | {_WEEKDAY}(?:0?[1-9]|[12]\d|3[01])(?P<mark>[-/.])(?:0?[1-9]|[12]\d|3[01])(?P=mark)(?:(?:19|20)\d\d|\d\d)
    )(?!\d(?!:|\d:))"""
_HALF = r"(?:[ ]?(?P<half{0}>[ap])\.?m\b\.?)"
_ABBREVIATION = "|".join(sorted(zones.ABBREVIATIONS, key=lambda z: (-len(z), z)))
_NAME = "|".join(sorted(zones.NAMES, key=lambda z: (-len(z), z)))
_ZONE = rf"""(?:[ ]?\(?(?P<zone{{0}}>
      (?:GMT|UTC)?[ ]?[+-]\d{{{{1,2}}}}(?::?\d\d)?(?!\d) | (?-i:{_ABBREVIATION})\b | (?:{_NAME})[ ]time)\)?)?"""
_CLOCK = rf"""(?:
      (?P<hour{{0}}>[01]?\d|2[0-4])[:.](?P<minute{{0}}>[0-5]\d)(?::(?P<second{{0}}>[0-5]\d)(?:[.,]\d+)?)?{_HALF}?
    | (?P<hourly{{0}}>1[0-2]|[1-9]){_HALF.replace("half", "halfly")}
    ){_ZONE}"""
_LINE = re.compile(
    rf"""(?<![\w.,/-])(?:{_CLOCK.format(1)}(?:,|[ ]+on|[ ]*[-–—|·])?[ ]+)?{_DATE}
         (?:(?:[ ]*(?:T|,|[ ]at|[-–—|·•]|/)?[ ]*){_CLOCK.format(2)})?(?![\w/]|-\d|\.\d)""",
    re.I | re.X,
)
_LABEL = re.compile(r"(?<=[a-z]):(?=\d)", re.I)


class Absolute(NamedTuple):
    """An absolute date in a line: ISO 8601 ``value``, and where it stands (code points, half-open)."""

    value: str
    start: int
    end: int


def parse_absolute(text: str, order: Order = "MDY") -> Absolute | None:
    """Read the first absolute day (with its clock time and zone, if any) of a header line.

    ``text`` may hold other words around it ("Published: 16:27, March 14, 2025 By Staff"). ``order`` decides 12/03/2025;
    a number above 12 decides by itself. The value is ``2025-03-14``, ``2025-03-14T16:27`` or
    ``2025-03-06T20:30:36+08:00`` (seconds and offset only where the text has them). Returns None for a line without a
    full date: relative times ("Updated 3 hours ago") and dates without a year are not invented into one. Never raises.

    >>> parse_absolute("time:2025-03-06 20:30:36")
    Absolute(value='2025-03-06T20:30:36', start=5, end=24)
    """
    for match in _LINE.finditer(text):
        value = _read(match, order)
        if value:
            return Absolute(value, match.start(), match.end())
    return None


def _read(match: re.Match[str], order: Order) -> str | None:
    day = _day(match["date"].lower(), "DMY" if match["mark"] == "." else order)  # 11.03.25 is a European form
    if day is None:
        return None
    which = next((n for n in "12" if match[f"hour{n}"] or match[f"hourly{n}"]), None)
    if which is None:
        return day.date().isoformat()
    hour = int(match[f"hour{which}"] or match[f"hourly{which}"])
    half = (match[f"half{which}"] or match[f"halfly{which}"] or "").lower()
    if half:
        if hour > 12:  # "16:27 pm" is a slip seen in headers; the 24-hour reading is the sure one
            half = ""
        else:
            hour = hour % 12 + (12 if half == "p" else 0)
    if hour == 24:
        return None
    clock = f"{hour:02d}:{match[f'minute{which}'] or '00'}"
    if match[f"second{which}"]:
        clock += f":{match[f'second{which}']}"
    zone = match[f"zone{which}"]
    offset = zones.offset(zone, day.replace(hour=hour)) if zone else None
    return f"{day.date().isoformat()}T{clock}{offset or ''}"


@lru_cache(maxsize=4096)
def _day(text: str, order: Order) -> datetime | None:
    """The calendar day of a full date as written, or None where it is no day (31 February)."""
    found = _parser(order).get_date_data(re.sub(r"(?<=\d)\.(?=\d)", "-", text))
    return found.date_obj if found.date_obj and found.period == "day" else None


@lru_cache(maxsize=2)
def _parser(order: Order) -> DateDataParser:
    settings = {
        "DATE_ORDER": order,
        "PREFER_LOCALE_DATE_ORDER": False,
        "RELATIVE_BASE": datetime(2000, 1, 1),  # never reached: every part of the day is required
        "REQUIRE_PARTS": ["day", "month", "year"],
        "PARSERS": ["absolute-time"],
    }
    return DateDataParser(languages=["en"], settings=settings)
