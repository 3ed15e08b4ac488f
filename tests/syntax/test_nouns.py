"""Nouns that own others."""

from __future__ import annotations

from pipeline.syntax import possessed
from tests.trees import tree


def test_possessed() -> None:
    doc = tree("Ulm/3/nmod:poss/PROPN 's/0/case net/3/amod profit/3/ROOT/NOUN rose/3/acl")
    assert possessed(doc[0], lambda t: False).text == "profit"
    assert possessed(doc[3], lambda t: False).text == "profit"
