"""Where quantities can be: the words that begin one, and the paragraphs that hold none, which are not even cut."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from pipeline.claims.lexicon import table
from pipeline.claims.parse.pieces import Piece

_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]+")


@cache
def _starters() -> frozenset[str]:
    numbers, doubles = table("numbers"), table("shares")["double"]["words"]
    words = ("a", "an", "half", "quarter", "twice", "thrice", *numbers["some"]["words"], *doubles)
    return frozenset(words).union(
        *(numbers[section] for section in ("cardinals", "plurals", "ordinals", "multiples", "glyphs"))
    )


@cache
def _figures() -> frozenset[str]:
    """The words of numbers and of their parts ("hundred", "thirds"); an article is none by itself."""
    numbers = table("numbers")
    return (_starters() - {"a", "an"}).union(numbers["scales"], numbers["denominators"])


@cache
def _approximators() -> frozenset[str]:
    """The last words of approximators, "more *than* a mile"."""
    return frozenset(phrase.split()[-1] for phrases in table("bounds")["before"].values() for phrase in phrases)


def may_start(piece: Piece) -> bool:
    """Whether a quantity may start with a piece."""
    return piece.kind == "number" or piece.lower in _starters() or piece.lower.endswith("fold")


def may_hold(text: str) -> bool:
    """Whether a stretch of text may hold a quantity: a digit, a word of numbers, or "more than a" unit."""
    if _DIGIT.search(text) is not None:
        return True
    words = _WORD.findall(text.lower())
    if not _figures().isdisjoint(words):
        return True
    one = any(b in ("a", "an") and a in _approximators() for a, b in pairwise(words))
    return one or any(word.endswith("fold") for word in words)
