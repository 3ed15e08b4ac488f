"""Which words are figures, and which pointers are kept of their scores."""

import numpy as np
import pytest

from pipeline.encoder.linker import HEADS, NOTHING, distances, is_figure, pointers

FIGURES = [
    ("12", True),
    ("$4.5bn", True),
    ("seven", True),
    ("Twenty-nine", True),
    ("two-thirds", True),
    ("doubled", True),
    ("one-off", True),  # the first part is enough
    ("ferry", False),
    ("-", False),
    ("someone", False),
]


@pytest.mark.parametrize(("word", "is_one"), FIGURES, ids=[word for word, _ in FIGURES])
def test_figures(word: str, is_one: bool) -> None:
    assert is_figure(word) is is_one


def test_distances_are_steps_and_say_the_side() -> None:
    """Behind a figure by odd numbers, in steps that widen; the figure itself counts as just before."""
    assert distances([2], 7).tolist() == [[2, 0, 0, 1, 3, 5, 7]]
    assert distances([0, 200], 201)[:, [0, 200]].tolist() == [[0, 25], [24, 0]]


def scores(width: int, **rows: list[list[float]]) -> dict[str, np.ndarray]:
    """Scores of no head but those named: a row for each figure."""
    count = max(len(found) for found in rows.values())
    none = np.zeros((count, width + 1))
    return {name: np.array(rows[name]) if name in rows else none for name in HEADS}


def test_targets_are_words_of_the_article() -> None:
    found = pointers(scores(3, owner=[[0.7, 0.0, 0.02, 0.28]]), [1], skip=0, offset=40)
    assert list(found) == [("owner", (41, 40, 0.7)), ("owner", (41, NOTHING, 0.28))]


def test_context_is_skipped() -> None:
    given = scores(3, owner=[[0.0, 1.0, 0.0, 0.0], [0.0, 0.1, 0.0, 0.9]])
    found = list(pointers(given, [0, 2], skip=1, offset=7))
    assert found == [("owner", (9, NOTHING, 0.9)), ("owner", (9, 8, 0.1))]


def test_of_many_targets_the_likeliest_are_kept() -> None:
    row = [0.1, 0.1, 0.2, 0.1, 0.1, 0.3, 0.1]
    found = list(pointers(scores(6, period=[row]), [5], skip=0, offset=0))
    assert [(target, share) for _, (_, target, share) in found] == [(5, 0.3), (2, 0.2), (0, 0.1), (1, 0.1)]
