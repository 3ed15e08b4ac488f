"""Files that somebody has been at: noticed, named, not overwritten without a word, not used where they do not fit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.config import Config
from pipeline.run import manifest, plan
from pipeline.run.errors import Misfit
from pipeline.run.stages import SHARDS
from tests.run.helpers import artifacts, run, write_articles


@pytest.fixture
def made(tmp_path: Path, config: Config) -> tuple[Path, Path]:
    """Inputs and results of six articles."""
    given, out = write_articles(tmp_path / "in.jsonl", 6), tmp_path / "out"
    run(out, config).extract([given])
    return given, out


def without(number: int) -> Callable[[list[bytes]], list[bytes]]:
    return lambda lines: lines[:number] + lines[number + 1 :]


DAMAGES: dict[str, tuple[str, Callable[[list[bytes]], list[bytes]]]] = {
    "documents cut at a line end": ("documents", lambda lines: lines[:3]),
    "a document taken out": ("documents", without(2)),
    "documents turned round": ("documents", lambda lines: lines[::-1]),
    "a document cut in a line": ("documents", lambda lines: [*lines[:3], lines[3][:40]]),
    "annotations cut at a line end": ("annotations", lambda lines: lines[:3]),
    "annotations cut in a line": ("annotations", lambda lines: [*lines[:3], lines[3][:40]]),
    "the first line twice": ("annotations", lambda lines: [lines[0], *lines]),
    "a blank line": ("quotes", lambda lines: [*lines[:2], b"\n", *lines[2:]]),
    "a list": ("quotes", lambda lines: [*lines[:2], b"[1]\n", *lines[2:]]),
    "quotes turned round": ("quotes", lambda lines: lines[::-1]),
    "a span moved": ("dates", lambda lines: [*lines[:2], lines[2].replace(b'"start":2', b'"start":1', 1), *lines[3:]]),
    "another text": ("documents", lambda lines: [line.replace(b"Mayor", b"Major..") for line in lines]),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_what_does_not_fit_is_refused(made: tuple[Path, Path], config: Config, name: str) -> None:
    given, out = made
    kind, damage = DAMAGES[name]
    before, path = artifacts(out), out / f"{kind}.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    assert damage(lines) != lines
    path.write_bytes(b"".join(damage(lines)))
    damaged = artifacts(out)
    assert plan.states(out, manifest.read(out), config)[kind]
    with pytest.raises(Misfit, match=r"[Rr]un extract"):
        run(out, config, shard_size=2).stages(["claims"])
    assert artifacts(out) == damaged
    again = run(out, config)
    again.extract([given])
    assert artifacts(out) == before
    assert f"{kind}.jsonl was changed" in again.notes[0]


def test_a_file_of_another_run_is_refused(made: tuple[Path, Path], tmp_path: Path, config: Config) -> None:
    other = tmp_path / "other"
    run(other, config).extract([write_articles(tmp_path / "more.jsonl", 9)])
    for name in ("documents", "annotations"):
        before = (made[1] / f"{name}.jsonl").read_bytes()
        (made[1] / f"{name}.jsonl").write_bytes((other / f"{name}.jsonl").read_bytes())
        with pytest.raises(Misfit):
            run(made[1], config).stages(["claims"])
        (made[1] / f"{name}.jsonl").write_bytes(before)


def test_an_edit_by_hand_is_used_and_kept(made: tuple[Path, Path], config: Config) -> None:
    given, out = made
    path = out / "quotes.jsonl"
    mine = path.read_bytes().replace(b'"rule":"fake"', b'"rule":"hand"')
    path.write_bytes(mine)
    stage = run(out, config)
    stage.stages(["claims"])
    assert stage.notes == ["quotes.jsonl was changed since it was written: used as it is"]
    assert path.read_bytes() == mine
    again = run(out, config)
    again.extract([given])
    assert "yours is quotes.jsonl.edited now" in again.notes[0]
    assert (out / "quotes.jsonl.edited").read_bytes() == mine
    assert b'"hand"' not in path.read_bytes()


@pytest.mark.parametrize("name", ["quotes.jsonl", "documents.jsonl", "errors.jsonl"])
def test_a_damaged_shard_is_made_again(made: tuple[Path, Path], tmp_path: Path, config: Config, name: str) -> None:
    given, quiet = made
    out = tmp_path / "broken"
    broken = run(out, config, shard_size=2)
    works = map(broken._with_key, plan.Plan(_read(given), tuple(artifact_names()), 2))
    for number, _ in broken.engine(broken.job, works):
        if number == 1:
            break
    (out / SHARDS / "000000" / name).write_bytes(b'{"doc_id": "a0"')
    run(out, config, shard_size=2).extract([given])
    assert artifacts(out) == artifacts(quiet)


def _read(given: Path) -> object:
    from pipeline.ingest import readers

    return readers.read([given])


def artifact_names() -> tuple[str, ...]:
    from pipeline.run.stages import NAMES

    return NAMES
