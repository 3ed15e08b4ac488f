"""Fit weights on examples: a conditional logit over the candidates, with an L2 penalty.

The probability of a candidate is its share in the sum of exp(score) over all candidates of its example; the weights are
those that make the right ones most probable (McFadden 1974, "Conditional logit analysis of qualitative choice
behavior"), found by L-BFGS (Nocedal and Wright, Numerical Optimization, algorithm 7.4). numpy alone, no random numbers:
the same examples give the same weights.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.choices.choice import Choice
from pipeline.choices.example import Example

MIN_EXAMPLES = 4  # a feature that is seen in fewer has no weight: nothing can be learned from it
L2 = 1.0  # strength of the pull towards zero, in log-likelihood per squared weight, halved
FOLDS = 5
DECIMALS = 2  # of a weight in a file

_ITERATIONS = 200
_MEMORY = 10  # steps that L-BFGS remembers
_FLAT = 1e-4  # the search ends where no weight pulls harder than this

Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Validation:
    """How often the choice was right on articles that it was not fitted on; ``ceiling``: if it always were."""

    right: int
    ceiling: int
    total: int

    @property
    def accuracy(self) -> float:
        """Share of right choices, 0 to 1."""
        return self.right / self.total if self.total else 0.0


def fit(
    examples: Sequence[Example],
    l2: float = L2,
    min_examples: int = MIN_EXAMPLES,
    held: Mapping[str, float] | None = None,
) -> dict[str, float]:
    """Weights by feature, rounded; features that round to nothing are left out, the heaviest come first.

    ``held``: weights that are given; the others are fitted as if these features were not there.
    """
    held = held or {}
    problem = _Problem([e for e in examples if e.right and len(e.right) < len(e.candidates)], l2, min_examples, held)
    weights = _minimize(problem.loss, np.zeros(len(problem.names)))
    rounded = zip(problem.names, np.round(weights, DECIMALS).tolist(), strict=True)
    found = [(n, w) for n, w in (*rounded, *held.items()) if w]
    return dict(sorted(found, key=lambda row: (-abs(row[1]), row[0])))


def validate(
    examples: Sequence[Example],
    l2: float = L2,
    folds: int = FOLDS,
    min_examples: int = MIN_EXAMPLES,
    held: Mapping[str, float] | None = None,
) -> Validation:
    """Fit on all folds but one, choose on that one, in turn; an article is whole in one fold."""
    fold = {article: n % folds for n, article in enumerate(sorted({e.article for e in examples}))}
    right = 0
    for k in range(folds):
        choice = Choice(fit([e for e in examples if fold[e.article] != k], l2, min_examples, held))
        right += sum(is_right(choice, e) for e in examples if fold[e.article] == k)
    return Validation(right, sum(bool(e.right) for e in examples), len(examples))


def is_right(choice: Choice, example: Example) -> bool:
    """Whether ``choice`` takes a right candidate of ``example``."""
    verdict = choice.pick(example.candidates)
    return verdict is not None and verdict.index in example.right


class _Problem:
    """The examples as flat arrays: one entry for each feature of each candidate."""

    def __init__(self, examples: Sequence[Example], l2: float, min_examples: int, held: Mapping[str, float]) -> None:
        seen = Counter(name for e in examples for name in {f for c in e.candidates for f in c})
        self.names = sorted(name for name, n in seen.items() if n >= min_examples and name not in held)
        at = {name: k for k, name in enumerate(self.names)}
        cells = [
            (row, at[name])
            for row, features in enumerate(c for e in examples for c in e.candidates)
            for name in features
            if name in at
        ]
        self._rows, self._columns = np.array(cells, dtype=np.intp).reshape(-1, 2).T
        sizes = np.array([len(e.candidates) for e in examples], dtype=np.intp)
        self._starts = np.concatenate(([0], np.cumsum(sizes)[:-1])).astype(np.intp)
        self._example = np.repeat(np.arange(len(examples)), sizes)
        self._right = np.array([k in e.right for e in examples for k in range(len(e.candidates))], dtype=bool)
        self._l2 = l2

    def loss(self, weights: Vector) -> tuple[float, Vector]:
        """Negative log-likelihood with the penalty, and its gradient."""
        if not len(self._right):
            return 0.0, np.zeros_like(weights)
        scores: Vector = np.bincount(self._rows, weights[self._columns], minlength=len(self._right)).astype(float)
        every, likely = self._log_sums(scores)
        chosen, wanted = self._log_sums(np.where(self._right, scores, -np.inf))
        pull = np.bincount(self._columns, (likely - wanted)[self._rows], minlength=len(weights))
        penalty = 0.5 * self._l2 * float(weights @ weights)
        return float((every - chosen).sum()) + penalty, pull + self._l2 * weights

    def _log_sums(self, scores: Vector) -> tuple[Vector, Vector]:
        """For each example the log of the summed exponentials, for each candidate its share in that sum."""
        top = np.maximum.reduceat(scores, self._starts)
        raised = np.exp(scores - top[self._example])
        total = np.add.reduceat(raised, self._starts)
        return np.log(total) + top, raised / total[self._example]


def _minimize(loss: Callable[[Vector], tuple[float, Vector]], x: Vector) -> Vector:
    """The ``x`` at which a smooth convex ``loss`` is least."""
    value, slope = loss(x)
    past: list[tuple[Vector, Vector]] = []
    for _ in range(_ITERATIONS):
        if not len(x) or np.abs(slope).max() < _FLAT:
            break
        ahead = _direction(slope, past)
        size, fall = 1.0 if past else 1.0 / max(1.0, float(np.abs(slope).sum())), float(slope @ ahead)
        while True:
            x_next = x + size * ahead
            value_next, slope_next = loss(x_next)
            if value_next <= value + 1e-4 * size * fall or size < 1e-12:
                break
            size /= 2
        moved, turned = x_next - x, slope_next - slope
        if float(moved @ turned) > 1e-12:
            past = [*past, (moved, turned)][-_MEMORY:]
        x, value, slope = x_next, value_next, slope_next
    return x


def _direction(slope: Vector, past: Sequence[tuple[Vector, Vector]]) -> Vector:
    """The two-loop recursion: minus the slope, bent by what the last steps said of the curvature."""
    q, shares = slope.copy(), []
    for moved, turned in reversed(past):
        share = float(moved @ q) / float(moved @ turned)
        q -= share * turned
        shares.append(share)
    if past:
        moved, turned = past[-1]
        q *= float(moved @ turned) / float(turned @ turned)
    for (moved, turned), share in zip(past, reversed(shares), strict=True):
        q += moved * (share - float(turned @ q) / float(moved @ turned))
    return -q
