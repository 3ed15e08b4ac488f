"""Floors on the development data beside the checkout, with a blank tokenizer: no change may fall below them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.dates.conftest import Annotate
from tests.evaluate import date_metrics

SHARED = Path(__file__).resolve().parents[3] / "shared"
FLOORS = [  # file, strict, relaxed, value F1
    ("data/dates/timebank.jsonl", 89.0, 93.5, 80.0),
    ("data/dates/aquaint.jsonl", 84.0, 93.5, 75.0),
    ("cases/dates.jsonl", 97.0, 100.0, 100.0),
]


@pytest.mark.shared
@pytest.mark.parametrize(("name", "strict", "relaxed", "value"), FLOORS)
def test_floors(annotate: Annotate, name: str, strict: float, relaxed: float, value: float) -> None:
    path = SHARED / name
    if not path.exists():
        pytest.skip("the development data is not beside the checkout")
    gold = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    documents = {g["id"]: {**g, "dct": g["published"]} for g in gold}
    found = {g["id"]: [date.model_dump() for date in annotate(g["text"], g["published"])._.dates] for g in gold}
    figures, _ = date_metrics.score(documents, found)
    floors = {"strict": strict, "relaxed": relaxed, "value": value}
    assert {name: figures[name]["f1"] for name, floor in floors.items() if figures[name]["f1"] < floor} == {}
