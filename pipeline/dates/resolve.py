"""Resolve: what an expression means against its context. A pure function of the parse and the context.

Values are TIMEX3; intervals are inclusive ISO dates (date-times for clock times and parts of days) and null where the
text is vague or nothing is there to resolve against: no "today" is invented.
"""

from __future__ import annotations

from datetime import date, timedelta

from pipeline.dates import calendrical, lengths, periods, times
from pipeline.dates.expressions import (
    Calendar,
    Clock,
    DayPart,
    Edge,
    Expression,
    Holiday,
    Length,
    Numbered,
    Range,
    Recurring,
    Reference,
    Shift,
    Timex,
    Within,
)
from pipeline.dates.outcome import Context, Resolved
from pipeline.dates.periods import Period

_NAMES = {
    "D": "day", "WE": "weekend", "W": "week", "M": "month", "Q": "quarter", "SN": "season", "H": "half", "Y": "year",
    "FY": "fiscal year", "DE": "decade", "C": "century",
}  # fmt: skip


def resolve(timex: Timex, context: Context) -> Resolved:
    """Value, modifier, interval and anchor of one expression. Never raises; unresolvable parts are null or X."""
    return _resolve(timex.expression, context, timex.mod)


def _resolve(said: Expression, context: Context, mod: str | None) -> Resolved:
    match said:
        case Recurring(value=value):
            return Resolved("SET", value, mod)
        case Reference(value=value):
            return Resolved("DATE", value)
        case Length():
            return lengths.resolve(said, context, mod)
        case Clock():
            return times.clock(said, context, mod)
        case DayPart():
            return times.day_part(said, context, mod)
        case Edge(whole=DayPart() as part, mod=edge):
            return times.day_part(part, context, edge)
        case Edge(whole=Clock() as clock):
            return times.clock(clock, context, mod)
        case Range():
            return _range(said, context, mod)
        case Shift(unit="SY", n=n):
            return _season(n, context, mod)
        case Shift(unit="h" | "min" | "s"):
            return _hours(said, context, mod)
        case _:
            return _days(said, context, mod)


def _days(said: Expression, context: Context, mod: str | None) -> Resolved:
    found = calendrical.period(said, context)
    edge = said if isinstance(said, Edge) else None
    mod = (edge.mod if edge.mod != "TO_DATE" else None) if edge else mod
    if found is None:
        return Resolved("DATE", _unresolved(said), mod)
    day = calendrical.anchor_day(said, context)
    anchor = day.isoformat() if day else None
    begin: date | None = found.first
    finish: date | None = found.last
    if _open_fiscal(said) or (context.fiscal and found.unit == "Q" and not _ended(said)):
        begin = finish = None  # whose fiscal year it is, the text does not say
    elif edge:
        begin, finish = _edge(found, edge, context)
    return Resolved(
        "DATE",
        found.value,
        mod,
        begin.isoformat() if begin else None,
        finish.isoformat() if finish else None,
        anchor,
        _NAMES.get(found.unit),
        found,
    )


def _ended(said: Expression) -> bool:
    """The quarter ended Nov. 1."""
    return isinstance(said, Within) and isinstance(said.part, Shift) and said.part.definite


def _open_fiscal(said: Expression) -> bool:
    """Whether an expression speaks of a fiscal year whose first month the text does not tell."""
    match said:
        case Calendar(fiscal=True, fiscal_start=start):
            return start is None
        case Numbered(fiscal=True) | Shift(fiscal=True):
            return True
        case Edge(whole=whole) | Within(whole=whole):
            return _open_fiscal(whole)
        case _:
            return False


def _edge(whole: Period, edge: Edge, context: Context) -> tuple[date, date]:
    """The third of a period that START, MID or END names; up to or from the anchor for "earlier" and "later"."""
    today = context.today
    if edge.cut and today and whole.first <= today <= whole.last:
        return (whole.first, today) if edge.mod in ("START", "TO_DATE") else (today, whole.last)
    if edge.mod == "TO_DATE":
        return whole.first, whole.last
    if whole.unit == "DE":
        year = whole.first.year
        first, last = {"START": (0, 3), "MID": (4, 6), "END": (7, 9)}[edge.mod]
        return date(year + first, 1, 1), date(year + last, 12, 31)
    if whole.unit == "C":  # thirds in whole years: 33, 34 and 33 of them
        first, last = {"START": (0, 32), "MID": (33, 66), "END": (67, 99)}[edge.mod]
        return date(whole.first.year + first, 1, 1), date(whole.first.year + last, 12, 31)
    if whole.unit in ("Y", "Q", "SN", "H"):
        third = periods.MONTHS[whole.unit] // 3
        index = ("START", "MID", "END").index(edge.mod)
        begin = periods.add_months(whole.first, index * third)
        return begin, periods.add_months(begin, third) - timedelta(1)
    days = (whole.last - whole.first).days + 1
    third = days // 3
    if third == 0:
        return whole.first, whole.last
    match edge.mod:
        case "START":
            return whole.first, whole.first + timedelta(third - 1)
        case "MID":
            return whole.first + timedelta(third), whole.last - timedelta(days - 2 * third)
        case _:
            return whole.first + timedelta(2 * third), whole.last


def _season(n: int, context: Context, mod: str | None) -> Resolved:
    """This season: of two years in winter, else of one; whose it is and so its days the text does not say."""
    today = context.today
    if today is None:
        return Resolved("DATE", "XXXX", mod)
    split = today.month not in (6, 7)
    first = today.year + n - (split and today.month < 6)
    return Resolved("DATE", f"{first}/{first + 1}" if split else f"{first}", mod, anchor=today.isoformat())


def _hours(said: Shift, context: Context, mod: str | None) -> Resolved:
    """Three hours ago: exact only where the publication's clock time is known."""
    moment = context.published
    seconds = said.n * {"h": 3600, "min": 60, "s": 1}[said.unit]
    length = lengths.value(Length(abs(said.n), said.unit))
    if moment is None or said.base == "narrative" or not (moment.hour or moment.minute):
        return Resolved("DURATION", length, mod)
    instant = (moment + timedelta(seconds=seconds)).isoformat(timespec="minutes")[:16]
    return Resolved("TIME", instant, mod, instant, instant, moment.date().isoformat(), "time")


def _range(said: Range, context: Context, mod: str | None) -> Resolved:
    last = _resolve(said.last, context, None)
    first = _resolve(said.first, context, None)
    if isinstance(said.first, Clock) and isinstance(said.last, Clock) and said.first.on is None and said.last.on:
        first = _resolve(Clock(said.first.hour, said.first.minute, None, said.first.zone, said.last.on), context, None)
    if _is_weekday(said.first) and _is_weekday(said.last) and first.period and last.period:
        return _weekdays(said, context, mod)
    if _lends_year(said.last) or (first.begin and last.finish and first.begin > last.finish and first.anchor):
        first = _year_before(said.first, last, context) or first
    anchor = first.anchor or last.anchor
    if said.loose or (first.begin and last.finish and first.begin > last.finish):
        return Resolved(last.type, f"{first.value}/{last.value}", mod, None, None, anchor, last.granularity)
    return Resolved(
        last.type,
        f"{first.value}/{last.value}",
        mod,
        first.begin,
        last.finish,
        anchor,
        last.granularity,
        last.period,
    )


def _lends_year(said: Expression) -> bool:
    """From May to October 2020, between January and April this year: the year is that of both."""
    return (isinstance(said, Calendar) and said.year is not None and said.month is not None) or isinstance(said, Within)


def _is_weekday(said: Expression) -> bool:
    return isinstance(said, Calendar) and said.weekday is not None and said.month is None


def _weekdays(said: Range, context: Context, mod: str | None) -> Resolved:
    """Monday to Friday: the first as it stands alone, the last the next such day after it (in the past a week back)."""
    first, last = calendrical.period(said.first, context), calendrical.period(said.last, context)
    assert first and last and context.today
    begin = first.first
    end = begin + timedelta((last.first.weekday() - begin.weekday()) % 7)
    if context.tense <= 0 and end > context.today:
        begin, end = begin - timedelta(7), end - timedelta(7)
    value = f"{begin.isoformat()}/{end.isoformat()}"
    return Resolved(
        "DATE",
        value,
        mod,
        begin.isoformat(),
        end.isoformat(),
        context.today.isoformat(),
        "day",
        periods.around("D", end),
    )


def _year_before(first: Expression, last: Resolved, context: Context) -> Resolved | None:
    """The start of a range that would begin after its end: the one before that end ("from November to March")."""
    if not (isinstance(first, Calendar) and last.period) or first.year:
        return None
    end = last.period.first
    year = end.year - ((first.month or 1, first.day or 1) > (end.month, end.day))
    return _resolve(Calendar(year, first.month, first.day), context, None) if first.month else None


def _before_memory(years: int) -> str:
    """66,000 years ago: TIMEX3 counts thousands, millions and billions of years back (KA, MA, GA)."""
    size, name = next((s, n) for s, n in ((10**9, "GA"), (10**6, "MA"), (10**3, "KA")) if years >= s)
    return f"{name}{years / size:g}"


def _unresolved(said: Expression) -> str:
    """What can be said of a value without an anchor: the known parts, X for the others."""
    match said:
        case Calendar(year=None, month=month, day=day, weekday=weekday):
            if month:
                return f"XXXX-{month:02d}" + (f"-{day:02d}" if day else "")
            return f"XXXX-WXX-{weekday + 1}" if weekday is not None else "XXXX-XX-XX"
        case Shift(unit="Y", n=n) if n <= -1000:
            return _before_memory(-n)
        case Shift(unit="Y" | "DE" | "C" | "P"):
            return "XXXX"
        case Shift(unit="W"):
            return "XXXX-WXX"
        case Shift(unit="WE"):
            return "XXXX-WXX-WE"
        case Shift(unit="M"):
            return "XXXX-XX"
        case Shift(unit="Q"):
            return "XXXX-QX"
        case Numbered(unit=unit, n=n):
            return f"XXXX-{periods.SEASONS[n - 1]}" if unit == "SN" else f"XXXX-{unit}{n}"
        case Within(part=part) if not isinstance(part, Shift):
            return _unresolved(part)
        case Edge(whole=whole):
            return _unresolved(whole)
        case Holiday():
            return "XXXX-XX-XX"
        case _:
            return "XXXX-XX-XX"
