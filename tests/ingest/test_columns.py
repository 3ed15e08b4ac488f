"""Columns of tables: usual names without a preset, all others travel along, faults are told with their row."""

# ruff: noqa: E501 - tables with one row a case
from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.config import Config
from pipeline.ingest.article import Article
from pipeline.ingest.document import document
from pipeline.ingest.readers import read
from pipeline.records import Failure

TEXT = "“Rates will stay where they are,” Ms Okafor said on Friday. Growth slowed to 2 percent."
# how some tables and services name their columns
ROWS: list[dict[str, Any]] = [
    {"title": "Rates stay", "author": "Ana Roe", "date": "2025-03-05", "text": TEXT, "publisher": "The Post"},
    {"Title": "Rates stay", "Author": "Ana Roe", "Date": "2025-03-05", "Article": TEXT, "Newspaper": "The Post"},
    {"headline": "Rates stay", "authors": ["Ana Roe"], "publish_date": "2025-03-05", "body": TEXT, "source_domain": "The Post"},
    {"title": "Rates stay", "authors": "['Ana Roe']", "date_publish": "2025-03-05 00:00:00", "maintext": TEXT, "outlet": "The Post"},
    {"webTitle": "Rates stay", "webPublicationDate": "2025-03-05T06:00:00Z", "fields": {"bodyText": TEXT, "byline": "Ana Roe"}, "publication": "The Post"},
    {"title": "Rates stay", "author": "By Ana Roe", "publishedAt": "2025-03-05T10:00:00Z", "content": TEXT, "source": {"id": None, "name": "The Post"}},
    {"headline": {"main": "Rates stay"}, "byline": {"original": "By Ana Roe"}, "pub_date": "2025-03-05T10:00:00+0000", "lead_paragraph": TEXT, "source": "The Post"},
    {"title": {"rendered": "Rates stay"}, "Author": "Roe, Ana", "timestamp": 1741132800, "content": {"rendered": f"<p>{TEXT}</p>"}, "site_name": "The Post"},
    {"HEADLINE": "Rates stay", "by-line": "Ana Roe", "Published Date": "20250305101500", "Full Text": TEXT, "Publication Name": "The Post"},
]  # fmt: skip


def one(tmp_path: Path, row: dict[str, Any]) -> Article:
    (tmp_path / "a.jsonl").write_text(json.dumps(row))
    [article] = read([tmp_path])
    assert isinstance(article, Article), article
    return article


@pytest.mark.parametrize("row", ROWS, ids=[next(iter(row)) + str(i) for i, row in enumerate(ROWS)])
def test_usual_names(tmp_path: Path, row: dict[str, Any]) -> None:
    found = document(one(tmp_path, row), Config())
    assert TEXT in found.text
    assert found.title is not None
    assert found.byline is not None
    assert found.published is not None
    assert (found.title.text, found.title.start, found.byline.text) == ("Rates stay", None, "Ana Roe")
    assert (found.published.value[:10], found.published.origin, found.publisher) == (
        "2025-03-05",
        "metadata",
        "The Post",
    )


def test_title_that_stands_in_the_text_is_a_span(tmp_path: Path) -> None:
    text = f"Rates stay where they are\n\nBy Ana Roe\n\n{TEXT}"
    found = document(
        one(tmp_path, {"title": "Rates stay where they are - The Post", "byline": "Ana Roe", "text": text}), Config()
    )
    assert found.title is not None
    assert found.byline is not None
    assert (found.title.start, found.title.text, found.byline.text) == (0, "Rates stay where they are", "Ana Roe")
    assert text[found.byline.start : found.byline.end] == "Ana Roe"


def test_other_columns_travel_along(tmp_path: Path) -> None:
    more = {
        "desk": "economy",
        "tags": ["rates", {"id": 3}],
        "score": 0.5,
        "none": None,
        "empty": "",
        "huge": 2**60,
        "long": "x" * 30_000,
    }
    article = one(tmp_path, {"text": TEXT, "title": "Rates stay", "comments": [{"text": "no"}], **more})
    kept = {
        "comments": [{"text": "no"}],
        "desk": "economy",
        "tags": ["rates", {"id": 3}],
        "score": 0.5,
        "huge": str(2**60),
    }
    assert document(article, Config()).extra == kept
    assert article.warnings == ("columns left out for their length: long",)


DATES = [
    ("45721", "2025-03-05"), ("1741132800", "2025-03-05T00:00:00Z"), ("1741132800000", "2025-03-05T00:00:00Z"), ("20250305", "2025-03-05"),
    ("5 March 2025", "2025-03-05"), ("Wed, 05 Mar 2025 08:00:00 GMT", "2025-03-05T08:00+00:00"), ("March 5, 20256:14 AM", "2025-03-05T06:14"),
    ("0001-01-01T00:00:00Z", None), ("1970-01-01T00:00:00Z", None), ("2099-01-01", None), ("soon", None), ("31 February 2025", None),
]  # fmt: skip


@pytest.mark.parametrize(("given", "value"), DATES)
def test_dates_in_whatever_spelling(tmp_path: Path, given: str, value: str | None) -> None:
    found = document(one(tmp_path, {"text": TEXT, "date": given}), Config())
    got = found.published and found.published.value
    assert (got and got[:16]) == (value and value[:16])
    assert bool(found.warnings) == (value is None)


def test_a_column_shows_its_order_of_day_and_month(tmp_path: Path) -> None:
    days = ["04/03/2025", "05/03/2025", "13/03/2025"]
    (tmp_path / "a.csv").write_text("text,date\n" + "".join(f'"{TEXT}",{day}\n' for day in days))
    assert [a.published for a in read([tmp_path]) if isinstance(a, Article)] == [
        "2025-03-04",
        "2025-03-05",
        "2025-03-13",
    ]


def test_the_article_itself_shows_the_order(tmp_path: Path) -> None:
    found = document(
        one(tmp_path, {"text": f"{TEXT}\n\nThe works begin on 14 March.", "published": "04/03/2025 18:30"}), Config()
    )
    assert found.published is not None
    assert found.published.value == "2025-03-04T18:30"


CSV = [
    ("a,b,c\n1,2,3\n1,2,3\n", [("a.csv", "no column with a text")]),
    (
        "title,text\nShort,Rates stay, she said, on Friday.\nFine,Rates stay.\n",
        [("a.csv:1", "4 cells where the header has 2")],
    ),
    ('title,text\nFine,Rates stay.\nOpen,"Rates stay.\nLost,Lost.\n', [("a.csv:2", "not closed")]),
    ("title,text\nA,\nB,\nC,\n", [("a.csv:1", "no text"), ("a.csv", "2 more rows")]),
]


@pytest.mark.parametrize(("content", "told"), CSV)
def test_damaged_tables_are_told_with_their_row(tmp_path: Path, content: str, told: list[tuple[str, str]]) -> None:
    (tmp_path / "a.csv").write_text(content)
    failures = [item for item in read([tmp_path]) if isinstance(item, Failure)]
    assert [f.source for f in failures] == [source for source, _ in told]
    for failure, (_, words) in zip(failures, told, strict=True):
        assert words in failure.message


def test_one_bad_byte_does_not_turn_a_table_into_another_encoding(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(f'id,text\nx,"{TEXT}"\ny,caf'.encode() + b"\xe9\n")
    good, bad = (item for item in read([tmp_path]) if isinstance(item, Article))
    assert (good.text, good.warnings) == (TEXT, ())
    assert bad.text == "caf\ufffd"
    assert "U+FFFD" in bad.warnings[0]


def test_the_error_names_the_columns_and_the_option(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"words": TEXT, "n": 1}))
    [failure] = read([tmp_path])
    assert isinstance(failure, Failure)
    assert "columns: words, n" in failure.message
    assert "--field text=NAME" in failure.message


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_a_column_of_a_name_that_is_taken_keeps_what_is_in_it(tmp_path: Path, name: str) -> None:
    names, cells = ["text", "note", "text"], [TEXT, "one", "Another text."]
    if name == "a.csv":
        (tmp_path / name).write_text(f"{','.join(names)}\n" + ",".join(f'"{cell}"' for cell in cells), encoding="utf-8")
    else:
        book = pytest.importorskip("openpyxl").Workbook()
        book.active.append(names)
        book.active.append(cells)
        book.save(tmp_path / name)
    [found] = read([tmp_path])
    assert isinstance(found, Article)
    assert (found.text, dict(found.extra)) == (TEXT, {"note": "one", "text (2)": "Another text."})
