"""The words of a doc as arrays: a Python object for every token would cost as much as all of the decoding."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from spacy.attrs import IS_SPACE, LENGTH, ORTH, SPACY
from spacy.tokens import Doc

Offsets = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Words:
    """The N tokens of a doc that are no white space.

    ``tokens`` [N] are their indices in the doc, ``starts`` and ``ends`` [N] their characters (half-open).
    """

    tokens: Offsets
    texts: list[str]
    starts: Offsets
    ends: Offsets

    @classmethod
    def of(cls, doc: Doc) -> Words:
        """Read off a doc, with or without annotation."""
        space, orth, length, spacy = doc.to_array([IS_SPACE, ORTH, LENGTH, SPACY]).reshape(-1, 4).T
        tokens = np.flatnonzero(space == 0)
        ends = np.cumsum(length.astype(np.int64) + spacy.astype(np.int64)) - spacy.astype(np.int64)
        strings = doc.vocab.strings
        texts = [strings[hash_] for hash_ in orth[tokens].tolist()]
        return cls(tokens, texts, (ends - length.astype(np.int64))[tokens], ends[tokens])

    def __len__(self) -> int:
        return len(self.texts)
