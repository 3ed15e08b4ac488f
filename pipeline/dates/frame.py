"""The narrative frame: a past time that the text opens and leaves.

"On 3 May 1998 he sailed for Lima. On 10 June he was wrecked." A day or month with a year that a past event is put at
opens a frame; days, months, seasons and holidays without a year are told on from there, until the text comes back to
its own day: by a word that counts from it ("yesterday", "last week", "now"), a weekday, a date of this year, a verb
that speaks of what is to come, or simply by going on for long. A bare year opens a frame for its sentence only ("In
2019 cases were seen first on February 6, then on May 3"): in the next one, "in May" is more often this year's.

A *history* (an obituary, the course of a war) is told apart by what it is made of: many dates of other years, hardly a
word that counts from the day of publication. There a year opens a frame too, weekdays are told in it, and it stays.

The idea is that of temporal focus (Webber 1988, *Tense as discourse anaphor*); the bounds were set on the news articles
of data/records, where five of six months without a year that follow a date of another year are of the year of
publication all the same.
"""

from __future__ import annotations

import re
from datetime import date, datetime

from pipeline.dates import periods
from pipeline.dates.expressions import (
    Calendar,
    Clock,
    DayPart,
    Edge,
    Expression,
    Holiday,
    Numbered,
    Range,
    Reference,
    Shift,
    Timex,
    Within,
    compares,
)
from pipeline.dates.outcome import Resolved
from pipeline.dates.periods import Period
from pipeline.english.sentences import sentence_ends

BEFORE_CHARS = 40  # of a date that opens a sentence: "Early in the …"
REACH_CHARS = 400  # from the last date told in a frame to the next, in one paragraph
TURN_BACK_DAYS, TURN_AHEAD_DAYS = 200, 150  # so far back in its year a day is the next year's, if that is so near
HISTORY_DATES = 6  # so many dates of other years, at least, make a history
HISTORY_SHARE = 6  # dates of other years for each expression that counts from the day of publication
_OPENING = re.compile(r"(?:^|[.!?][\"”’')]*\s|\n)\s*(?:On|In|By|During|Early in|Late in)\s+(?:the\s+)?$")
_GRAINS = frozenset({"D", "M", "SN"})


class Frame:
    """Where the story stands in a past that it tells of. Feed it an article's expressions in the order of the text.

    ``timexes`` are all of the article's: what they are says whether it is a history.
    """

    def __init__(self, text: str, published: datetime | None, timexes: list[Timex]) -> None:
        self._text = text
        self._year = published.year if published else None
        self.history = _is_history(timexes, self._year)
        self._at: Period | None = None
        self._end = 0

    def at(self, timex: Timex) -> Period | None:
        """The told time that an expression without a year counts from; None where the day of publication does."""
        said = timex.expression
        if self._year is None and not self.history:
            return None
        ahead = timex.tense > 0 and not self.history  # "by April it was gone" looks ahead in the story
        if self._at is None or ahead or not (_yearless(said) or (self.history and _weekday(said))):
            return None
        return self._at if self._holds(timex.start) else None

    def _holds(self, position: int) -> bool:
        if self.history:
            return True
        between = self._text[self._end : min(position, self._end + REACH_CHARS + 1)]
        if len(between) > REACH_CHARS or "\n" in between:
            return False
        return self._at is None or self._at.unit != "Y" or next(sentence_ends(between, 0, len(between)), None) is None

    def add(self, timex: Timex, result: Resolved, told: bool) -> None:
        """Move on, open, stay in or leave; ``told``: the expression was resolved in the frame."""
        said, period = timex.expression, result.period
        if compares(said):
            return
        if told and period is not None:
            self._at, self._end = period, timex.end
        elif period is not None and _dated(said) and self._past(period):
            if self._opens(timex, period):
                self._at, self._end = period, timex.end
        elif _leaves(said) or (period is not None and not _dated(said) and not _narrative(said)):
            self._at = None
        elif period is not None and _dated(said):
            self._at = None  # a date of this year
        elif self._at is not None and period is not None and self._holds(timex.start):
            self._at, self._end = period, timex.end  # "three days later"; "the following year" is less to go by

    def _past(self, period: Period) -> bool:
        return self._year is None or period.first.year < self._year

    def _opens(self, timex: Timex, period: Period) -> bool:
        if period.unit not in _GRAINS and period.unit != "Y":
            return False
        before = self._text[max(0, timex.start - BEFORE_CHARS) : timex.start]
        placed = timex.happened and period.unit != "Y"
        return self.history or placed or _OPENING.search(before) is not None


def near(days: list[date], at: Period) -> date:
    """Of the days that one name can mean in several years the one told next: of the same year, mostly.

    "On 20 December 1998 … on 3 January": the turn of the year is nearer.
    """
    own = next((day for day in days if day.year == at.first.year), days[0])
    if at.unit == "Y" or (at.first - own).days <= TURN_BACK_DAYS:
        return own
    return next((day for day in days if 0 <= (day - at.last).days <= TURN_AHEAD_DAYS), own)


def _is_history(timexes: list[Timex], year: int | None) -> bool:
    dated = sum(_dated(timex.expression) and _years(timex.expression, year) for timex in timexes)
    counting = sum(_leaves(timex.expression) for timex in timexes)
    return dated >= HISTORY_DATES and dated >= HISTORY_SHARE * counting and not (year is None and counting)


def _years(said: Expression, year: int | None) -> bool:
    """Whether an absolute date is of a year before the last."""
    match said:
        case Calendar(year=int(own)):
            return year is None or own < year - 1
        case Within(whole=whole) | Edge(whole=whole):
            return _years(whole, year)
        case Range(last=last):
            return _years(last, year)
        case Clock(on=on) | DayPart(on=on) if on is not None:
            return _years(on, year)
        case _:
            return False


def _dated(said: Expression) -> bool:
    """Whether an expression has a year of its own, or that of the story ("May of that year")."""
    match said:
        case Calendar(year=year):
            return year is not None
        case Within(whole=Shift(base=base)):
            return base == "narrative"
        case Within(whole=whole) | Edge(whole=whole):
            return _dated(whole)
        case Range(last=last):
            return _dated(last)
        case Clock(on=on) | DayPart(on=on) if on is not None:
            return _dated(on)
        case _:
            return False


def _yearless(said: Expression) -> bool:
    """Whether an expression is a month, day, season or holiday that lacks its year and nothing else."""
    match said:
        case Calendar(year=None, month=int(), toward=0, this=False, base="publication"):
            return True
        case Numbered(unit="SN", toward=0) | Holiday(toward=0):
            return True
        case Edge(whole=inner) | Within(part=Shift(), whole=inner):
            return _yearless(inner)
        case Clock(on=inner) | DayPart(on=inner) if inner is not None:
            return _yearless(inner)
        case Range(first=first, last=last):
            return _yearless(first) and _yearless(last)
        case _:
            return False


def _weekday(said: Expression) -> bool:
    match said:
        case Calendar(weekday=int(), month=None, year=None, toward=0):
            return True
        case Clock(on=inner) | DayPart(on=inner) if inner is not None:
            return _weekday(inner)
        case _:
            return False


def _leaves(said: Expression) -> bool:
    """Whether an expression counts from the day of publication: "yesterday", "last week", "now", a weekday."""
    match said:
        case Shift(base="publication", same=False) | Reference(value="PRESENT_REF"):
            return True
        case Calendar(base="publication", year=None, month=None, weekday=int()):
            return True
        case Calendar(this=True) | Calendar(toward=-1 | 1):
            return True
        case Edge(whole=inner) | Within(whole=inner):
            return _leaves(inner)
        case Clock(on=inner) | DayPart(on=inner) if inner is not None:
            return _leaves(inner)
        case _:
            return False


def _narrative(said: Expression) -> bool:
    match said:
        case Shift(base=base, same=same):
            return base == "narrative" or same
        case Calendar(base=base):
            return base == "narrative"
        case Edge(whole=inner) | Within(whole=inner):
            return _narrative(inner)
        case Clock(on=None) | DayPart(on=None):
            return True
        case Clock(on=inner) | DayPart(on=inner) if inner is not None:
            return _narrative(inner)
        case _:
            return False


def of_year(period: Period) -> range:
    """The years around the one that the story stands in."""
    return range(max(period.first.year - 1, 1), period.first.year + 2)


def month(number: int, at: Period) -> Period:
    """A month without a year, told in a frame."""
    return periods.around("M", near([date(year, number, 1) for year in of_year(at)], _from_month(at)))


def _from_month(at: Period) -> Period:
    """From the first of the month: "on 3 May … in May" is the same one."""
    return at if at.unit == "Y" else Period(at.unit, at.first.replace(day=1), at.last, at.value)
