"""How fast: ``python -m pipeline.run.bench`` runs on text made from the seed articles and prints tables in Markdown.

Words are counted as white space parts them. Processor time is that of one core; memory is the largest resident size of
any one process.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from pipeline.run import manifest
from pipeline.run.startup import of_worker

MEGABYTE, MILLION = 1_000_000, 1_000_000
PRICE = 0.04  # dollars for an hour of one core, as large clouds ask for machines on demand
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Speed:
    """One run."""

    megabytes: float
    workers: int
    articles: int
    words: int
    wall: float
    seconds: dict[str, float]
    memory: int

    @property
    def rate(self) -> float:
        """Words a second, start-up included."""
        return self.words / self.wall


def generate(seeds: Path, megabytes: float) -> Iterator[bytes]:
    """JSON lines of articles, about so many megabytes of text: paragraphs of one seed with a few of another's.

    Later figures in the text are other ones each time, so that nothing can be cached from one article to the next.
    """
    dice = random.Random(20250306)
    sources = [path.read_text(encoding="utf-8") for path in sorted(seeds.glob("*.txt"))]
    made, number = 0, 0
    while made < megabytes * MEGABYTE:
        head, *rest = re.split(r"\n\s*\n", dice.choice(sources))
        more = re.split(r"\n\s*\n", dice.choice(sources))[1:]
        paragraphs = rest + dice.sample(more, min(len(more), 3))
        dice.shuffle(paragraphs)
        body = _DIGIT.sub(
            lambda m: str(dice.randint(1, 9)) if dice.random() < 0.2 else m.group(), "\n\n".join(paragraphs)
        )
        text = f"{head}\n\n{body}\n"
        made += len(text.encode())
        number += 1
        yield orjson.dumps({"id": f"bench{number}", "text": text}) + b"\n"


def measure(given: Path, megabytes: float, workers: int) -> Speed:
    """One run of ``onrecord extract`` as a process of its own."""
    with tempfile.TemporaryDirectory() as out:
        command = [sys.executable, "-m", "pipeline", "extract", str(given), "-o", out, "--workers", str(workers)]
        began = time.perf_counter()
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        made = manifest.read(Path(out))
        if status or made is None:
            raise SystemExit(f"{' '.join(command)} failed: {status}")
        return Speed(
            megabytes, workers, made.inputs.articles, made.inputs.words, wall, made.seconds, usage.ru_maxrss * 1024
        )


@dataclass(frozen=True, slots=True)
class Shares:
    """Processor seconds of the ONNX session, and of all else by component; one thread."""

    seconds: dict[str, float]
    words: int


def shares(given: Path, articles: int) -> Shares:
    """Where the processor's time goes, for the first articles of a file."""
    os.environ.update(of_worker())
    from pipeline.config import Config
    from pipeline.ingest import readers
    from pipeline.run.journal import Journal
    from pipeline.run.process import Processor, Unit
    from pipeline.run.shard import LOADER, pipeline_of
    from pipeline.run.stages import NAMES, components

    nlp = pipeline_of(LOADER, Config(), components(NAMES))
    session: Any = nlp.get_pipe("encoder").session  # type: ignore[attr-defined]
    session.onnx = timed = _Timed(session.onnx)
    read = [item for item, _ in zip(readers.read([given]), range(articles), strict=False)]
    with tempfile.TemporaryDirectory() as folder, Journal(Path(folder), "bench") as journal:
        processor = Processor(nlp, Config(), NAMES, journal, 300.0)
        began, words = time.process_time(), 0
        with nlp.memory_zone():
            for position, item in enumerate(read):
                words += processor(Unit(position, item)).words  # type: ignore[arg-type]
        whole = time.process_time() - began
    parts = dict(processor.seconds)
    parts["annotations"] -= timed.seconds
    between = whole - timed.seconds - sum(parts.values())
    return Shares({"onnx": timed.seconds, **parts, "between": between}, words)


class _Timed:
    """An ONNX session that adds up the processor time of its runs."""

    def __init__(self, session: Any) -> None:
        self._session, self.seconds = session, 0.0

    def run(self, *arguments: Any) -> Any:
        began = time.process_time()
        try:
            return self._session.run(*arguments)
        finally:
            self.seconds += time.process_time() - began


def table(speeds: Sequence[Speed]) -> str:
    """The runs as a table in Markdown."""
    lines = ["| MB | workers | articles | words | seconds | words/s | peak memory |", "|--:|--:|--:|--:|--:|--:|--:|"]
    lines += [
        f"| {s.megabytes:g} | {s.workers} | {s.articles:,} | {s.words:,} | {s.wall:,.1f} | {s.rate:,.0f} "
        f"| {s.memory / MEGABYTE:,.0f} MB |"
        for s in speeds
    ]
    return "\n".join(lines)


def shares_table(found: Shares) -> str:
    """The parts as a table in Markdown."""
    whole = sum(found.seconds.values())
    rows = [*found.seconds.items(), ("all", whole)]
    lines = ["| part | seconds | share | words/s |", "|:--|--:|--:|--:|"]
    lines += [
        f"| {name} | {part:,.2f} | {part / whole:.1%} | {found.words / part:,.0f} |" for name, part in rows if part
    ]
    return "\n".join(lines)


def cost(speeds: Sequence[Speed]) -> str:
    """What a million articles as long as these take, by the longest run with one worker."""
    one = max((s for s in speeds if s.workers == 1), key=lambda s: s.megabytes, default=speeds[-1])
    hours = MILLION / one.articles * one.wall * one.workers / 3600
    dollars = f"{hours * PRICE:,.0f} dollars at {PRICE} each"
    return f"A million articles of {one.words / one.articles:,.0f} words: {hours:,.0f} core-hours, {dollars}"


def machine() -> str:
    """Processor, cores, system, Python."""
    info = Path("/proc/cpuinfo")
    found = re.search(r"model name\s*: (.+)", info.read_text()) if info.exists() else None
    name = found.group(1) if found else platform.processor()
    return (
        f"{name}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=Path, default=Path("seeds"))
    parser.add_argument("--megabytes", type=float, nargs="+", default=[1.0])
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--articles", type=int, default=100, help="for the shares of the parts")
    options = parser.parse_args()
    print(f"{machine()}\n")
    with tempfile.TemporaryDirectory() as folder:
        speeds = []
        for megabytes in options.megabytes:
            given = Path(folder) / f"{megabytes:g}.jsonl"
            given.write_bytes(b"".join(generate(options.seeds, megabytes)))
            speeds += [measure(given, megabytes, workers) for workers in options.workers]
        print(table(speeds), flush=True)
        print(f"\n{cost(speeds)}.")
        print(f"\nOne thread, {options.articles} articles:\n\n{shares_table(shares(given, options.articles))}")


if __name__ == "__main__":
    main()
