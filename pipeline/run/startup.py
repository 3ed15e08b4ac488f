"""How a process of ours begins. Imports nothing that is slow, on purpose."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import wait
from types import FrameType

from pipeline.config import Config

SHIPPED = Config.model_fields["model"].default
FRAMEWORKS = ("torch", "tensorflow", "mxnet", "cupy")
ENDING = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))
THREADS = ("ONRECORD_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def lean(model: str) -> None:
    """Keep spaCy from importing deep-learning frameworks that happen to be installed: the shipped model needs none.

    They would be most of a process's start-up time. For processes of our own only: they cannot be imported afterwards.
    And one core a process, unless the environment says otherwise: matrices are small here, and on two cores that had
    other work, too, two threads took 2.2 times as long as one. More cores are for more workers.
    """
    for name in THREADS:
        os.environ.setdefault(name, "1")
    if model == SHIPPED and "spacy" not in sys.modules:
        for name in FRAMEWORKS:
            sys.modules.setdefault(name, None)  # type: ignore[arg-type]  # None: "not to be found"


def of_worker() -> dict[str, str]:
    """Environment of a worker: it has one core, and runs no Python file that lies in the current folder."""
    return dict.fromkeys(THREADS, "1") | {"PYTHONSAFEPATH": "1"}


@contextmanager
def environment_of_workers() -> Iterator[None]:
    """While workers may be started, which inherit it; ours is put back."""
    before = {name: os.environ.get(name) for name in of_worker()}
    os.environ.update(of_worker())
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def begin(model: str) -> None:
    """In a new worker: leave Ctrl-C to the parent, and end when told to or when the parent ends, however it does."""
    lean(model)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda number, frame: _end(1))
    threading.Thread(target=_end_with_parent, args=(_end,), daemon=True).start()


class Terminated(KeyboardInterrupt):
    """The process was told to end; ``number`` is the signal's."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@contextmanager
def orderly() -> Iterator[None]:
    """Within it SIGTERM and SIGHUP break off what goes on as Ctrl-C does; a second one ends the process at once."""
    before = {number: signal.signal(number, _terminate) for number in ENDING}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _terminate(number: int, frame: FrameType | None) -> None:
    signal.signal(number, signal.SIG_DFL)
    raise Terminated(number)


def _end(code: int) -> None:
    """End at once; the article that the worker is at is not to blame."""
    from pipeline.run.journal import withdraw

    withdraw()
    os._exit(code)


def _end_with_parent(end: Callable[[int], object]) -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        end(1)
