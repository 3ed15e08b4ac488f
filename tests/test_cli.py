"""The command: what it prints, what it returns."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import orjson
import pytest
import spacy
from typer.testing import CliRunner, Result

from pipeline import __version__
from pipeline.cli import app
from tests.run import fake_pipeline
from tests.run.helpers import rows, write_articles

COMMANDS = ("extract", "stage", "status", "schema", "show")


@pytest.fixture
def onrecord(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    """Runs the command with the fake pipeline in a folder of its own; returns click's result."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(import_module("pipeline.loader"), "load", fake_pipeline.load)
    spacy.blank("en").to_disk(tmp_path / "blank")

    def call(*arguments: str, given: str | None = None) -> Result:
        more = ["--model", "blank"] if arguments[0] in ("extract", "stage") else []
        return CliRunner().invoke(app, [*arguments, *more], input=given, catch_exceptions=False)

    return call


@pytest.fixture
def done(onrecord: object, tmp_path: Path) -> Path:
    """A folder of results."""
    write_articles(tmp_path / "in.jsonl", 3)
    assert onrecord("extract", "in.jsonl").exit_code == 0  # type: ignore[operator]
    return tmp_path / "outputs"


def test_version() -> None:
    assert CliRunner().invoke(app, ["--version"]).output == f"onrecord {__version__}\n"


def test_help_imports_nothing_heavy() -> None:
    heavy = ("spacy", "numpy", "pandas", "pydantic", "onnxruntime", "dateparser", "orjson")
    code = f"import sys, pipeline.cli; print([m for m in {heavy} if m in sys.modules])"
    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "[]\n"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    result = CliRunner().invoke(app, [command, "--help"])
    assert result.exit_code == 0
    assert command in result.output


def test_the_list_of_commands_cuts_no_sentence(onrecord: object) -> None:
    assert "..." not in onrecord("--help").output.partition("Commands:")[2]  # type: ignore[operator]


def test_extract_says_what_it_wrote(onrecord: object, tmp_path: Path) -> None:
    write_articles(tmp_path / "in.jsonl", 3, {1: "RAISE"})
    result = onrecord("extract", "in.jsonl", "-o", "out")  # type: ignore[operator]
    assert result.exit_code == 0
    assert "3 documents" in result.stderr
    assert "1 failure, see out/errors.jsonl" in result.stderr
    assert "in.jsonl: a1: what a sentence" in result.stderr
    assert result.stdout == ""


def test_json_lines_on_stdin(onrecord: object, tmp_path: Path) -> None:
    line = orjson.dumps({"body": "Mayor Duarte spoke in 2011."}).decode()
    result = onrecord("extract", "-", "--field", "text=body", given=line + "\n")  # type: ignore[operator]
    assert result.exit_code == 0
    assert rows(tmp_path / "outputs", "documents")[0]["doc_id"] == "stdin-1"


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["extract", "nowhere.txt"], 2, "no such file or folder: nowhere.txt"),
        (["extract", "empty.txt", "--field", "words=body"], 2, "'words=body' is neither"),
        (["extract", "empty.txt"], 1, "0 documents"),
        (["extract", "empty.txt", "-o", "empty.txt"], 2, "empty.txt is a file"),
        (["stage", "claims", "-o", "empty.txt"], 2, "empty.txt is a file"),
        (["status", "empty.txt"], 1, "no finished run"),
        (["stage", "claims"], 2, "no finished run"),
        (["stage", "poems"], 2, "no stage 'poems'"),
        (["status"], 1, "no finished run"),
        (["schema", "poems"], 2, "no schema 'poems'"),
        (["show"], 1, "no results in outputs: `onrecord extract INPUT... -o outputs` makes them"),
        (["show", "outputs", "a9", "--trace", "q1"], 1, "no results in outputs"),
        (["extract", "empty.txt", "-o", "empty.txt/out"], 1, "onrecord: empty.txt/out: Not a directory"),
        (["apply", "empty.txt", "-o", "nowhere"], 2, "no finished run in nowhere: `onrecord extract"),
        (["export", "nowhere"], 1, "no results in nowhere"),
        (["extract", "empty.txt", "--country", "usa"], 2, "--country: 'usa' is no ISO 3166 code"),
        (["extract"], 2, "Missing argument"),
        (["extract", "empty.txt", "--workers", "none"], 2, "Invalid value"),
    ],
)
def test_wrong_use_and_nothing_done(
    onrecord: object, tmp_path: Path, arguments: list[str], code: int, message: str
) -> None:
    (tmp_path / "empty.txt").touch()
    result = onrecord(*arguments)  # type: ignore[operator]
    assert (result.exit_code, message in result.stderr) == (code, True)


def test_a_stage_again(onrecord: object, done: Path) -> None:
    before = (done / "claims.jsonl").read_bytes()
    (done / "claims.jsonl").unlink()
    assert onrecord("stage", "claims").exit_code == 0  # type: ignore[operator]
    assert (done / "claims.jsonl").read_bytes() == before


def test_status_says_what_is_stale(onrecord: object, done: Path) -> None:
    assert onrecord("status").stdout.count("up to date") == 6  # type: ignore[operator]
    (done / "dates.jsonl").write_bytes(b"")
    told = onrecord("status").stdout  # type: ignore[operator]
    assert "changed since it was written" in told
    assert told.count("up to date") == 2  # documents and annotations; all the rest is made from dates


def test_status_of_a_run_that_was_broken_off(onrecord: object, done: Path) -> None:
    (done / ".shards" / "000000").mkdir(parents=True)
    assert "0 shards done" in onrecord("status").stderr  # type: ignore[operator]


def test_schema(onrecord: object) -> None:
    assert orjson.loads(onrecord("schema", "claims").stdout)["title"] == "Claim"  # type: ignore[operator]
    assert "quotes" in onrecord("schema").stdout.split()  # type: ignore[operator]


def test_show(onrecord: object, done: Path) -> None:
    told = onrecord("show", "outputs", "a1").stdout  # type: ignore[operator]
    assert "Mayor Ines Duarte" in told
    assert "“We need 1 boats,”" in told
    result = onrecord("show", "outputs", "a9")  # type: ignore[operator]
    assert (result.exit_code, "no article 'a9' in outputs/documents.jsonl; there are a0, a1, a2" in result.stderr) == (
        2,
        True,
    )


def test_two_runs_in_one_folder_do_not_mix(onrecord: object, done: Path) -> None:
    from pipeline.run.lock import locked

    with locked(done):
        result = onrecord("extract", "in.jsonl")  # type: ignore[operator]
    assert (result.exit_code, "another run is writing" in result.stderr) == (2, True)


def test_a_full_disk_says_so_and_can_go_on(onrecord: object, done: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.run import files

    def full(sink: object, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    (done / "claims.jsonl").unlink()
    with monkeypatch.context() as patch:
        patch.setattr(files.Sink, "append", full)
        result = onrecord("extract", "in.jsonl")  # type: ignore[operator]
    assert (result.exit_code, "the disk is full" in result.stderr) == (1, True)
    assert not list(done.rglob("*.part"))
    assert onrecord("extract", "in.jsonl").exit_code == 0  # type: ignore[operator]
    assert len(rows(done, "claims")) == 3


def test_who_has_seen_enough_gets_no_error(done: Path) -> None:
    """``onrecord query … | head -1``: the pipe is closed before all is written."""
    command = f"{sys.executable} -m pipeline people {done} -f csv | true"
    ended = subprocess.run(["bash", "-c", command], capture_output=True, text=True, cwd=ROOT)
    assert ended.stderr == ""


def test_the_shell_completes() -> None:
    environment = {**os.environ, "_ONRECORD_COMPLETE": "complete_bash", "COMP_WORDS": "onrecord ex", "COMP_CWORD": "1"}
    found = subprocess.run([sys.executable, "-c", START], env=environment, capture_output=True, text=True)
    assert found.stdout.split() == ["extract", "export"]


START = "from pipeline.cli import app; app(prog_name='onrecord')"
ROOT = Path(__file__).resolve().parents[1]


def test_make_help_lists_targets_that_work() -> None:
    told = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True).stdout
    assert "$" not in told
    assert "STAGE is one of annotations entities dates quotes claims" in told
