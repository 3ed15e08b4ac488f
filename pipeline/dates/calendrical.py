"""Expressions that mean whole days, months, years ...: which period they are, given the context."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta

from pipeline.dates import frame, holidays, periods
from pipeline.dates.expressions import Calendar, Edge, Era, Expression, Holiday, Numbered, Shift, Within
from pipeline.dates.outcome import Context
from pipeline.dates.periods import Period

_SIZE = {"D": 1, "WE": 2, "W": 7, "M": 30, "Q": 91, "SN": 92, "H": 182, "Y": 365, "DE": 3650, "C": 36500}
LEAN_DAYS = 200  # that a verb's tense outweighs: "said it will ... in June" and slips of tense near the turn of a year
REPORTING = timedelta(100)  # so long after its end a quarter is still "the third quarter" that firms expect to report


def period(expression: Expression, context: Context) -> Period | None:
    """The stretch of days that an expression names; None where the context does not decide or there is no such day."""
    try:
        match expression:
            case Calendar():
                return _calendar(expression, context)
            case Shift():
                return _shift(expression, context)
            case Numbered():
                return _numbered(expression, context)
            case Era(unit=unit, first=first):
                return periods.era(unit, first)
            case Holiday():
                return _holiday(expression, context)
            case Within():
                return _within(expression, context)
            case Edge(whole=whole):
                return period(whole, context)
            case _:
                return None
    except (ValueError, OverflowError):  # 31 February, year 0
        return None


def anchor_day(expression: Expression, context: Context) -> date | None:
    """The day that an expression is counted from; None for an absolute one."""
    if context.told:
        return context.told.first
    match expression:
        case Calendar(year=year, base=base):
            return None if year else _base(base, context, "M")
        case Shift(unit=unit, base=base):
            return _base(base, context, unit)
        case Numbered() | Holiday():
            return context.today
        case Within(whole=whole) | Edge(whole=whole):
            return anchor_day(whole, context)
        case _:
            return None


def _base(base: str, context: Context, unit: str) -> date | None:
    if base == "narrative":
        named = _reference(context, unit)
        if named:
            return named.first
    return context.today


def _reference(context: Context, unit: str) -> Period | None:
    """The period that the narrative stands at, if it is exact enough to count the unit from."""
    for candidate in (context.sentence, context.recent, context.day):
        if candidate and _SIZE.get(candidate.unit, 1) <= _SIZE.get(unit, 1):
            return candidate
    return None


# ---- numbers of the calendar


def _calendar(said: Calendar, context: Context) -> Period | None:
    if said.fiscal and said.year:
        return _fiscal(said.year, said.fiscal_start)
    if said.year and said.month and said.day:
        return periods.around("D", date(said.year, said.month, said.day))
    if said.year and said.month:
        return periods.month(said.year, said.month)
    if said.year:
        return periods.year_of(said.year)
    if context.told:
        return _told(said, context.told)
    today = _base(said.base, context, "D" if said.weekday is not None else "M")
    if today is None:
        return None
    if said.month and said.day:
        return _month_day(said, today, context)
    if said.month:
        return _month(said, today, context)
    if said.day:
        month = context.day.first if context.day else today
        return periods.around("D", date(month.year, month.month, said.day))
    if said.weekday is not None:
        return periods.around("D", _weekday(said, today, context))
    return None


def _fiscal(year: int, start: date | None) -> Period:
    """A fiscal year, from January where nobody knows."""
    first = start or date(year, 1, 1)
    return Period("FY", first, periods.add_months(first, 12) - timedelta(1), f"FY{year}")


def _told(said: Calendar, at: Period) -> Period | None:
    """A day or month without its year, or a weekday, in a past that the text tells of."""
    if said.weekday is not None and not said.month:
        return periods.around("D", at.first + timedelta((said.weekday - at.first.weekday()) % 7))
    if said.month and said.day:
        days = _days_of(said.month, said.day, frame.of_year(at))
        return periods.around("D", frame.near(days, at)) if days else None
    return frame.month(said.month, at) if said.month else None


def _days_of(month: int, day: int, years: range) -> list[date]:
    """A day of the calendar in each of the years that have it (29 February)."""
    return [date(year, month, day) for year in years if day <= monthrange(year, month)[1]]


def _weekday(said: Calendar, today: date, context: Context) -> date:
    assert said.weekday is not None
    if said.this:
        return today + timedelta(said.weekday - today.weekday())
    back = (today.weekday() - said.weekday) % 7
    if said.toward < 0:  # "last Tuesday" is hardly yesterday: that has a name
        return today - timedelta(back if back > 1 else back + 7)
    if said.toward > 0:
        return today + timedelta(7 - back)
    return today + timedelta((7 - back) % 7) if context.tense > 0 else today - timedelta(back)


def _month_day(said: Calendar, today: date, context: Context) -> Period | None:
    days = _days_of(said.month or 1, said.day or 1, range(today.year - 4, today.year + 5))
    fitting = [day for day in days if said.weekday is None or day.weekday() == said.weekday] or days
    return periods.around("D", _choose(fitting, today, said, context))


def _month(said: Calendar, today: date, context: Context) -> Period:
    month = said.month or 1
    first = [date(year, month, 1) for year in range(today.year - 1, today.year + 2)]
    this = today.replace(day=1)
    if said.this:
        return periods.month(today.year, month)
    return periods.around("M", _choose(first, this, said, context))


def _choose(days: list[date], today: date, said: Calendar | Holiday, context: Context) -> date:
    """Of a day's dates in several years the one meant: strictly before or after for "last" and "next", else the
    nearest, with a lean to the side of the tense (or slightly to the past)."""
    if said.toward < 0:
        return max((day for day in days if day < today), default=days[0])
    if said.toward > 0:
        return min((day for day in days if day > today), default=days[-1])
    if context.happened and isinstance(said, Calendar):
        behind, ahead = [day for day in days if day <= today], [day for day in days if day >= today]
        if context.tense < 0 and behind:
            return max(behind)
        if context.tense > 0 and ahead:
            return min(ahead)
    lean = LEAN_DAYS * context.tense or -60

    def distance(day: date) -> int:
        away = (day - today).days
        return abs(away) - (abs(lean) if away * lean > 0 or not away else 0)

    return min(days, key=distance)


# ---- steps from the anchor


def _shift(said: Shift, context: Context) -> Period | None:
    if said.same:
        return _same(said, context)
    if said.fiscal and said.unit == "Y":
        return _fiscal(context.today.year + said.n, None) if context.today else None
    unit = said.unit
    if unit == "D" and said.definite and context.today:  # overnight
        return periods.around("D", context.today - timedelta(context.tense <= 0))
    named = _reference(context, unit) if said.base == "narrative" else None
    part = context.reported
    if said.compares and part and part.unit != "X":
        return periods.years_on(part, said.n)
    day = named.first if named else context.today
    if day is None:
        return None
    if unit == "Y" and said.n == 1 and named and named.unit == "M":
        return periods.years_on(named, said.n)  # "in April … a year later"
    if unit == "W" and not said.n and context.today == day and day.weekday() == 6 and context.tense > 0:
        return periods.shift(periods.around("W", day), 1)  # a Sunday paper's "this week" that is to come
    if unit == "WE":
        return _weekend(said, day, context)
    if unit == "DE" or unit == "C" or unit == "ML":
        return periods.shift(periods.around(unit, day), said.n) if unit != "ML" else None
    return periods.shift(periods.around(unit, day), said.n)


def _weekend(said: Shift, day: date, context: Context) -> Period:
    """This weekend ends the current week; "the weekend" of a past tense before Friday is the one before."""
    over = said.definite or (not said.n and context.tense < 0)
    before = over and context.tense <= 0 and day.weekday() < 4
    return periods.shift(periods.around("WE", day), -1 if before else said.n)


def _same(said: Shift, context: Context) -> Period | None:
    """The period spoken of, ``n`` years on; for a quarter with none spoken of, the last complete one."""
    named = context.reported
    if said.unit == "P" and not said.n:
        return named
    if said.unit == "Y" and named and named.unit == "X":
        named = None  # "the year-ago results" are those of the year
    if said.unit == "M" and (not named or named.unit != "M"):
        named = periods.around("M", context.recent.first) if context.recent and context.recent.unit == "M" else None
    if said.unit == "Q" and (not named or named.unit != "Q"):
        if context.today is None:
            return None
        named = periods.shift(periods.around("Q", context.today), -1)
    if named:
        return periods.years_on(named, said.n)
    return periods.shift(periods.around("Y", context.today), said.n) if context.today else None


# ---- parts of years


def _numbered(said: Numbered, context: Context) -> Period | None:
    if context.told and said.unit == "SN":
        seasons = [periods.part("SN", year, said.n).first for year in frame.of_year(context.told)]
        return periods.around("SN", frame.near(seasons, context.told))
    today = context.today
    if today is None:
        return None
    this = periods.part(said.unit, today.year, said.n)
    over = this.last < today - (REPORTING if said.unit in ("Q", "H") else timedelta())
    if said.toward > 0 or (context.tense > 0 and not said.toward and over):
        return this if this.first > today else periods.part(said.unit, today.year + 1, said.n)
    if said.toward < 0:
        return this if this.last < today else periods.part(said.unit, today.year - 1, said.n)
    if context.tense <= 0 and this.first > today and (said.unit != "SN" or context.tense < 0):
        return periods.part(said.unit, today.year - 1, said.n)
    return this


def _holiday(said: Holiday, context: Context) -> Period | None:
    if context.told:
        told = [holidays.day_of(said.name, year) for year in frame.of_year(context.told)]
        fitting = [day for day in told if day]
        return periods.around("D", frame.near(fitting, context.told)) if fitting else None
    today = context.today
    if today is None:
        return None
    days = [holidays.day_of(said.name, year) for year in (today.year - 1, today.year, today.year + 1)]
    known = [day for day in days if day]
    if not known:
        return None
    return periods.around("D", _choose(known, today, said, context))


def _within(said: Within, context: Context) -> Period | None:
    whole = period(said.whole, context)
    if whole is None:
        return None
    year = whole.first.year
    match said.part:
        case Numbered(unit="D", n=n, weekday=int(weekday)):
            return _nth_weekday(whole, n, weekday)
        case Calendar(weekday=int(weekday), month=None):
            return periods.around("D", whole.first + timedelta(weekday))
        case Numbered(unit="D" | "W" | "M" as unit, n=n):
            first = periods.around(unit, whole.first if n > 0 else whole.last)
            if unit == "W" and n < 0 and first.first + timedelta(3) > whole.last:
                first = periods.shift(first, -1)  # the last week that is mostly in it
            return periods.shift(first, n - 1) if n > 0 else first
        case Numbered(unit=unit, n=n):
            return periods.part(unit, year, n if n > 0 else 12 // periods.MONTHS[unit])
        case Calendar() as inner:
            return _calendar(replace(inner, year=year), context)
        case Holiday(name=name):
            day = holidays.day_of(name, year)
            return periods.around("D", day) if day else None
        case Shift(unit="FY"):
            end = whole.last + timedelta(1)
            return Period("FY", periods.add_months(end, -12), whole.last, f"FY{whole.last.year}")
        case Shift(unit="Q", definite=True):
            return periods.quarter_to(whole.last)
        case Shift(unit=unit, same=True):
            named = context.reported
            if unit == "Q" and (named is None or named.unit != "Q") and context.today:
                named = periods.shift(periods.around("Q", context.today), -1)
            if unit == "M" and (named is None or named.unit != "M") and context.today:
                named = periods.around("M", context.today)
            return periods.years_on(named, year - named.last.year) if named else whole
        case Shift(unit="WE") if whole.unit == "D" and whole.first.weekday() < 2:
            return periods.shift(periods.around("WE", whole.first), -1)  # the weekend that a Monday holiday makes long
        case Shift() as step:
            return periods.shift(periods.around(step.unit, whole.first), step.n)
        case _:
            return None


def _nth_weekday(month: Period, n: int, weekday: int) -> Period | None:
    """The n-th such weekday of a month (-1: the last); None where it has no fifth."""
    if n > 0:
        day = month.first + timedelta((weekday - month.first.weekday()) % 7 + 7 * (n - 1))
    else:
        day = month.last - timedelta((month.last.weekday() - weekday) % 7)
    return periods.around("D", day) if month.first <= day <= month.last else None
