"""Ray as an engine: the contract of ``test_engines`` again, and a machine that is lost in mid-run."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from pipeline.config import Config
from pipeline.run.cluster import cluster
from pipeline.run.limits import Limits
from tests.run.helpers import artifacts, rows, run, write_articles

ray: Any = pytest.importorskip("ray", reason="Ray is an extra: pip install '.[ray]'")
ROOT = Path(__file__).resolve().parents[2]
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]


@pytest.fixture
def machines() -> Iterator[Any]:
    """A cluster of two nodes on this machine."""
    from ray.cluster_utils import Cluster

    made = Cluster(initialize_head=True, head_node_args={"num_cpus": 1})
    made.add_node(num_cpus=1)
    made.wait_for_nodes()
    yield made
    ray.shutdown()
    made.shutdown()


@pytest.fixture
def alone() -> Iterator[None]:
    """Ray on this machine alone."""
    yield
    ray.shutdown()


@pytest.mark.usefixtures("alone")
def test_same_bytes_and_poison_named(tmp_path: Path, config: Config) -> None:
    given = write_articles(tmp_path / "in.jsonl", 8, {1: "RAISE", 4: "HANG", 6: "EAT"})
    limits = Limits(seconds=2.0, memory=400 << 20)
    run(tmp_path / "one", config, limits=limits).extract([given])
    run(tmp_path / "ray", config, engine=cluster(None, 2), limits=limits, shard_size=3).extract([given])
    assert artifacts(tmp_path / "ray") == artifacts(tmp_path / "one")
    assert [row["error"] for row in rows(tmp_path / "ray", "errors")] == ["ValueError", "Timeout", "MemoryError"]


@pytest.mark.usefixtures("alone")
def test_a_crash_costs_one_article(tmp_path: Path, config: Config) -> None:
    given = write_articles(tmp_path / "in.jsonl", 4, {2: "CRASH"})
    run(tmp_path / "out", config, engine=cluster(None, 2), shard_size=2).extract([given])
    assert [row["message"] for row in rows(tmp_path / "out", "errors")] == ["a2: crashed the process"]


def test_a_machine_lost_in_mid_run(tmp_path: Path, config: Config, machines: Any) -> None:
    given = write_articles(tmp_path / "in.jsonl", 60)
    run(tmp_path / "quiet", config).extract([given])
    done = threading.Event()

    def lose() -> None:
        done.wait(60)
        machines.remove_node(sorted(machines.worker_nodes, key=id)[0], allow_graceful=False)

    thread = threading.Thread(target=lose)
    thread.start()
    engine = cluster(machines.address)
    slow = run(
        tmp_path / "lossy", config, engine=engine, shard_size=2, watch=lambda made: (done.set(), time.sleep(0.2))
    )
    slow.extract([given])
    thread.join()
    assert artifacts(tmp_path / "lossy") == artifacts(tmp_path / "quiet")


def start(given: Path, out: Path, address: str) -> subprocess.Popen[bytes]:
    """A run in a process of its own, on a cluster that outlives it."""
    command = [sys.executable, "-m", "tests.run.target", str(given), str(out), address]
    return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL, start_new_session=True)


def workers() -> list[int]:
    """Processes of Ray that have a shard of ours in hand."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if (folder / "cmdline").read_bytes().startswith(b"ray::_run"):
                found.append(int(folder.name))
    return found


def test_a_killed_parent_and_killed_workers_do_not_show(tmp_path: Path, config: Config, machines: Any) -> None:
    given = write_articles(tmp_path / "in.jsonl", 60)
    run(tmp_path / "quiet", config).extract([given])
    out, dice = tmp_path / "killed", random.Random(5)
    process, kills = start(given, out, machines.address), {"parent": 0, "worker": 0}
    while process.poll() is None:
        done = len([*out.glob(".shards/*/manifest.json")])
        if done > 3 and kills["worker"] < 3 and (victims := workers()):
            os.kill(dice.choice(victims), signal.SIGKILL)
            kills["worker"] += 1
            time.sleep(dice.uniform(0.1, 1.0))
        elif done > 10 and not kills["parent"]:
            os.kill(process.pid, signal.SIGKILL)
            kills["parent"] += 1
            process.wait()
            process = start(given, out, machines.address)
        time.sleep(0.02)
    assert (process.returncode, kills["parent"]) == (0, 1)
    assert kills["worker"]
    assert artifacts(out) == artifacts(tmp_path / "quiet")
