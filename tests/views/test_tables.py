from __future__ import annotations

import csv
import sqlite3
from pathlib import Path

import pytest

from pipeline.views.context import Sentences
from pipeline.views.export import export
from pipeline.views.tables.columns import tables


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
    openpyxl = pytest.importorskip("openpyxl")
    _, path = export(out, "xlsx")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == list(tables())
    cell = book["quotes"].cell(row=4, column=1 + [c.name for c in tables()["quotes"]].index("sentence"))
    assert (cell.value, cell.data_type) == ("=SUM(A1) said “<img src=x onerror=alert(2)>”, she said.", "s")


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
