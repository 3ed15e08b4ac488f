"""Windows of words to the padded integer arrays that the network takes. Shared by training and inference."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from pipeline.encoder.features import mark, quote_states, shape
from pipeline.encoder.pieces import WordPieces

INPUTS = ("pieces", "marks", "first", "last", "shapes", "states")
OVER_PIECES = ("pieces", "marks")
MAX_POSITIONS = 512


def assemble(
    items: Sequence[tuple[Sequence[str], Sequence[bool]]], pieces: WordPieces
) -> dict[str, npt.NDArray[np.int64]]:
    """(words, paragraph starts) of B windows -> ``INPUTS``: pieces, marks [B, P]; first, last, shapes, states [B, W].

    ``marks`` tells every piece its word's shape and quotation state (0: no word's piece); ``first`` and ``last`` are
    the positions of a word's outer pieces. Paragraphs are parted by the separator piece. A window whose pieces would
    not fit the encoder's positions gives its later words fewer pieces, at least one each.
    """
    rows = [_row(words, breaks, pieces) for words, breaks in items]
    width, length = max(len(words) for words, _ in items), max(len(r[0]) for r in rows)
    out = {k: np.zeros((len(items), length if k in OVER_PIECES else width), dtype=np.int64) for k in INPUTS}
    for i, ((words, breaks), (ids, first, last)) in enumerate(zip(items, rows, strict=True)):
        n = len(words)
        out["pieces"][i, : len(ids)] = ids
        out["first"][i, :n], out["last"][i, :n] = first, last
        shapes, states = [shape(w) for w in words], quote_states(words, breaks)
        out["shapes"][i, :n], out["states"][i, :n] = shapes, states
        for s, e, a, b in zip(first, last, shapes, states, strict=True):
            out["marks"][i, s : e + 1] = mark(a, b)
    return out


def _row(words: Sequence[str], breaks: Sequence[bool], pieces: WordPieces) -> tuple[list[int], list[int], list[int]]:
    ids, first, last = [pieces.cls], [], []
    to_come = len(words) + sum(breaks) + 1  # what the rest needs at the least
    for i, (word, new) in enumerate(zip(words, breaks, strict=True)):
        if new and i:
            ids.append(pieces.sep)
        to_come -= 1 + new
        own = pieces(word)[: max(1, MAX_POSITIONS - len(ids) - to_come)]
        first.append(len(ids))
        ids.extend(own)
        last.append(len(ids) - 1)
    ids.append(pieces.sep)
    return ids, first, last
