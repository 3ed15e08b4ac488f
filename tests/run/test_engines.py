"""The contract of the engines: same bytes, resumed after any death, a poison article named and passed over."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import orjson
import pytest

from pipeline.config import Config
from pipeline.run.engines import Engine, automatic, serial
from pipeline.run.limits import Limits
from pipeline.run.pool import pool
from tests.run.helpers import artifacts, rows, run, write_articles

ROOT = Path(__file__).resolve().parents[2]
KILLS = 200
TAME = {1: "RAISE", 4: "HANG", 6: "EAT"}  # what a process survives
LIMITS = Limits(seconds=0.5, memory=400 << 20)
NAMED = [
    ("a1: what a sentence", "ValueError"),
    ("a4: took longer than 0.5 s", "Timeout"),
    ("a6: needed more memory than one article may take", "MemoryError"),
]


def engines() -> list[object]:
    return [pytest.param(serial, id="serial"), pytest.param(pool(2), id="pool")]


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory, config: Config) -> dict[str, bytes]:
    """What one process writes that is left in peace."""
    folder = tmp_path_factory.mktemp("expected")
    run(folder / "out", config, limits=LIMITS).extract([write_articles(folder / "in.jsonl", 8, TAME)])
    return artifacts(folder / "out")


@pytest.mark.parametrize("engine", engines())
def test_same_bytes_and_poison_named(
    tmp_path: Path, config: Config, engine: Engine, expected: dict[str, bytes]
) -> None:
    given, out = write_articles(tmp_path / "in.jsonl", 8, TAME), tmp_path / "out"
    run(out, config, engine=engine, limits=LIMITS, shard_size=3).extract([given])
    assert artifacts(out) == expected
    assert [(row["message"], row["error"]) for row in rows(out, "errors")] == NAMED


def test_a_crash_in_the_pool_costs_one_article(tmp_path: Path, config: Config) -> None:
    given, out = write_articles(tmp_path / "in.jsonl", 6, {2: "CRASH"}), tmp_path / "out"
    run(out, config, engine=pool(2), shard_size=3).extract([given])
    assert [(row["message"], row["error"]) for row in rows(out, "errors")] == [("a2: crashed the process", "Crash")]
    assert len(rows(out, "documents")) == 6
    assert {row["doc_id"] for row in rows(out, "entities")} == {"a0", "a1", "a3", "a4", "a5"}


def start(given: Path, out: Path, workers: int) -> subprocess.Popen[bytes]:
    """A run in a process of its own."""
    command = [sys.executable, "-m", "tests.run.target", str(given), str(out), str(workers)]
    return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL, start_new_session=True)


@pytest.mark.slow
def test_a_crash_without_a_pool_is_passed_over_in_the_end(tmp_path: Path) -> None:
    given, out = write_articles(tmp_path / "in.jsonl", 4, {2: "CRASH"}), tmp_path / "out"
    codes = [start(given, out, 1).wait() for _ in range(2)]
    assert codes == [-signal.SIGSEGV, 0]  # the second time it has a process of its own
    assert [row["error"] for row in rows(out, "errors")] == ["Crash"]


ENDINGS = [(1, signal.SIGTERM), (1, signal.SIGKILL), (2, signal.SIGINT), (2, signal.SIGTERM), (2, signal.SIGKILL)]


@pytest.mark.slow
@pytest.mark.parametrize(("workers", "number"), ENDINGS)
def test_a_run_that_is_ended_says_nothing_against_its_article(tmp_path: Path, workers: int, number: int) -> None:
    given, out = write_articles(tmp_path / "in.jsonl", 4, {1: "SLOW", 2: "SLOW"}), tmp_path / "out"
    for _ in range(6):
        process = start(given, out, workers)
        while not list((out / ".shards").glob("*/mark")):
            time.sleep(0.05)
        time.sleep(0.5)
        process.send_signal(number)
        process.wait()
    assert start(given, out, workers).wait() == 0
    assert rows(out, "errors") == []
    assert {row["doc_id"] for row in rows(out, "entities")} == {"a0", "a1", "a2", "a3"}


def family(parent: int) -> list[int]:
    """The process and those it started."""
    found = [parent]
    for pid in found:
        try:
            found += map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())
        except FileNotFoundError:
            continue
    return found


def kill_until_done(given: Path, out: Path, kills: int, seed: int, wait: float) -> int:
    """Run to the end, killing the parent or a worker at random moments on the way; returns the number of kills."""
    dice, killed = random.Random(seed), 0
    while True:
        process = start(given, out, 2)
        while process.poll() is None and killed < kills:
            time.sleep(dice.uniform(0.1, wait))
            victims = family(process.pid)
            if process.poll() is None:
                os.kill(dice.choice(victims), signal.SIGKILL)
                killed += 1
        if process.wait() == 0:
            return killed


@pytest.mark.slow
def test_kills_do_not_show(tmp_path: Path, config: Config) -> None:
    given = write_articles(tmp_path / "in.jsonl", 40)
    run(tmp_path / "quiet", config).extract([given])
    kill_until_done(given, tmp_path / "killed", kills=3, seed=1, wait=6.0)
    assert artifacts(tmp_path / "killed") == artifacts(tmp_path / "quiet")


@pytest.mark.slow
def test_many_kills_do_not_show(tmp_path: Path, config: Config) -> None:
    """Two hundred kills in all; a run that gets to its end in spite of them is compared, and another one begun."""
    given = write_articles(tmp_path / "in.jsonl", 2000)
    run(tmp_path / "quiet", config).extract([given])
    expected, killed, runs = artifacts(tmp_path / "quiet"), 0, 0
    while killed < KILLS:
        out = tmp_path / f"killed{runs}"
        killed += kill_until_done(given, out, kills=KILLS - killed, seed=runs, wait=3.0)
        assert artifacts(out) == expected, (runs, killed)
        shutil.rmtree(out)
        runs += 1
    print(f"{killed} kills, {runs} runs", file=sys.stderr)


@pytest.mark.slow
def test_an_article_that_ends_its_worker_without_a_trace(tmp_path: Path, config: Config) -> None:
    given, out = write_articles(tmp_path / "in.jsonl", 4, {1: "VANISH"}), tmp_path / "out"
    run(out, config, engine=pool(1), shard_size=2).extract([given])
    assert [row["error"] for row in rows(out, "errors")] == ["Killed"]


def test_no_process_stays_behind_a_killed_parent(tmp_path: Path) -> None:
    given = write_articles(tmp_path / "in.jsonl", 300, dict.fromkeys(range(300), "HANG"))
    process = start(given, tmp_path / "out", 2)
    while len(workers := family(process.pid)) < 4 and process.poll() is None:  # itself, a tracker, two workers
        time.sleep(0.1)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    give_up = time.monotonic() + 30
    while any(Path(f"/proc/{pid}/exe").exists() for pid in workers) and time.monotonic() < give_up:
        time.sleep(0.1)
    assert not [pid for pid in workers if Path(f"/proc/{pid}/exe").exists()]


def test_one_shard_needs_no_pool(tmp_path: Path, config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.run.pool.pool", lambda workers: pytest.fail("a pool for one shard"))
    given = write_articles(tmp_path / "in.jsonl", 3)
    run(tmp_path / "out", config, engine=automatic(2)).extract([given])


def test_a_changed_configuration_never_mixes_with_old_shards(tmp_path: Path, config: Config) -> None:
    """Shards of a run that was broken off are left; another configuration makes them anew."""
    given, out = write_articles(tmp_path / "in.jsonl", 4), tmp_path / "out"
    broken = run(out, config, shard_size=2)
    for number, _ in broken.engine(broken.job, _works(given)):
        if number == 0:
            break
    other = config.model_copy(update={"country": "GB"})
    run(out, other, shard_size=2).extract([given])
    assert orjson.loads((out / "manifest.json").read_bytes())["config"]["country"] == "GB"
    assert len(rows(out, "documents")) == 4


def _works(given: Path) -> object:
    from pipeline.ingest import readers
    from pipeline.run.plan import Plan
    from pipeline.run.stages import NAMES

    return Plan(readers.read([given]), NAMES, 2)


@pytest.mark.slow
def test_no_python_file_of_the_current_folder_is_run(tmp_path: Path) -> None:
    for name in ("multiprocessing", "reprlib", "pickle"):
        (tmp_path / f"{name}.py").write_text("open('pwned', 'w')\n", encoding="utf-8")
    write_articles(tmp_path / "in.jsonl", 200)
    command = [Path(sys.executable).with_name("onrecord"), "extract", "in.jsonl", "-o", "out", "-j", "2"]
    subprocess.run(command, cwd=tmp_path, check=True, stderr=subprocess.DEVNULL)
    assert not (tmp_path / "pwned").exists()
