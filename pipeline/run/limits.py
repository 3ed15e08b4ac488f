"""Limits on what one article may take: processor time and memory.

Time is the processor's, not the clock's: an article that waits because the machine is busy, asleep, or the process
was stopped (Ctrl-Z) has not taken long.
"""

from __future__ import annotations

import faulthandler
import math
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import IO

try:
    import resource
except ImportError:  # no POSIX system: no memory cap
    resource = None  # type: ignore[assignment]

GRACE = 5.0  # seconds past the limit after which a process that does not even handle signals is ended
_PAGES = Path("/proc/self/statm")


@dataclass(frozen=True, slots=True)
class Limits:
    """Processor ``seconds`` for one stage of one article; ``memory`` in bytes that a process may take besides."""

    seconds: float = 300.0
    memory: int | None = None


class ArticleTimeout(BaseException):
    """Raised inside an article that takes too long; no ``Exception``, so that no library swallows it."""


class Watchdog:
    """Ends the process if an article does not even react to ``ArticleTimeout``; writes the traceback to ``log`` first.

    It is the system's own limit of processor time (``RLIMIT_CPU``), whose signal needs no interpreter lock. Where a
    system has none, nothing ends such a process.
    """

    def __init__(self, seconds: float, log: IO[str]) -> None:
        self.seconds, self.log = seconds, log
        self._armed = -math.inf
        self._before = resource.getrlimit(resource.RLIMIT_CPU) if resource is not None else None
        if self._before is not None:
            faulthandler.register(signal.SIGXCPU, file=log, chain=True)

    def feed(self) -> None:
        """At least ``seconds`` and a grace from now on, at most twice that."""
        now = time.process_time()
        if now - self._armed > self.seconds:
            self._armed = now
            self._set(math.ceil(now + 2 * self.seconds + GRACE))

    def stop(self) -> None:
        """Let the process live."""
        if self._before is not None:
            resource.setrlimit(resource.RLIMIT_CPU, self._before)
            faulthandler.unregister(signal.SIGXCPU)

    def _set(self, wanted: int) -> None:
        if self._before is not None:
            limits = [limit for limit in self._before if limit != resource.RLIM_INFINITY]
            resource.setrlimit(resource.RLIMIT_CPU, (min([wanted, *limits]), self._before[1]))


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Raise ``ArticleTimeout`` in the block after so many seconds of the processor; in the main thread only."""
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGPROF, _raise)
    signal.setitimer(signal.ITIMER_PROF, seconds, 1.0)  # again each second: a library may swallow the first
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _raise(number: int, frame: FrameType | None) -> None:
    raise ArticleTimeout


@contextmanager
def memory_cap(limit: int | None) -> Iterator[None]:
    """Let the process take at most ``limit`` bytes more than it has; past that Python raises ``MemoryError``."""
    now = _address_space()
    if limit is None or resource is None or now is None:
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = now + limit
    resource.setrlimit(resource.RLIMIT_AS, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _address_space() -> int | None:
    try:
        return int(_PAGES.read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    except OSError:
        return None
