"""Articles to run on, and what a run left."""

from __future__ import annotations

from pathlib import Path

import orjson

from pipeline.config import Config
from pipeline.run.extract import Run

LOADER = "tests.run.fake_pipeline:load"
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def word(n: int) -> str:
    """A word of its own for every number."""
    return LETTERS[n % 26] + (word(n // 26 - 1) if n >= 26 else "")


def article(n: int, extra: str = "") -> str:
    """The text of a small article, different for every ``n``."""
    filler = " ".join(f"the {word(n * 40 + k)} of the {word(n * 41 + k)} was in it" for k in range(12))
    return f"Mayor Ines Duarte spoke in 20{n % 90 + 10}.\n\n“We need {n} boats,” Duarte said. So {filler}. {extra}\n"


def write_articles(path: Path, count: int, extra: dict[int, str] | None = None) -> Path:
    """Articles as JSON lines; ``extra`` gives words to some of them, by number."""
    rows = [{"id": f"a{n}", "text": article(n, (extra or {}).get(n, ""))} for n in range(count)]
    path.write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))
    return path


def run(out: Path, config: Config, **options: object) -> Run:
    """A run with the fake pipeline."""
    return Run(out, config, loader=LOADER, **options)  # type: ignore[arg-type]


def artifacts(out: Path) -> dict[str, bytes]:
    """All record files of a folder; the manifest has timings in it, so it is left out."""
    return {p.name: p.read_bytes() for p in sorted(out.iterdir()) if p.suffix == ".jsonl"}


def rows(out: Path, name: str) -> list[dict[str, object]]:
    """The records of one kind."""
    return [orjson.loads(line) for line in (out / f"{name}.jsonl").read_bytes().splitlines()]
