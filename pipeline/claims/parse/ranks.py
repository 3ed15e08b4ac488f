"""Ordinals that are ranks: "ranks 11th", "the second in the world", "third-largest", "world number one"."""

from __future__ import annotations

from functools import cache

from pipeline.claims.lexicon import table
from pipeline.claims.parse.numbers import digits
from pipeline.claims.parse.pieces import HYPHENS
from pipeline.claims.parse.quantity import Draft
from pipeline.claims.parse.scope import Scope
from pipeline.claims.rows import Table, read
from pipeline.claims.view import View

MAX_NUMBERED = 200  # of "number 7": a larger one is a label
_SUFFIXES = frozenset(("st", "nd", "rd", "th"))
_LABELS = frozenset(("no", "number", "position"))


@cache
def rows(section: str) -> Table:
    """The rows of ``data/ranks.toml``: of an ``ordinal``, or of a ``number`` behind "No." and its like."""
    return read("ranks", section, frozenset(), {})


def rank(scope: Scope, k: int) -> Draft | None:
    """The rank whose ordinal starts at piece ``k``, or None: most ordinals are no claims."""
    section, found = "ordinal", _ordinal(scope, k)
    if found is None and scope.low(k - 1 - (scope.low(k - 1) == ".")) in _LABELS:
        section, found = "number", _number(scope, k)
    if found is None:
        return None
    draft = Draft(k, found[1], (found[0],))
    draft.become("rank", "rank", "rank")
    return draft if rows(section).first(View(scope, draft, draft.i, draft.j)) is not None else None


def _ordinal(scope: Scope, k: int) -> tuple[float, int] | None:
    """The ordinal at piece ``k`` ("11th", "second", "twenty-first", "3 millionth"): value and next index."""
    numbers, after = table("numbers"), scope.low(k + 1)
    if scope.is_number(k):
        factor = numbers["milestones"].get(after, 1 if after in _SUFFIXES and scope.glued(k + 1) else 0)
        return (digits(scope.pieces[k]) * factor, k + 2) if factor else None
    word, last = scope.low(k), numbers["ordinals"].get(scope.low(k + 2), 0)
    if numbers["cardinals"].get(word, 0) >= 20 and after in HYPHENS and 0 < last < 10:
        return numbers["cardinals"][word] + last, k + 3
    return (float(numbers["ordinals"][word]), k + 1) if word in numbers["ordinals"] else None


def _number(scope: Scope, k: int) -> tuple[float, int] | None:
    """The small whole number at piece ``k``."""
    text = scope.pieces[k].text
    value = float(text) if text.isdecimal() else table("numbers")["cardinals"].get(scope.low(k), 0)
    return (float(value), k + 1) if 0 < value <= MAX_NUMBERED else None
