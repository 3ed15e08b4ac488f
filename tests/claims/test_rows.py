"""Ranks and shares: every row of ``ranks.toml`` and ``shares.toml``, alone, by its own examples."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

import pytest
from spacy.tokens import Doc

from pipeline.claims.lexicon import table
from pipeline.claims.parse import ranks, shares
from pipeline.claims.rows import Row, Table
from tests.claims.examples import marked

READ_BY_CODE = {"days"}  # by the readers of nouns
ROWS = [
    (module, section, row)
    for module, sections in ((ranks, ("ordinal", "number")), (shares, ("fraction", "pair")))
    for section in sections
    for row in module.rows(section)
]


def _kinds_at(doc: Doc, at: int) -> set[str]:
    return {claim.kind for claim in doc._.claims if claim.start <= at < claim.end}


@pytest.mark.parametrize(("module", "section", "row"), ROWS, ids=[row.id for _, _, row in ROWS])
def test_example_is_read_by_its_row(
    module: ModuleType, section: str, row: Row, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: Callable[[str], Doc] = request.getfixturevalue("nlp" if row.tags else "blank")
    monkeypatch.setattr(module, "rows", lambda asked: Table((row,) if asked == section else ()))
    kind = row.says.get("says", "rank")
    text, at = marked(row.example)
    assert kind in _kinds_at(read(text), at)
    if row.unlike is not None:
        text, at = marked(row.unlike)
        assert kind not in _kinds_at(read(text), at)


@pytest.mark.parametrize("name", ["refuse", "implied", "ranks", "shares"])
def test_every_list_of_words_is_read_by_a_row(name: str) -> None:
    tables = table(name)
    rows = str([value for value in tables.values() if isinstance(value, list)])
    macros = str(tables.get("macros", {}))
    read = {key for key in tables["words"] if f"'{key}'" in rows or f"{{{key}}}" in rows + macros}
    assert set(tables["words"]) - read <= READ_BY_CODE
