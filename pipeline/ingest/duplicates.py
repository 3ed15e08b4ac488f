"""Near-duplicates in a run: MinHash of word triples, banded into one table; linear time, bounded memory.

Why not datasketch: its LSH keeps Python dictionaries of byte keys that grow without a bound, and it brings SciPy. Here
an article costs 256 bytes (a signature of 64 16-bit values and its share of a table), and after ``CAPACITY`` articles
the oldest are forgotten.
"""

from __future__ import annotations

import re
import zlib

import numpy as np
import numpy.typing as npt

from pipeline.records import Document

CAPACITY = 1 << 20  # articles that are remembered
FIRST = 1024  # articles that the tables have room for before they grow
SIMILARITY = 0.7  # estimated Jaccard similarity of the word triples from which two bodies are "near-identical"
FEWEST_WORDS = 20  # shorter bodies ("No comment.") are alike without being copies
PERMUTATIONS, BANDS = 64, 16
ROWS = PERMUTATIONS // BANDS
_SLOTS_PER_ARTICLE = 2 * BANDS
_CHUNK = 4096  # triples hashed at once
_WORD = re.compile(r"\w+")

U32 = npt.NDArray[np.uint32]
U16 = npt.NDArray[np.uint16]
U64 = npt.NDArray[np.uint64]

_RANDOM = np.random.Generator(np.random.PCG64(20250306))  # fixed: signatures are the same in every run
_FACTORS = _RANDOM.integers(1, 2**32, PERMUTATIONS, dtype=np.uint32) | np.uint32(1)
_OFFSETS = _RANDOM.integers(0, 2**32, PERMUTATIONS, dtype=np.uint32)
_BAND_FACTORS = _RANDOM.integers(1, 2**63, (BANDS, ROWS), dtype=np.uint64) | np.uint64(1)


def body(document: Document) -> str:
    """The text of the article's body lines."""
    return "\n".join(document.text[block.start : block.end] for block in document.blocks if block.kind == "body")


def signature(text: str) -> U16 | None:
    """MinHash signature of a text's word triples; None when it has too few words to tell."""
    words = [zlib.crc32(word.encode()) for word in _WORD.findall(text.casefold())]
    if len(words) < FEWEST_WORDS:
        return None
    w = np.array(words, dtype=np.uint32)
    triples = _mix(w[:-2] * np.uint32(0x9E3779B1) + _mix(w[1:-1] * np.uint32(0x85EBCA77) + _mix(w[2:])))
    triples = np.unique(triples)
    least = np.full(PERMUTATIONS, 2**32 - 1, dtype=np.uint32)
    for start in range(0, len(triples), _CHUNK):
        hashes = _mix(triples[start : start + _CHUNK, None] * _FACTORS + _OFFSETS)
        least = np.minimum(least, hashes.min(axis=0))
    return (_mix(least) >> np.uint32(16)).astype(np.uint16)


class Duplicates:
    """The bodies of a run so far. Feed it the documents in input order."""

    def __init__(self, capacity: int = CAPACITY) -> None:
        """Remember the last ``capacity`` articles (a power of two); the tables grow with the run."""
        self._capacity = capacity
        self._ids: list[str] = []
        self._count = 0
        self._signatures: U16 = np.zeros((min(FIRST, capacity), PERMUTATIONS), dtype=np.uint16)
        self._table = self._new_table()

    def earlier(self, document: Document) -> str | None:
        """The id of the earlier article that this one repeats, or None; one that repeats none is remembered."""
        return self.match(document.doc_id, signature(body(document)))

    def match(self, doc_id: str, own: U16 | None) -> str | None:
        """``earlier`` for a document whose signature is known (workers make them, the order is known after)."""
        if own is None:
            return None
        slots = self._slots(own[None, :])[0]
        best = self._most_similar(own, slots)
        if best is None:
            self._remember(doc_id, own, slots)
            return None
        return self._ids[best]

    def _most_similar(self, own: U16, slots: U64) -> int | None:
        candidates = np.unique(self._table[slots])  # ascending: of equals, the one in the first place wins
        candidates = candidates[candidates >= 0]
        if not len(candidates):
            return None
        shares = (self._signatures[candidates] == own).mean(axis=1)
        best = int(shares.argmax())
        return int(candidates[best]) if shares[best] >= SIMILARITY else None

    def _remember(self, doc_id: str, own: U16, slots: U64) -> None:
        if self._count == len(self._signatures) < self._capacity:
            self._grow()
            slots = self._slots(own[None, :])[0]
        place = self._count % self._capacity
        if place == len(self._ids):
            self._ids.append(doc_id)
        else:
            self._ids[place] = doc_id
        self._signatures[place] = own
        self._table[slots] = place
        self._count += 1

    def _grow(self) -> None:
        self._signatures = np.concatenate([self._signatures, np.zeros_like(self._signatures)])
        self._table = self._new_table()
        for start in range(0, self._count, _CHUNK):
            stop = min(start + _CHUNK, self._count)
            slots = self._slots(self._signatures[start:stop])
            self._table[slots] = np.arange(start, stop, dtype=np.int32)[:, None]

    def _new_table(self) -> npt.NDArray[np.int32]:
        return np.full(len(self._signatures) * _SLOTS_PER_ARTICLE, -1, dtype=np.int32)

    def _slots(self, signatures: U16) -> U64:
        """Table slots of signatures, one for each band; shape (articles, bands)."""
        rows = signatures.reshape(-1, BANDS, ROWS).astype(np.uint64) + np.uint64(1)
        keys = (rows * _BAND_FACTORS).sum(axis=2, dtype=np.uint64)
        keys = (keys ^ (keys >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9)
        slots: U64 = (keys >> np.uint64(32)) % np.uint64(len(self._table))
        return slots


def _mix(values: U32) -> U32:
    """A bijection of 32-bit numbers that spreads their bits (the finalizer of MurmurHash3)."""
    values = (values ^ (values >> np.uint32(16))) * np.uint32(0x85EBCA6B)
    values = (values ^ (values >> np.uint32(13))) * np.uint32(0xC2B2AE35)
    return values ^ (values >> np.uint32(16))
