"""Failures of the moment are tried again by the next run; others stand until somebody asks."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.config import Config
from pipeline.ingest import readers
from pipeline.run import manifest, plan
from pipeline.run.limits import Limits
from pipeline.run.stages import NAMES
from tests.run import fake_pipeline
from tests.run.conftest import quiet_digests
from tests.run.helpers import artifacts, rows, run, write_articles

WORDS = {1: "HANG", 3: "EAT", 5: "RAISE"}
TIGHT = Limits(seconds=0.5, memory=400 << 20)


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory, config: Config) -> Path:
    """A folder with inputs, and what a run left that three of seven articles failed in."""
    folder = tmp_path_factory.mktemp("failed")
    given, out = write_articles(folder / "in.jsonl", 7, WORDS), folder / "out"
    with given.open("ab") as file:
        file.write(b"{no json\n")
    with pytest.MonkeyPatch.context() as patch:
        quiet_digests(patch)
        run(out, config, limits=TIGHT, shard_size=2).extract([given])
    assert [row["error"] for row in rows(out, "errors")] == ["JSON", "Timeout", "MemoryError", "ValueError"]
    return folder


@pytest.fixture
def failed(once: Path, tmp_path: Path) -> tuple[Path, Path]:
    """A copy of the inputs and of what was left."""
    shutil.copytree(once, tmp_path / "failed")
    return tmp_path / "failed" / "in.jsonl", tmp_path / "failed" / "out"


def quiet(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """These words do no mischief any more."""
    for name in names:
        monkeypatch.setitem(fake_pipeline.MISCHIEF, name, lambda: None)


@pytest.mark.parametrize("size", [1, 3, 100])
def test_time_and_memory_are_tried_again(
    failed: tuple[Path, Path], tmp_path: Path, config: Config, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    given, out = failed
    quiet(monkeypatch, "HANG", "EAT")
    run(tmp_path / "fresh", config).extract([given])
    made = run(out, config, shard_size=size).extract([given])
    assert artifacts(out) == artifacts(tmp_path / "fresh")
    assert [f.doc_id for f in made.failures] == ["a5"]


def test_only_the_shards_with_such_an_article_are_run(
    failed: tuple[Path, Path], config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    given, out = failed
    quiet(monkeypatch, "HANG", "EAT")
    seen: list[int] = []
    run(out, config, shard_size=2, watch=lambda made: seen.append(made.inputs.articles)).extract([given])
    assert seen == [2, 2]  # of a0 to a3


def test_a_run_that_goes_on_tries_them_again(
    once: Path, tmp_path: Path, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The shards that were done when a run broke off, for want of memory for one, are no better than it was."""
    given, out = once / "in.jsonl", tmp_path / "out"
    broken = run(out, config, limits=TIGHT, shard_size=2)
    works = map(broken._with_key, plan.Plan(readers.read([given]), NAMES, 2))
    assert len(list(broken.engine(broken.job, works))) == 4  # all of them, and nothing joined
    quiet(monkeypatch, "HANG", "EAT")
    made = run(out, config, shard_size=2).extract([given])
    assert [f.doc_id for f in made.failures] == ["a5"]


def test_other_failures_stand(failed: tuple[Path, Path], config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    given, out = failed
    quiet(monkeypatch, "HANG", "EAT", "RAISE")
    run(out, config, retry=()).extract([given])
    assert len(rows(out, "errors")) == 4
    run(out, config, shard_size=1).extract([given])
    assert [row["error"] for row in rows(out, "errors")] == ["JSON", "ValueError"]
    run(out, config, retry=None).extract([given])
    assert [row["error"] for row in rows(out, "errors")] == ["JSON"]


@pytest.mark.parametrize("content", [None, b"", b"no json\n", b'[1]\n{"stage":7}\n'])
def test_errors_are_made_again(failed: tuple[Path, Path], config: Config, content: bytes | None) -> None:
    given, out = failed
    before = artifacts(out)
    (out / "errors.jsonl").unlink()
    if content is not None:
        (out / "errors.jsonl").write_bytes(content)
    run(out, config, retry=()).stages(["claims"])  # is not troubled by it
    run(out, config, retry=()).extract([given])
    assert artifacts(out) == before


def test_the_failures_of_a_stage_are_its_own(failed: tuple[Path, Path], config: Config) -> None:
    _, out = failed
    made = run(out, config, limits=TIGHT).stages(["dates"])
    assert made.failures == (manifest.read(out) or made).failures
    assert [f.doc_id for f in made.failures] == ["a1", "a3", "a5"]
