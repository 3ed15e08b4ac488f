"""Builders for parts of years and months: quarters, seasons, holidays, the n-th weekday, the same part again."""

from __future__ import annotations

from typing import cast

from pipeline.cascade import Match, registry
from pipeline.dates.builders.calendar import year_of
from pipeline.dates.builders.relative import is_weekday, toward_of
from pipeline.dates.expressions import Calendar, Expression, Holiday, Numbered, Range, Shift, Within

BUILDERS, builder = registry()


@builder
def season(m: Match) -> Expression | None:
    """The summer of 1999, last fall."""
    number = m["season"] or m["shyseason"]
    toward, base = toward_of(m)
    part = Numbered("SN", number, toward)
    if year_of(m):
        return Within(part, Calendar(year_of(m)))
    if "this" in m and not toward and number < 4:  # "this fall" is of this year, before and after it
        return Within(part, Shift("Y", 0))
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
    year = year_of(m) or (2000 + m["yy"] if m["yy"] is not None and " " not in m.text else None)
    number, unit = m["quarternum"] or m["number"], "H" if "H" in m.text.upper() else "Q"
    return Within(Numbered(unit, number), Calendar(year)) if year and number <= (4 if unit == "Q" else 2) else None


@builder
def fiscal_year_ended(m: Match) -> Expression:
    """The fiscal year ended June 30."""
    return Within(Shift("FY", 0), m["period"])


@builder
def half(m: Match) -> Expression | None:
    """The first half."""
    number = m["ord"] or (2 if m["final"] == -1 else 1)
    return Numbered("H", number) if number <= 2 else None


@builder
def whole_year_part(m: Match) -> Expression | None:
    """The first half of the year: as without the year."""
    return cast("Expression", m["quarterly"]) if isinstance(m["quarterly"], Numbered) else None


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
    last = is_weekday(day) and day.toward < 0 and m.text.lower().startswith("the ")
    number = m["final"] or m["ord"] or (-1 if last else None)
    if not (is_weekday(day) and number and number <= 5 and _is_month(month)):
        return None
    return Within(Numbered("D", number, weekday=day.weekday), month)


def _is_month(said: Expression) -> bool:
    return (isinstance(said, Calendar) and said.month is not None and said.day is None) or (
        (isinstance(said, Shift) and said.unit == "M") or (isinstance(said, Within) and _is_month(said.part))
    )


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
def holiday(m: Match) -> Expression | None:
    """A named day, written with a capital."""
    return Holiday(m.rule.name) if m.text[:1].isupper() or m.text.lower().startswith("the ") else None


@builder
def holiday_toward(m: Match) -> Expression:
    """Last Thanksgiving, this Christmas."""
    return Holiday(m["holiday"].name, toward_of(m)[0])


@builder
def holiday_week(m: Match) -> Expression:
    """Easter week, Memorial Day weekend."""
    return Within(Shift("WE" if m.has("weekend") else "W", 0), m["holiday"])


@builder
def unit_of_period(m: Match) -> Expression | None:
    """The first week of March, the last day of the year."""
    number = m["final"] or m["ord"]
    if m["unit"] not in ("D", "W", "M", "Q") or number > 31:
        return None
    return Within(Numbered(m["unit"], number), m["period"] or Shift("M" if m.has("month") else "Y", 0))


@builder
def day_of_month(m: Match) -> Expression | None:
    """The 15th of next month."""
    whole = m["period"] or Shift("M", 0)
    month = isinstance(whole, Shift) and whole.unit == "M"
    return Within(Numbered("D", m["dayord"]), whole) if month else None
