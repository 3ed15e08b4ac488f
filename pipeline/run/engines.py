"""Who runs the shards: this process, or a pool of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from pipeline.config import Config
from pipeline.run.journal import MARK
from pipeline.run.limits import Limits
from pipeline.run.manifest import ShardManifest
from pipeline.run.shard import LOADER, Work, run_shard


@dataclass(frozen=True, slots=True)
class Job:
    """What every shard of a run has in common; ``folder`` holds the shards, or ``url`` where that is remote.

    ``run_id`` is set where this process outlives those that do the work (see ``journal``).
    """

    folder: Path
    config: Config
    limits: Limits = field(default_factory=Limits)
    loader: str = LOADER
    url: str | None = None
    run_id: str = ""

    def shard(self, number: int) -> Path:
        """Folder of a shard."""
        return self.folder / f"{number:06d}"

    def run(self, work: Work) -> ShardManifest:
        """Run one shard here."""
        if self.url is not None:
            from pipeline.run.remote import run_shard_remotely

            url = f"{self.url}/{work.number:06d}"
            folder = self.shard(work.number)
            return run_shard_remotely(work, url, folder, self.config, self.limits, self.loader, self.run_id)
        return run_shard(work, self.shard(work.number), self.config, self.limits, self.loader, self.run_id)


class Engine(Protocol):
    """Runs shards, in whatever order; the results are the same."""

    def __call__(self, job: Job, works: Iterable[Work]) -> Iterator[tuple[int, ShardManifest]]:
        """Number and manifest of every shard, as they are done; ``works`` is read as far as there is room."""
        ...


def watched(job: Job) -> Job:
    """The job under a name of its own: its workers' deaths are seen from here."""
    return replace(job, run_id=uuid4().hex[:8])


def serial(job: Job, works: Iterable[Work]) -> Iterator[tuple[int, ShardManifest]]:
    """One shard after the other, in this process."""
    for work in works:
        yield work.number, job.run(work)


def automatic(workers: int | None = None) -> Engine:
    """This process where one shard or one worker is all there is, else a pool of ``workers`` (default: cores).

    After a process that died at an article even one worker is a process of its own: this one will see whether the
    article was to blame, and outlive it.
    """

    def run(job: Job, works: Iterable[Work]) -> Iterator[tuple[int, ShardManifest]]:
        from pipeline.run.pool import cores, pool

        stream = iter(works)
        count = workers or cores()
        first = list(islice(stream, 2))
        few = count == 1 or len(first) < 2
        if few and not any(job.folder.glob(f"*/{MARK}")):
            yield from serial(watched(job), chain(first, stream))
        else:
            yield from pool(1 if few else count)(job, chain(first, stream))

    return run
