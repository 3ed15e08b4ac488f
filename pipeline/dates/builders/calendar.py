"""Builders for days, months, years and eras by their numbers."""

from __future__ import annotations

import re
from typing import cast

from pipeline.cascade import Match, registry
from pipeline.dates.expressions import Calendar, Clock, Era, Expression, Range, Reference
from pipeline.dates.lexicon import GRAMMAR

BUILDERS, builder = registry()


_JOINED = frozenset("-‑‐–—/")  # 2017-2021-22 is a number of something


def year_of(m: Match) -> int | None:
    """The year of a match in whatever form: 1998, '98, nineteen ninety-eight."""
    return cast("int | None", m["year"] or m["longyear"] or m["shortyear"])


def _day(m: Match, label: str = "daynum") -> int | None:
    day = m[label] or m["dayord"] or m["ord"]
    return day if day and day <= 31 else None


@builder
def calendar(m: Match) -> Expression | None:
    """March 5, 2024; 5 March; Tuesday; March; Tuesday the 5th."""
    month, day = m["months"] or m["month"] or m["shymonth"], _day(m)
    if ("daynum" in m or "ord" in m) and not day:
        return None
    if day and month and day > (29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31):
        return None
    weekday = m["weekday"] if m["weekday"] is not None else m["dayabbr"]
    if month is None and weekday is None and year_of(m) is None:
        return Calendar(day=day, base="narrative")
    return Calendar(year_of(m), month, day, weekday)


@builder
def year(m: Match) -> Expression:
    """A bare year."""
    return Calendar(year_of(m))


@builder
def plausible_year(m: Match) -> Expression | str | None:
    """A bare year with no preposition to vouch for it: only what news can speak of, and no part of a name."""
    capital = m.left[:1].isupper() and not m.left.isupper() and not m.left.endswith(".")
    if capital and "OPENER" not in GRAMMAR.words.get(m.left.lower(), ()):
        return "part of a name"
    return Calendar(m["year"]) if 1900 <= m["year"] <= 2060 else None


@builder
def fiscal_year(m: Match) -> Expression:
    """Fiscal 2025, FY25."""
    pair = "yy" in m or "later" in m
    return Calendar(year_of(m) or m["fiscalyear"], fiscal=True, pair=pair)


@builder
def iso_day(m: Match) -> Expression:
    """2025-03-06."""
    year, month, day = (int(part) for part in re.split(r"\D", m["ymd"]))
    return Calendar(year, month, day)


@builder
def numeric(m: Match) -> Expression | None:
    """12/03/2025, in the order that the rule's options give (set by the finder)."""
    first, second, last = (int(part) for part in re.split(r"\D", m["numeric"]))
    year = last if last > 99 else last + (2000 if last < 50 else 1900)
    dotted = "." in m["numeric"]
    if last <= 99 and (dotted or "-" in m["numeric"]):
        return None  # 1.2.24 is as often a version or a section
    month, day = (second, first) if (dotted or m.setting == "DMY") else (first, second)
    if month > 12:
        month, day = day, month
    return Calendar(year, month, day) if 1 <= month <= 12 and 1 <= day <= 31 else None


@builder
def stamp(m: Match) -> Expression | None:
    """2025-03-06T20:30:36+08:00."""
    found = re.fullmatch(r"(\d+)-(\d+)-(\d+)\D+(\d+):(\d+)(?::(\d+))?[.,]?\d*(Z|[+-].*)?", m["stamp"])
    if not found:
        return None
    year, month, day, hour, minute = (int(part) for part in found.groups()[:5])
    if hour > 24:
        return None
    second = int(found[6]) if found[6] else None
    return Clock(hour, minute, second, found[7] or m["zone"], Calendar(year, month, day))


@builder
def day_range(m: Match) -> Expression | None:
    """March 3-5, Dec. 28-Jan. 3, 5 to 11 March 2025."""
    months, year, d, e = m.all("months"), year_of(m), m["d"], m["e"]
    first_month = m["a"] or months[0]
    last_month = m["b"] or first_month
    if first_month == last_month and e <= d:
        return None
    first_year = year - 1 if year and first_month > last_month else year
    return Range(Calendar(first_year, first_month, d), Calendar(year, last_month, e))


@builder
def month_range(m: Match) -> Expression | None:
    """Jan-Feb, January to March 2024."""
    year, first, last = year_of(m), m["a"], m["b"]
    return Range(Calendar(year - 1 if year and first > last else year, first), Calendar(year, last))


@builder
def year_range(m: Match) -> Expression | None:
    """2021-2025, 2026-30."""
    first = m["a"]
    last = m["b"] or first // 100 * 100 + m["yy"]
    if m.right[:1] in _JOINED:
        return None
    loose = "/" in m.text
    if not 0 < last - first <= 120 or not 1200 <= first <= 2100:
        return None
    return Range(Calendar(first), Calendar(last), loose)


@builder
def month_slash_year(m: Match) -> Expression | None:
    """7/2019."""
    return Calendar(m["year"], m["monthnum"]) if m["monthnum"] and 1900 <= m["year"] <= 2060 else None


@builder
def short_year(m: Match) -> Expression | None:
    """14-Oct-11; with blanks only a year that is no day of the month ("9th Mar 74")."""
    year, day = m["yy"], m["daynum"]
    if year is None or (" " in m.text and year <= 31):
        return None
    return Calendar(year + (1900 if year >= 50 else 2000), m["months"] or m["monthabbr"], day)


@builder
def day_of_days(m: Match) -> Expression | None:
    """The 18th in "18 and 19 June": the month stands behind the last."""
    return Calendar(None, m["months"], m["d"]) if m["months"] else None


@builder
def decade(m: Match) -> Expression:
    """The 1990s, the '80s, the nineties."""
    first = m["decade"] or m["shortdecade"]
    if first is None:
        first = (2000 if m["decadeword"] == 0 else 1900) + m["decadeword"]
    return Era("DE", first) if first % 100 or first >= 2000 else Era("C", first)


@builder
def century(m: Match) -> Expression | None:
    """The 20th century."""
    return Era("C", (m["ord"] - 1) * 100) if 1 <= m["ord"] <= 22 else None


@builder
def turn(m: Match) -> Expression:
    """The turn of the century."""
    return Reference("PAST_REF")


@builder
def whole(m: Match) -> Expression:
    """The 15th Five-Year Plan (2026-30) period: the range in the brackets."""
    return cast("Expression", m["yearrange"])


@builder
def plan(m: Match) -> Expression | None:
    """China's five-year plans are numbered from 1953; since the sixth they run from years that end in 1 or 6."""
    if m["amount"] != 5 or not 6 <= m["ord"] <= 30:
        return None
    first = 1951 + 5 * m["ord"]
    return Range(Calendar(first), Calendar(first + 4))
