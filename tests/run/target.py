"""A run as a process of its own, to be killed: ``python -m tests.run.target INPUT OUT WORKERS_OR_CLUSTER``."""

from __future__ import annotations

import sys
from pathlib import Path

from pipeline.config import Config
from pipeline.run.startup import lean, orderly

if __name__ == "__main__":
    lean(Config().model)
    from pipeline.run import digests
    from pipeline.run.cluster import cluster
    from pipeline.run.engines import automatic
    from tests.run.helpers import run

    # nobody edits the fake pipeline in mid-run
    digests.code = lambda stage: stage  # type: ignore[assignment]
    digests.model = lambda name: name  # type: ignore[assignment]
    given, out, who = sys.argv[1:]
    engine = automatic(int(who)) if who.isdigit() else cluster(who)
    with orderly():
        run(Path(out), Config(), engine=engine, shard_size=2).extract([given])
