"""Ten times the articles: ten times the time, the same memory. With the real pipeline; an article is two sentences."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest

from pipeline.config import Config
from pipeline.run.extract import Run
from pipeline.run.manifest import ShardManifest
from tests.run.helpers import word

FEW, MANY = 2_000, 20_000
MEMORY, TIME = 1.1, 1.05  # at the end, at most: of the memory after FEW articles, and of the time for each of them
STATM = Path("/proc/self/statm")


def lines(count: int) -> Iterator[bytes]:
    """Articles whose names, words and figures do not come again, so that what is kept of them would show."""
    dice = random.Random(8)
    for n in range(count):
        name, place, thing = (word(dice.randrange(10**9)).capitalize() for _ in range(3))
        text = (
            f"“{place} needs {n + 2} more boats,” said {name} Duarte. The {thing} cost ${dice.randint(2, 900)} million."
        )
        yield orjson.dumps({"id": f"s{n}", "text": text}) + b"\n"


@pytest.mark.slow
@pytest.mark.skipif(not STATM.exists(), reason="no /proc to read the resident memory from")
def test_time_is_linear_and_memory_is_flat(tmp_path: Path) -> None:
    given = tmp_path / "in.jsonl"
    given.write_bytes(b"".join(lines(MANY)))
    seen: list[tuple[int, float, int]] = [(0, time.process_time(), 0)]

    def look(made: ShardManifest) -> None:
        pages = int(STATM.read_text().split()[1])
        seen.append((seen[-1][0] + made.inputs.articles, time.process_time(), pages))

    made: Any = Run(tmp_path / "out", Config(), watch=look).extract([given])
    assert made.stages["quotes"].records >= MANY * 0.9
    began = seen[0][1]
    count, then, pages = next(row for row in seen if row[0] >= FEW)
    assert seen[-1][0] == MANY
    assert seen[-1][2] <= MEMORY * pages, seen[:: len(seen) // 10]
    assert (seen[-1][1] - began) / MANY <= TIME * (then - began) / count, seen[:: len(seen) // 10]
