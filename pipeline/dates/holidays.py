"""When a named day falls in a year: fixed days, n-th weekdays, days counted from Easter, lunar tables."""

from __future__ import annotations

import csv
import re
from calendar import monthrange
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from pipeline.dates.lexicon import HOLIDAYS

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NTH = re.compile(r"(\d+)-(\d|last)(mon|tue|wed|thu|fri|sat|sun)([+-]\d+)?")


def day_of(name: str, year: int) -> date | None:
    """The day of a holiday of holidays.toml in a year; None where a lunar table does not reach."""
    rule = _rules()[name]
    if rule == "table":
        return _table().get((name, year))
    if rule.startswith("easter"):
        return easter(year) + timedelta(int(rule[6:]))
    if rule.startswith("orthodox"):
        return orthodox_easter(year) + timedelta(int(rule[8:]))
    if rule == "us-election":
        return _nth(year, 11, 1, 0) + timedelta(1)
    nth = _NTH.fullmatch(rule)
    if nth:
        number = 0 if nth[2] == "last" else int(nth[2])
        return _nth(year, int(nth[1]), number, _WEEKDAYS.index(nth[3])) + timedelta(int(nth[4] or 0))
    month, day = rule.split("-")
    return date(year, int(month), int(day))


@cache
def _rules() -> dict[str, str]:
    return {row["name"]: row["day"] for row in HOLIDAYS}


@cache
def _table() -> dict[tuple[str, int], date]:
    path = Path(__file__).with_name("holiday_days.csv")
    with path.open(encoding="utf-8", newline="") as file:
        days = [(row["name"], date.fromisoformat(row["day"])) for row in csv.DictReader(file)]
    return {(name, day.year): day for name, day in days}


def _nth(year: int, month: int, number: int, weekday: int) -> date:
    """The number-th such weekday of a month; 0 is the last."""
    if number:
        first = date(year, month, 1)
        return first + timedelta((weekday - first.weekday()) % 7 + 7 * (number - 1))
    last = date(year, month, monthrange(year, month)[1])
    return last - timedelta((last.weekday() - weekday) % 7)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (anonymous algorithm of Meeus)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Easter Sunday of the Orthodox churches, as a Gregorian date (valid 1900 to 2099)."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return date(year, month, day + 1) + timedelta(13)
