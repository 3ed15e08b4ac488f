"""Files that are none, folders without end, ids without end, readers that do not return."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest

from pipeline.ingest import bounds, readers
from pipeline.ingest.article import Article
from pipeline.ingest.bounds import MAX_FIELD_CHARS, MAX_ID_CHARS
from pipeline.records import Failure

TEXT = "“We shipped 40 trucks,” said Ines Duarte, who heads the port of Narvik.\n"


def read(*inputs: Path) -> tuple[list[str], list[tuple[str, str]]]:
    """Ids of the articles; source and kind of the failures."""
    found = list(readers.read(inputs))
    failures = [(f.source, f.error) for f in found if isinstance(f, Failure)]
    return [a.doc_id for a in found if isinstance(a, Article)], failures


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two articles."""
    for name in ("a", "z"):
        (tmp_path / "in").mkdir(exist_ok=True)
        (tmp_path / "in" / f"{name}.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path / "in"


def test_a_link_to_itself_costs_itself(folder: Path) -> None:
    (folder / "loop.txt").symlink_to("loop.txt")
    articles, [(source, _)] = read(folder)
    assert (articles, source) == (["a", "z"], "loop.txt")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_pipes_and_devices_are_refused(folder: Path) -> None:
    os.mkfifo(folder / "pipe.txt")
    (folder / "zero.jsonl").symlink_to("/dev/zero")
    assert read(folder) == (["a", "z"], [("pipe.txt", "SpecialFile"), ("zero.jsonl", "SpecialFile")])
    assert read(folder / "pipe.txt") == ([], [("pipe.txt", "SpecialFile")])


def test_folders_may_be_nested_deeper_than_calls(folder: Path) -> None:
    deep = folder / "d"
    here = os.open(folder, os.O_RDONLY)
    try:
        for _ in range(1_200):
            os.mkdir("d", dir_fd=here)
            below = os.open("d", os.O_RDONLY, dir_fd=here)
            os.close(here)
            here = below
    finally:
        os.close(here)
    (deep / "b.txt").write_text(TEXT, encoding="utf-8")
    articles, _ = read(folder)
    subprocess.run(["rm", "-rf", deep], check=True)  # pytest would remove it by calls within calls, and fail
    assert articles == ["a", "d/b", "z"]


def test_results_are_never_input(folder: Path) -> None:
    out = folder / "m" / "out"
    out.mkdir(parents=True)
    for name in ("manifest.json", "documents.jsonl", "quotes.jsonl", "report.html"):
        (out / name).write_text(TEXT, encoding="utf-8")
    assert read(folder) == (["a", "z"], [])
    assert read(out) == ([], [])
    assert readers.results_among([folder, "-"]) == [out]


def test_an_id_and_fields_without_end_are_cut(tmp_path: Path) -> None:
    rows = [{"id": "x" * 100_000 + str(n), "text": TEXT, "title": "T" * 9_000} for n in range(2)]
    (tmp_path / "in.jsonl").write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))
    found = [a for a in readers.read([tmp_path / "in.jsonl"]) if isinstance(a, Article)]
    assert len({a.doc_id for a in found}) == 2
    assert all(len(a.doc_id) <= MAX_ID_CHARS and len(a.title or "") == MAX_FIELD_CHARS for a in found)
    assert found[0].warnings == ("too long and cut: id, title",)


def test_a_reader_that_does_not_return_is_ended(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "READ_SECONDS", 0.2)

    def slow() -> Iterator[Article]:
        while True:
            pass
        yield

    [late] = list(readers._limited(slow(), "slow.html"))
    assert isinstance(late, Failure)
    assert late.error == "Timeout"


def test_whatever_a_reader_raises_is_a_failure() -> None:
    def broken() -> Iterator[Article]:
        yield Article("a", "a", "", TEXT)
        raise RuntimeError("a library gave up on \ud800")

    first, second = list(readers._limited(broken(), "b.html"))
    assert isinstance(first, Article)
    assert second == Failure(source="b.html", stage="read", error="RuntimeError", message="a library gave up on ?")


def test_bounds_leave_an_ordinary_article_alone() -> None:
    article = Article("a", "a", "", TEXT)
    assert bounds.bounded(article) is article


@pytest.mark.parametrize("extra", [{"\ud800": 1}, {"n": 10**30}, {"n": ["\ud800"]}, {"n": float("inf")}, {"n": None}])
def test_what_was_given_besides_can_be_written(extra: dict[str, object]) -> None:
    kept = bounds.bounded(Article("a", "a", "", TEXT, extra=extra))
    assert orjson.loads(orjson.dumps(kept.extra))
