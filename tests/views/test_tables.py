from __future__ import annotations

import csv
import sqlite3
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pipeline import records
from pipeline.views.context import Sentences
from pipeline.views.export import export
from pipeline.views.results import Article
from pipeline.views.tables.columns import left_out, more, tables
from pipeline.views.tables.rows import flatten
from pipeline.views.tables.workbook import SHEETS, _cell

RECORDS: dict[str, type[records.Model]] = {
    "articles": records.Document, "entities": records.Entity, "dates": records.Date,
    "quotes": records.Quote, "claims": records.Claim,
}  # fmt: skip
PARTS: dict[str, type[records.Model]] = {"speaker": records.Speaker}  # fields whose own fields are columns


@pytest.mark.parametrize(
    ("text", "phrase", "sentence"),
    [
        ("One came. Two left.", "left", "Two left."),
        ("Then Mr. Lee spoke. He sat.", "spoke", "Then Mr. Lee spoke."),
        ("Up 3.5 percent. Down again.", "3.5", "Up 3.5 percent."),
        ("“No.” She left.", "left", "She left."),
        ("A line\nAnother line", "Another", "Another line"),
        ("It is J. Ruiz now. Yes.", "Ruiz", "It is J. Ruiz now."),
    ],
)
def test_the_sentence_around(text: str, phrase: str, sentence: str) -> None:
    start = text.index(phrase)
    assert Sentences(text).around(start, start + len(phrase)) == sentence


def test_csv_has_a_row_a_record(out: Path) -> None:
    _, folder = export(out, "csv")
    with (folder / "claims.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(r["text"], r["value"], r["period_value"], r["speaker"]) for r in rows] == [
        ("7th", "7.0", "", "Mara Voss"), ("$3m", "3000000.0", "2024", "Mara Voss"),
        ("7th", "7.0", "2024", ""), ("8.4 percent", "8.4", "", ""),
    ]  # fmt: skip
    assert rows[0]["sentence"].startswith("“We rank 7th")


def test_sqlite_has_keys_search_and_views(out: Path) -> None:
    _, path = export(out, "sqlite")
    with sqlite3.connect(path) as database:
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        targets = {row[4] for row in database.execute("PRAGMA foreign_key_list(quotes)")}
        assert targets == {"doc_id", "speaker_id"}  # named: datasette fails on a reference without a column
        found = database.execute("SELECT speaker FROM quotes_fts WHERE quotes_fts MATCH 'index'").fetchall()
        assert found == [("Mara Voss",)]
        assert database.execute("SELECT name, quotes FROM who_is_quoted").fetchone() == ("Mara Voss", 1)
        for view in ("figures", "statements", "timeline"):
            assert database.execute(f"SELECT count(*) FROM {view}").fetchone()[0] > 0
    database.close()


def test_a_workbook_keeps_text_that_looks_like_a_formula(out: Path) -> None:
    _, path = export(out, "xlsx")
    book = openpyxl.load_workbook(path)
    cell = book["quotes"].cell(row=4, column=1 + [c.name for c in tables()["quotes"]].index("sentence"))
    assert (cell.value, cell.data_type) == ("=SUM(A1) said “<img src=x onerror=alert(2)>”, she said.", "s")


def sheet_rows(book: Any, name: str) -> list[dict[str, Any]]:
    head, *rows = book[name].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_a_workbook_can_be_worked_with_at_once(out: Path) -> None:
    _, path = export(out, "xlsx")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == list(SHEETS)
    assert set(SHEETS) == {*tables(), *more(), "columns"}
    for sheet in book:
        assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", sheet.dimensions)
        assert sheet.column_dimensions["A"].width > 0
    assert [row["published"] for row in sheet_rows(book, "articles")] == [
        datetime(2025, 2, 1), datetime(2025, 3, 9), None
    ]  # fmt: skip
    people = {row["name"]: (row["articles"], row["quotes"], row["words"]) for row in sheet_rows(book, "people")}
    assert people["Mara Voss"] == (1, 1, 13)
    assert [row["verdict"] for row in sheet_rows(book, "ledger")] == ["agree", "agree"]
    told = {(row["sheet"], row["column"]) for row in sheet_rows(book, "columns")}
    assert told == {(name, column.name) for name, columns in (tables() | more()).items() for column in columns}


@pytest.mark.parametrize(
    ("written", "held", "shown"),
    [
        ("2025", datetime(2025, 1, 1), "yyyy"),
        ("2025-03", datetime(2025, 3, 1), "yyyy-mm"),
        ("2025-03-05", datetime(2025, 3, 5), "yyyy-mm-dd"),
        ("2025-03-05T08:33:00+02:00", datetime(2025, 3, 5, 6, 33), "yyyy-mm-dd hh:mm"),
        ("1066-10-14", "1066-10-14", "General"),
        ("FY2022", "FY2022", "General"),
    ],
)
def test_a_date_in_a_workbook_is_a_date(written: str, held: object, shown: str) -> None:
    cell = _cell(openpyxl.Workbook(write_only=True).create_sheet(), "date", written)
    assert (cell.value, cell.number_format) == (held, shown)


def test_parquet_is_typed(out: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    _, folder = export(out, "parquet")
    table = parquet.read_table(folder / "claims.parquet")
    assert table.column("value").to_pylist() == [7.0, 3_000_000.0, 7.0, 8.4]
    assert str(table.schema.field("start").type) == "int64"


def test_duckdb_file(out: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    _, path = export(out, "duckdb")
    with duckdb.connect(str(path), read_only=True) as database:
        assert database.execute("SELECT count(*) FROM quotes").fetchone() == (3,)


def test_sql_over_the_files(out: Path) -> None:
    pytest.importorskip("duckdb")
    from pipeline.views.tables.query import BadQuery, query

    assert query(out, "SELECT speaker, words FROM statements WHERE role IS NOT NULL") == (
        ["speaker", "words"], [("Mara Voss", 13)]
    )  # fmt: skip
    assert query(out, "SELECT figure, period_value FROM figures WHERE kind = 'money'")[1] == [("$3m", "2024")]
    assert query(out, "SELECT typeof(value), typeof(begin) FROM dates LIMIT 1")[1] == [("VARCHAR", "VARCHAR")]
    with pytest.raises(BadQuery, match="nothing"):
        query(out, "SELECT nothing FROM quotes")


def fields(record: type[records.Model]) -> list[str]:
    """Fields of a record; of a speaker each of his own."""
    return [
        path
        for name in record.model_fields
        for path in ([f"{name}.{part}" for part in PARTS[name].model_fields] if name in PARTS else [name])
    ]


@pytest.mark.parametrize("table", RECORDS)
def test_every_field_is_a_column_or_said_to_be_none(table: str) -> None:
    """A field added to a record fails here, and the message names the table that wants a column or a reason."""
    shown = {column.field for column in tables()[table]} | {column.name for column in tables()[table]}
    kept_out = left_out().get(table, {})
    missing = [
        name for name in fields(RECORDS[table])
        if name not in kept_out and name not in shown and not any(path.startswith(f"{name}.") for path in shown)
    ]  # fmt: skip
    assert missing == [], f"columns.toml: give [{table}] a column for it, or [left_out.{table}] the reason"
    assert [name for name in kept_out if name not in fields(RECORDS[table])] == []


def test_every_column_is_filled(articles: list[Article]) -> None:
    """No column names a field that its record has not (``of`` is a path that can be followed)."""
    for article in articles:
        for table, rows in flatten(article).items():
            assert all(len(row) == len(tables()[table]) for row in rows)


def test_what_is_no_single_value_is_text(articles: list[Article]) -> None:
    document = articles[0].document.model_copy(update={"extra": {"section": "Trade"}, "warnings": ["odd", "old"]})
    claim = articles[0].claims[0].model_copy(update={"basis": records.Basis(measure="counted noun", change="verb")})
    rows = flatten(replace(articles[0], document=document, claims=[claim]))
    article, figure = (
        dict(zip([c.name for c in tables()[t]], rows[t][0], strict=True)) for t in ("articles", "claims")
    )
    assert (article["extra"], article["warnings"]) == ('{"section":"Trade"}', "odd; old")
    assert figure["basis"] == "measure: counted noun; change: verb"
