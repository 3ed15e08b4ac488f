"""Choices of the body that a person belongs to, in gold articles; the role is the gold's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from spacy.tokens import Doc

from pipeline.choices import Example
from pipeline.choices.gold import ALIKE, word_f1
from pipeline.quotes.speakers.role_choice import BODY_WEIGHTS as WEIGHTS
from pipeline.quotes.speakers.role_choice import bodies, body_features
from pipeline.quotes.speakers.role_examples import opened, said, speakers

__all__ = ["WEIGHTS", "examples"]


def examples(doc: Doc, gold: Mapping[str, Any]) -> Sequence[Example]:
    """A choice of body for each person of the gold with names in or beside the role."""
    found = []
    text, known, _ = opened(doc)
    for referent, rows in speakers(known, gold):
        role = next((r["role"] for r in rows if r.get("role")), None)
        span = (role["start"], role["end"]) if role else None
        those = bodies(text, known, referent, span)
        if those:
            wanted = said(rows, "affiliation")
            right = {n for n, b in enumerate(those) if wanted and word_f1(wanted, b.mention.text) >= ALIKE}
            right = right if wanted else {len(those)}
            found.append(Example(gold["id"], tuple(body_features(text, those, span)), frozenset(right)))
    return found
