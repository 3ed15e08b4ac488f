"""Nouns that own others."""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Token

_NOUNS = ("NOUN", "PROPN")
_POSSESSIVE = ("'s", "’s", "'", "’")
_MAX_AFTER = 7  # tokens in a noun phrase after a figure


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
