"""Windows as the arrays that the network takes."""

from pathlib import Path

import numpy as np
import pytest

from pipeline.encoder.batch import MAX_POSITIONS, OVER_PIECES, assemble
from pipeline.encoder.pieces import WordPieces
from pipeline.loader import model_path


@pytest.fixture(scope="module")
def pieces() -> WordPieces:
    return WordPieces((model_path() or Path()) / "encoder" / "tokenizer.json")


def test_pieces_stand_where_first_and_last_say(pieces: WordPieces) -> None:
    words, breaks = ["Ulm", "unbelievably", ".", "“", "Yes", "”"], [True, False, False, True, False, False]
    window = {name: row[0] for name, row in assemble([(words, breaks)], pieces).items()}
    own = [tuple(window["pieces"][s : e + 1]) for s, e in zip(window["first"], window["last"], strict=True)]
    assert own == [pieces(word) for word in words]
    between = np.setdiff1d(np.arange(len(window["pieces"])), np.concatenate([
        np.arange(s, e + 1) for s, e in zip(window["first"], window["last"], strict=True)
    ]))  # fmt: skip
    assert window["pieces"][between].tolist() == [pieces.cls, pieces.sep, pieces.sep]  # one parts the paragraphs
    assert np.flatnonzero(window["marks"] == 0).tolist() == between.tolist()


@pytest.mark.parametrize("paragraph", [1, 7, 1000])
def test_a_window_of_long_words_fits(pieces: WordPieces, paragraph: int) -> None:
    words = ["Xqzvjkwpy"] * 170
    window = assemble([(words, [i % paragraph == 0 for i in range(170)])], pieces)
    assert window["pieces"].shape[1] <= MAX_POSITIONS
    first, last = window["first"][0], window["last"][0]
    assert (last >= first).all() and (first[1:] > last[:-1]).all()
    assert (window["pieces"][0, first] == pieces(words[0])[0]).all()


def test_a_neighbour_only_adds_padding(pieces: WordPieces) -> None:
    short, long = (["Yes", "."], [True, False]), (["Never", "again", ",", "they", "said", "."], [True] + [False] * 5)
    alone, both = assemble([short], pieces), assemble([short, long], pieces)
    for name, row in alone.items():
        assert both[name][0, : row.shape[1]].tolist() == row[0].tolist()
        assert not both[name][0, row.shape[1] :].any() or name not in (*OVER_PIECES, "shapes")
