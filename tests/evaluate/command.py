"""The public command on a gold file: articles in, the record files of the contract out."""

from __future__ import annotations

import argparse
import json
import shlex
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

COMMAND = f"{sys.executable} -m pipeline extract"
INPUTS = ("id", "text", "published")  # what the pipeline is told of a gold article


def read(path: str | Path) -> list[dict]:
    """The rows of a JSONL file; an article that a corpus calls by its ``doc_id`` has that for its ``id``."""
    with Path(path).open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    return [{"id": row["doc_id"], **row} if "doc_id" in row else row for row in rows]


def by_article(path: str | Path) -> defaultdict[str, list[dict]]:
    """The records of a file by ``doc_id``; an article without any has an empty list."""
    found = defaultdict(list)
    for row in read(path):
        found[row["doc_id"]].append(row)
    return found


def extract(articles: list[dict], out: Path, command: str = COMMAND) -> None:
    """Run the command on articles (rows of a gold file); records go to ``out``."""
    source = out / "articles.jsonl"
    rows = ({k: a[k] for k in INPUTS if a.get(k)} for a in articles)
    source.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    run = subprocess.run([*shlex.split(command), str(source), "-o", str(out)], capture_output=True, text=True)
    if not (out / "documents.jsonl").exists():
        raise SystemExit(f"{command}: exit {run.returncode}, no records\n{run.stdout}{run.stderr}")


def score(
    about: str | None,
    tasks: Iterable[str],
    evaluate: Callable[[str, list[dict], Path, Any], dict],
    show: Callable[[dict], None],
    **errors: Any,
) -> None:
    """The command line of a scorer: a task, a gold file, ``--out``, ``--cmd``, ``--json``, ``--errors``.

    ``evaluate`` gives the figures of (task, gold, folder of record files, what ``--errors`` says), ``show`` prints
    them; ``errors``: how ``--errors`` is declared.
    """
    p = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("task", choices=list(tasks))
    p.add_argument("gold", type=Path)
    p.add_argument("--out", type=Path, help="a folder that the command has written already")
    p.add_argument("--cmd", default=COMMAND)
    p.add_argument("--json", action="store_true")
    p.add_argument("--errors", **errors)
    a = p.parse_args()
    gold = read(a.gold)
    with tempfile.TemporaryDirectory() as tmp:
        if not a.out:
            extract(gold, Path(tmp), a.cmd)
        figures = evaluate(a.task, gold, a.out or Path(tmp), a.errors)
    print(json.dumps(figures)) if a.json else show(figures)
