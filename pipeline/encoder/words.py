"""The words of a doc as arrays: a Python object for every token would cost as much as all of the decoding."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from spacy.attrs import IS_SPACE, LENGTH, ORTH, SPACY
from spacy.tokens import Doc

Offsets = npt.NDArray[np.int64]
SPELLED_TOKENS, SPELLED_CHARS = 64, 2  # so many tokens in a row, none longer, are no language


@dataclass(frozen=True, slots=True)
class Words:
    """The N tokens of a doc that the network reads: no white space, and no stretch of one or two characters a token.

    Rows of marks ("“““ …"), of letters or of digits ("3 0 1 4 …") say nothing to it, and would cost five times what
    prose costs a character. ``tokens`` [N] are indices in the doc, ``starts`` and ``ends`` [N] characters (half-open),
    ``parted`` [N] whether such a stretch ends before the word; ``unread`` are the indices of its tokens.
    """

    tokens: Offsets
    texts: list[str]
    starts: Offsets
    ends: Offsets
    parted: npt.NDArray[np.bool_]
    unread: Offsets

    @classmethod
    def of(cls, doc: Doc) -> Words:
        """Read off a doc, with or without annotation."""
        space, orth, length, spacy = doc.to_array([IS_SPACE, ORTH, LENGTH, SPACY]).reshape(-1, 4).T
        every = np.flatnonzero(space == 0)
        kept = ~_spelled(length[every] <= SPELLED_CHARS)
        tokens, place = every[kept], np.flatnonzero(kept)
        ends = np.cumsum(length.astype(np.int64) + spacy.astype(np.int64)) - spacy.astype(np.int64)
        strings = doc.vocab.strings
        texts = [strings[hash_] for hash_ in orth[tokens].tolist()]
        parted = np.diff(place, prepend=-1) > 1
        return cls(tokens, texts, (ends - length.astype(np.int64))[tokens], ends[tokens], parted, every[~kept])

    def __len__(self) -> int:
        return len(self.texts)


def _spelled(short: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """[N] whether a token belongs to a stretch of short ones that is long enough."""
    edges = np.flatnonzero(np.diff(short.astype(np.int8), prepend=0, append=0))
    found = np.zeros(len(short), dtype=bool)
    for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        found[start:end] = end - start >= SPELLED_TOKENS
    return found
