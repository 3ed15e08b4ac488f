"""Shards over a Ray cluster (extra ``ray``): Ray Core as a scheduler of shards, nothing more.

The folder of results must be one that all machines see: a shared file system, or object storage.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from pipeline.extra import require
from pipeline.run.engines import Engine, Job, watched
from pipeline.run.manifest import ShardManifest
from pipeline.run.shard import Work
from pipeline.run.startup import of_worker

IN_FLIGHT = 2  # shards for every core of the cluster: one it works on, one that waits
RETRIES = 20  # of a shard whose worker or machine died


def cluster(address: str | None = None, workers: int | None = None) -> Engine:
    """An engine on the cluster at ``address`` (this machine if None) with at most ``workers`` shards at a time."""

    def run(job: Job, works: Iterable[Work]) -> Iterator[tuple[int, ShardManifest]]:
        ray: Any = require("ray", "ray")
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
        if not ray.is_initialized():
            environment = {"env_vars": of_worker()}
            ray.init(address, num_cpus=None if address else workers, runtime_env=environment, log_to_driver=False)
        shard = ray.remote(num_cpus=1, max_retries=RETRIES)(_run)
        shared, stream = ray.put(watched(job)), iter(works)
        pending: dict[Any, int] = {}
        room = IN_FLIGHT * (workers or int(ray.cluster_resources().get("CPU", 1)))
        while True:
            for work in islice(stream, max(0, room - len(pending))):
                pending[shard.remote(shared, work)] = work.number
            if not pending:
                return
            for done in ray.wait(list(pending))[0]:
                yield pending.pop(done), ray.get(done)

    return run


def _run(job: Job, work: Work) -> ShardManifest:
    return job.run(work)
