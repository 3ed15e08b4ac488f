"""Clauses, and how far an attribution reaches."""

from __future__ import annotations

import pytest

from pipeline.syntax import clause, governs, verb_above
from tests.trees import tree

TOLD = (
    "According/3/case to/0/fixed the/3/det ministry/6/obl ,/3/punct sales/6/nsubj rose/6/ROOT 3/6/obj and/10/cc "
    "exports/10/nsubj fell/6/conj/VERB 2/10/obj"
)
SHOWN = (
    "Data/1/nsubj show/1/ROOT sales/3/nsubj rose/1/ccomp 3/3/obj ,/6/punct growing/3/advcl from/8/case 4/6/obl "
    "and/10/cc hint/1/conj/VERB at/12/case 5/10/obl"
)
OTHERS = "Ulm/1/nsubj said/1/ROOT sales/3/nsubj rose/1/ccomp 3/3/obj ,/7/punct aides/7/nsubj say/3/parataxis 4/7/ccomp"


def test_clause() -> None:
    doc = tree(TOLD)
    assert [clause(doc[k]).text for k in (3, 5, 7, 9, 11)] == ["rose", "rose", "rose", "fell", "fell"]
    large = tree("it/2/nsubj/PRON is/2/cop large/2/ROOT/ADJ")
    assert {clause(t).text for t in large} == {"large"}


def test_verb_above() -> None:
    assert verb_above(tree("a/1/det fine/1/ROOT/NOUN of/3/case $5m/1/nmod")[3]) is None
    found = verb_above(tree(TOLD)[11])
    assert found is not None
    assert found.text == "fell"


@pytest.mark.parametrize(
    ("text", "phrase", "reached", "beyond"),
    [(TOLD, (0, 4), (7, 11), (3,)), (SHOWN, (1, 2), (4, 8), (0, 12))],
    ids=["according to", "data show"],
)
def test_governs(text: str, phrase: tuple[int, int], reached: tuple[int, ...], beyond: tuple[int, ...]) -> None:
    doc = tree(text)
    span = doc[slice(*phrase)]
    assert [governs(span, doc[k]) for k in reached] == [True] * len(reached)
    assert [governs(span, doc[k]) for k in beyond] == [False] * len(beyond)


def test_what_another_says_is_not_governed() -> None:
    doc = tree(OTHERS)
    assert governs(doc[1:2], doc[4], lambda t: t.text == "say")
    assert not governs(doc[1:2], doc[8], lambda t: t.text == "say")
