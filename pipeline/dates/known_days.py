"""Days that go by their number alone: "the Jan. 6 committee" is about 2021, whenever it is told."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from pipeline.dates.expressions import Calendar, Timex

ABOUT_CHARS = 120
_DAYS = [
    (row["said"][0], row["said"][1], int(row["year"]), re.compile(rf"\b(?:{row['about']})\b"))
    for row in tomllib.loads(Path(__file__).with_name("known_days.toml").read_text(encoding="utf-8"))["day"]
]


def name_years(timexes: Sequence[Timex], text: str, published: datetime | None) -> list[Timex]:
    """The expressions, with the year of a known day put in where the article is about it."""
    if published is None:
        return list(timexes)
    for month, day, year, about in _DAYS:
        said = [i for i, timex in enumerate(timexes) if _is(timex, month, day)]
        if said and (year, month, day) < published.date().timetuple()[:3] and _about(about, timexes[said[0]], text):
            timexes = [_in_year(timex, year) if i in said else timex for i, timex in enumerate(timexes)]
    return list(timexes)


def _in_year(timex: Timex, year: int) -> Timex:
    said = timex.expression
    return replace(timex, expression=replace(said, year=year)) if isinstance(said, Calendar) else timex


def _is(timex: Timex, month: int, day: int) -> bool:
    said = timex.expression
    return isinstance(said, Calendar) and (said.year, said.month, said.day, said.weekday) == (None, month, day, None)


def _about(words: re.Pattern[str], timex: Timex, text: str) -> bool:
    return words.search(text, max(0, timex.start - ABOUT_CHARS), timex.end + ABOUT_CHARS) is not None
