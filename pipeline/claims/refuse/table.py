"""The rows of ``data/refuse.toml`` and the engine that reads them: why a figure is no claim.

A row is a conjunction of columns; :data:`COLUMNS` says what each one asks of a figure. A new kind of figure that is no
claim is a row with an example; only what tags, dates or names tell needs a test in :mod:`pipeline.claims.refuse.tests`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from pipeline.claims.lexicon import table, words
from pipeline.claims.parse.draft import Draft
from pipeline.claims.parse.scope import Scope

CONTEXT_CHARS = 72  # of text on each side of the figure that `context` may see
FIGURE = "■"


class View:
    """A figure in its place, as the columns ask for it."""

    def __init__(self, scope: Scope, draft: Draft) -> None:
        self.scope, self.draft = scope, draft
        self.start, self.end = scope.pieces[draft.i].start, scope.pieces[draft.j - 1].end

    @cached_property
    def own(self) -> str:
        """The figure with its sign, currency and unit."""
        return self.scope.text[self.start : self.end]

    @cached_property
    def context(self) -> str:
        """Text on both sides, ``■`` in the figure's place; it begins with a line break where the block does."""
        scope = self.scope
        left = max(scope.start, self.start - CONTEXT_CHARS)
        before = scope.text[left : self.start]
        after = scope.text[self.end : min(scope.end, self.end + CONTEXT_CHARS)]
        return ("\n" if left == scope.start else "") + before + FIGURE + after

    @property
    def bare(self) -> bool:
        """Whether nothing but digits or words says what it is: no unit, no scale, no currency."""
        return self.draft.unit is None and self.draft.scale == 1 and not self.draft.currency_before

    @property
    def noun(self) -> str:
        """The last word that it counts, lower case."""
        return self.scope.low(self.draft.noun[1] - 1) if self.draft.noun is not None else ""


Column = Callable[[View], bool]


def _flag(ask: Callable[[View], bool]) -> Callable[[Any], Column]:
    return lambda wanted: lambda view: ask(view) == wanted


def _one_of(ask: Callable[[View], str]) -> Callable[[Any], Column]:
    def column(wanted: list[str]) -> Column:
        allowed = frozenset(wanted)
        return lambda view: ask(view) in allowed

    return column


def _listed(ask: Callable[[View], str]) -> Callable[[Any], Column]:
    def column(name: str) -> Column:
        allowed = words("refuse", "words", name)
        return lambda view: ask(view) in allowed

    return column


def _regex(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.DOTALL)


def _own(pattern: str) -> Column:
    whole = _regex(pattern)
    return lambda view: whole.fullmatch(view.own) is not None


def _context(pattern: str) -> Column:
    some = _regex(pattern)
    return lambda view: some.search(view.context) is not None


def _test(name: str) -> Column:
    from pipeline.claims.refuse.tests import TESTS

    return TESTS[name]


COLUMNS: dict[str, Callable[[Any], Column]] = {  # cheap ones first: a row asks in this order
    "kind": _one_of(lambda v: v.draft.kind),
    "rule": _one_of(lambda v: v.draft.rule),
    "form": _one_of(lambda v: v.draft.form),
    "bare": _flag(lambda v: v.bare),
    "unit": _one_of(lambda v: v.draft.unit.symbol if v.draft.unit is not None else ""),
    "scaled": _flag(lambda v: v.draft.scale != 1),
    "currency": _flag(lambda v: v.draft.currency_before),
    "hyphen": _flag(lambda v: v.draft.hyphen),
    "pair": _flag(lambda v: len(v.draft.values) > 1),
    "counted": _flag(lambda v: v.draft.noun is not None),
    "approximated": _flag(lambda v: v.draft.first < v.draft.i),
    "whole": _flag(lambda v: v.draft.values[0] == int(v.draft.values[0])),
    "min": lambda least: lambda v: v.draft.values[0] >= least,
    "max": lambda most: lambda v: v.draft.values[0] <= most,
    "block": _one_of(lambda v: v.scope.kind),
    "opens": _flag(lambda v: v.scope.opens(v.draft.k)),
    "before": _listed(lambda v: v.scope.low(v.draft.first - 1)),
    "after": _listed(lambda v: v.scope.low(v.draft.j)),
    "noun": _listed(lambda v: v.noun),
    "own": _own,
    "context": _context,
    "test": _test,
}


@dataclass(frozen=True, slots=True)
class Row:
    """A kind of figure that is no claim: ``example`` is one, ``unlike`` looks like one and is a claim."""

    id: str
    reason: str
    columns: tuple[Column, ...]
    tags: bool = False
    example: str | None = None
    unlike: str | None = None

    def holds(self, view: View) -> bool:
        """Whether every column does."""
        for column in self.columns:  # noqa: SIM110  (a generator costs as much as the columns)
            if not column(view):
                return False
        return True


@cache
def rows() -> tuple[Row, ...]:
    """The table; a column that it does not know is an error."""
    found = []
    for raw in table("refuse")["row"]:
        row = dict(raw)
        plain = {key: row.pop(key) for key in ("id", "reason", "tags", "example", "unlike") if key in row}
        columns = tuple(make(row.pop(name)) for name, make in COLUMNS.items() if name in row)
        if row or not columns:
            raise ValueError(f"refuse.toml, row {plain['id']!r}: no column {', '.join(row) or 'at all'}")
        found.append(Row(columns=columns, **plain))
    return tuple(found)


def refuse(scope: Scope, draft: Draft) -> Row | None:
    """The first row that holds, or None for a claim."""
    view = View(scope, draft)
    return next((row for row in rows() if row.holds(view)), None)
