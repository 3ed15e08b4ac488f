"""Whatever the text: no character moved, every line has a kind, spans read back, nothing raised."""

# ruff: noqa: E501 - tables with one row a case
from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.ingest.article import Article
from pipeline.ingest.decode import decode
from pipeline.ingest.document import from_text
from pipeline.ingest.readers import read
from pipeline.records import Document
from tests.growth import grows

LINES = st.sampled_from(
    [
        "By Ana Roe", "Ana Roe", "5 May 2024", "Home | News", "Share this:", "Leave a Reply", "Related stories", "2 Comments",
        "OSLO, May 5 (Norse) --", "Published: 05/06/2024 14:05", "HEADLINE: Mill sold", "mill_workers_buy_mill", "", " ", "\u3000",
        "Mill workers buy their mill", "The mill has been sold to the people who used to work in it, its owners said.",
        "\u201cWe paid for it,\u201d said Ida Moe, 80, of Oslo, who had worked there for forty years.", "Photo: Bo Li", "\x00", "***",
        "About Mill Works", "\u00a9 2024 The Post", "caf\u00e9 cafe\u0301 \U0001f30a", "\ufeff", "1.", "(", "#",
    ]
)  # fmt: skip
PAGES = st.lists(
    st.tuples(LINES | st.text(max_size=30), st.sampled_from(["\n", "\r\n", "\r", "\n\n", "\u2028"])), max_size=25
).map(lambda lines: "".join(line + end for line, end in lines))


def check(text: str, found: Document) -> None:
    assert found.text == text
    covered = [False] * len(text)
    previous = 0
    for block in found.blocks:
        assert previous <= block.start < block.end <= len(text)
        previous = block.end
        covered[block.start : block.end] = [True] * (block.end - block.start)
    assert all(covered[i] or ch.isspace() for i, ch in enumerate(text))
    for span in (found.title, found.byline):
        assert span is None or text[span.start : span.end] == span.text
    if found.published and found.published.start is not None:
        assert text[found.published.start : found.published.end] == found.published.text


@given(PAGES)
@settings(max_examples=40)
def test_no_character_moves(text: str) -> None:
    check(text, from_text(text))
    assert from_text(text) == from_text(text)


@given(st.binary(max_size=200))
@settings(max_examples=40)
def test_any_bytes_are_text_or_a_failure(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("any") / "a.txt"
    path.write_bytes(data)
    [item] = read([path])
    if isinstance(item, Article):
        assert item.text == decode(data)[0]
        check(item.text, from_text(item.text))


@given(st.binary(max_size=200))
@settings(max_examples=40)
def test_any_bytes_as_lines(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path: Path = tmp_path_factory.mktemp("any") / "a.jsonl"
    path.write_bytes(data)
    assert sum(1 for _ in read([path])) <= data.count(b"\n") + 1


@pytest.mark.parametrize(
    "unit",
    ["word ", "Related stories\n", "By Ana Roe\n", "((", "Photo: A ", "A line of a dozen words that ends as sentences do, said Ida.\n", "\n \n", "(A/", "- "],
)  # fmt: skip
def test_time_is_linear(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        start = time.process_time()
        from_text(text)
        return time.process_time() - start

    assert grows(seconds, 8_000, 32_000, most=12)
