"""Fitting: what can be learned is learned, the same each time, and never from the article judged."""

from __future__ import annotations

import pytest

from pipeline.choices import Choice, Example
from pipeline.choices.__main__ import as_csv, count
from pipeline.choices.fit import fit, is_right, validate


def example(n: int, right: int) -> Example:
    """The subject is right, unless it speaks; then the other is. Every candidate has a name of its own too."""
    features = (("subject", "speaks", f"name {n}"), ("other",)) if right else (("subject", f"name {n}"), ("other",))
    return Example(f"article {n}", features, frozenset({right}))


EXAMPLES = [example(n, n % 3 == 0) for n in range(30)]


def test_a_pattern_is_found() -> None:
    weights = fit(EXAMPLES)
    choice = Choice(weights)
    assert all(is_right(choice, e) for e in EXAMPLES)
    assert weights["speaks"] < 0 < weights["subject"]
    assert not any(name.startswith("name") for name in weights)  # seen too seldom


def test_fitting_repeats_itself() -> None:
    assert as_csv(fit(EXAMPLES)) == as_csv(fit(list(EXAMPLES)))


def test_weights_are_at_the_minimum() -> None:
    """One binary feature: the log-odds, where the pull to zero is small."""
    examples = [Example(str(n), (("a",), ("b",)), frozenset({int(n >= 75)})) for n in range(100)]
    weights = fit(examples, l2=0.001)
    assert weights["a"] - weights["b"] == pytest.approx(1.0986, abs=0.02)  # log(75 / 25)


def test_two_right_candidates() -> None:
    examples = [Example(str(n), (("x",), ("x",), ("y",)), frozenset({0, 1})) for n in range(8)]
    assert fit(examples)["x"] > 0


def test_what_is_learned_by_heart_does_not_validate() -> None:
    """A mark of the article itself tells the answer; on the other articles it tells nothing."""
    examples = [
        Example(f"article {n}", ((f"mark {n}",), (f"other {n}",)), frozenset({0})) for n in range(10) for _ in range(5)
    ]
    assert all(is_right(Choice(fit(examples)), e) for e in examples)
    swapped = [Example(e.article, e.candidates[::-1], frozenset({1})) for e in examples]
    assert validate(swapped).accuracy == 0.0


def test_the_ceiling_counts_what_could_be_right() -> None:
    found = validate([*EXAMPLES, Example("lost", (("subject",), ("other",)), frozenset())])
    assert (found.ceiling, found.total) == (30, 31)
    assert found.right == 30


def test_no_examples() -> None:
    assert fit([]) == {}
    assert validate([]).accuracy == 0.0


def test_count() -> None:
    lines = count(Choice(fit(EXAMPLES)), EXAMPLES)
    assert lines[1].split() == ["20", "20", "0", "subject"]
