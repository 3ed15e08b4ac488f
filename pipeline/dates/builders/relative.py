"""Builders for what is counted from an anchor: "last week", "Tuesday of last week", "the same day"."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, TypeGuard, cast

from pipeline.cascade import Match, registry
from pipeline.dates.expressions import Base, Calendar, DayPart, Edge, Expression, Shift, Toward, Within

BUILDERS, builder = registry()


def toward_of(m: Match) -> tuple[Toward, Base]:
    """Which way "last", "next", "this" point, and from where: "the previous month" counts from what is told."""
    for label, toward in (("last", -1), ("past", -1), ("next", 1), ("coming", 1)):
        if label in m:
            narrative = m.has("previous", "preceding", "prior", "following", "ensuing", "subsequent")
            return cast("Toward", toward), "narrative" if narrative else "publication"
    return 0, "narrative" if m.has("that", "same") else "publication"


@builder
def calendar_toward(m: Match) -> Expression:
    """Last Monday, next March, the previous Friday."""
    toward, base = toward_of(m)
    this = "this" in m and not toward
    return Calendar(None, m["months"], None, m["weekday"], toward, base=base, this=this)


@builder
def relative_unit(m: Match) -> Expression | None:
    """Last week, the following day, that month, the current quarter."""
    unit = m["unit"] or "Y"
    toward, base = toward_of(m)
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
    return Shift("SY", toward_of(m)[0])


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
    toward, base = toward_of(m)
    if m.has("next"):
        base = "narrative"
    return DayPart(m["daypart"], Shift("D", toward, base))


@builder
def first_day(m: Match) -> Expression | None:
    """A weekday and a date in apposition: "this coming Sunday, March 8"."""
    first = m["a"]
    weekday = isinstance(first, Calendar) and first.weekday is not None and first.month is None
    return cast("Expression", m["b"]) if weekday else None


@builder
def weekday_of_week(m: Match) -> Expression | None:
    """Tuesday of last week, Wednesday last week."""
    day, week = m["day"], m["period"]
    fits = is_weekday(day) and not day.toward and isinstance(week, Shift) and week.unit == "W"
    return Within(day, week) if fits else None


@builder
def weekday_week(m: Match) -> Expression | None:
    """Thursday week: the Thursday after the coming one (British)."""
    day = m["day"]
    return Within(Shift("D", 7), replace(day, toward=1)) if is_weekday(day) and not day.toward else None


@builder
def weekday_last(m: Match) -> Expression | None:
    """Friday last."""
    return replace(m["day"], toward=-1) if is_weekday(m["day"]) else None


def is_weekday(said: Expression) -> TypeGuard[Calendar]:
    """Whether an expression is a weekday and nothing more."""
    return isinstance(said, Calendar) and said.weekday is not None and said.month is None


@builder
def unit_of_day(m: Match) -> Expression:
    """The week of March 6."""
    return Within(Shift("WE" if m.has("weekend") else "M" if m.has("month") else "W", 0), m["day"])


@builder
def definite(m: Match) -> Any:
    """The quarter, the weekend, for the year."""
    if m.has("quarter"):
        return Shift("Q", 0, "narrative", same=True)
    return (
        Shift("WE", 0, definite=True)
        if m.has("weekend")
        else Shift("W", 0)
        if m.has("week")
        else Shift("M", 0, "narrative")
        if m.has("month")
        else Shift("Y", 0)
    )


@builder
def year_to_date(m: Match) -> Any:
    """Year-to-date: up to the anchor."""
    return Edge(Shift("Y", 0), "TO_DATE", cut=True)
