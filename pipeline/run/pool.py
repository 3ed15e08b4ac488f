"""Shards over several processes of this machine.

Every worker is an executor with one process, so that a death breaks one of them and no neighbour loses its work.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Collection, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import resource_tracker
from multiprocessing.process import BaseProcess

from pipeline.run.engines import Engine, Job, watched
from pipeline.run.errors import WorkersKeepDying
from pipeline.run.journal import MARK
from pipeline.run.manifest import ShardManifest
from pipeline.run.shard import Work
from pipeline.run.startup import begin, environment_of_workers

IN_FLIGHT = 2  # shards a worker has: one it works on, one that waits
PATIENCE = 5.0  # seconds for a worker to end by itself when it is told to
DEATHS = 100  # of one worker without a shard done in between, until the run is given up


def pool(workers: int) -> Engine:
    """An engine of so many processes, each with one thread and a model of its own."""

    def run(job: Job, works: Iterable[Work]) -> Iterator[tuple[int, ShardManifest]]:
        others = set(multiprocessing.active_children())
        own = watched(job)
        lanes = [_Lane(own) for _ in range(workers)]
        try:
            yield from _spread(lanes, iter(works))
        finally:
            for lane in lanes:
                lane.close()
            _end(set(multiprocessing.active_children()) - others)  # where the run was broken off: else they have gone
            for lane in lanes:
                lane.withdraw()

    return run


def cores() -> int:
    """Processor cores that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on this system
        return os.cpu_count() or 1


class _Lane:
    """One worker process and the shards it has; a new process takes over from one that died."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.pending: deque[tuple[Work, Future[ShardManifest]]] = deque()
        self.deaths = 0
        self._executor = _executor(job.config.model)

    def submit(self, work: Work) -> None:
        try:
            with environment_of_workers(), _uninterrupted():
                future = self._executor.submit(self.job.run, work)
        except BrokenProcessPool:  # it died while it had nothing to do, or its death is not seen yet
            future = Future()
            future.set_exception(BrokenProcessPool())
        self.pending.append((work, future))

    def collect(self) -> Iterator[tuple[int, ShardManifest]]:
        """Shards that are done. After a death the rest is given to a new process."""
        while self.pending and self.pending[0][1].done():
            work, future = self.pending[0]
            if isinstance(future.exception(), BrokenProcessPool):
                self._restart()
                return
            made = future.result()
            self.pending.popleft()
            self.deaths = 0
            yield work.number, made

    def _restart(self) -> None:
        self.deaths += 1
        if self.deaths > DEATHS:
            raise WorkersKeepDying(f"a worker died {DEATHS} times in shard {self.pending[0][0].number}")
        self.close()
        self._executor = _executor(self.job.config.model)
        works = [work for work, _ in self.pending]
        self.pending.clear()
        for work in works:
            self.submit(work)

    def withdraw(self) -> None:
        """No article is to blame for the end of its worker."""
        for work, _ in self.pending:
            (self.job.shard(work.number) / MARK).unlink(missing_ok=True)

    def close(self) -> None:
        self._executor.shutdown(wait=False, cancel_futures=True)


def _spread(lanes: list[_Lane], works: Iterator[Work]) -> Iterator[tuple[int, ShardManifest]]:
    _fill(lanes, works)
    while futures := [future for lane in lanes for _, future in lane.pending]:
        wait(futures, return_when=FIRST_COMPLETED)
        for lane in lanes:
            yield from lane.collect()
        _fill(lanes, works)


def _fill(lanes: list[_Lane], works: Iterator[Work]) -> None:
    """Give out shards, the emptiest worker first, as long as there is room."""
    while (lane := min(lanes, key=lambda x: len(x.pending))) and len(lane.pending) < IN_FLIGHT:
        work = next(works, None)
        if work is None:
            return
        lane.submit(work)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Keep Ctrl-C waiting; processes that are started meanwhile never see it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # starting it would let the signals through
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _end(children: Collection[BaseProcess]) -> None:
    for child in children:
        child.terminate()
    for child in children:
        child.join(PATIENCE)
        if child.is_alive():
            child.kill()
            child.join()


def _executor(model: str) -> ProcessPoolExecutor:
    context = multiprocessing.get_context("spawn")
    with environment_of_workers():
        resource_tracker.ensure_running()  # a process, too
    return ProcessPoolExecutor(1, mp_context=context, initializer=begin, initargs=(model,))
