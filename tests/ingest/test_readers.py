"""Readers: each form in, articles out; whatever is wrong with an input is a Failure and harms no other."""

# ruff: noqa: E501 - tables with one row a case
from __future__ import annotations

import csv
import gzip
import io
import json
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from pipeline.ingest.article import Article, sha256
from pipeline.ingest.fields import field_map
from pipeline.ingest.readers import read
from pipeline.records import Failure


def split(*inputs: str | Path, fields: list[str] | None = None) -> tuple[list[Article], list[Failure]]:
    articles, failures = [], []
    for item in read(inputs, field_map(fields or [])):
        (articles if isinstance(item, Article) else failures).append(item)
    return articles, failures  # type: ignore[return-value]


def one(path: Path) -> Article:
    [article], failures = split(path)
    assert not failures
    return article


def test_folder_in_sorted_order_with_ids_of_paths(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "sub/a.md", "sub/deep/c.txt", "B.txt", ".hidden.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f"text of {name}")
    articles, failures = split(tmp_path)
    assert [(a.doc_id, a.source) for a in articles] == [
        ("B", "B.txt"),
        ("a", "a.md"),
        ("b", "b.txt"),
        ("sub/a", "sub/a.md"),
        ("sub/deep/c", "sub/deep/c.txt"),
    ]
    assert not failures


def test_ids_are_kept_as_given_and_made_unique(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    rows = [{"id": "a b/ü#1", "text": "x"}, {"id": 7, "text": "x"}, {"text": "x"}, {"id": "7", "text": "y"}]
    path.write_text("\n".join(json.dumps(row) for row in rows))
    articles, _ = split(path, path)
    first, second = articles[:4], articles[4:]
    assert [a.doc_id for a in first] == ["a b/ü#1", "7", "news-3", "7#2"]
    assert [a.doc_id for a in second] == ["a b/ü#1#2", "7#3", "news-3#2", "7#4"]
    assert "was taken" in second[0].warnings[0]


TEXTS = [
    ("windows lines", b"One.\r\nTwo.\r\n", "One.\r\nTwo.\r\n", "utf-8"),
    ("old mac lines", b"One.\rTwo.", "One.\rTwo.", "utf-8"),
    ("mark dropped", b"\xef\xbb\xbfOne.", "One.", "utf-8"),
    ("inner mark kept", "One\ufeff two.".encode(), "One\ufeff two.", "utf-8"),
    ("NUL kept", b"One\x00 two three.", "One\x00 two three.", "utf-8"),
    ("composed", "caf\u00e9".encode(), "caf\u00e9", "utf-8"),
    ("decomposed", "cafe\u0301".encode(), "cafe\u0301", "utf-8"),
    ("UTF-16", "Höhe \U0001f30a".encode("utf-16"), "Höhe \U0001f30a", "utf-16-le"),
    ("UTF-16 big", b"\xfe\xff" + "Höhe".encode("utf-16-be"), "Höhe", "utf-16-be"),
    ("Windows-1252", "“It’s £5,” said Zoë — twice.".encode("cp1252"), "“It’s £5,” said Zoë — twice.", "cp1252"),
    ("UTF-16 without a mark", "Höhe of the mill".encode("utf-16-be"), "Höhe of the mill", "utf-16-be"),
    ("Macintosh", "“It’s £5,” said Zoë — twice.".encode("mac_roman"), "“It’s £5,” said Zoë — twice.", "mac_roman"),
    ("one bad byte", "naïve “quote” and \u2019s more".encode() + b" \xff end", "naïve “quote” and \u2019s more \ufffd end", "utf-8"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "text", "encoding"), [row[1:] for row in TEXTS], ids=[row[0] for row in TEXTS])
def test_text_files(tmp_path: Path, data: bytes, text: str, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    article = one(path)
    assert (article.text, article.encoding, article.sha256) == (text, encoding, sha256(data))
    assert bool(article.warnings) == ("\ufffd" in text or encoding in ("cp1252", "mac_roman"))


def test_other_encodings_are_detected(tmp_path: Path) -> None:
    text = "Съдът в София реши, че мостът остава затворен до пролетта. Хората чакат отговор от общината. " * 5
    (tmp_path / "a.txt").write_bytes(text.encode("cp1251"))
    article = one(tmp_path / "a.txt")
    assert article.text == text
    assert article.warnings == (f"decoded as {article.encoding}",)


BAD_FILES = [
    ("empty.txt", b"", "Empty"),
    ("blank.txt", b" \r\n\t\n", "Empty"),
    ("marked.txt", b"\xef\xbb\xbf\n", "Empty"),
    ("zeros.txt", bytes(100), "Empty"),
    ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "Binary"),
    ("noise.txt", bytes(range(1, 256)) * 8, "Binary"),
    ("report.doc", b"\xd0\xcf\x11\xe0", "UnknownForm"),
    ("report.pdf", b"%PDF-1.7", "Pdf"),
    ("report.docx", b"PK\x03\x04", "Word"),
    ("report.rtf", b"plain", "Rtf"),
    ("cut.zip", b"PK\x03\x04", "BadZipFile"),
    ("cut.epub", b"PK\x03\x04", "BadZipFile"),
    ("none.rss", b"no xml", "XML"),
    ("other.xml", b"<recipes/>", "UnknownForm"),
    ("cut.warc", b"WARC/9 nothing", "Warc"),
    ("none.eml", b"\n\n", "Mail"),
    ("columns.csv", b"a,b\n1,2\n", "MissingText"),
    ("page.html", b"<html><body><script>1</script></body></html>", "NoArticle"),
    ("void.html", b"<", "NoArticle"),
    ("cut.jsonl.gz", gzip.compress(b'{"text": "a"}\n')[:-6], "Truncated"),
    ("not.jsonl.gz", b"plain text", "BadGzipFile"),
    ("not.parquet", b"PAR1", "ArrowInvalid"),
    ("empty.csv", b"", "Empty"),
    ("head.csv", b"id,text\n", "Empty"),
    ("empty.jsonl", b"", "Empty"),
    ("empty.zip", b"PK\x05\x06" + bytes(18), "Empty"),
    ("list.json", b"[1]", "JSON"),
]


@pytest.mark.parametrize(("name", "data", "error"), BAD_FILES, ids=[row[0] for row in BAD_FILES])
def test_bad_files(tmp_path: Path, name: str, data: bytes, error: str) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "zz_good.txt").write_text("A good one.")
    articles, [failure] = split(tmp_path)
    assert articles[-1].doc_id == "zz_good"
    assert (failure.stage, failure.error) == ("read", error)
    assert failure.source.startswith(name)
    assert failure.message


def test_what_is_not_there(tmp_path: Path) -> None:
    _, failures = split(tmp_path / "no.txt", tmp_path / "nowhere", tmp_path / "no.jsonl")
    assert {f.error for f in failures} == {"FileNotFoundError"}
    assert len(failures) == 3


def test_too_large_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(200_000_000)  # sparse: takes no room
    _, [failure] = split(tmp_path)
    assert failure.error == "TooLarge"


BAD_LINES = [
    (b"nope", "JSON"),
    (b"[1]", "JSON"),
    (b'{"text": "cut', "JSON"),
    (b'{"title": "x"}', "MissingText"),
    (b'{"text": null}', "MissingText"),
    (b'{"text": NaN}', "MissingText"),
    (b'{"text": [1]}', "MissingText"),
    (b'{"text": "  "}', "Empty"),
    (b'{"text": ""}', "MissingText"),
    (b'{"text": "a \\ud83d b"}', "Surrogate"),
    (b'{"text": "a", "title": "\\udc00"}', "Surrogate"),
    (b'{"text": "caf\xe9"}', "Encoding"),
    (b"[" * 100_000, "JSON"),
]


@pytest.mark.parametrize(("line", "error"), BAD_LINES, ids=[repr(row[0][:30]) for row in BAD_LINES])
def test_bad_lines(tmp_path: Path, line: bytes, error: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"text": "first"}\r\n\n' + line + b'\n{"text": "last", "score": NaN}')
    articles, [failure] = split(path)
    assert [a.text for a in articles] == ["first", "last"]
    assert [a.doc_id for a in articles] == ["a-1", "a-4"]
    assert (failure.source, failure.error) == ("a.jsonl:3", error)


def test_jsonl_keeps_text_and_what_is_given(tmp_path: Path) -> None:
    row = {
        "id": "x1",
        "text": "\ufeff  A\r\nB\x00 \u2028e\u0301 \U0001f30a ",
        "title": "A",
        "published": "2025-03-06",
        "byline": ["Ana Roe", {"name": "Bo Li"}],
        "url": "https://example.org/a",
        "publisher": "The Post",
        "more": 1,
    }
    line = json.dumps(row).encode()
    with gzip.open(tmp_path / "a.jsonl.gz", "wb") as file:
        file.write(line + b"\r\n")
    article = one(tmp_path / "a.jsonl.gz")
    assert article == Article(
        doc_id="x1",
        source="https://example.org/a",
        sha256=sha256(line),
        text=str(row["text"]),
        title="A",
        published="2025-03-06",
        byline="Ana Roe, Bo Li",
        url="https://example.org/a",
        publisher="The Post",
        encoding="utf-8",
        extra={"more": 1},
    )


def test_stdin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b'{"text": "a"}\n{"id": "b", "text": "b"}\n')))
    articles, _ = split("-")
    assert [(a.doc_id, a.source) for a in articles] == [("stdin-1", "-"), ("b", "-")]


@pytest.mark.parametrize(
    ("delimiter", "encoding"), [(",", "utf-8"), (";", "utf-8-sig"), ("\t", "utf-16"), ("|", "cp1252")]
)
def test_csv(tmp_path: Path, delimiter: str, encoding: str) -> None:
    path = tmp_path / "a.csv"
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerows([["id", "text", "published"], ["1", 'Zoë said, "no;\r\nno".', "2025-03-06"], ["2", "", ""]])
    [article], [failure] = split(path)
    assert (article.doc_id, article.text, article.published) == ("1", 'Zoë said, "no;\r\nno".', "2025-03-06")
    assert (failure.source, failure.error) == ("a.csv:2", "MissingText")


def test_parquet_reads_the_columns_it_needs(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    from datetime import datetime

    from pyarrow import parquet

    table = pyarrow.table(
        {
            "body": ["One.", None],
            "id": [1, 2],
            "published": [datetime(2025, 3, 6, 20, 30), None],
            "blob": [b"\xff", b"\x00"],
        }
    )
    parquet.write_table(table, tmp_path / "a.parquet")
    [article], [failure] = split(tmp_path, fields=["text=body"])
    assert (article.doc_id, article.text, article.published) == ("1", "One.", "2025-03-06T20:30:00")
    assert failure.error == "MissingText"


def test_parquet_without_pyarrow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    (tmp_path / "a.parquet").write_bytes(b"PAR1")
    _, [failure] = split(tmp_path)
    assert failure.error == "MissingPackage"
    assert "pip install '.[tables]'" in failure.message


EXPORTS = [
    ("news-please", {"maintext": "T.", "date_publish": "2024-01-02 03:04:05", "authors": ["Ana Roe"], "source_domain": "a.example"}),
    ("mediacloud", {"stories_id": 5, "story_text": "T.", "publish_date": "2024-01-02 03:04:05", "media_name": "a.example"}),
    ("lexisnexis", {"Full Text": "T.", "Date": "2024-01-02 03:04:05", "Byline": "Ana Roe", "Publication": "a.example"}),
    ("newsapi", {"content": "T.", "publishedAt": "2024-01-02 03:04:05", "source": {"name": "a.example"}}),
]  # fmt: skip


@pytest.mark.parametrize(("preset", "row"), EXPORTS, ids=[row[0] for row in EXPORTS])
def test_exports(tmp_path: Path, preset: str, row: dict[str, object]) -> None:
    (tmp_path / "a.json").write_text(json.dumps(row))
    [article], _ = split(tmp_path, fields=[preset])
    assert (article.text, article.published, article.publisher) == ("T.", "2024-01-02 03:04:05", "a.example")


def test_field_options() -> None:
    assert field_map(["news-please", "text=full.body"])["text"] == "full.body"
    with pytest.raises(ValueError, match="neither a pair"):
        field_map(["body"])
    with pytest.raises(ValueError, match="neither a pair"):
        field_map(["texts=body"])
