"""Where the story stands in time: what "a year earlier" or "the following day" count from."""

from __future__ import annotations

import re
from datetime import date, datetime

from pipeline.dates import periods
from pipeline.dates.expressions import Calendar, Expression, Length, Numbered, Range, Shift, Timex, Within, compares
from pipeline.dates.frame import Frame
from pipeline.dates.outcome import Context, Resolved
from pipeline.dates.periods import Period

FAR = 4000  # characters: longer than any paragraph that still speaks of the same figures
FISCAL_SHARE = 0.25  # of an article's numbered quarters: then all are those of a fiscal year
COMPARED_CHARS = 60  # from "up from" to the date of the figure behind it
_COMPARED = re.compile(
    r"\b(?:(?:up|down|rose|fell|climbed|dropped|grew)[^.;()]{0,20} from|compared (?:with|to)|against|versus)"
    r"(?:[^.;()]|\.\d){0,30}\d(?:[^.;()]|\.\d){0,20} (?:in|for|during) (?:the )?$"
)
REPORTED = ("Q", "H", "M")


class Narrative:
    """Walks through the expressions of an article in order and gives each its context."""

    def __init__(self, text: str, published: datetime | None, timexes: list[Timex]) -> None:
        self._text, self._published = text, published
        self._frame = Frame(text, published, timexes)
        quarters = [_fiscal_quarter(timex.expression) for timex in timexes if _quarter(timex.expression)]
        self._fiscal = any(quarters) and sum(quarters) >= FISCAL_SHARE * len(quarters)
        self._recent: Period | None = None
        self._day: Period | None = None
        self._reported: Period | None = None
        self._window: Expression | None = None
        self._end = self._reported_end = 0

    def context(self, timex: Timex) -> Context:
        """The context of the next expression."""
        return Context(
            self._published,
            self._recent,
            self._recent if self._paragraphs(self._end, timex.start) == 0 else None,
            self._day,
            self._reported if self._speaks_of_reported(timex) else None,
            timex.tense,
            timex.happened,
            self._frame.at(timex),
            self._fiscal,
        )

    def _speaks_of_reported(self, timex: Timex) -> bool:
        """Whether what figures were given for still counts; "a year earlier" is counted from a year named since."""
        said = timex.expression
        year_since = self._recent is not None and self._recent.unit == "Y" and self._end > self._reported_end
        if year_since and isinstance(said, Shift) and said.compares and self._paragraphs(self._end, timex.start) == 0:
            return False
        return self._paragraphs(self._reported_end, timex.start) <= 1

    def add(self, timex: Timex, result: Resolved) -> None:
        """Move on: an expression that names a stretch of days is what later ones count from; a comparison is not."""
        said, period = timex.expression, result.period
        self._frame.add(timex, result, told=self._frame.at(timex) is not None)
        ends = said == self._window  # "the three months to *the end of June*": the months are what is reported
        self._window = said.whole if isinstance(said, Length) else None
        stretch = _stretch(said, result)
        if stretch is not None:
            self._reported, self._reported_end = stretch, timex.end
        if period is None or compares(said) or self._beside(timex):
            return
        self._recent, self._end = period, timex.end
        if period.unit == "D":
            self._day = period
        if period.unit in REPORTED and stretch is None and not ends:
            self._reported, self._reported_end = period, timex.end

    def _beside(self, timex: Timex) -> bool:
        """Whether a date only says of what year a figure is that another is set beside: "up from £4.2m in *2022*"."""
        return _COMPARED.search(self._text, max(0, timex.start - COMPARED_CHARS), timex.start) is not None

    def _paragraphs(self, start: int, end: int) -> int:
        """Paragraph breaks between two places, counted up to two."""
        if end - start > FAR:
            return 2
        first = self._text.find("\n", start, end)
        if first < 0:
            return 0
        rest = first
        while rest < end and self._text[rest].isspace():
            rest += 1
        return 1 if self._text.find("\n", rest, end) < 0 else 2


def _quarter(said: Expression) -> bool:
    return isinstance(said.part if isinstance(said, Within) else said, Numbered)


def _fiscal_quarter(said: Expression) -> bool:
    """The fiscal third quarter, Q3 FY25."""
    match said:
        case Numbered(unit="Q", fiscal=fiscal):
            return fiscal
        case Within(part=Numbered(unit="Q"), whole=Calendar(fiscal=fiscal)):
            return fiscal
        case _:
            return False


def _stretch(said: Expression, result: Resolved) -> Period | None:
    """The days of a window or range that figures may be given for: "the first ten months", "January to March"."""
    window = isinstance(said, Length) and said.window is not None and said.unit in ("W", "M", "Q", "Y")
    months = isinstance(said, Range) and isinstance(said.last, (Calendar, Within))
    if not (window or months) or not result.begin or not result.finish:
        return None
    first, last = date.fromisoformat(result.begin[:10]), date.fromisoformat(result.finish[:10])
    return periods.stretch(first, last) if first <= last else None
