"""Results behind a URL: fsspec's memory file system stands for object storage."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.config import Config
from pipeline.run.limits import Limits
from pipeline.run.plan import Plan
from pipeline.run.remote import Remote, run_shard_remotely, staging
from pipeline.run.stages import NAMES
from tests.run.helpers import LOADER, artifacts, run, write_articles

fsspec = pytest.importorskip("fsspec")
URL = "memory://bucket/results"


@pytest.fixture(autouse=True)
def _clean() -> Iterator[None]:
    yield
    fsspec.filesystem("memory").store.clear()
    shutil.rmtree(staging(URL), ignore_errors=True)


def names() -> list[str]:
    return sorted(path.rsplit("/", 1)[-1] for path in fsspec.filesystem("memory").find("/bucket"))


def fetched(folder: Path) -> dict[str, bytes]:
    Remote(URL).fetch(folder)
    return artifacts(folder)


def test_the_same_bytes_as_in_a_folder(tmp_path: Path, config: Config) -> None:
    given = write_articles(tmp_path / "in.jsonl", 5, {1: "RAISE"})
    run(tmp_path / "local", config).extract([given])
    run(URL, config, shard_size=2).extract([given])  # type: ignore[arg-type]
    assert fetched(tmp_path / "copy") == artifacts(tmp_path / "local")
    assert names() == sorted(p.name for p in (tmp_path / "local").iterdir())


def test_a_stage_again_and_a_second_run(tmp_path: Path, config: Config) -> None:
    given = write_articles(tmp_path / "in.jsonl", 3)
    run(URL, config).extract([given])  # type: ignore[arg-type]
    before = fetched(tmp_path / "before")
    shutil.rmtree(staging(URL))
    fsspec.filesystem("memory").rm_file("/bucket/results/claims.jsonl")
    run(URL, config).extract([given])  # type: ignore[arg-type]
    assert fetched(tmp_path / "after") == before


def test_a_shard_that_is_done_is_not_made_again(
    tmp_path: Path, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipeline.ingest import readers

    given = write_articles(tmp_path / "in.jsonl", 2)
    work = next(iter(Plan(readers.read([given]), NAMES)))
    first = run_shard_remotely(work, URL, config, Limits(), LOADER)
    monkeypatch.setattr("pipeline.run.shard.run_shard", lambda *_: pytest.fail("made again"))
    assert run_shard_remotely(work, URL, config, Limits(), LOADER) == first
