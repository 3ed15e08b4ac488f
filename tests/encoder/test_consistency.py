"""A repeated name gets one label and is completed, but only where the network half saw it."""

import numpy as np

from pipeline.encoder.consistency import TypeScores, agree

TYPES = TypeScores(["O", "B-Location", "I-Location", "B-Organization", "I-Organization"])
WORDS = ["DRC", "said", "the", "DRC", "and", "DRC", "hope", "DRC"]


def scores(rows: list[tuple[float, float, float]]) -> np.ndarray:
    """(O, Location, Organization) of every word."""
    return TYPES(np.array([[o, loc, 0, org, 0] for o, loc, org in rows], dtype=np.float32))


def test_mentions_vote_and_half_seen_ones_join() -> None:
    blank = (1.0, 0.0, 0.0)
    rows = [(0.1, 0.8, 0.1), blank, blank, (0.1, 0.4, 0.5), blank, (0.6, 0.3, 0.1), blank, (0.95, 0.03, 0.02)]
    found = [(0, 1, "Location", 0.8), (3, 4, "Organization", 0.5)]
    out = agree(found, WORDS, scores(rows), TYPES.types)
    assert [(s, label) for s, _, label, _ in out] == [(0, "Location"), (3, "Location"), (5, "Location")]


def test_full_names_vote_on_the_surname() -> None:
    types = TypeScores(["O", "B-Person", "I-Person", "B-Location", "I-Location"])
    words = ["Jorge", "Cuenca", "spoke", ".", "Cuenca", "left", ".", "Loja", "waits"]
    rows = [(0, 1, 0), (0, 1, 0), (1, 0, 0), (1, 0, 0), (0, 0.4, 0.6), (1, 0, 0), (1, 0, 0), (0, 0.4, 0.6), (1, 0, 0)]
    found = [(0, 2, "Person", 1.0), (4, 5, "Location", 0.6), (7, 8, "Location", 0.6)]
    scored = types(np.array([[o, person, 0, place, 0] for o, person, place in rows], dtype=np.float32))
    assert [label for _, _, label, _ in agree(found, words, scored, types.types)] == ["Person", "Person", "Location"]
