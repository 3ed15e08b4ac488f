from __future__ import annotations

import random

import numpy as np
import pytest

from pipeline.ingest import duplicates
from pipeline.ingest.document import from_text
from pipeline.ingest.duplicates import Duplicates, signature

WORDS = [
    f"{a}{b}"
    for a in ("ba", "ke", "lo", "mi", "nu", "pra", "sti", "tor")
    for b in ("n", "rk", "s", "lt", "d", "mp", "x", "v")
]


def prose(seed: int, words: int = 300) -> str:
    """Paragraphs of made-up words, different for each seed."""
    draw = random.Random(seed)
    sentences = [" ".join(draw.choices(WORDS, k=15)).capitalize() + "." for _ in range(words // 15)]
    return "\n\n".join(" ".join(sentences[i : i + 3]) for i in range(0, len(sentences), 3))


def test_agency_copy_under_another_head_is_a_duplicate() -> None:
    seen = Duplicates()
    text = prose(1)
    first = from_text(f"Mill workers buy their mill\nBy Ana Roe\n5 May 2024\n\n{text}", doc_id="a")
    second = from_text(
        f"Home | News | Sport\n\nNinety workers now own a mill\n\n{text}\n\nShare this:\nFacebook", doc_id="b"
    )
    cut = from_text(text.rsplit("\n\n", 1)[0], doc_id="c")
    assert [seen.earlier(d) for d in (first, second, cut)] == [None, "a", "a"]


def test_other_articles_and_short_ones_are_not() -> None:
    seen = Duplicates()
    documents = [from_text(prose(i), doc_id=str(i)) for i in range(50)]
    documents += [from_text("No comment.", doc_id=f"s{i}") for i in range(2)]
    assert [seen.earlier(d) for d in documents] == [None] * 52
    half = from_text(prose(3, 150) + "\n\n" + prose(77, 150), doc_id="half")
    assert seen.earlier(half) is None


def test_tables_grow_and_forget(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(duplicates, "FIRST", 16)
    seen = Duplicates(capacity=128)
    documents = [from_text(prose(i, 45), doc_id=str(i)) for i in range(200)]
    assert all(seen.earlier(d) is None for d in documents)
    again = {str(i): seen.earlier(from_text(prose(i, 45), doc_id="x")) for i in range(80, 200, 17)}
    assert all(doc_id == found for doc_id, found in again.items())
    assert seen.earlier(from_text(prose(3, 45), doc_id="y")) is None  # long ago, forgotten


def test_signature_estimates_similarity() -> None:
    text = prose(1, 600)
    one, other = signature(text), signature(text.rsplit("\n\n", 4)[0])
    assert one is not None
    assert other is not None
    assert 0.6 < float(np.mean(one == other)) < 0.95
    assert signature("Too short.") is None
