"""Names that differ by a slip of the pen, found through their deletions: no name is compared with all others."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from itertools import combinations
from typing import Generic, TypeVar

T = TypeVar("T")

_LONG = 8  # letters from which on two slips are allowed instead of one
_SHORT = 5  # shorter names are too close to one another anyway


class Spellings(Generic[T]):
    """An index of words (each with what bears it) by the forms that one or two deletions give."""

    def __init__(self, words: Iterable[tuple[str, T]]) -> None:
        self._index: dict[Hashable, list[tuple[str, T]]] = {}
        for word, bearer in words:
            for key in _deletions(word):
                self._index.setdefault(key, []).append((word, bearer))

    def near(self, word: str) -> list[T]:
        """What bears another word within the allowed distance and with the same first letter, each once, in order."""
        found = {
            id(bearer): bearer
            for key in _deletions(word)
            for other, bearer in self._index.get(key, ())
            if other != word and other[:1] == word[:1] and distance(word, other) <= _slips(min(word, other, key=len))
        }
        return list(found.values())


def _slips(word: str) -> int:
    return 0 if len(word) < _SHORT else 1 if len(word) < _LONG else 2


def _deletions(word: str) -> Iterator[str]:
    yield word
    for n in range(1, _slips(word[:20]) + 1):
        for gone in combinations(range(min(len(word), 20)), n):
            yield "".join(c for i, c in enumerate(word) if i not in gone)


def distance(a: str, b: str) -> int:
    """Levenshtein distance."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
    return row[-1]
