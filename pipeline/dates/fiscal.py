"""Whose fiscal year a text speaks of, for its first day."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

REACH_CHARS = 150  # before the expression, in its sentence; half of it behind
MENTIONS = 3  # so often, at least, an article names the one body whose years it means throughout


@dataclass(frozen=True, slots=True)
class _Body:
    """Who counts in such years: ``words`` that name it, the month its year begins in, and whether the year has the
    number of the calendar year that it ends in ("FY25" of India: from April 2024)."""

    words: re.Pattern[str]
    month: int
    ends: bool


_TABLE = tomllib.loads(Path(__file__).with_name("fiscal.toml").read_text(encoding="utf-8"))["body"]
_BODIES = [_Body(re.compile(rf"\b(?:{row['words']})\b"), row["starts"], row["named"] == "end") for row in _TABLE]


def first_day(text: str, start: int, end: int, year: int, pair: bool) -> date | None:
    """The first day of a fiscal year; None where neither its sentence nor its article tells whose it is.

    ``pair``: the year is the first of two ("2024-25").
    """
    body = _of_sentence(text, start, end) or _of_article(text)
    if body is None or not 1 < year < 9999:
        return None
    return date(year - (body.ends and body.month > 1 and not pair), body.month, 1)


def _of_sentence(text: str, start: int, end: int) -> _Body | None:
    low = max(0, start - REACH_CHARS)
    begin = max(text.rfind("\n", low, start), text.rfind(". ", low, start), low)
    return next((b for b in _BODIES if b.words.search(text, begin, min(len(text), end + REACH_CHARS // 2))), None)


@lru_cache(maxsize=1)
def _of_article(text: str) -> _Body | None:
    """The only body that an article names, if it does so often."""
    named = [(body, sum(1 for _ in body.words.finditer(text))) for body in _BODIES]
    found = [(body, times) for body, times in named if times]
    return found[0][0] if len(found) == 1 and found[0][1] >= MENTIONS else None
