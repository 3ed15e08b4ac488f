"""How a process of ours begins. Imports nothing that is slow, on purpose."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable
from multiprocessing.connection import wait

from pipeline.config import Config

SHIPPED = Config.model_fields["model"].default
FRAMEWORKS = ("torch", "tensorflow", "mxnet", "cupy")
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


def one_thread() -> dict[str, str]:
    """Environment of a worker: it has one core."""
    return dict.fromkeys(THREADS, "1")


def begin(model: str) -> None:
    """In a new worker: leave Ctrl-C to the parent, and end when the parent ends, however it does."""
    lean(model)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, args=(os._exit,), daemon=True).start()


def _end_with_parent(end: Callable[[int], object]) -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        end(1)
