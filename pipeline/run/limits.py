"""Limits on what one article may take: time and memory."""

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
    """``seconds`` for one stage of one article; ``memory`` in bytes that a process may take beyond its start."""

    seconds: float = 300.0
    memory: int | None = None


class ArticleTimeout(BaseException):
    """Raised inside an article that takes too long; no ``Exception``, so that no library swallows it."""


class Watchdog:
    """Ends the process if an article does not even react to ``ArticleTimeout``; writes the traceback to ``log`` first.

    It needs no interpreter lock. Arming it anew starts a thread, so that is done once in ``seconds``, not each time.
    """

    def __init__(self, seconds: float, log: IO[str]) -> None:
        self.seconds, self.log = seconds, log
        self._armed = -math.inf

    def feed(self) -> None:
        """At least ``seconds`` and a grace from now on, at most twice that."""
        now = time.monotonic()
        if now - self._armed > self.seconds:
            self._armed = now
            faulthandler.dump_traceback_later(2 * self.seconds + GRACE, exit=True, file=self.log)

    def stop(self) -> None:
        """Let the process live."""
        faulthandler.cancel_dump_traceback_later()


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Raise ``ArticleTimeout`` in the block after so many seconds. Only the main thread can be interrupted."""
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGALRM, _raise)
    signal.setitimer(signal.ITIMER_REAL, seconds, 1.0)  # again each second: a library may swallow the first
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


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
