"""Structures that come out of decoding are always possible ones, and the best ones where that can be checked."""

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.encoder.decode import bio_constraints, bio_start, spans, tree, viterbi

LABELS = ["O", "B-cue", "I-cue", "B-source", "I-source"]
FREE = np.zeros((5, 5), dtype=np.float32)


def valid(path: list[str]) -> bool:
    return all(not b.startswith("I-") or a[1:] == b[1:] for a, b in zip(["O", *path], path, strict=False))


@given(st.integers(0, 2**32 - 1), st.integers(1, 12))
def test_viterbi_never_yields_an_impossible_sequence(seed: int, n: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(2, n, 5)).astype(np.float32)
    for path in viterbi(scores, [n, max(1, n - 3)], FREE + bio_constraints(LABELS), bio_start(LABELS)):
        assert valid([LABELS[i] for i in path])


@given(st.integers(0, 2**32 - 1), st.integers(1, 4))
def test_viterbi_finds_the_best_of_all_possible_sequences(seed: int, n: int) -> None:
    rng = np.random.default_rng(seed)
    scores, moves = rng.normal(size=(1, n, 5)), rng.normal(size=(5, 5)) + bio_constraints(LABELS)
    total = lambda p: scores[0, range(n), p].sum() + sum(moves[a, b] for a, b in pairwise(p))  # noqa: E731
    best = max((p for p in product(range(5), repeat=n) if valid([LABELS[i] for i in p])), key=total)
    assert tuple(viterbi(scores, [n], moves, bio_start(LABELS))[0]) == best


@pytest.mark.parametrize(
    ("bio", "found"),
    [
        ("O O", []),
        ("B-cue", [(0, 1, "cue")]),
        ("B-cue I-cue O B-source", [(0, 2, "cue"), (3, 4, "source")]),
        ("B-cue B-cue I-cue", [(0, 1, "cue"), (1, 3, "cue")]),
    ],
)
def test_spans(bio: str, found: list[tuple[int, int, str]]) -> None:
    assert spans(bio.split()) == found


def is_tree(heads: np.ndarray) -> bool:
    roots = [i for i, h in enumerate(heads) if h == i]
    reaches = lambda i, steps: heads[i] == i or (steps > 0 and reaches(heads[i], steps - 1))  # noqa: E731
    return len(roots) == 1 and all(reaches(i, len(heads)) for i in range(len(heads)))


@given(st.integers(0, 2**32 - 1), st.integers(1, 30))
def test_every_decoded_sentence_is_a_tree_with_one_root(seed: int, n: int) -> None:
    assert is_tree(tree(np.random.default_rng(seed).normal(size=(n, n + 1)).astype(np.float32)))


def test_a_cycle_is_broken_at_the_least_cost() -> None:
    # 0 and 1 prefer each other; hanging 1 on the root and 0 on 1 loses least
    scores = np.array([[-9, 5, 1], [5, -9, 4]], dtype=np.float32)
    assert tree(scores).tolist() == [1, 1]
