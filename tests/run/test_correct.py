"""Corrections: applied to the stages' records, kept through re-runs, checked before anything is written."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import orjson
import pytest

import onrecord
from pipeline.corrections import BadCorrections
from pipeline.run.command import apply as command
from pipeline.run.extract import Run, extract
from tests.run.helpers import rows

TEXT = (
    "Library boat sails again\n\n“We lend 4,000 books,” said Ines Duarte, the skipper. Noor Aziz said the crew was 12 "
    "strong.\n\nThe old boat cost $3m in 2024.\n"
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    (folder / "boat.txt").write_text(TEXT, encoding="utf-8")
    (folder / "other.txt").write_text("Ferry\n\n“It is late,” said Ada Lund.\n", encoding="utf-8")
    extract([folder / "boat.txt", folder / "other.txt"], folder / "out")
    return folder


@pytest.fixture
def out(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made / "out", tmp_path / "out"))


def decision(out: Path, kind: str, words: str, verdict: str, /, **edit: Any) -> dict[str, Any]:
    row = next(r for r in rows(out, kind) if words in str(r["text"]))
    return {"id": row["id"], "kind": kind, "start": row["start"], "end": row["end"], "verdict": verdict, "edit": edit}


def saved(out: Path, *decisions: dict[str, Any], doc_id: str = "boat", **more: Any) -> Path:
    path = out.parent / "corrections.jsonl"
    path.write_bytes(orjson.dumps({"id": doc_id, "decisions": decisions, **more}) + b"\n")
    return path


def speakers(out: Path) -> list[Any]:
    return [row["speaker"] and row["speaker"]["name"] for row in rows(out, "quotes")]  # type: ignore[index]


def test_an_edited_speaker_reaches_his_claims(out: Path) -> None:
    path = saved(out, decision(out, "quotes", "4,000", "edited", speaker="Noor Aziz"), text=TEXT)
    applied = onrecord.apply(path, out)
    assert str(applied) == "0 accepted, 1 edited, 0 rejected in 1 article"
    assert speakers(out) == ["Noor Aziz", "Noor Aziz", "Ada Lund"]
    quote = rows(out, "quotes")[0]
    assert (quote["rule"], quote["speaker"]["resolved_by"]) == ("correction", "correction")  # type: ignore[index]
    assert quote["speaker"]["entity"] == rows(out, "quotes")[1]["speaker"]["entity"]  # type: ignore[index]
    assert {c["text"]: c["speaker_name"] for c in rows(out, "claims")}["4,000"] == "Noor Aziz"


def test_what_is_rejected_is_gone_everywhere(out: Path) -> None:
    onrecord.apply(
        saved(out, decision(out, "claims", "4,000", "rejected"), decision(out, "dates", "2024", "rejected")), out
    )
    assert [c["text"] for c in rows(out, "claims")] == ["12", "$3m"]
    assert rows(out, "quotes")[0]["claims"] == []
    assert [c["period"] for c in rows(out, "claims")] == [None, None]


def test_corrections_outlast_runs_and_add_up(made: Path, out: Path) -> None:
    onrecord.apply(saved(out, decision(out, "claims", "$3m", "edited", value=3.5e6, unit="EUR")), out)
    onrecord.apply(saved(out, decision(out, "quotes", "It is late", "rejected"), doc_id="other"), out)
    before = {name: rows(out, name) for name in ("quotes", "claims")}
    assert [(c["value"], c["unit"]) for c in before["claims"] if c["text"] == "$3m"] == [(3_500_000, "EUR")]
    assert len(before["quotes"]) == 2
    for again in (
        lambda: Run(out).stages(["entities", "dates", "quotes", "claims"]),
        lambda: extract([made / "boat.txt", made / "other.txt"], out),  # nothing is stale
    ):
        again()
        assert {name: rows(out, name) for name in before} == before
    (out / "quotes.jsonl").unlink()
    extract([made / "boat.txt", made / "other.txt"], out)
    assert {name: rows(out, name) for name in before} == before


def test_without_the_file_all_is_as_found(made: Path, out: Path) -> None:
    onrecord.apply(saved(out, decision(out, "quotes", "It is late", "rejected"), doc_id="other"), out)
    (out / "corrections.jsonl").unlink()
    extract([made / "boat.txt", made / "other.txt"], out)
    assert rows(out, "quotes") == rows(made / "out", "quotes")


def test_moved_bounds_are_read_from_the_text_and_can_be_corrected_again(out: Path) -> None:
    start = TEXT.index("crew was")
    span = {"start": start, "end": start + 8, "text": "something else"}
    onrecord.apply(saved(out, decision(out, "quotes", "crew", "edited", span=span)), out)
    assert rows(out, "quotes")[1]["text"] == "crew was"
    onrecord.apply(saved(out, decision(out, "quotes", "crew was", "edited", kind="mixed")), out)
    assert (rows(out, "quotes")[1]["text"], rows(out, "quotes")[1]["kind"]) == ("crew was", "mixed")
    onrecord.apply(saved(out, decision(out, "quotes", "crew was", "rejected")), out)
    assert speakers(out) == ["Ines Duarte", "Ada Lund"]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ({"id": "nobody", "decisions": []}, "no decisions in it"),
        ({"id": "boat", "decisions": [{"id": "boat/q1"}]}, r"line 1: decisions.0.kind: Field required"),
        ({"id": "nobody", "text": TEXT}, "no article 'nobody'"),
        ({"id": "boat", "text": "Another"}, "the text of 'boat' is another one now"),
    ],
)
def test_what_cannot_be_applied_changes_nothing(out: Path, line: dict[str, Any], message: str) -> None:
    path = out.parent / "corrections.jsonl"
    row = {"decisions": [decision(out, "claims", "$3m", "rejected")], **line}
    path.write_bytes(orjson.dumps(row) + b"\n")
    with pytest.raises(BadCorrections, match=message):
        onrecord.apply(path, out)
    assert not (out / "corrections.jsonl").exists()


def test_an_impossible_value_is_named(out: Path) -> None:
    path = saved(out, decision(out, "claims", "$3m", "edited", bound="roughly"))
    with pytest.raises(BadCorrections, match=r"boat/c\d: bound: Input should be 'exact'"):
        onrecord.apply(path, out)
    assert not (out / "corrections.jsonl").exists()


def test_what_fits_no_record_any_more_is_told(out: Path) -> None:
    lost = decision(out, "claims", "$3m", "accepted") | {"start": 1, "end": 3}
    assert "1 fit no record any more: boat/c3" in str(onrecord.apply(saved(out, lost), out))


def test_the_command_makes_the_report_anew(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (out / "report.html").write_text("old", encoding="utf-8")
    path = saved(out, decision(out, "quotes", "4,000", "edited", speaker="Noor Aziz"))
    assert command([path], out, 1) == 0
    assert "report.html is made anew" in capsys.readouterr().err
    assert '"Noor Aziz"' in (out / "report.html").read_text(encoding="utf-8")
    assert command([path], out / "nothing", 1) == 2
