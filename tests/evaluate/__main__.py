"""Accuracy against pinned floors: ``python -m tests.evaluate``; with the development data, ``--data ../shared/data``.

Every figure comes from raw text through the public command. A floor is a row of ``tests/floors.toml``; it names its
corpus by SHA-256, so a changed corpus is noticed instead of compared. Floors only rise: a figure that clears its floor
by a point is printed as a suggestion, one below it fails the run unless ``--allow-regression`` is given. Corpora that
are not there are named and passed over; ``seeds/gold`` always is.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import tempfile
import tomllib
from pathlib import Path

from tests.evaluate import records, spans
from tests.evaluate.command import COMMAND, extract, read
from tests.evaluate.syntax import score_syntax

FLOORS = Path(__file__).parent.parent / "floors.toml"
RISE = 1.0  # points above a floor from which raising it is suggested
TASKS = {"entities": "entities", "quotes": "attributions", "dates": "timexes", "claims": "claims"}


def main() -> int:
    """Score every corpus of the floors file once; 0 if all floors hold."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--data", type=Path, help="folder of the development data")
    p.add_argument(
        "--gold", type=Path, help="score against this file instead: gold, or corrections saved in the report"
    )
    p.add_argument("--only", help="a part of the corpora's names")
    p.add_argument("--allow-regression", action="store_true")
    a = p.parse_args()
    if a.gold:
        return _score_all(a.gold)
    below = 0
    for corpus in tomllib.loads(FLOORS.read_text(encoding="utf-8"))["corpus"]:
        path = (Path.cwd() if corpus["name"].startswith("seeds/") else a.data or Path("no data")) / corpus["name"]
        if a.only and a.only not in corpus["name"]:
            continue
        if not path.exists():
            print(f"ABSENT   {corpus['name']}: not measured")
            continue
        below += _check(corpus, path)
    return 1 if below and not a.allow_regression else 0


def _score_all(path: Path) -> int:
    """Print the figures of every task that the file's lines have gold for; one run of the pipeline for all."""
    gold = read(path)
    with tempfile.TemporaryDirectory() as tmp:
        extract(gold, Path(tmp))
        for task in (t for t, field in TASKS.items() if field in gold[0]):
            print(f"-- {task}", flush=True)
            spans.show(spans.evaluate(task, gold, tmp))
    return 0


def _check(corpus: dict, path: Path) -> int:
    """Print a line a floor; how many figures are below theirs."""
    if hashlib.sha256(path.read_bytes()).hexdigest() != corpus["sha256"]:
        print(f"CHANGED  {corpus['name']}: the corpus is not the one the floors were measured on")
        return 1
    figures = score_syntax(path) if corpus["task"] == "syntax" else _figures(corpus, path)
    below, shown = 0, f"{corpus['name']} {corpus.get('options', '')}".rstrip()
    for name, floor in corpus["floors"].items():
        got = figures[name]
        mark = "BELOW" if got < floor else "raise?" if got >= floor + RISE else "ok"
        below += got < floor
        print(f"{mark:8s} {shown:46s} {name:44s} {got:6.2f}  floor {floor:5.1f}", flush=True)
    return below


def _figures(corpus: dict, path: Path) -> dict[str, float]:
    """Figures by name, flattened: ``all.f1``, ``speech: pair content+source.f1``, ``whole.accuracy`` …"""
    gold = read(path)
    measure, _, kind = corpus["task"].rpartition(" ")
    with tempfile.TemporaryDirectory() as tmp:
        extract(gold, Path(tmp), f"{COMMAND} {corpus.get('options', '')}".rstrip())
        rows = (records if measure == "whole" else spans).evaluate(kind, gold, tmp)
    return {f"{k}.{f}": v for k, row in rows.items() if isinstance(row, dict) for f, v in row.items()}


if __name__ == "__main__":
    sys.exit(main())
