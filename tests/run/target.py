"""A run as a process of its own, to be killed: ``python -m tests.run.target INPUT OUT WORKERS``."""

from __future__ import annotations

import sys
from pathlib import Path

from pipeline.config import Config
from pipeline.run.startup import lean

if __name__ == "__main__":
    lean(Config().model)
    from pipeline.run import digests
    from pipeline.run.engines import automatic
    from tests.run.helpers import run

    # nobody edits the fake pipeline in mid-run
    digests.code = lambda stage: stage  # type: ignore[assignment]
    digests.model = lambda name: name  # type: ignore[assignment]
    given, out, workers = sys.argv[1:]
    run(Path(out), Config(), engine=automatic(int(workers)), shard_size=2).extract([given])
