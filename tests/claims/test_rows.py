"""Ranks, multiples and shares: every row of their tables, alone, by its own examples."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from pipeline.claims.lexicon import table
from pipeline.claims.parse import proportions
from pipeline.claims.rows import Row, Table
from tests.claims.examples import marked

READ_BY_CODE = {"days"}  # by the readers of nouns
SECTIONS = [
    ("ranks", "ordinal"), ("ranks", "number"), ("multiples", "word"), ("multiples", "times"), ("shares", "fraction"),
    ("shares", "pair"),
]  # fmt: skip
KINDS = {"ranks": "rank", "multiples": "multiple", "shares": "share"}  # where a row says none
ROWS = [(name, section, row) for name, section in SECTIONS for row in proportions.rows(name, section)]


def _kinds_at(doc: Doc, at: int) -> set[str]:
    return {claim.kind for claim in doc._.claims if claim.start <= at < claim.end}


@pytest.mark.parametrize(("name", "section", "row"), ROWS, ids=[row.id for _, _, row in ROWS])
def test_example_is_read_by_its_row(
    name: str, section: str, row: Row, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: Callable[[str], Doc] = request.getfixturevalue("nlp" if row.tags else "blank")
    monkeypatch.setattr(proportions, "rows", lambda *asked: Table((row,) if asked == (name, section) else ()))
    kind = row.says.get("says", KINDS[name])
    text, at = marked(row.example)
    assert kind in _kinds_at(read(text), at)
    if row.unlike is not None:
        text, at = marked(row.unlike)
        assert kind not in _kinds_at(read(text), at)


@pytest.mark.parametrize("name", ["refuse", "implied", "ranks", "multiples", "shares"])
def test_every_list_of_words_is_read_by_a_row(name: str) -> None:
    tables = table(name)
    rows = str([value for value in tables.values() if isinstance(value, list)])
    macros = str(tables.get("macros", {}))
    read = {key for key in tables["words"] if f"'{key}'" in rows or f"{{{key}}}" in rows + macros}
    assert set(tables["words"]) - read <= READ_BY_CODE
