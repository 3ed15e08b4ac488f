"""The words of a phrase."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")


def words_of(phrase: str) -> list[str]:
    """The words as they are spelled, hyphened ones whole, a possessive ending left out."""
    return [w.removesuffix("'s").removesuffix("’s") for w in _WORD.findall(phrase)]
