"""The contract as code: models, schemas, tables."""

from __future__ import annotations

from pathlib import Path

import jsonschema
import orjson
import pandas as pd
import pytest
from pydantic import ValidationError

import pipeline
from pipeline import schemas
from pipeline.frames import FLAT, columns, frame, moment
from pipeline.records import Claim, Document, Model, Published, Quote, Span

SPAN = {"start": 3, "end": 7, "text": "five"}
CLAIM = {"doc_id": "a", "id": "a/c1", **SPAN, "rule": "count", "kind": "count", "value": 5}
QUOTE = {
    "doc_id": "a",
    "id": "a/q1",
    **SPAN,
    "rule": "roles",
    "kind": "direct",
    "content": [SPAN],
    "speaker": {"name": "Ines Duarte", "type": "person", "resolved_by": "name", "role": SPAN, "roles": [SPAN]},
    "speech": True,
}
DOCUMENT = {
    "doc_id": "1.0",
    "source": "a.txt",
    "sha256": "00",
    "text": "It was five.",
    "published": {"value": "2025-03-05", "from": "metadata"},
    "blocks": [{"kind": "body", "start": 0, "end": 12}],
}
SAMPLES: list[tuple[str, type[Model], dict[str, object]]] = [
    ("claims", Claim, CLAIM),
    ("quotes", Quote, QUOTE),
    ("documents", Document, DOCUMENT),
]


@pytest.mark.parametrize("name", schemas.RECORDS)
def test_the_schemas_checked_in_are_those_of_the_models(name: str) -> None:
    path = schemas.FOLDER / f"{name}.json"
    assert path.read_text(encoding="utf-8") == schemas.as_text(name), "run `onrecord schema --write`"


@pytest.mark.parametrize("name", schemas.RECORDS)
def test_the_schemas_are_schemas(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schemas.schema(name))


def test_no_schema_is_left_over() -> None:
    assert {path.stem for path in schemas.FOLDER.glob("*.json")} == set(schemas.RECORDS)


@pytest.mark.parametrize(("name", "record", "sample"), SAMPLES)
def test_a_line_fits_its_schema_in_the_schema_s_order(
    name: str, record: type[Model], sample: dict[str, object]
) -> None:
    line = orjson.loads(record.model_validate(sample).model_dump_json(by_alias=True))
    jsonschema.validate(line, schemas.schema(name))
    assert list(line) == list(schemas.schema(name)["properties"])


@pytest.mark.parametrize(("name", "record", "sample"), SAMPLES)
def test_a_line_comes_back(name: str, record: type[Model], sample: dict[str, object]) -> None:
    made = record.model_validate(sample)
    assert record.model_validate_json(made.model_dump_json(by_alias=True)) == made


def test_records_do_not_change_and_take_no_unknown_field() -> None:
    span = Span(start=0, end=1, text="a")
    with pytest.raises(ValidationError):
        span.start = 2  # type: ignore[misc]
    with pytest.raises(ValidationError):
        Span.model_validate({**SPAN, "colour": "red"})


def test_the_place_of_publication_is_called_from_in_json() -> None:
    made = Published.model_validate({"value": "2025", "from": "header"})
    assert made.origin == "header"
    assert '"from":"header"' in made.model_dump_json(by_alias=True)


def test_a_table_has_the_types_of_the_contract(tmp_path: Path) -> None:
    rows = [DOCUMENT, {**DOCUMENT, "doc_id": "2", "title": SPAN}]
    path = tmp_path / "documents.jsonl"
    path.write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))
    table = pipeline.read(path)
    assert list(table["doc_id"]) == ["1.0", "2"]
    assert str(table["doc_id"].dtype) == "string"
    assert list(table.columns) == [*schemas.schema("documents")["properties"], *FLAT["documents"]]
    assert [str(day) for day in table["published_at"]] == ["2025-03-05 00:00:00+00:00"] * 2


def test_numbers_that_may_be_missing_are_nullable() -> None:
    table = frame([CLAIM, {**CLAIM, "value": None}], Claim)
    assert (str(table["start"].dtype), str(table["value"].dtype)) == ("int64", "Float64")
    assert list(table["value"].isna()) == [False, True]


@pytest.mark.parametrize("name", schemas.RECORDS)
def test_an_empty_file_gives_an_empty_table(tmp_path: Path, name: str) -> None:
    path = tmp_path / f"{name}.jsonl"
    path.touch()
    table = pipeline.read(path)
    assert (len(table), list(table.columns)) == (0, [*columns(schemas.RECORDS[name]), *FLAT.get(name, ())])


def test_tables_join_on_ids() -> None:
    claims, quotes = frame([{**CLAIM, "quote": "a/q1"}], Claim), frame([QUOTE], Quote)
    joined = pd.merge(claims, quotes, left_on="quote", right_on="id", suffixes=("", "_quote"))
    assert list(joined["id_quote"]) == ["a/q1"]


def test_a_file_of_another_kind_is_named(tmp_path: Path) -> None:
    path = tmp_path / "poems.jsonl"
    path.write_text('{"rhyme": 1}\n', encoding="utf-8")
    with pytest.raises(ValueError, match="no kind of record"):
        pipeline.read(path)
    with pytest.raises(ValueError, match="no field of Claim: rhyme"):
        pipeline.read(path, kind="claims")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("quotes.jsonl", None, "no such file"),
        ("", None, "is a folder; read one of its files: .*claims.jsonl"),
        ("claims.jsonl", '{"doc_id": "a"\n', "claims.jsonl, line 1: no JSON"),
        ("claims.jsonl", "[1]\n", "a line is one object, not list"),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path: Path, name: str, content: str | None, message: str) -> None:
    (tmp_path / "claims.jsonl").write_text(content or "", encoding="utf-8")
    with pytest.raises((ValueError, FileNotFoundError), match=message):
        pipeline.read(tmp_path / name)


def test_flat_columns_group_and_sort(tmp_path: Path) -> None:
    path = tmp_path / "quotes.jsonl"
    path.write_bytes(b"".join(orjson.dumps({**QUOTE, "id": f"a/q{n}"}) + b"\n" for n in (1, 2)))
    table = pipeline.read(path)
    assert table.groupby("speaker_name")["id"].count().to_dict() == {"Ines Duarte": 2}
    assert (table["speaker_role"][0], table["content_text"][0]) == ("five", "five")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2025", "2025-01-01 00:00:00+00:00"),
        ("2025-03", "2025-03-01 00:00:00+00:00"),
        ("2025-03-05", "2025-03-05 00:00:00+00:00"),
        ("2025-03-05T08:33", "2025-03-05 08:33:00+00:00"),
        ("2025-03-05T08:33:10+02:00", "2025-03-05 06:33:10+00:00"),
        ("1066-10-14", "1066-10-14 00:00:00+00:00"),
        ("FY2022", "None"),
        (None, "None"),
    ],
)
def test_a_date_of_any_precision_is_a_moment_in_utc(written: str | None, meant: str) -> None:
    assert str(moment(written)) == meant
