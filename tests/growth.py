"""How time grows with size, on a machine on which others work beside."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager

TRIES = 3
NOTICED = 0.05  # seconds: less says nothing


@contextmanager
def no_collections() -> Iterator[None]:
    """As ``timeit`` does: what a test session holds makes one collection a second long, wherever it falls."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def grows(seconds: Callable[[int], float], small: int, large: int, most: float, noticed: float = NOTICED) -> bool:
    """Whether ``large`` takes at most ``most`` times what ``small`` takes, in one of three tries.

    ``seconds`` gives the processor time of one size. Quadratic time would be (large / small) squared: ``most`` belongs
    between that and large / small. A busy machine slows one measurement, seldom three.
    """
    seconds(small)
    with no_collections():
        return any(seconds(large) <= most * max(seconds(small), noticed) for _ in range(TRIES))
