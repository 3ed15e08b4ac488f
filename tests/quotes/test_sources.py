"""Sources read off the dependency tree where the model marked a cue only."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipeline.quotes.passes.article import Article
from pipeline.quotes.passes.sources import source_of_cue

# word/head/relation; the cue is the word in capitals, the source expected is between bars
TREES = [
    ("|The/1/det mayor/2/nsubj| SAID/2/ROOT no/2/obj", "The mayor"),
    ("|The/1/det mayor/2/nsubj| spoke/2/ROOT SAYING/2/advcl no/3/obj", "The mayor"),
    ("|Norway/4/nmod:poss| 's/0/case long/4/amod old/4/amod CLAIM/5/nsubj fell/5/ROOT", "Norway 's"),
    ("The/1/det mayor/3/nsubj:pass was/3/aux:pass TOLD/3/ROOT no/3/obj", None),
]


@pytest.mark.parametrize(("tree", "wanted"), TREES)
def test_subject(tree: str, wanted: str | None) -> None:
    cells = [cell.strip("|").split("/") for cell in tree.split()]
    words = [c[0].lower() if c[0].isupper() and len(c[0]) > 2 else c[0] for c in cells]
    cue_at = next(i for i, c in enumerate(cells) if c[0].isupper() and len(c[0]) > 2)
    heads, deps = [int(c[1]) for c in cells], [c[2] for c in cells]
    pos = ["NOUN" if w == "claim" else "VERB" if d == "ROOT" else "X" for w, d in zip(words, deps, strict=True)]
    doc = Doc(Vocab(), words=words, heads=heads, deps=deps, pos=pos)
    cue = doc[cue_at]
    found = source_of_cue(Article.of(doc), (cue.idx, cue.idx + len(cue)))
    assert (doc.text[slice(*found)] if found else None) == wanted


def test_without_a_tree_there_is_none() -> None:
    assert source_of_cue(Article.of(Doc(Vocab(), words=["Ana", "said", "no"])), (4, 8)) is None
