"""What the console says of inputs that were not read, and of articles without a date."""

from __future__ import annotations

from pathlib import Path

import orjson

from pipeline.config import Config
from pipeline.run.manifest import Inputs, Manifest
from pipeline.run.notices import is_mostly_unread, notices


def manifest(articles: int, unreadable: int, undated: int = 0) -> Manifest:
    inputs = Inputs(sha256="0", articles=articles, unreadable=unreadable, undated=undated)
    return Manifest(versions={}, model={}, config=Config(), config_sha256="", inputs=inputs, stages={}, artifacts={})


def test_what_is_not_read_is_counted_by_form(tmp_path: Path) -> None:
    rows = [
        *[("read", f"{i}.doc", "UnknownForm", ".doc files are not read: save it as .docx") for i in range(3)],
        ("read", "a.pdf", "MissingPackage", "pypdf is not installed: pip install pypdf"),
        ("read", "a.txt", "Empty", "the file is empty"),
        ("quotes", "b.txt", "Timeout", "took longer"),
    ]
    keys = ("stage", "source", "error", "message")
    lines = [orjson.dumps(dict(zip(keys, row, strict=True))) for row in rows]
    (tmp_path / "errors.jsonl").write_bytes(b"\n".join(lines) + b"\n")
    assert notices(tmp_path, manifest(2, 5)) == [
        "not read: 3 × .doc: save it as .docx",
        "not read: 1 × .pdf (pypdf is not installed: pip install pypdf)",
        "not read: 1 × Empty, as a.txt: the file is empty",
        "failed in quotes: 1 × Timeout, as b.txt: took longer",
    ]
    assert len(notices(tmp_path, manifest(2, 5, undated=2), reads=False)) == 4
    assert is_mostly_unread(manifest(2, 5))


def test_articles_without_a_date_are_told(tmp_path: Path) -> None:
    [line] = notices(tmp_path, manifest(10, 0, 4))
    assert line.startswith("4 of 10 articles have no publication date")
    assert notices(tmp_path, manifest(10, 0)) == []
    assert not is_mostly_unread(manifest(10, 0))
