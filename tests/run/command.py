"""The command over the fake pipeline: ``python -m tests.run.command extract INPUT -o OUT``."""

from __future__ import annotations

from pipeline.cli import app

if __name__ == "__main__":
    from pipeline.run import digests
    from pipeline.run.extract import Run
    from tests.run.helpers import LOADER

    digests.code = lambda stage: stage  # type: ignore[assignment]
    digests.model = lambda name: name  # type: ignore[assignment]
    Run.__init__.__kwdefaults__.update(loader=LOADER, shard_size=2)
    app(prog_name="onrecord")
