"""The same example in another house style, so that no corpus's typography is taken for meaning."""

from __future__ import annotations

import random
from dataclasses import replace

from models.training.data import Example

STRAIGHT = {"“": '"', "”": '"', "‘": "'", "’": "'", "’s": "'s", "n’t": "n't", "’re": "'re", "’ve": "'ve", "’ll": "'ll"}
CURLY = {v: k for k, v in STRAIGHT.items() if v[0] not in "\"'" or len(v) > 1}
CHANCE = 0.3
CAPITALS = 0.03  # headlines and wire slugs


def restyle(example: Example, rng: random.Random) -> Example:
    """Curly marks made straight, or straight ones curly, for a third of the examples; a few wholly in capitals."""
    if rng.random() < CAPITALS:
        example = replace(example, words=[w.upper() for w in example.words])
    if rng.random() >= CHANCE:
        return example
    if "“" in example.words:
        return replace(example, words=[STRAIGHT.get(w, w) for w in example.words])
    return replace(example, words=_curl(example.words, example.breaks))


def _curl(words: list[str], breaks: list[bool]) -> list[str]:
    """Straight double marks paired within each paragraph."""
    out, inside = [], False
    for word, new in zip(words, breaks, strict=True):
        inside = inside and not new
        if word == '"':
            out.append("”" if inside else "“")
            inside = not inside
        else:
            out.append(CURLY.get(word, word))
    return out
