"""The second, small graph: where a figure points, as the network sees it.

It reads the encoder's layers of a window that holds a figure, and gives for each figure a score of every word of the
window as its owner, as the first and the last word of what it measures and as the first of its period.
What it says are features of the choices of ``pipeline.claims``, no records.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.encoder.decode import softmax
from pipeline.english.tables import table

HEADS = ("owner", "measure.first", "measure.last", "period")  # each points at a word, or at nothing
NOTHING = -1  # target of a figure without owner, measure or period
LAYERS = 6  # of the encoder, lowest first
STEPS = (1, 2, 3, 5, 8, 12, 18, 27, 40, 60, 90, 140)  # words between a figure and a target, as the graph is told them
MIN_SHARE = 0.03  # of the probability: targets below are not kept
MAX_TARGETS = 4  # that are kept of a figure, the likeliest first

Array = npt.NDArray[Any]
Pointer = tuple[int, int, float]  # figure, target, probability: both words
_NUMBERS = frozenset(table("words")["figures"].split())


@lru_cache(maxsize=16_384)
def is_figure(word: str) -> bool:
    """Whether a word may be that of a figure: it has a digit, or is or begins with a number word ("two-thirds")."""
    return any(c.isdigit() for c in word) or word.lower().partition("-")[0] in _NUMBERS


def distances(figures: Sequence[int], words: int) -> Array:
    """How far each of W words is from each of F figures, in steps, those behind it by odd numbers: [F, W]."""
    away = np.arange(words)[None, :] - np.asarray(figures, dtype=np.int64)[:, None]
    found: Array = 2 * np.searchsorted(STEPS, np.abs(away)) + (away > 0)
    return found


class Linker:
    """The graph in a session of onnxruntime, which is given."""

    def __init__(self, graph: Any) -> None:
        self._onnx = graph
        self.inputs = [i.name for i in self._onnx.get_inputs()]

    def __call__(
        self, layers: Mapping[str, Array], feed: Mapping[str, Array], figures: Sequence[int]
    ) -> dict[str, Array]:
        """Probabilities of each head for the F ``figures`` among the W words of one window, given by their indices.

        ``layers``: ``layer.0`` … [1, P, D]; ``feed``: the window as the encoder takes it. [F, W + 1] a head: figure by
        target, whose last column is nothing.
        """
        marked = np.zeros_like(feed["shapes"])
        marked[0, figures] = 1
        near = distances(figures, feed["shapes"].shape[1])
        given = {**layers, **feed, "figures": marked, "rows": np.array([figures]), "near": near[None]}
        values = self._onnx.run(HEADS, {name: given[name] for name in self.inputs})
        return {name: softmax(value[0]) for name, value in zip(HEADS, values, strict=True)}


def pointers(
    scores: Mapping[str, Array], figures: Sequence[int], skip: int, offset: int
) -> Iterator[tuple[str, Pointer]]:
    """(head, pointer) of each figure behind ``skip`` words of context; ``offset``: the words before the window."""
    context = bisect_left(figures, skip)
    for name in HEADS if context < len(figures) else ():
        rows = scores[name][context:]
        nothing = rows.shape[1] - 1
        best = np.argsort(-rows, axis=1, kind="stable")[:, :MAX_TARGETS]
        shares = np.round(np.take_along_axis(rows, best, 1).astype(float), 2)
        for k, targets, own in zip(figures[context:], best.tolist(), shares.tolist(), strict=True):
            for target, share in zip(targets, own, strict=True):
                if share >= MIN_SHARE:
                    yield name, (offset + k, NOTHING if target == nothing else offset + target, share)
