"""Shares of a network as steps, and what the steps weigh."""

import math

import pytest

from pipeline.choices.shares import MIN_PERCENT, STEPS_PERCENT, reached, weights


@pytest.mark.parametrize(
    ("share", "names"),
    [(0.0, []), (0.02, []), (0.1, ["network 3+", "network 10+"]), (0.3, ["network 3+", "network 10+", "network 20+"])],
)
def test_steps_that_a_share_reaches(share: float, names: list[str]) -> None:
    assert list(reached(share)) == names


def test_steps_weigh_as_the_logarithm_of_the_share() -> None:
    found = weights(trust=0.5)
    whole = sum(found[name] for name in reached(1.0))
    assert whole == pytest.approx(0.5 * math.log(math.sqrt(92 * 100) / MIN_PERCENT), abs=0.03)
    assert list(found) == [f"network {step}+" for step in STEPS_PERCENT]
    assert all(weight > 0 for weight in found.values())


def test_without_trust_nothing_weighs() -> None:
    assert not any(weights(trust=0.0).values())
