"""Units that stand elsewhere: every row of ``implied.toml`` by its own examples."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from pipeline.claims.parse import amounts, implied
from pipeline.claims.parse.quantity import Draft
from pipeline.claims.parse.scope import Scope
from pipeline.claims.rows import Row
from pipeline.claims.view import View
from tests.claims.examples import marked

ROWS = [*implied.rows("said"), *implied.rows("lent")]


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> dict[int, list[str]]:
    """The ids of the rows that gave a unit, by where the number begins."""
    found: dict[int, list[str]] = {}
    give, said = implied._give, implied.said

    def giving(row: Row, view: View, match: re.Match[str] | bool) -> bool:
        done = give(row, view, match)
        if done:
            found.setdefault(view.scope.pieces[view.draft.i].start, []).append(row.id)
        return done

    def saying(scope: Scope, draft: Draft) -> Row | None:
        row = said(scope, draft)
        if row is not None:
            found.setdefault(scope.pieces[draft.i].start, []).append(row.id)
        return row

    monkeypatch.setattr(implied, "_give", giving)
    monkeypatch.setattr(amounts, "said", saying)
    return found


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_example_gets_its_unit(
    row: Row, blank: Callable[[str], Doc], request: pytest.FixtureRequest, given: dict[int, list[str]]
) -> None:
    read: Callable[[str], Doc] = request.getfixturevalue("nlp") if row.tags else blank
    text, at = marked(row.example)
    read(text)
    assert row.id in given.get(at, [])
    if row.unlike is not None:
        text, at = marked(row.unlike)
        given.clear()
        read(text)
        assert row.id not in given.get(at, [])


def test_rows_have_ids_of_their_own() -> None:
    ids = [row.id for row in ROWS]
    assert len(set(ids)) == len(ids)
