"""The public command on a gold file: articles in, the record files of the contract out."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

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
