"""Durations and the windows they open before, after or inside something."""

from __future__ import annotations

from datetime import date, timedelta

from pipeline.dates import calendrical, periods
from pipeline.dates.expressions import Calendar, Length, Shift
from pipeline.dates.outcome import Context, Resolved
from pipeline.dates.periods import Period

_PLURAL = {"DE": (10, "Y"), "C": (100, "Y"), "ML": (1000, "Y"), "2W": (2, "W"), "H": (6, "M"), "SN": (1, "SN")}
NEARLY_OVER_DAYS = 10  # so long before its end "the first six months of the year" are spoken of as over
_FINER = {"Y": (12, "M"), "W": (7, "D"), "D": (24, "h"), "h": (60, "min"), "min": (60, "s")}


def value(said: Length) -> str:
    """TIMEX3 value: P5Y, PT30M, PXW, P2Y6M, P40Y for four decades."""
    main, time = _part(said.amount, said.unit)
    if said.extra:
        more, more_time = _part(said.extra.amount, said.extra.unit)
        return f"P{main}{more}" if not more_time else f"P{'' if time else main}T{main if time else ''}{more}"
    return f"PT{main}" if time else f"P{main}"


def _part(amount: float | None, unit: str) -> tuple[str, bool]:
    """The designator of one unit ("5Y", "2Y6M") and whether it belongs behind the T."""
    if amount is None:
        unit = {"N": "D", "2W": "W", "H": "M", "SN": "Y", "WE": "W"}.get(unit, unit)
        return f"X{_letter(unit)}", unit in ("h", "min", "s")
    if unit in _PLURAL and unit != "SN":
        size, unit = _PLURAL[unit]
        amount *= size
    unit = {"N": "D", "SN": "Y"}.get(unit, unit)
    time = unit in ("h", "min", "s")
    if amount % 1 and unit in _FINER:
        size, finer = _FINER[unit]
        rest = round((amount % 1) * size)
        if unit != "D" and abs((amount % 1) * size - rest) < 0.01:
            whole = f"{int(amount)}{_letter(unit)}" if amount >= 1 else ""
            return f"{whole}{rest}{_letter(finer)}", time
    return f"{amount:g}{_letter(unit)}" if amount < 1e6 else f"{int(amount)}{_letter(unit)}", time


def _letter(unit: str) -> str:
    return {"h": "H", "min": "M", "s": "S", "C": "CE"}.get(unit, unit)


def resolve(said: Length, context: Context, mod: str | None) -> Resolved:
    """A duration, with its interval where it is a window with an end that the context knows."""
    begin, finish, anchor = _window(said, context)
    return Resolved(
        "DURATION",
        value(said),
        mod,
        begin.isoformat() if begin else None,
        finish.isoformat() if finish else None,
        anchor.isoformat() if anchor else None,
        None,
    )


def _window(said: Length, context: Context) -> tuple[date | None, date | None, date | None]:
    today = context.today
    if said.unit in ("h", "min", "s") and (said.amount is None or said.amount % 24):
        return None, None, None  # hours and minutes have no days that begin and end them
    try:
        match said.window:
            case "past" if today:
                return _moved(today, said, -1), today, today
            case "next" if today:
                return today, _moved(today, said, 1), today
            case "recent" if today:
                return None, today, today
            case "coming" if today:
                return today, None, today
            case "first" | "last":
                return _inside(said, context)
    except (ValueError, OverflowError):
        pass
    return None, None, None


def _over(year: Period, said: Length, context: Context) -> Period:
    """The year whose first months are over: this one or the last."""
    end = _moved(year.first, said, 1)
    late = end is not None and context.today is not None and end - timedelta(NEARLY_OVER_DAYS) > context.today
    return periods.shift(year, -1) if late else year


def _moved(day: date, said: Length, sign: int) -> date | None:
    if said.unit == "h" and said.amount and said.amount % 24 == 0:
        return periods.move(day, sign * said.amount / 24, "D")
    if said.amount is None or said.unit in ("h", "min", "s", "N"):
        return None
    unit, amount = said.unit, said.amount
    if unit in _PLURAL:
        size, unit = _PLURAL[unit]
        amount *= size
    return periods.move(day, sign * amount, unit if unit != "SN" else "Y")


def _inside(said: Length, context: Context) -> tuple[date | None, date | None, date | None]:
    """The first nine months of 1989; of the year of publication where the text names none and they are over."""
    whole, anchor = None, context.today
    if isinstance(said.whole, Calendar) and said.whole.fiscal and not said.whole.fiscal_start:
        return None, None, None
    if said.whole is not None:
        whole, anchor = calendrical.period(said.whole, context), calendrical.anchor_day(said.whole, context)
        if whole and said.whole == Shift("Y", 0) and said.window == "first" and context.tense <= 0:
            whole = _over(whole, said, context)  # "the first 11 months of the year", told in January
    elif context.today and said.unit in ("M", "Q"):
        whole = periods.around("Y", context.today)
        whole = _over(whole, said, context)
    if whole is None:
        return None, None, None
    if said.window == "first":
        end = _moved(whole.first, said, 1)
        return whole.first, end - timedelta(1) if end else None, anchor
    after = whole.last + timedelta(1)
    return _moved(after, said, -1), whole.last, anchor
