"""Two amounts that are one or two: every row of ``ranges.toml`` by its own examples."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from pipeline.claims.lexicon import table
from pipeline.claims.parse import ranges
from pipeline.claims.parse.quantity import Draft
from pipeline.claims.parse.scope import Scope
from pipeline.claims.rows import Row
from tests.claims.examples import marked

ROWS = list(ranges.rows())


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> dict[int, str | None]:
    """The id of the row that held, by where the second figure begins."""
    found: dict[int, str | None] = {}
    ask = ranges._row

    def asking(scope: Scope, a: Draft, b: Draft) -> Row | None:
        row = ask(scope, a, b)
        found[scope.pieces[b.i].start] = row.id if row is not None else None
        return row

    monkeypatch.setattr(ranges, "_row", asking)
    return found


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_example_is_told_by_its_row(row: Row, blank: Callable[[str], Doc], said: dict[int, str | None]) -> None:
    text, at = marked(row.example)
    joined = [c for c in blank(text)._.claims if c.start < at < c.end]
    assert said == {at: row.id}
    assert len(joined) == (row.says["says"] in ("range", "ratio"))
    if row.unlike is not None:
        text, at = marked(row.unlike)
        blank(text)
        assert said.get(at) != row.id


def test_rows_have_ids_of_their_own() -> None:
    ids = [row.id for row in ROWS]
    assert len(set(ids)) == len(ids)


def test_every_list_of_words_is_read() -> None:
    rows = str(table("ranges")["joined"])
    assert all(f"{{{name}}}" in rows for name in table("ranges")["words"])
