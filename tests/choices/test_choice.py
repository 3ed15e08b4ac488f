"""The engine: who wins, why, and by how much."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.choices import Choice, step

CHOICE = Choice({"subject": 1.5, "near": 0.5, "none": 0.25, "far": -1.0})


@pytest.mark.parametrize(
    ("candidates", "index", "basis", "margin"),
    [
        ([("none",), ("near",)], 1, "near", 0.25),
        ([("subject", "far"), ("near",)], 0, "subject", 0.0),  # of equals the first
        ([("near",), ("subject", "near")], 1, "subject", 1.5),
        ([("unheard of",)], 0, "", 0.0),
        ([("far",), ()], 1, "", 1.0),  # nothing speaks for it, something against the other
    ],
)
def test_pick(candidates: list[tuple[str, ...]], index: int, basis: str, margin: float) -> None:
    verdict = CHOICE.pick(candidates)
    assert verdict is not None
    assert (verdict.index, verdict.basis, verdict.margin) == (index, basis, margin)


def test_nothing_to_choose() -> None:
    assert CHOICE.pick([]) is None


def test_read(tmp_path: Path) -> None:
    file = tmp_path / "weights.csv"
    file.write_text('feature,weight\n"same clause, before",0.75\nfar,-1.20\n', encoding="utf-8")
    assert Choice.read(file).weights == {"same clause, before": 0.75, "far": -1.2}


def test_a_feature_with_two_rows_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "weights.csv"
    file.write_text("feature,weight\nfar,1\nfar,2\n", encoding="utf-8")
    with pytest.raises(ValueError, match="two rows"):
        Choice.read(file)


@pytest.mark.parametrize(
    ("value", "name"), [(-1, "gap below 0"), (0, "gap 0+"), (3, "gap 2+"), (4, "gap 4+"), (99, "gap 16+")]
)
def test_step(value: int, name: str) -> None:
    assert step("gap", value) == name
