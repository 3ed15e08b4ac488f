"""Files that are whole or not there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.run.files import Sink, sweep


def test_a_committed_file_is_counted(tmp_path: Path) -> None:
    with Sink(tmp_path / "a.jsonl") as sink:
        sink.write([b"1", b"2"])
        made = sink.commit()
    assert (tmp_path / "a.jsonl").read_bytes() == b"1\n2\n"
    assert (made.lines, made.bytes) == (2, 4)
    assert [p.name for p in tmp_path.iterdir()] == ["a.jsonl"]


def test_an_error_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b"old\n")
    with pytest.raises(ValueError), Sink(tmp_path / "a.jsonl") as sink:
        sink.write([b"new"])
        raise ValueError
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {"a.jsonl": b"old\n"}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No space"), Sink(tmp_path / "a.jsonl") as sink:
        with Path("/dev/full").open("wb") as full:
            os.dup2(full.fileno(), sink._file.fileno())
        sink.write([b"x" * 10])
        sink.commit()
    assert not list(tmp_path.iterdir())


def test_what_a_killed_run_left_is_swept(tmp_path: Path) -> None:
    Sink(tmp_path / "a.jsonl")._file.close()
    assert len(list(tmp_path.iterdir())) == 1
    sweep(tmp_path)
    assert not list(tmp_path.iterdir())
