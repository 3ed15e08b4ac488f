"""Figures that are no claims: every row of ``refuse.toml`` by its own examples, and what holds of the table."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.claims.parse import find as finder
from pipeline.claims.parse.quantity import Draft
from pipeline.claims.parse.scope import Scope
from pipeline.claims.refuse import TESTS, refuse, rows
from pipeline.claims.rows import Row
from tests.claims.examples import marked

Seen = list[tuple[int, int, str | None]]  # start, end, id of the row that refused it


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> Iterator[Seen]:
    """What was asked of the table, in order, and its answers."""
    asked: Seen = []

    def ask(scope: Scope, draft: Draft) -> Row | None:
        row = refuse(scope, draft)
        asked.append((*scope.span(draft.i, draft.j), row.id if row is not None else None))
        return row

    monkeypatch.setattr(finder, "refuse", ask)
    yield asked


def _answers(seen: Seen, at: int) -> list[str | None]:
    return [row for start, end, row in seen if start <= at < end]


def _parser(row: Row, blank: Callable[[str], Doc], request: pytest.FixtureRequest) -> Callable[[str], Doc]:
    pipeline: Language | Callable[[str], Doc] = request.getfixturevalue("nlp") if row.tags else blank
    return pipeline


@pytest.mark.parametrize("row", list(rows()), ids=lambda row: row.id)
def test_example_is_refused_by_its_row(
    row: Row, blank: Callable[[str], Doc], request: pytest.FixtureRequest, seen: Seen
) -> None:
    text, at = marked(row.example)
    _parser(row, blank, request)(text)
    assert _answers(seen, at) == [row.id]


@pytest.mark.parametrize("row", [row for row in rows() if row.unlike], ids=lambda row: row.id)
def test_what_is_unlike_is_a_claim(
    row: Row, blank: Callable[[str], Doc], request: pytest.FixtureRequest, seen: Seen
) -> None:
    assert row.unlike is not None
    text, at = marked(row.unlike)
    doc = _parser(row, blank, request)(text)
    assert _answers(seen, at) == [None]
    assert any(claim.start <= at < claim.end for claim in doc._.claims)


def test_rows_have_ids_of_their_own() -> None:
    ids = [row.id for row in rows()]
    assert len(set(ids)) == len(ids)


def test_every_test_is_asked_for() -> None:
    from pipeline.claims.lexicon import table

    assert {row["test"] for row in table("refuse")["row"] if "test" in row} == set(TESTS)


REFUSED = [
    ("It says what 1) it costs.", "list number"),
    ("He drives along Route 66.", "label"),
    ("Ministers of the Group of Seven met.", "name"),
    ("It opened in 2019.", "year"),
    ("Its 1988 sales were flat.", "year"),
    ("She is one of the winners.", "pronoun one"),
    ("The 2-, 5- and 10-year notes will be sold.", "tenor"),
    ("The stock posted four new 52-week lows.", "record"),
    ("Rates are at the highest level in more than 40 years.", "record"),
    ("Chapters 3, 4 and 9 are long.", "label"),
    ("Winds of 2.5 come with PM 2.5 there.", "code"),
]


@pytest.mark.parametrize(("text", "reason"), REFUSED, ids=[x[0] for x in REFUSED])
def test_refused(blank: Callable[[str], Doc], text: str, reason: str) -> None:
    doc = blank(text)
    assert reason in [r.reason for r in doc._.rejected]
    assert all(doc.text[r.start : r.end] == r.text and r.stage == "quantities" for r in doc._.rejected)


NOTHING = [
    "See http://example.org/a/100?b=20%2030 there.",
    "The second half was dull.",
    "A third party paid.",
    "First, wait.",
    "He doubled over.",
    "She scores often.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_there(blank: Callable[[str], Doc], text: str) -> None:
    assert blank(text)._.claims == []
