"""Whose figure it is."""

from __future__ import annotations

import pytest
from spacy.language import Language

OWNERS = [  # the owner of the last figure
    ("Halvor Steel said on Monday that its profit rose 8 percent.", "Halvor Steel"),
    ("Norway's unemployment rate fell to 3.1 percent in May.", "Norway"),
    ("Exports of Vietnam grew 12 percent.", "Vietnam"),
    ("Mary Clay said that Ulm Bank had lost $4 million.", "Ulm Bank"),
    ("Water boils at 100 degrees.", None),
]


@pytest.mark.parametrize(("text", "owner"), OWNERS, ids=[str(owner) for _, owner in OWNERS])
def test_owner(nlp: Language, text: str, owner: str | None) -> None:
    claim = nlp(text)._.claims[-1]
    assert claim.about_name == owner
    assert (claim.basis.about is None) == (owner is None)
