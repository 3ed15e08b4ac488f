"""What the network sees of a word beside its word pieces: its shape, and whether it stands inside quotation marks.

It sees both twice: added to the word pieces, where the encoder's attention can use them, and beside its output.

The encoder is uncased; the shape brings case back. The quotation state is a hint for span ends, reset at every
paragraph, so one unbalanced mark costs at most its own paragraph.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

Indices = npt.NDArray[np.int64]

SHAPES = ("pad", "lower", "title", "upper", "initial", "mixed", "digits", "alnum", "punct", "other")
QUOTE_STATES = ("outside", "inside", "open", "close")

MARKS = 1 + len(SHAPES) * len(QUOTE_STATES)

_SHAPE = {name: i for i, name in enumerate(SHAPES)}
_OPENING, _CLOSING, _STRAIGHT = frozenset("“„«‟"), frozenset("”»"), frozenset(('"', "``", "''"))


@lru_cache(maxsize=16_384)
def shape(word: str) -> int:
    """Index into ``SHAPES`` for one word."""
    if word.isalpha():
        if word.islower():
            return _SHAPE["lower"]
        if word.isupper():
            return _SHAPE["initial"] if len(word) == 1 else _SHAPE["upper"]
        if word.istitle():
            return _SHAPE["title"]
        return _SHAPE["mixed"]
    if any(c.isdigit() for c in word):
        return _SHAPE["alnum"] if any(c.isalpha() for c in word) else _SHAPE["digits"]
    if any(c.isalpha() for c in word):
        return _SHAPE["title"] if word[0].isupper() else _SHAPE["mixed"]
    return _SHAPE["punct"] if word.isprintable() else _SHAPE["other"]


def mark(shape: Indices, state: Indices) -> Indices:
    """Shapes and quotation states of words as indices below ``MARKS``; 0 is left for pieces of no word."""
    return 1 + shape * len(QUOTE_STATES) + state


def quote_states(words: Sequence[str], breaks: Sequence[bool]) -> list[int]:
    """Indices into ``QUOTE_STATES``, one a word.

    ``breaks[i]`` is true where word ``i`` begins a paragraph.
    """
    states, inside = [], False
    for word, new_paragraph in zip(words, breaks, strict=True):
        inside = inside and not new_paragraph
        opens = word in _OPENING or (word in _STRAIGHT and not inside)
        closes = not opens and (word in _CLOSING or word in _STRAIGHT)
        states.append(2 if opens else 3 if closes else int(inside))
        inside = (inside or opens) and not closes
    return states
