"""Tables about figures: a row is a conjunction of columns, each of which asks something of a figure in its place.

:data:`PROFILE` and :data:`COLUMNS` say what each column asks. With such rows ``data/refuse.toml`` says what is no
claim, ``implied.toml`` which unit stands elsewhere, ``ranks.toml``, ``multiples.toml`` and ``shares.toml`` what is one,
``ranges.toml`` what two amounts are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.claims.lexicon import table, words
from pipeline.claims.parse.quantity import Draft
from pipeline.claims.parse.scope import Scope
from pipeline.claims.view import View

_LIST = re.compile(r"\{([a-z][\w .]*)\}")  # "{aged}", a list of the table; "{nouns.aged}" of another


Column = Callable[[View], bool]
Maker = Callable[[Any, str], Column]  # what a row says in the column, and the table that the row is in
Test = Callable[[Scope, Draft], bool]


def _list(key: str, name: str) -> frozenset[str]:
    """A list of words: "aged" of the table itself, "nouns.aged" and "changes.verbs.up" of another."""
    return words(*key.split(".")) if "." in key else words(name, "words", key)


def _listed(ask: Callable[[View], str], inside: bool = True) -> Maker:
    def column(key: str, name: str) -> Column:
        listed = _list(key, name)
        return lambda view: (ask(view) in listed) == inside

    return column


def _own(pattern: str, name: str) -> Column:
    whole = _regex(pattern, name)
    return lambda view: whole.fullmatch(view.own) is not None


def _regex(pattern: str, name: str) -> re.Pattern[str]:
    def alternatives(match: re.Match[str]) -> str:
        return f"(?:{'|'.join(sorted(map(re.escape, _list(match[1], name))))})"

    for macro, fragment in table(name).get("macros", {}).items():
        pattern = pattern.replace(f"${macro}", fragment)
    return re.compile(_LIST.sub(alternatives, pattern), re.IGNORECASE | re.DOTALL)


PROFILE: dict[str, Callable[[View], object]] = {  # asked once of a figure for all rows; a row says one answer or a list
    "kind": lambda v: v.draft.kind,
    "rule": lambda v: v.draft.rule,
    "form": lambda v: v.draft.form,
    "bare": lambda v: v.bare,
    "unit": lambda v: v.draft.unit.symbol if v.draft.unit is not None else "",
    "scaled": lambda v: v.draft.scale != 1,
    "currency": lambda v: v.draft.currency_before,
    "hyphen": lambda v: v.draft.hyphen,
    "pair": lambda v: len(v.draft.values) > 1,
    "counted": lambda v: v.draft.noun is not None,
    "approximated": lambda v: v.draft.first < v.draft.i,
    "whole": lambda v: v.draft.values[0] % 1 == 0,
}
COLUMNS: dict[str, Maker] = {  # cheap ones first: a row asks in this order
    "min": lambda least, _: lambda v: v.draft.values[0] >= least,
    "max": lambda most, _: lambda v: v.draft.values[0] <= most,
    "lends": lambda kinds, _: lambda v: v.lender is not None and v.lender.kind in kinds,
    "alike": lambda sizes, _: lambda v: sizes[0] <= v.size <= sizes[1],
    "step": lambda ends, _: lambda v: v.lender is not None and ends[0] < v.step <= ends[1],
    "before": _listed(lambda v: v.scope.low(v.draft.first - 1)),
    "after": _listed(lambda v: v.scope.low(v.draft.j)),
    "unless_before": _listed(lambda v: v.scope.low(v.draft.first - 1), inside=False),
    "unless_after": _listed(lambda v: v.scope.low(v.draft.j), inside=False),
    "noun": _listed(lambda v: v.noun),
    "own": _own,
}


@dataclass(frozen=True, slots=True)
class Row:
    """A row: what it asks (of the profile, its columns, a regex on the context, a test by name) and what it says.

    ``example``: a text with its figure in brackets where the row holds, ``unlike``: where it seems to and does not;
    ``tags``: the examples need the model's tags.
    """

    profile: tuple[tuple[int, frozenset[object]], ...]
    columns: tuple[Column, ...]
    context: re.Pattern[str] | None
    test: Test | None
    says: Mapping[str, Any]
    id: str
    example: str
    tags: bool = False
    unlike: str | None = None

    def holds(self, view: View) -> re.Match[str] | bool:
        """Whether all that it asks beyond the profile holds: the match of its ``context`` where it has one."""
        for column in self.columns:
            if not column(view):
                return False
        found = True if self.context is None else self.context.search(view.context) or False
        return found and (found if self.test is None or self.test(view.scope, view.draft) else False)


class Table:
    """Rows in their order."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows = tuple(rows)
        self._by_profile: dict[tuple[object, ...], tuple[Row, ...]] = {}

    def __iter__(self) -> Iterator[Row]:
        return iter(self._rows)

    def of(self, view: View) -> tuple[Row, ...]:
        """The rows that fit the figure's profile."""
        profile = tuple([ask(view) for ask in PROFILE.values()])
        rows = self._by_profile.get(profile)
        if rows is None:
            rows = tuple(row for row in self._rows if all(profile[n] in allowed for n, allowed in row.profile))
            self._by_profile[profile] = rows
        return rows

    def first(self, scope: Scope, draft: Draft) -> Row | None:
        """The first row that holds of the figure in its place."""
        view = View(scope, draft, draft.i, draft.j)
        for row in self.of(view):
            if row.holds(view):
                return row
        return None


def read(name: str, section: str, says: frozenset[str], tests: Mapping[str, Test]) -> Table:
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
        profile = tuple((n, _answers(row.pop(key))) for n, key in enumerate(PROFILE) if key in row)
        columns = tuple(make(row.pop(key), name) for key, make in COLUMNS.items() if key in row)
        if row or not (profile or columns or context or test):
            raise ValueError(f"{name}.toml, row {plain['id']!r}: no column {', '.join(row) or 'at all'}")
        pattern = None if context is None else _regex(context, name)
        found.append(Row(profile, columns, pattern, None if test is None else tests[test], said, **plain))
    return Table(found)


def _answers(wanted: object) -> frozenset[object]:
    return frozenset(wanted) if isinstance(wanted, list) else frozenset((wanted,))
