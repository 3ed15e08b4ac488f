"""Floors on the development data beside the checkout, with a blank tokenizer: no change may fall below them."""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.dates.conftest import Annotate

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
    sys.path.insert(0, str(SHARED / "score"))
    metrics: Any = importlib.import_module("date_metrics")
    gold = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    gold_docs = {g["id"]: {**g, "doc_id": g["id"], "dct": g["published"]} for g in gold}
    predicted = {
        g["id"]: {"timexes": [date.model_dump() for date in annotate(g["text"], g["published"])._.dates]} for g in gold
    }
    result, _ = metrics.score(gold_docs, predicted)
    assert (result["strict"][2] >= strict, result["relaxed"][2] >= relaxed, result["value"][2] >= value) == (True,) * 3
