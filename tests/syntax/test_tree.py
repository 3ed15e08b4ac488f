"""The plain questions to a tree: paths, steps, times."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

import pipeline
from pipeline.syntax import paths, steps, timed
from tests.trees import tree

FINE = "The/1/det court/2/nsubj imposed/2/ROOT a/4/det fine/2/obj of/7/case $/7/compound 5m/4/nmod"
TWO = "Sales/1/nsubj rose/1/ROOT ././punct".replace("././punct", "./1/punct") + " Costs/4/nsubj fell/4/ROOT"


@pytest.mark.parametrize(
    ("a", "b", "wanted"),
    [
        (7, 4, "nmod:of↑"),
        (7, 1, "nmod:of↑ obj↑ nsubj↓"),
        (1, 7, "nsubj↑ obj↓ nmod:of↓"),
        (4, 4, ""),
        (2, 1, "nsubj↓"),
    ],
)
def test_path(a: int, b: int, wanted: str) -> None:
    doc = tree(FINE)
    assert paths(doc[a])(doc[b]) == wanted
    assert steps(doc[a], doc[b]) == len(wanted.split())


def test_no_path_between_two_sentences() -> None:
    doc = tree(TWO)
    assert paths(doc[0])(doc[3]) is None
    assert steps(doc[0], doc[3]) >= 40


def test_a_bare_time() -> None:
    doc = tree("last/1/amod year/2/nsubj was/2/ROOT a/4/det year/2/obj")
    assert [t.i for t in doc if timed(t)] == [1]


def test_every_list_is_read_and_says_a_word_once() -> None:
    root = Path(pipeline.__path__[0])
    code = "\n".join(path.read_text(encoding="utf-8") for path in root.rglob("*.py"))
    lists = tomllib.loads((root / "syntax" / "words.toml").read_text(encoding="utf-8"))
    assert [name for name in lists if not re.search(rf"lexicon\(\"{name}\"\)", code)] == []
    assert [name for name, found in lists.items() if len(found) > len(set(found))] == []
