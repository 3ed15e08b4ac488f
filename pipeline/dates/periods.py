"""Calendar arithmetic: stretches of whole days with a TIMEX3 value, and steps from one to the next."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

SEASONS = ("SP", "SU", "FA", "WI")  # from March, June, September and December, three months each
MONTHS = {"M": 1, "Q": 3, "SN": 3, "H": 6, "Y": 12, "DE": 120, "C": 1200, "ML": 12000}
DAYS = {"D": 1, "WE": 7, "W": 7}


@dataclass(frozen=True, slots=True)
class Period:
    """Days ``first`` to ``last`` (inclusive) named as one thing: ``unit`` D, WE, W, M, Q, SN, H, Y, FY, DE, C or X.

    X is a stretch that is no unit ("the first ten months").
    """

    unit: str
    first: date
    last: date
    value: str


def around(unit: str, day: date) -> Period:
    """The period of ``unit`` that holds ``day`` (a weekend: the one at the end of the day's week)."""
    match unit:
        case "D":
            return Period("D", day, day, day.isoformat())
        case "W":
            return week(day)
        case "WE":
            monday = day - timedelta(day.weekday())
            value = f"{week(day).value}-WE"
            return Period("WE", monday + timedelta(5), monday + timedelta(6), value)
        case "M":
            return month(day.year, day.month)
        case "Q":
            return part("Q", day.year, (day.month - 1) // 3 + 1)
        case "H":
            return part("H", day.year, (day.month - 1) // 6 + 1)
        case "SN":
            year = day.year - (day.month < 3)  # January and February belong to the winter of the year before
            return part("SN", year, (day.month - 3) % 12 // 3 + 1)
        case "Y":
            return year_of(day.year)
        case "DE":
            return era("DE", day.year // 10 * 10)
        case _:
            return era("C", day.year // 100 * 100)


def shift(period: Period, n: int) -> Period:
    """The period ``n`` steps of its own unit further. Raises ValueError or OverflowError beyond the calendar."""
    if period.unit in DAYS:
        return around(period.unit, period.first + timedelta(n * DAYS[period.unit]))
    return around(period.unit, add_months(period.first, n * MONTHS[period.unit]))


def years_on(period: Period, n: int) -> Period:
    """The same stretch ``n`` years on."""
    first = add_months(period.first, 12 * n)
    if period.unit != "X":
        return around(period.unit, first)
    return stretch(first, add_months(period.last + timedelta(1), 12 * n) - timedelta(1))


def stretch(first: date, last: date) -> Period:
    """Days that may be no unit of the calendar ("the first ten months"), named by the months they fill."""
    end = last + timedelta(1)
    if first.day != 1 or end.day != 1:
        return Period("X", first, last, f"{first.isoformat()}/{last.isoformat()}")
    for unit in ("M", "Q", "H", "Y"):
        whole = around(unit, first)
        if (whole.first, whole.last) == (first, last):
            return whole
    if first.month == 1 and last.month == 12:
        return Period("X", first, last, f"{first:%Y}/{last:%Y}")
    return Period("X", first, last, f"{first:%Y-%m}/{last:%Y-%m}")


def quarter_to(last: date) -> Period:
    """The quarter that ended on a day, with the name of the calendar's quarter that it is mostly in."""
    name = around("Q", last - timedelta(45))
    if abs((name.last - last).days) <= 1:
        return name
    return Period("Q", add_months(last, -3) + timedelta(1), last, name.value)


def week(day: date) -> Period:
    """The ISO week (Monday to Sunday) around a day."""
    year, number, _ = day.isocalendar()
    monday = day - timedelta(day.weekday())
    return Period("W", monday, monday + timedelta(6), f"{year:04d}-W{number:02d}")


def month(year: int, number: int) -> Period:
    """Month 1 to 12 of a year."""
    return Period(
        "M", date(year, number, 1), date(year, number, monthrange(year, number)[1]), f"{year:04d}-{number:02d}"
    )


def year_of(year: int) -> Period:
    """A calendar year."""
    return Period("Y", date(year, 1, 1), date(year, 12, 31), f"{year:04d}")


def part(unit: str, year: int, number: int) -> Period:
    """The n-th quarter (Q), half (H) or season (SN, spring first) of a year. Raises ValueError for a wrong number."""
    size = MONTHS[unit]
    if not 1 <= number <= 12 // size:
        raise ValueError(f"no {unit} {number} in a year")
    start = (number - 1) * size + (3 if unit == "SN" else 1)
    first = date(year, start, 1)
    name = SEASONS[number - 1] if unit == "SN" else f"{unit}{number}"
    return Period(unit, first, add_months(first, size) - timedelta(1), f"{year:04d}-{name}")


def era(unit: str, first: int) -> Period:
    """The decade or century that begins with the year ``first`` (1990: "199", 1900: "19")."""
    size = 10 if unit == "DE" else 100
    value = f"{first // size:0{3 if unit == 'DE' else 2}d}"
    return Period(unit, date(max(first, 1), 1, 1), date(first + size - 1, 12, 31), value)


def add_months(day: date, n: int) -> date:
    """The same day ``n`` months on, or the last of that month where it is shorter."""
    year, number = divmod(day.year * 12 + day.month - 1 + n, 12)
    return date(year, number + 1, min(day.day, monthrange(year, number + 1)[1]))


def move(day: date, amount: float, unit: str) -> date:
    """``amount`` units from a day, by the calendar: months keep the day, half a year is six months."""
    if unit in MONTHS:
        months = amount * MONTHS[unit]
        moved = add_months(day, int(months))
        return moved + timedelta(round((months - int(months)) * 30)) if months % 1 else moved
    return day + timedelta(round(amount * DAYS.get(unit, 0)))
