"""The engine: weights by name, and the choice of the heaviest candidate."""

from __future__ import annotations

import csv
import io
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

Features = Iterable[str]  # what is true of one candidate, each truth once

_UNIT = 100  # a weight of 1.00 in a file is this much in a sum: sums of integers are the same on every machine


@dataclass(frozen=True, slots=True)
class Verdict:
    """Which candidate was chosen and why.

    ``index``: of the candidate; ``basis``: the feature that did most to set it apart from the next best one, empty
    where no weight did; ``margin``: how much heavier it is, in units of weight (for fitted weights log-odds).
    """

    index: int
    basis: str
    margin: float


class Choice:
    """Chooses by named weights; a feature without a weight counts nothing."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self._weights = {name: round(weight * _UNIT) for name, weight in weights.items()}

    @classmethod
    def read(cls, file: Path) -> Choice:
        """The choice with the weights of a csv file (columns ``feature``, ``weight``); a file is read once.

        Raises:
            ValueError: a feature has two rows, or a weight is no number.
        """
        return _read(file)

    @property
    def weights(self) -> dict[str, float]:
        """Weight by feature."""
        return {name: weight / _UNIT for name, weight in self._weights.items()}

    def score(self, features: Features) -> int:
        """Sum of the weights, in hundredths."""
        weights = self._weights
        return sum([weights[name] for name in features if name in weights])

    def pick(self, candidates: Sequence[Features]) -> Verdict | None:
        """The heaviest candidate, of equals the first; None where there is none to choose."""
        if not candidates:
            return None
        scores = [self.score(features) for features in candidates]
        best = max(range(len(scores)), key=scores.__getitem__)  # max takes the first of equals
        others = [k for k in range(len(scores)) if k != best]
        second = max(others, key=scores.__getitem__) if others else None
        rival = set(candidates[second]) if second is not None else set()
        margin = (scores[best] - scores[second]) / _UNIT if second is not None else 0.0
        return Verdict(best, self._basis(candidates[best], rival), margin)

    def _basis(self, features: Features, rival: set[str]) -> str:
        """The heaviest feature that the winner has and its rival has not."""
        own = [(self._weights.get(name, 0), name) for name in features if name not in rival]
        weight, name = max(own, default=(0, ""))
        return name if weight > 0 else ""


@cache
def _read(file: Path) -> Choice:
    weights: dict[str, float] = {}
    for row in csv.DictReader(io.StringIO(file.read_text(encoding="utf-8"), newline="")):
        if row["feature"] in weights:
            raise ValueError(f"{file}: {row['feature']!r} has two rows")
        weights[row["feature"]] = float(row["weight"])
    return Choice(weights)


def step(name: str, value: int, steps: Sequence[int] = (0, 1, 2, 4, 8, 16)) -> str:
    """A number as a feature: ``step("tokens between", 5)`` is "tokens between 4+", the greatest step not above it.

    ``steps`` rise.
    """
    k = bisect_right(steps, value)
    return f"{name} {steps[k - 1]}+" if k else f"{name} below {steps[0]}"
