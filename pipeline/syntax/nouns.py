"""Noun phrases: what belongs to a noun, and the nouns beside a place in the text."""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Span, Token

_NOUNS = ("NOUN", "PROPN")
_APART = frozenset(  # relations of what says more of a noun, and is no part of its phrase
    ("acl:relcl", "acl", "appos", "parataxis", "advcl", "orphan", "dislocated", "vocative", "discourse", "cop", "nsubj")
)
_OWN_CASE = frozenset(("case", "mark", "cc", "cc:preconj", "aux"))  # of the noun itself: before its phrase
_POSSESSIVE = ("'s", "’s", "'", "’")
_MAX_AFTER = 7  # tokens in a noun phrase after a figure


def noun_phrase(noun: Token, skip: Callable[[Token], bool] = lambda token: False) -> Span:
    """The phrase of ``noun``: article, modifiers and complements; no relative clause, appositive or own preposition.

    "for *the total cost of the bridge*, a steel arch". The unbroken stretch around the noun; a child for which
    ``skip`` is true ends it, with all that hangs on that.
    """
    inside = {noun.i}
    stack = [noun]
    while stack:
        token = stack.pop()
        for part in token.children:
            own = token.i == noun.i and (part.dep_ in _OWN_CASE or part.is_punct)
            if part.dep_ in _APART or part.is_space or own or skip(part):
                continue
            inside.add(part.i)
            stack.append(part)
    a = b = noun.i
    while a - 1 in inside:
        a -= 1
    while b + 1 in inside:
        b += 1
    while b > noun.i and (noun.doc[b].is_punct or noun.doc[b].pos_ in ("CCONJ", "ADP")):
        b -= 1
    return noun.doc[a : b + 1]


def possessed(noun: Token, taken: Callable[[Token], bool]) -> Token:
    """``Firm X's revenue``: the revenue, where the tree takes the owner for the head; ``taken``: tokens passed over."""
    doc, k = noun.doc, noun.i + 1
    if k >= len(doc) or doc[k].text not in _POSSESSIVE or doc[k].whitespace_ == "":
        return noun
    last = noun
    for token in doc[k + 1 : k + 1 + _MAX_AFTER]:
        if token.pos_ in _NOUNS and not taken(token):
            last = token
        elif not (token.pos_ in ("ADJ", "NUM", "SYM") or token.tag_ in ("VBG", "VBN") or taken(token)):
            break
    return last


def is_hyphen(token: Token) -> bool:
    """Whether a token is a hyphen inside a word: "like*-*for*-*like"."""
    return token.text == "-" and not token.whitespace_ and token.i > 0 and not token.nbor(-1).whitespace_
