"""Noun phrases and the nouns beside a place."""

from __future__ import annotations

from pipeline.syntax import noun_phrase, possessed
from tests.trees import tree

COST = (
    "for/3/case the/3/det total/3/amod cost/3/ROOT/NOUN of/6/case the/6/det bridge/3/nmod ,/10/punct a/10/det "
    "steel/10/compound arch/3/appos"
)


def test_noun_phrase() -> None:
    doc = tree(COST)
    assert noun_phrase(doc[3]).text == "the total cost of the bridge"
    assert noun_phrase(doc[6]).text == "the bridge"
    assert noun_phrase(doc[3], lambda t: t.text == "bridge").text == "the total cost"


def test_a_relative_clause_is_no_part() -> None:
    doc = tree("the/1/det men/1/ROOT/NOUN who/3/nsubj/PRON left/1/acl:relcl")
    assert noun_phrase(doc[1]).text == "the men"


def test_possessed() -> None:
    doc = tree("Ulm/3/nmod:poss/PROPN 's/0/case net/3/amod profit/3/ROOT/NOUN rose/3/acl")
    assert possessed(doc[0], lambda t: False).text == "profit"
    assert possessed(doc[3], lambda t: False).text == "profit"
