"""Accuracy against pinned floors: ``python -m tests.evaluate --data ../shared/data``.

Every figure comes from raw text through the public command. A floor is a row of ``tests/floors.toml``; it names its
corpus by SHA-256, so a changed corpus is noticed instead of compared. Floors only rise: a figure that clears its floor
by a point is printed as a suggestion, one below it fails the run unless ``--allow-regression`` is given.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

from tests.evaluate.syntax import score_syntax

FLOORS = Path(__file__).parent.parent / "floors.toml"
RISE = 1.0  # points above a floor from which raising it is suggested


def main() -> int:
    """Score every corpus of the floors file once; 0 if all floors hold."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--data", type=Path, required=True)
    p.add_argument(
        "--gold", type=Path, help="score against this file instead: gold, or corrections saved in the report"
    )
    p.add_argument("--only", help="a part of the corpora's names")
    p.add_argument("--allow-regression", action="store_true")
    a = p.parse_args()
    if not (a.data.parent / "score" / "score.py").exists():
        print(f"no scorers at {a.data.parent / 'score'}: make evaluate needs the development data", file=sys.stderr)
        return 2
    if a.gold:
        return _score_all(a.gold, a.data)
    below = 0
    for corpus in tomllib.loads(FLOORS.read_text(encoding="utf-8"))["corpus"]:
        if not a.only or a.only in corpus["name"]:
            below += _check(corpus, a.data)
    return 1 if below and not a.allow_regression else 0


TASKS = {"entities": "entities", "quotes": "attributions", "dates": "timexes", "claims": "claims"}


def _score_all(gold: Path, data: Path) -> int:
    """Print the figures of every task that the file's lines have gold for; one run of the pipeline for all."""
    first = json.loads(gold.read_text(encoding="utf-8").splitlines()[0])
    with tempfile.TemporaryDirectory() as tmp:
        subprocess.run([sys.executable, "-m", "pipeline", "extract", str(gold), "-o", tmp], check=True)
        for task in (t for t, field in TASKS.items() if field in first):
            print(f"-- {task}", flush=True)
            scorer = str(data.parent / "score" / "score.py")
            subprocess.run([sys.executable, scorer, task, str(gold), "--out", tmp], check=True)
    return 0


def _check(corpus: dict, data: Path) -> int:
    path = (Path.cwd() if corpus["name"].startswith("seeds/") else data) / corpus["name"]
    if hashlib.sha256(path.read_bytes()).hexdigest() != corpus["sha256"]:
        print(f"CHANGED  {corpus['name']}: the corpus is not the one the floors were measured on")
        return 1
    figures = score_syntax(path) if corpus["task"] == "syntax" else _score(corpus, path, data)
    below, shown = 0, f"{corpus['name']} {corpus.get('options', '')}".rstrip()
    for name, floor in corpus["floors"].items():
        got = figures[name]
        mark = "BELOW" if got < floor else "raise?" if got >= floor + RISE else "ok"
        below += got < floor
        print(f"{mark:8s} {shown:46s} {name:44s} {got:6.2f}  floor {floor:5.1f}", flush=True)
    return below


def _score(corpus: dict, path: Path, data: Path) -> dict[str, float]:
    """Figures of the project's scorer, flattened: ``all.f1``, ``speech: pair content+source.f1`` …"""
    with tempfile.TemporaryDirectory() as tmp:
        log = Path(tmp) / "scores.json"
        scorer = [sys.executable, str(data.parent / "score" / "score.py"), corpus["task"], str(path), "--json"]
        extract = f"{sys.executable} -m pipeline extract {corpus.get('options', '')}".rstrip()
        with log.open("w", encoding="utf-8") as out:
            subprocess.run([*scorer, "--cmd", extract], check=True, stdout=out)
        rows = json.loads(log.read_text(encoding="utf-8").splitlines()[-1])
    return {f"{k}.{f}": v for k, row in rows.items() if isinstance(row, dict) for f, v in row.items()}


if __name__ == "__main__":
    sys.exit(main())
