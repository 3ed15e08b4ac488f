"""Tables about figures: a row is a conjunction of columns, each of which asks something of a figure in its place.

:data:`COLUMNS` says what each column asks. ``data/refuse.toml`` says with such rows what is no claim,
``implied.toml`` which unit stands elsewhere, ``ranks.toml`` and ``shares.toml`` what is a rank, share or ratio.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pipeline.claims.lexicon import table, words
from pipeline.claims.parse.draft import Draft
from pipeline.claims.parse.scope import Scope

CONTEXT_CHARS = 72  # of text on each side of the figure that `context` may see
PAIR_CHARS = 300  # between a figure and the one that lends it a unit
FIGURE, LENDER = "■", "◆"
_LIST = re.compile(r"\{([a-z][\w ]*)(?:\.([\w ]+))?\}")  # "{aged}", a list of the table; "{nouns.aged}" of another


class View:
    """A figure in its place, pieces ``[i, j)``, as the columns ask for it; ``lender``: one that may lend it a unit."""

    def __init__(
        self, scope: Scope, draft: Draft, i: int, j: int, lender: Draft | None = None, reach: int = CONTEXT_CHARS
    ) -> None:
        self.scope, self.draft, self.lender = scope, draft, lender
        self.i, self.j, self._reach = i, j, reach
        self.start, self.end = scope.pieces[i].start, scope.pieces[j - 1].end

    @cached_property
    def own(self) -> str:
        """The figure with its sign, currency and unit."""
        return self.scope.text[self.start : self.end]

    @cached_property
    def context(self) -> str:
        """Text on both sides, ``■`` for the figure and ``◆`` for the lender; a line break where the block begins.

        Empty where the lender is too far away.
        """
        scope, marks = self.scope, [(self.start, self.end, FIGURE)]
        if self.lender is not None:
            first, last = self.lender.first, self.lender.last
            marks = sorted([*marks, (scope.pieces[first].start, scope.pieces[last - 1].end, LENDER)])
            if marks[1][0] - marks[0][1] > PAIR_CHARS:
                return ""
        left, right = marks[0][0] - self._reach, marks[-1][1] + self._reach
        found, at = "\n" if left <= scope.start else "", max(left, scope.start)
        for start, end, mark in marks:
            found, at = found + scope.text[at:start] + mark, end
        return found + scope.text[at : min(scope.end, right)]

    @property
    def bare(self) -> bool:
        """Whether nothing but digits or words says what it is: no unit, no scale, no currency."""
        return self.draft.unit is None and self.draft.scale == 1 and not self.draft.currency_before

    @property
    def noun(self) -> str:
        """The last word that it counts, lower case."""
        return self.scope.low(self.draft.noun[1] - 1) if self.draft.noun is not None else ""

    @property
    def size(self) -> float:
        """How many times as large it is as the figure that may lend it a unit."""
        return abs(self.draft.values[0] / (self.lender.values[0] or 1)) if self.lender is not None else 1


Column = Callable[[View], bool]
Maker = Callable[[Any, str], Column]  # what a row says in the column, and the table that the row is in
Test = Callable[[Scope, Draft], bool]


def _flag(ask: Callable[[View], bool]) -> Maker:
    return lambda wanted, _: lambda view: ask(view) == wanted


def _one_of(ask: Callable[[View], str]) -> Maker:
    return lambda wanted, _: lambda view, allowed=frozenset(wanted): ask(view) in allowed  # type: ignore[misc]


def _listed(ask: Callable[[View], str]) -> Maker:
    return lambda key, name: _one_of(ask)(words(name, "words", key), name)


def _unlisted(ask: Callable[[View], str]) -> Maker:
    def column(key: str, name: str) -> Column:
        refused = words(name, "words", key)
        return lambda view: ask(view) not in refused

    return column


def _own(pattern: str, name: str) -> Column:
    whole = _regex(pattern, name)
    return lambda view: whole.fullmatch(view.own) is not None


def _regex(pattern: str, name: str) -> re.Pattern[str]:
    def alternatives(match: re.Match[str]) -> str:
        found = words(match[1], match[2]) if match[2] else words(name, "words", match[1])
        return f"(?:{'|'.join(sorted(map(re.escape, found)))})"

    for macro, fragment in table(name).get("macros", {}).items():
        pattern = pattern.replace(f"${macro}", fragment)
    return re.compile(_LIST.sub(alternatives, pattern), re.IGNORECASE | re.DOTALL)


COLUMNS: dict[str, Maker] = {  # cheap ones first: a row asks in this order
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
    "min": lambda least, _: lambda v: v.draft.values[0] >= least,
    "max": lambda most, _: lambda v: v.draft.values[0] <= most,
    "lends": _one_of(lambda v: v.lender.kind if v.lender is not None else ""),
    "alike": lambda sizes, _: lambda v: sizes[0] <= v.size <= sizes[1],
    "before": _listed(lambda v: v.scope.low(v.draft.first - 1)),
    "after": _listed(lambda v: v.scope.low(v.draft.j)),
    "unless_before": _unlisted(lambda v: v.scope.low(v.draft.first - 1)),
    "unless_after": _unlisted(lambda v: v.scope.low(v.draft.j)),
    "noun": _listed(lambda v: v.noun),
    "own": _own,
}


@dataclass(frozen=True, slots=True)
class Row:
    """A row: what it asks (its columns, a regex on the context, a test by name), what it says, and examples of both.

    ``example``: a text with its figure in brackets where the row holds, ``unlike``: where it seems to and does not;
    ``tags``: the examples need the model's tags.
    """

    columns: tuple[Column, ...]
    context: re.Pattern[str] | None
    test: Test | None
    says: Mapping[str, Any]
    id: str
    example: str
    tags: bool = False
    unlike: str | None = None

    def holds(self, view: View) -> re.Match[str] | bool:
        """Whether all that it asks holds: the match of its ``context`` where it has one."""
        for column in self.columns:
            if not column(view):
                return False
        found = True if self.context is None else self.context.search(view.context) or False
        return found and (found if self.test is None or self.test(view.scope, view.draft) else False)


def read(name: str, section: str, says: frozenset[str], tests: Mapping[str, Test]) -> tuple[Row, ...]:
    """The rows of a section of ``data/<name>.toml``; ``says``: keys that are no columns.

    Raises:
        ValueError: a row that asks nothing, or by a column that there is not.
    """
    found = []
    for raw in table(name)[section]:
        row = dict(raw)
        plain = {key: row.pop(key) for key in ("id", "example", "unlike", "tags") if key in row}
        said = {key: row.pop(key) for key in says if key in row}
        context, test = row.pop("context", None), row.pop("test", None)
        columns = [make(row.pop(key), name) for key, make in COLUMNS.items() if key in row]
        if row or not (columns or context or test):
            raise ValueError(f"{name}.toml, row {plain['id']!r}: no column {', '.join(row) or 'at all'}")
        pattern = None if context is None else _regex(context, name)
        found.append(Row(tuple(columns), pattern, None if test is None else tests[test], said, **plain))
    return tuple(found)
