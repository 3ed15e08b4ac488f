"""The same example in another house style or about other names, so that neither is learnt by heart."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterable, Iterator
from dataclasses import replace

from models.training.data import Example

STRAIGHT = {"“": '"', "”": '"', "‘": "'", "’": "'", "’s": "'s", "n’t": "n't", "’re": "'re", "’ve": "'ve", "’ll": "'ll"}
CURLY = {v: k for k, v in STRAIGHT.items() if v[0] not in "\"'" or len(v) > 1}
CHANCE = 0.3
CAPITALS = 0.03  # headlines and wire slugs
SWAPPED = 0.3  # of the examples with entities …
SWAPS = 0.5  # … this share of their names
RARE = frozenset({"B-Product", "B-Facility"})
UNSWAPPED = frozenset({"O", "B-NORP", "B-Date", "B-Money"})  # noun or adjective, phrase or symbol: they do not fit


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


def repeat_rare(examples: list[Example]) -> list[Example]:
    """The examples, those with a rare label twice."""
    return examples + [x for x in examples if x.task == "entities" and RARE & set(x.bio or ())]


class Names:
    """All names of the training data, by label and length, to stand in for each other (Dai and Adel 2020)."""

    def __init__(self, examples: Iterable[Example]) -> None:
        found: dict[tuple[str, int], set[tuple[str, ...]]] = {}
        for x in examples:
            if x.task in ("entities", "partial"):
                for tag, s, e in _mentions(x.bio or []):
                    found.setdefault(self._key(tag, e - s), set()).add(tuple(x.words[s:e]))
        self.pools = {k: sorted(v) for k, v in found.items()}

    @staticmethod
    def _key(tag: str, length: int) -> tuple[str, int]:
        """A surname is replaced by a surname; how long a name of something else is says little."""
        return tag, min(length, 2) if tag == "B-Person" else 0

    def swap(self, example: Example, rng: random.Random) -> Example:
        """Other names of the same label for about half of an example's; the same words get the same name."""
        if example.task not in ("entities", "partial") or rng.random() >= SWAPPED:
            return example
        words, breaks, bio = [], [], []
        chosen: dict[tuple[str, ...], tuple[str, ...]] = {}
        for tag, s, e in _mentions(example.bio or [], outside=True):
            old = tuple(example.words[s:e])
            if tag in UNSWAPPED or tag.startswith("O|"):
                new = old
            elif old not in chosen:
                pool = self.pools[self._key(tag, e - s)]
                new = chosen[old] = rng.choice(pool) if rng.random() < SWAPS else old
            else:
                new = chosen[old]
            words += new
            breaks += [example.breaks[s]] + [False] * (len(new) - 1) if new is not old else example.breaks[s:e]
            bio += (example.bio or [])[s:e] if new is old else [tag] + [tag.replace("B-", "I-")] * (len(new) - 1)
        return replace(example, words=words, breaks=breaks, bio=bio)


def _mentions(bio: list[str], outside: bool = False) -> Iterator[tuple[str, int, int]]:
    """(first tag, start, end) of every mention; with ``outside``, also of every word outside them."""
    starts = [i for i, tag in enumerate(bio) if tag[0] != "I"] + [len(bio)]
    for s, e in itertools.pairwise(starts):
        if outside or bio[s][0] == "B":
            yield bio[s], s, e
