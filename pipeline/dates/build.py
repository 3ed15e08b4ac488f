"""From a matched pattern to a typed parse: one small function for each ``make`` of the patterns file.

A builder returns an expression (or a plain number on the first levels), perhaps ``Modified``; None vetoes the match.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TypeGuard, cast

from pipeline.cascade import Match, registry
from pipeline.dates import measures, numbers, phrases
from pipeline.dates.expressions import (
    Base,
    Calendar,
    Clock,
    DayPart,
    Era,
    Expression,
    Holiday,
    Numbered,
    Range,
    Reference,
    Shift,
    Toward,
    Within,
)
from pipeline.dates.lexicon import GRAMMAR

BUILDERS, builder = registry()
BUILDERS |= numbers.BUILDERS | measures.BUILDERS | phrases.BUILDERS


# ---- days, months, years by number


def _year(m: Match) -> int | None:
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
    if month is None and weekday is None and _year(m) is None:
        return Calendar(day=day, base="narrative")
    return Calendar(_year(m), month, day, weekday)


@builder
def year(m: Match) -> Expression:
    """A bare year."""
    return Calendar(_year(m))


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
    return Calendar(_year(m) or m["fiscalyear"], fiscal=True)


@builder
def named_month(m: Match) -> Expression:
    """The month of June."""
    return cast("Expression", m["monthly"])


@builder
def month_quarter(m: Match) -> Expression | None:
    """The June quarter (named by its last month), the January-March quarter."""
    last = m["monthly"] or (m["range"].last if isinstance(m["range"], Range) else None)
    first = m["range"].first if isinstance(m["range"], Range) else None
    if not isinstance(last, Calendar) or not last.month or last.day or last.month % 3:
        return None
    if first is not None and (not isinstance(first, Calendar) or first.month != last.month - 2 or first.day):
        return None
    part = Numbered("Q", last.month // 3)
    return Within(part, Calendar(last.year)) if last.year else part


@builder
def named_period(m: Match) -> Expression | None:
    """The April-June period, the Christmas season."""
    months = m["range"]
    if months is not None and not (
        isinstance(months, Range) and isinstance(months.last, Calendar) and months.last.month
    ):
        return None
    return cast("Expression", months or m["holiday"] or m["seasonal"])


@builder
def nth_weekday(m: Match) -> Expression | None:
    """The second Tuesday of November, the last Sunday in May."""
    day, month = m["day"], m["period"]
    last = _is_weekday(day) and day.toward < 0 and m.text.lower().startswith("the ")
    number = m["final"] or m["ord"] or (-1 if last else None)
    if not (_is_weekday(day) and number and number <= 5 and _is_month(month)):
        return None
    return Within(Numbered("D", number, weekday=day.weekday), month)


@builder
def weekday_of_week(m: Match) -> Expression | None:
    """Tuesday of last week, Wednesday last week."""
    day, week = m["day"], m["period"]
    fits = _is_weekday(day) and not day.toward and isinstance(week, Shift) and week.unit == "W"
    return Within(day, week) if fits else None


@builder
def weekday_week(m: Match) -> Expression | None:
    """Thursday week: the Thursday after the coming one (British)."""
    day = m["day"]
    return Within(Shift("D", 7), replace(day, toward=1)) if _is_weekday(day) and not day.toward else None


@builder
def weekday_last(m: Match) -> Expression | None:
    """Friday last."""
    return replace(m["day"], toward=-1) if _is_weekday(m["day"]) else None


def _is_weekday(said: Expression) -> TypeGuard[Calendar]:
    return isinstance(said, Calendar) and said.weekday is not None and said.month is None


def _is_month(said: Expression) -> bool:
    return (isinstance(said, Calendar) and said.month is not None and said.day is None) or (
        (isinstance(said, Shift) and said.unit == "M") or (isinstance(said, Within) and _is_month(said.part))
    )


@builder
def whole_year_part(m: Match) -> Expression | None:
    """The first half of the year: as without the year."""
    return cast("Expression", m["quarterly"]) if isinstance(m["quarterly"], Numbered) else None


@builder
def day_of_days(m: Match) -> Expression | None:
    """The 18th in "18 and 19 June": the month stands behind the last."""
    return Calendar(None, m["months"], m["d"]) if m["months"] else None


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
    months, year, d, e = m.all("months"), _year(m), m["d"], m["e"]
    first_month = m["a"] or months[0]
    last_month = m["b"] or first_month
    if first_month == last_month and e <= d:
        return None
    first_year = year - 1 if year and first_month > last_month else year
    return Range(Calendar(first_year, first_month, d), Calendar(year, last_month, e))


@builder
def month_range(m: Match) -> Expression | None:
    """Jan-Feb, January to March 2024."""
    year, first, last = _year(m), m["a"], m["b"]
    return Range(Calendar(year - 1 if year and first > last else year, first), Calendar(year, last))


@builder
def year_range(m: Match) -> Expression | None:
    """2021-2025, 2026-30."""
    first = m["a"]
    last = m["b"] or first // 100 * 100 + m["yy"]
    if m.right in _JOINED:
        return None
    loose = "/" in m.text
    if not 0 < last - first <= 120 or not 1200 <= first <= 2100:
        return None
    return Range(Calendar(first), Calendar(last), loose)


_JOINED = frozenset("-‑‐–—/")  # 2017-2021-22 is a number of something


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


# ---- relative to the anchor


def _toward(m: Match) -> tuple[Toward, Base]:
    for label, toward in (("last", -1), ("past", -1), ("next", 1), ("coming", 1)):
        if label in m:
            narrative = m.has("previous", "preceding", "prior", "following", "ensuing", "subsequent")
            return cast("Toward", toward), "narrative" if narrative else "publication"
    return 0, "narrative" if m.has("that", "same") else "publication"


@builder
def calendar_toward(m: Match) -> Expression:
    """Last Monday, next March, the previous Friday."""
    toward, base = _toward(m)
    return Calendar(None, m["months"], None, m["weekday"], toward, base=base, this="this" in m and not toward)


@builder
def relative_unit(m: Match) -> Expression | None:
    """Last week, the following day, that month, the current quarter."""
    unit = m["unit"] or "Y"
    toward, base = _toward(m)
    if unit in ("h", "min") or (m.has("past") and not (m.has("this") and unit == "WE")):
        return None  # "the past week" is a length, "this past weekend" none
    if m.has("next") and m.has("the"):
        base = "narrative"
    if m.has("latest"):
        toward = -1
    if unit == "2W":
        return Shift("W", 2 * toward, base)
    return Shift(unit, toward, base, m.has("fiscal", "financial"))


@builder
def relative_year(m: Match) -> Expression | None:
    """Last year, the fiscal year, that same year."""
    return cast("Expression | None", relative_unit(m))


@builder
def sports_season(m: Match) -> Expression:
    """This season, last season: of sport or school."""
    return Shift("SY", _toward(m)[0])


@builder
def two_days(m: Match) -> Expression:
    """The day before yesterday."""
    return Shift("D", 2 if m.has("after") else -2)


@builder
def deictic(m: Match) -> Expression:
    """Today, yesterday, tomorrow."""
    return Shift("D", m["deictic"])


@builder
def tonight(m: Match) -> Expression:
    """Tonight, last night, overnight."""
    if m.has("overnight"):
        return DayPart("NI", Shift("D", 0, definite=True))
    return DayPart("EV" if m.has("evening") else "NI", Shift("D", -1 if m.has("last") else 0))


@builder
def relative_part(m: Match) -> Expression:
    """This morning, the next evening."""
    toward, base = _toward(m)
    if m.has("next"):
        base = "narrative"
    return DayPart(m["daypart"], Shift("D", toward, base))


@builder
def first_day(m: Match) -> Expression | None:
    """A weekday and a date in apposition: "this coming Sunday, March 8"."""
    first = m["a"]
    weekday = isinstance(first, Calendar) and first.weekday is not None and first.month is None
    return cast("Expression", m["b"]) if weekday else None


# ---- parts of years


@builder
def season(m: Match) -> Expression | None:
    """The summer of 1999, last fall."""
    number = m["season"] or m["shyseason"]
    toward, base = _toward(m)
    part = Numbered("SN", number, toward)
    if _year(m):
        return Within(part, Calendar(_year(m)))
    return Within(part, Shift("Y", 0, "narrative")) if base == "narrative" else part


@builder
def season_of_years(m: Match) -> Expression:
    """The winter of 2024-25."""
    return Within(Numbered("SN", m["season"] or m["shyseason"]), Calendar(m["a"]))


@builder
def quarter(m: Match) -> Expression | None:
    """The third quarter, fiscal first-quarter, Q3, H1."""
    number = m["quarternum"] or m["ord"] or (4 if m["final"] == -1 else 1)
    unit = "H" if m.has("h1", "h2", "1h", "2h") else "Q"
    return Numbered(unit, number, 0, m.has("fiscal")) if 1 <= number <= (4 if unit == "Q" else 2) else None


@builder
def quarter_of_year(m: Match) -> Expression | None:
    """1Q24, H1'23, Q3 2023; two digits alone stand directly behind the quarter."""
    year = _year(m) or (2000 + m["yy"] if m["yy"] is not None and " " not in m.text else None)
    number, unit = m["quarternum"] or m["number"], "H" if "H" in m.text.upper() else "Q"
    return Within(Numbered(unit, number), Calendar(year)) if year and number <= (4 if unit == "Q" else 2) else None


@builder
def half(m: Match) -> Expression | None:
    """The first half."""
    number = m["ord"] or (2 if m["final"] == -1 else 1)
    return Numbered("H", number) if number <= 2 else None


@builder
def within(m: Match) -> Expression | None:
    """The third quarter of last year; June last year; this year's third quarter."""
    parts = [*m.all("quarterly"), *m.all("seasonal"), *m.all("monthly"), *m.all("holiday"), *m.all("day")]
    if (
        not parts
        or isinstance(parts[0], (Within, Shift))
        or getattr(parts[0], "year", None)
        or getattr(parts[0], "toward", 0)
    ):
        return None
    return Within(parts[0], m["yearly"])


@builder
def same_period(m: Match) -> Expression:
    """The same period last year: the period spoken of, in that year."""
    unit = "M" if m.has("month") else "Q" if m.has("quarter") else "P"
    return Within(Shift(unit, 0, "narrative", same=True), m["yearly"])


@builder
def year_earlier(m: Match) -> Expression:
    """The year-earlier quarter."""
    if "quarterly" in m:
        return Within(m["quarterly"], Shift("Y", -1))
    unit = "Q" if m.has("quarter") else "M" if m.has("month") else "P" if m.has("period") else "Y"
    return Shift(unit, -1, "narrative", same=True)


@builder
def the_period(m: Match) -> Expression:
    """In the same period: the one that the text has just spoken of."""
    return Shift("P", 0, "narrative", same=True)


@builder
def latest_period(m: Match) -> Expression:
    """The latest period: the quarter or month that figures are given for."""
    return Shift("Q", 0, "narrative", same=True)


@builder
def unit_of_day(m: Match) -> Expression:
    """The week of March 6."""
    return Within(Shift("WE" if m.has("weekend") else "M" if m.has("month") else "W", 0), m["day"])


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


# ---- holidays


@builder
def holiday(m: Match) -> Expression | None:
    """A named day, written with a capital."""
    return Holiday(m.rule.name) if m.text[:1].isupper() or m.text.lower().startswith("the ") else None


@builder
def holiday_toward(m: Match) -> Expression:
    """Last Thanksgiving, this Christmas."""
    return Holiday(m["holiday"].name, _toward(m)[0])


@builder
def holiday_week(m: Match) -> Expression:
    """Easter week, Memorial Day weekend."""
    return Within(Shift("WE" if m.has("weekend") else "W", 0), m["holiday"])
