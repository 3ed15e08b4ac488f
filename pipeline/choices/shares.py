"""What a network says of a candidate, among the named features: a share of probability as the steps that it reaches.

"network 20+" is true of a candidate that the network gives 20 percent or more. The weights of the steps are not fitted
one by one but follow from a single number, the ``trust``: together they are trust times the logarithm of the share, as
in a product of experts (Hinton 2002). Fitted one by one they were worth less on articles not fitted on.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

NAME = "network"
STEPS_PERCENT = (3, 10, 20, 35, 50, 65, 80, 92)
MIN_PERCENT = 1.0  # what a candidate has of which the network says nothing
DECIMALS = 2
_FEATURES = tuple(f"{NAME} {step}+" for step in STEPS_PERCENT)


def reached(share: float) -> Sequence[str]:
    """The steps that a share of 0 to 1 reaches, as features."""
    return _FEATURES[: bisect_right(STEPS_PERCENT, round(100 * share))]


def weights(trust: float) -> dict[str, float]:
    """Weight by step: a share between two steps counts as one in their middle (its geometric mean)."""
    bounds = (*STEPS_PERCENT, 100)
    middles = [MIN_PERCENT, *(math.sqrt(a * b) for a, b in pairwise(bounds))]
    gains = (math.log(b / a) for a, b in pairwise(middles))
    return {f"{NAME} {step}+": round(trust * gain, DECIMALS) for step, gain in zip(STEPS_PERCENT, gains, strict=True)}
