"""``doc.noun_chunks`` for Universal Dependencies; spaCy's English iterator knows only the older labels."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.symbols import NOUN, PRON, PROPN, X
from spacy.tokens import Doc, Span, Token

_NOMINAL = (NOUN, PROPN, PRON, X)
_HEADS = frozenset(
    [
        "nsubj",
        "nsubj:pass",
        "nsubj:outer",
        "obj",
        "iobj",
        "obl",
        "obl:npmod",
        "obl:tmod",
        "obl:agent",
        "obl:unmarked",
        "nmod",
        "nmod:poss",
        "nmod:npmod",
        "nmod:tmod",
        "nmod:unmarked",
        "appos",
        "ROOT",
        "root",
        "conj",
        "dep",
        "dislocated",
        "vocative",
        "parataxis",
        "list",
        "xcomp",
        "ccomp",
        "acl:relcl",
        "orphan",
        "reparandum",
        "obl:arg",
        "nmod:desc",
    ]
)
_LEFT = frozenset(
    [
        "det",
        "det:predet",
        "amod",
        "compound",
        "nummod",
        "nmod:poss",
        "advmod",
        "flat",
        "case",
        "punct",
        "goeswith",
        "nmod:desc",
        "cc",
        "conj",
    ]
)


def noun_chunks(doclike: Doc | Span) -> Iterator[tuple[int, int, int]]:
    """Base noun phrases as (start, end, label) over token indices: a head and what stands before it."""
    doc = doclike.doc
    label = doc.vocab.strings.add("NP")
    last = -1
    for token in doclike:
        if token.pos not in _NOMINAL or token.dep_ not in _HEADS:
            continue
        start, end = _left_edge(token), _right_edge(token)
        if start > last and not token.is_space:
            last = end - 1
            yield start, end, label


def _left_edge(head: Token) -> int:
    """First word of the phrase; prepositions and leading punctuation stay outside."""
    start = head.i
    for child in reversed(list(head.lefts)):
        if child.dep_ not in _LEFT or child.dep_ in ("case", "cc"):
            break
        if child.right_edge.i + 1 != start:
            break
        start = child.left_edge.i
    while start < head.i and (head.doc[start].is_punct or head.doc[start].is_space):
        start += 1
    return start


def _right_edge(head: Token) -> int:
    """One past the head and the parts of its name ("Bank of ..." is not one: that is an nmod)."""
    end = head.i + 1
    for child in head.rights:
        if child.dep_ in ("flat", "flat:name", "goeswith", "compound:prt") and child.i == end:
            end = child.right_edge.i + 1
        elif child.dep_ == "compound" and child.i == end:
            end = child.i + 1
        else:
            break
    return end
