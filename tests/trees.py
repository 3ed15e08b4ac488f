"""Docs made by hand, so that a question to the tree is tested on a tree and not on what the model makes of it."""

from __future__ import annotations

import spacy
from spacy.tokens import Doc

_VOCAB = spacy.blank("en").vocab

_POS = {
    "nsubj": "NOUN", "nsubj:pass": "NOUN", "obj": "NOUN", "obl": "NOUN", "nmod": "NOUN", "compound": "NOUN",
    "nmod:poss": "NOUN", "det": "DET", "case": "ADP", "aux": "AUX", "aux:pass": "AUX", "cop": "AUX", "amod": "ADJ",
    "nummod": "NUM", "punct": "PUNCT", "cc": "CCONJ", "mark": "SCONJ", "ROOT": "VERB", "ccomp": "VERB",
    "xcomp": "VERB", "advcl": "VERB", "acl": "VERB", "acl:relcl": "VERB", "parataxis": "VERB",
}  # fmt: skip


def tree(text: str) -> Doc:
    """A Doc of cells ``word/head/relation``, ``/POS`` and ``/TAG`` behind where the relation does not say it.

    The head is the number of a word, from 0; the root has its own: ``"Sales/1/nsubj rose/1/ROOT 8/3/nummod %/1/obl"``.
    """
    cells = [cell.split("/") for cell in text.split()]
    words, deps = [c[0] for c in cells], [c[2] for c in cells]
    pos = [c[3] if len(c) > 3 and c[3] else _POS.get(c[2], "X") for c in cells]
    tags = [c[4] if len(c) > 4 else "" for c in cells]
    return Doc(
        _VOCAB, words=words, heads=[int(c[1]) for c in cells], deps=deps, pos=pos, tags=tags,
        lemmas=[w.lower() for w in words],
    )  # fmt: skip
