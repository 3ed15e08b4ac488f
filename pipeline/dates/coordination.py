"""What one date says for the one before it: "in July and August 2000", "between January and 15 December 2025"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.dates.expressions import Calendar, Timex, Within

_BETWEEN = re.compile(r",?\s*(?:and|or|to|until|through|,|[-–])?\s*(?:in |on |the )?(?:early |late |mid-)?")
BETWEEN_CHARS = 20


def share_years(timexes: Sequence[Timex], text: str) -> list[Timex]:
    """The expressions, with the year of the next one put in where both are joined and only the last has it."""
    shared = list(timexes)
    for i in range(len(shared) - 2, -1, -1):
        first, last = shared[i], shared[i + 1]
        between = text[first.end : last.start] if last.start - first.end <= BETWEEN_CHARS else "x"
        if between.strip() and _BETWEEN.fullmatch(between):
            shared[i] = _with_year(first, last)
    return shared


def _with_year(first: Timex, last: Timex) -> Timex:
    said, end = first.expression, last.expression
    whole = end.whole if isinstance(end, Within) else None
    end = end.part if isinstance(end, Within) else end
    plain = isinstance(said, Calendar) and said.month and not (said.year or said.toward or said.this)
    if not plain or not isinstance(said, Calendar) or not isinstance(end, Calendar) or not end.month:
        return first
    later = (said.month or 1, said.day or 1) > (end.month, end.day or 31)
    if end.year:
        return replace(first, expression=replace(said, year=end.year - later))
    return first if whole is None or later else replace(first, expression=Within(said, whole))
