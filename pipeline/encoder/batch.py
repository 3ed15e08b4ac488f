"""Windows of words to the padded integer arrays that the network takes. Shared by training and inference."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipeline.encoder.features import mark, quote_states, shape
from pipeline.encoder.pieces import WordPieces

Indices = npt.NDArray[np.int64]
INPUTS = ("pieces", "marks", "first", "last", "shapes", "states")
OVER_PIECES = ("pieces", "marks")
MAX_POSITIONS = 512


def assemble(items: Sequence[tuple[Sequence[str], Sequence[bool]]], pieces: WordPieces) -> dict[str, Indices]:
    """(words, paragraph starts) of B windows -> ``INPUTS``: pieces, marks [B, P]; first, last, shapes, states [B, W].

    ``marks`` tells every piece its word's shape and quotation state (0: no word's piece); ``first`` and ``last`` are
    the positions of a word's outer pieces. Paragraphs are parted by the separator piece. A window whose pieces would
    not fit the encoder's positions gives its later words fewer pieces, at least one each.
    """
    rows = [_row(words, breaks, pieces) for words, breaks in items]
    width, length = max(len(words) for words, _ in items), max(len(r.ids) for r in rows)
    out = {k: np.zeros((len(items), length if k in OVER_PIECES else width), dtype=np.int64) for k in INPUTS}
    for i, ((words, breaks), row) in enumerate(zip(items, rows, strict=True)):
        n = len(words)
        shapes, states = np.array([shape(w) for w in words], np.int64), np.array(quote_states(words, breaks), np.int64)
        out["pieces"][i, : len(row.ids)] = row.ids
        out["first"][i, :n], out["last"][i, :n] = row.at[row.first], row.at[row.first + row.lengths - 1]
        out["shapes"][i, :n], out["states"][i, :n] = shapes, states
        out["marks"][i, row.at] = np.repeat(mark(shapes, states), row.lengths)
    return out


class _Row(NamedTuple):
    """One window's pieces: ``ids`` with the separators among them, ``at`` the places of the words' own pieces.

    ``first`` is the number of a word's first piece among these, ``lengths`` how many are its own.
    """

    ids: Indices
    at: Indices
    first: Indices
    lengths: Indices


def _row(words: Sequence[str], breaks: Sequence[bool], pieces: WordPieces) -> _Row:
    own = [pieces(word) for word in words]
    parted = np.array(breaks, dtype=np.int64)
    parted[:1] = 0
    if sum(map(len, own)) + int(parted.sum()) + 2 > MAX_POSITIONS:
        own = _shortened(own, parted.tolist())
    lengths = np.array([len(x) for x in own], dtype=np.int64)
    ends = np.cumsum(lengths)
    at = 1 + np.arange(ends[-1]) + np.repeat(np.cumsum(parted), lengths)  # behind the piece that begins the window
    ids = np.full(len(at) + int(parted.sum()) + 2, pieces.sep, dtype=np.int64)
    ids[0] = pieces.cls
    ids[at] = list(chain.from_iterable(own))
    return _Row(ids, at, ends - lengths, lengths)


def _shortened(own: Sequence[tuple[int, ...]], parted: Sequence[int]) -> list[tuple[int, ...]]:
    """The words' pieces cut so that they fit, separators and the window's end with them."""
    out: list[tuple[int, ...]] = []
    used, to_come = 1, len(own) + sum(parted) + 1  # what the rest needs at the least
    for ids, new in zip(own, parted, strict=True):
        used, to_come = used + new, to_come - 1 - new
        out.append(ids[: max(1, MAX_POSITIONS - used - to_come)])
        used += len(out[-1])
    return out
