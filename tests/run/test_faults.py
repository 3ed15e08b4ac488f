"""Faults of the machine: one clear line, nothing half-made, and the same bytes from the same command afterwards."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.config import Config
from tests.run.helpers import artifacts, run, write_articles

ROOT = Path(__file__).resolve().parents[2]
ARTICLES = 12
COMMAND = f"exec {sys.executable} -m tests.run.command extract $GIVEN -o $OUT -j $JOBS"
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_articles(tmp_path_factory.mktemp("faults") / "in.jsonl", ARTICLES)


@pytest.fixture
def expected(given: Path, tmp_path: Path, config: Config) -> dict[str, bytes]:
    run(tmp_path / "quiet", config).extract([given])
    return artifacts(tmp_path / "quiet")


def shell(script: str, given: Path, out: Path, jobs: int = 1) -> subprocess.Popen[str]:
    values = f"GIVEN={given} OUT={out} JOBS={jobs} PYTHONPATH={ROOT}; export PYTHONPATH; "
    return subprocess.Popen(
        ["bash", "-c", values + script], cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    """Exit code and what was said; a traceback is none of it, and every process of the run has gone."""
    said = process.communicate(timeout=300)[1]
    assert "Traceback" not in said
    return process.returncode, said


def check(given: Path, out: Path, expected: dict[str, bytes]) -> None:
    """The same command on a sound machine."""
    code, said = ended(shell(COMMAND, given, out))
    assert code == 0, said
    assert artifacts(out) == expected
    assert [path.name for path in out.iterdir() if path.name.startswith(".") and path.is_dir()] == []
    assert list(out.rglob("*.part")) == []


LIMITS = {  # what the shell forbids, and words of the line that is said
    "no large file": ("ulimit -f 4", "too large"),
    "few open files": ("ulimit -n 12", "open files"),
    "no room for a folder": ("OUT=/proc/onrecord", "/proc/onrecord"),
    "a file in the way": ("touch $OUT.f; OUT=$OUT.f", "is a file"),
    "a name without end": ("OUT=$OUT/$(printf 'x%.0s' {1..300})", "name too long"),
}


@pytest.mark.parametrize("name", LIMITS)
def test_a_limit(given: Path, tmp_path: Path, expected: dict[str, bytes], name: str) -> None:
    script, words = LIMITS[name]
    code, said = ended(shell(f"{script}; {COMMAND}", given, tmp_path / "out"))
    assert code in (1, 2), said
    assert words in said.lower(), said
    check(given, tmp_path / "out", expected)


@pytest.mark.parametrize("kilobytes", [260_000, 270_000, 280_000])
def test_little_memory(given: Path, tmp_path: Path, expected: dict[str, bytes], kilobytes: int) -> None:
    """Too little for spaCy, whose import fails where it likes."""
    code, said = ended(shell(f"ulimit -v {kilobytes}; {COMMAND}", given, tmp_path / "out"))
    assert (code, "memory" in said) in ((0, False), (1, True)), said
    check(given, tmp_path / "out", expected)


SIZES = ["40k", "100k", "200k"]


@pytest.mark.skipif(
    not shutil.which("unshare")
    or subprocess.run(["unshare", "-m", "mount", "-t", "tmpfs", "none", "/mnt"], capture_output=True).returncode != 0,
    reason="no disk of our own may be mounted here",
)
@pytest.mark.parametrize("size", SIZES)
def test_a_full_disk(given: Path, tmp_path: Path, expected: dict[str, bytes], size: str) -> None:
    """Full at several sizes; once there is room the run goes on. The disk is seen by the script alone."""
    disk = tmp_path / "disk"
    disk.mkdir()
    inner = (
        f"mount -t tmpfs -o size={size} none {disk}; OUT={disk}/out; ({COMMAND}); echo code=$?; "
        f"mount -o remount,size=50m {disk}; ({COMMAND}) && cp -a $OUT {tmp_path}/out"
    )
    process = shell(f"export GIVEN OUT JOBS; exec unshare -m bash -c '{inner}'", given, tmp_path / "out")
    said, errors = process.communicate(timeout=300)
    assert "Traceback" not in errors
    assert ("disk is full" in errors, "code=1" in said) in ((True, True), (size == SIZES[-1], False)), errors
    check(given, tmp_path / "out", expected)


SURROUNDINGS = {
    "no home": "unset HOME",
    "a home that is not there": "HOME=/nonexistent; export HOME",
    "no terminal": "unset TERM COLUMNS",
    "a terminal one column wide": "COLUMNS=1; export COLUMNS",
    "no place for temporary files": "TMPDIR=/nonexistent; export TMPDIR",
    "a plain language": "LANG=C LC_ALL=C PYTHONUTF8=0; export LANG LC_ALL PYTHONUTF8",
    "another zone": "TZ=Asia/Kathmandu; export TZ",
    "no input": "exec <&-",
    "no output": "exec >&-",
    "nothing at all": "exec <&- >&-; unset HOME TERM LANG TMPDIR",
}


@pytest.mark.parametrize("name", SURROUNDINGS)
def test_odd_surroundings(given: Path, tmp_path: Path, expected: dict[str, bytes], name: str) -> None:
    code, said = ended(shell(f"{SURROUNDINGS[name]}; {COMMAND}", given, tmp_path / "out", 2))
    assert code == 0, said
    assert artifacts(tmp_path / "out") == expected


def _slow(tmp_path: Path) -> tuple[Path, subprocess.Popen[str]]:
    """A run that is at its first article."""
    given = write_articles(tmp_path / "slow.jsonl", ARTICLES, dict.fromkeys(range(ARTICLES), "SLOW"))
    process = shell(COMMAND, given, tmp_path / "out")
    while not list((tmp_path / "out" / ".shards").glob("*/mark")) and process.poll() is None:
        time.sleep(0.05)
    return given, process


def test_two_runs_on_one_folder(given: Path, tmp_path: Path) -> None:
    _, first = _slow(tmp_path)
    code, said = ended(shell(COMMAND, given, tmp_path / "out"))
    assert (code, "another run is writing" in said) == (2, True)
    assert ended(first)[0] == 0


def test_an_output_that_vanishes(given: Path, tmp_path: Path, expected: dict[str, bytes]) -> None:
    _, process = _slow(tmp_path)
    shutil.rmtree(tmp_path / "out")
    code, said = ended(process)
    assert code == 1, said
    check(given, tmp_path / "out", expected)
