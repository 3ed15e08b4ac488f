"""The benchmark's own parts: its text, its tables."""

from __future__ import annotations

from pathlib import Path

import orjson

from pipeline.run.bench import Shares, Speed, cost, generate, shares_table, table

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


def speed(workers: int, wall: float, megabytes: float = 1.0) -> Speed:
    return Speed(megabytes, workers, articles=360, words=160_000, wall=wall, seconds={}, memory=250_000_000)


def test_text_is_as_long_as_asked_and_never_twice_the_same() -> None:
    rows = [orjson.loads(line) for line in generate(SEEDS, 0.1)]
    size = sum(len(row["text"].encode()) for row in rows)
    assert 100_000 <= size < 120_000
    assert len({row["text"] for row in rows}) == len({row["id"] for row in rows}) == len(rows)
    assert [*generate(SEEDS, 0.01)] == [*generate(SEEDS, 0.01)]


def test_tables() -> None:
    assert "| 1 | 2 | 360 | 160,000 | 80.0 | 2,000 | 250 MB |" in table([speed(1, 160.0), speed(2, 80.0)])
    parts = shares_table(Shares({"onnx": 3.0, "dates": 1.0, "quotes": 0.0}, words=800)).splitlines()
    assert parts[2:] == [
        "| onnx | 3.00 | 75.0% | 267 |",
        "| dates | 1.00 | 25.0% | 800 |",
        "| all | 4.00 | 100.0% | 200 |",
    ]


def test_cost_is_that_of_the_longest_run_with_one_worker() -> None:
    told = cost([speed(1, 9.0, megabytes=0.1), speed(1, 36.0), speed(2, 18.0)])
    assert told == "A million articles of 444 words: 28 core-hours, 1 dollars at 0.04 each"
