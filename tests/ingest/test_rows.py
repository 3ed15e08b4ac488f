"""A value that no library can give costs its row, or its cell; the rest of the file is read."""

from __future__ import annotations

import io
import json
import sys
import zipfile
from email.message import EmailMessage
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from pipeline.ingest import rows
from pipeline.ingest.article import Article, guarded
from pipeline.ingest.readers import read
from pipeline.records import Failure
from pipeline.run.limits import ArticleTimeout

TEXT = "“We shipped 40 trucks,” said Ines Duarte, who heads the port of Narvik."
HUGE = "9" * 5_000  # more digits than Python makes an integer of


def split(path: Path | str) -> tuple[list[Article], list[Failure]]:
    found = list(read([path]))
    return [a for a in found if isinstance(a, Article)], [f for f in found if isinstance(f, Failure)]


LINES = [  # a line between two good ones, and what it is told as
    ('{"id": "n", "text": "ok ok", "n": ' + HUGE + "}", "JSON"),
    ('{"\\ud800": 1}', "MissingText"),
    ('{"id": ' + "[" * 900 + "]" * 900 + ', "text": "ok ok"}', None),
    ('{"text": ' + "[" * 900 + '"x"' + "]" * 900 + "}", "MissingText"),
    ('{"id": NaN, "text": "ok ok", "n": ' + "7" * 30 + "}", None),
    ('{"text": "\\ufeff"}', "Empty"),
]


@pytest.mark.parametrize(("line", "error"), LINES, ids=[line[:24] for line, _ in LINES])
@pytest.mark.parametrize("form", ["jsonl", "json"])
def test_a_value_of_json(tmp_path: Path, form: str, line: str, error: str | None) -> None:
    good = [json.dumps({"id": name, "text": TEXT}) for name in ("first", "last")]
    whole = "\n".join([good[0], line, good[1]]) if form == "jsonl" else f"[{good[0]}, {line}, {good[1]}]"
    (tmp_path / f"a.{form}").write_text(whole, encoding="utf-8")
    articles, failures = split(tmp_path)
    if form == "json" and HUGE in line:  # one integer is a fault of the whole: what is no JSON has no rows
        assert ([a.doc_id for a in articles], [f.error for f in failures]) == ([], ["JSON"])
        return
    assert [articles[0].doc_id, articles[-1].doc_id, len(articles)] == ["first", "last", 2 + (error is None)]
    assert [(f.source, f.error) for f in failures] == [(f"a.{form}:2", error)] * (error is not None)


def test_whatever_one_row_raises(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(row: Any, *rest: Any, **named: Any) -> Article:
        if row["id"] == "b":
            raise RuntimeError("a library gave up")
        return made(row, *rest, **named)

    made = rows.article
    monkeypatch.setattr(rows, "article", broken)
    data = "".join(json.dumps({"id": name, "text": TEXT}) + "\n" for name in "abc").encode()
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))
    (tmp_path / "a.jsonl").write_bytes(data)
    (tmp_path / "a.csv").write_text("id,text\n" + "".join(f"{name},ok ok\n" for name in "abc"), encoding="utf-8")
    for given, number in (("-", 2), (tmp_path / "a.jsonl", 2), (tmp_path / "a.csv", 2)):
        articles, [failure] = split(given)
        assert [a.doc_id for a in articles] == ["a", "c"]
        assert (failure.source.rpartition(":")[2], failure.error) == (str(number), "RuntimeError")


def test_a_row_without_end_is_a_timeout() -> None:
    def late() -> Any:
        raise ArticleTimeout
        yield

    [failure] = guarded("a.csv:7", late())
    assert isinstance(failure, Failure)
    assert (failure.source, failure.error) == ("a.csv:7", "Timeout")


def _columns() -> dict[str, Any]:
    """Columns of Parquet whose second value is none that Python has."""
    pyarrow = pytest.importorskip("pyarrow")

    def text(values: list[bytes]) -> Any:
        raw = pyarrow.array(values)
        return pyarrow.Array.from_buffers(pyarrow.string(), len(raw), raw.buffers())

    return {
        "a year beyond the calendar": pyarrow.array([0, 9 * 10**18, 0], pyarrow.timestamp("us")),
        "a day beyond the calendar": pyarrow.array([0, 2**31 - 1, 0], pyarrow.int32()).cast(pyarrow.date32()),
        "a day before the calendar": pyarrow.array([0, -(2**31), 0], pyarrow.int32()).cast(pyarrow.date32()),
        "bytes that are no UTF-8": text([b"a", b"caf\xe9", b"c"]),
        "a surrogate's bytes": text([b"a", b"\xed\xa0\x80", b"c"]),
    }


@pytest.mark.parametrize("name", list(_columns()))
def test_a_cell_of_parquet(tmp_path: Path, name: str) -> None:
    import pyarrow
    from pyarrow import parquet

    parquet.write_table(pyarrow.table({"text": [TEXT] * 3, "published": _columns()[name]}), tmp_path / "a.parquet")
    articles, failures = split(tmp_path)
    assert [a.doc_id for a in articles] == ["a-1", "a-2", "a-3"]
    assert ([a.published is None for a in articles], failures) == ([False, True, False], [])
    assert "cells that could not be read: published (" in articles[1].warnings[0]


def test_a_zone_that_nobody_knows(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    column = pyarrow.array([0, None], pyarrow.timestamp("us", "Mars/Phobos"))
    parquet.write_table(pyarrow.table({"text": [TEXT] * 2, "published": column}), tmp_path / "a.parquet")
    articles, failures = split(tmp_path)
    assert ([len(a.warnings) for a in articles], failures) == ([1, 0], [])


def test_a_text_that_cannot_be_read_is_the_rows_failure(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    parquet.write_table(pyarrow.table({"text": _columns()["bytes that are no UTF-8"]}), tmp_path / "a.parquet")
    articles, [failure] = split(tmp_path)
    assert [a.text for a in articles] == ["a", "c"]
    assert (failure.source, failure.error) == ("a.parquet:2", "Unread")
    assert "text (UnicodeDecodeError" in failure.message


PAGE = f"<html><body><article>{f'<p>{TEXT}</p>' * 8}<div>a{{}}b<script>1</script> c</div></article></body></html>"


@pytest.mark.parametrize("odd", ["\x0b", "\x00", "\x1f", "&#11;", "&#x1F;", "&#xFFFF;", "\uffff", "&#0;"])
def test_control_characters_in_a_page(tmp_path: Path, odd: str) -> None:
    (tmp_path / "a.html").write_text(PAGE.format(odd), encoding="utf-8")
    [article], failures = split(tmp_path)
    assert (TEXT in article.text, failures) == (True, [])


def test_a_message_and_a_member_cost_themselves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(mail: Any, source: str, doc_id: str) -> Any:
        if "b" in str(mail["Subject"]):
            raise KeyError("charset")
        return TEXT, None

    from pipeline.ingest import mail

    monkeypatch.setattr(mail, "_text", broken)
    messages = []
    for subject in "abc":
        message = EmailMessage()
        message["Subject"] = subject
        message.set_content(TEXT)
        messages.append(b"From x\n" + bytes(message) + b"\n")
    (tmp_path / "a.mbox").write_bytes(b"\n".join(messages))
    with zipfile.ZipFile(tmp_path / "z.zip", "w") as archive:
        for name, message in zip("abc", messages, strict=True):
            archive.writestr(f"{name}.eml", message.partition(b"\n")[2])
    articles, failures = split(tmp_path)
    assert [a.title for a in articles] == ["a", "c", "a", "c"]
    assert [f.source for f in failures] == ["a.mbox:2", "z.zip:b.eml"]


HEADS = {  # declarations and metadata of a page that once ended a run
    "an encoding that is none": '<meta charset="undefined">',
    "an encoding of host names": '<meta charset="punycode">',
    "a codec that is no encoding": '<meta charset="zlib">',
    "an integer of 5,000 digits": f'<script type="application/ld+json">{{"@type": "Article", "n": {HUGE}}}</script>',
    "a surrogate": '<script type="application/ld+json">{"@type": "NewsArticle", "author": "\\ud800"}</script>',
    "two thousand authors": '<meta name="author" content="Ana Roe">' * 2_000,
}


@pytest.mark.parametrize("name", HEADS)
def test_what_a_page_declares_costs_it_nothing(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.html").write_text(f"<html><head>{HEADS[name]}</head>{PAGE.format('')[6:]}", encoding="utf-8")
    [article], failures = split(tmp_path)
    assert (TEXT in article.text, failures) == (True, [])
