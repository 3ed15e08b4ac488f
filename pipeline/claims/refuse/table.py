"""Why a figure is no claim: the first row of ``data/refuse.toml`` that holds."""

from __future__ import annotations

from functools import cache

from pipeline.claims.parse.quantity import Draft
from pipeline.claims.parse.scope import Scope
from pipeline.claims.refuse.tests import TESTS
from pipeline.claims.rows import Row, Table, read
from pipeline.claims.view import View


@cache
def rows() -> Table:
    """The table, in its order; ``says["reason"]`` is what is put on record."""
    return read("refuse", "row", frozenset(("reason",)), TESTS)


def refuse(scope: Scope, draft: Draft) -> Row | None:
    """The first row that holds, or None for a claim."""
    return rows().first(View(scope, draft, draft.i, draft.j))
