"""What a text is read as, and the way back: every position of the reading has one stretch of the text as given."""

# ruff: noqa: E501 - a paragraph is a line
from __future__ import annotations

import textwrap
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.ingest.document import from_text
from pipeline.ingest.reading import read
from pipeline.records import Span
from tests.growth import grows

RESIDUE = [
    ("&#8220;Fine,&#8221; said Bo &amp; Co.", "“Fine,” said Bo & Co."),
    ("&amp;ldquo;Fine&amp;rdquo; at 5&nbsp;pm, R&D; and &unknown;", "“Fine” at 5 pm, R&D; and &unknown;"),
    ("<p>One.</p><p>Two <b>bold</b> and <a href='x'>a link</a>.</p>", "\nOne.\n\nTwo bold and a link.\n"),
    ("The cost is $18<sup>2</sup> million.<br/>A third pays.", "The cost is $18 million.\nA third pays."),
    ("<q>Yes</q> <script>var a = 1 < 2;</script>if 3 < 4 and b > a", "“Yes” if 3 < 4 and b > a"),
    (r"First.\n\n\"Second,\" he said.\nThird \u201cquoted\u201d.", 'First.\n\n"Second," he said.\nThird “quoted”.'),
    (r"saved under C:\new\table and \\server\names", r"saved under C:\new\table and \\server\names"),
    ("mil\u00adlion, ti\u200bme, \ufeffBy Ana Roe", "million, time, By Ana Roe"),
    ("「Fine」 and ″so″; »Gut«, sagt er; « Bon », dit-il; 6′ 2″", "“Fine” and \"so\"; “Gut”, sagt er; « Bon », dit-il; 6′ 2″"),
]  # fmt: skip

STORY = [
    "The ferry between Oddvik and the islands will sail twice a day again from the first week of May, the county said, "
    "ending a winter in which parcels waited on the quay for up to nine days.",
    "“We counted every parcel, and then we counted the islanders who had given up asking,” said Ylva Brekke, who has run "
    "the post office on Store Tang for twenty-two years. “Somebody had to.”",
    "The second sailing will cost the county 3.1 million crowns a year. A third, which the islands had asked for, would "
    "have cost as much again.",
]


@pytest.mark.parametrize(("text", "meant"), RESIDUE)
def test_residue(text: str, meant: str) -> None:
    assert read(text).text == meant


@pytest.mark.parametrize("width", [30, 38, 50, 66, 72, 80, 100])
def test_wrapped_text(width: int) -> None:
    text = "\n\n".join(textwrap.fill(paragraph, width, break_on_hyphens=False) for paragraph in STORY)
    assert read(text).text == "\n\n".join(STORY)


@pytest.mark.parametrize(
    "layout",
    [
        lambda lines: "\n\n".join("\n".join(f"> {line}" for line in part) for part in lines).replace("\n\n", "\n>\n"),
        lambda lines: "\n\n\n\n".join("\n\n".join(part) for part in lines),  # double-spaced
        lambda lines: "\r\n\r\n".join("\r\n".join(f"      {line}" for line in part) for part in lines),
        lambda lines: "\n\n".join("\n".join(line.replace(" the ", "   the ", 1) for line in part) for part in lines),
    ],
    ids=["quoted mail", "double-spaced", "indented", "justified"],
)
def test_wrapped_text_in_other_dress(layout: object) -> None:
    lines = [textwrap.wrap(paragraph, 66, break_on_hyphens=False) for paragraph in STORY]
    assert callable(layout)
    assert [line.strip() for line in read(layout(lines)).text.split("\n") if line.strip()] == STORY


def test_numbered_lines() -> None:
    lines = [line for part in STORY for line in [*textwrap.wrap(part, 66, break_on_hyphens=False), ""]]
    text = "\n".join(f"{number:3} {line}" for number, line in enumerate(lines, 1))
    assert [line for line in read(text).text.split("\n") if line.strip()] == STORY


def test_words_parted_at_line_ends() -> None:
    text = "The coun-\ncil paid for twenty-\ntwo boats and the Mid-\nAtlantic route, May-\nor Roe said."
    assert read(text).text == "The council paid for twenty-two boats and the Mid-\nAtlantic route, Mayor Roe said."


def test_page_furniture_between_halves_of_a_sentence() -> None:
    first = textwrap.fill(STORY[0], 60, break_on_hyphens=False).split("\n")
    text = "\n".join(
        [*first[:2], "", "The Oddvik Post, 3 May", "17", "\f", *first[2:], "", *textwrap.wrap(STORY[1], 60)]
    )
    assert read(text).text.startswith(STORY[0])


@pytest.mark.parametrize(
    "text",
    [
        "Bread\nMilk\nEggs\nand butter\n",
        "The council met on Monday.\nIt voted to close the pool.\nNobody spoke.\nThe pool is old.\nIt leaks.\n",
        "HEADLINE: Pool to close\nby Ana Roe\ndate: 2024-04-30\nsection: news\n",
        "1. Close the pool\n2. Open the park\n3. Mend the roof of the school hall before the winter\n4. Rest\n",
    ],
)
def test_other_lines_stay_apart(text: str) -> None:
    assert read(text).text == text


PIECES = st.sampled_from(
    [
        "<p>",
        "</p>",
        "&amp;",
        "&#8220;",
        "\\n",
        '\\"',
        "\u00ad",
        "-\n",
        "\n",
        "\r\n",
        "> ",
        " 7 ",
        "word ",
        "Word. ",
        "\f",
        "\u200b",
        "»",
        "«",
    ]
)


@given(st.lists(PIECES | st.text(max_size=5), max_size=60).map("".join))
@settings(max_examples=150)
def test_every_stretch_has_a_way_back(text: str) -> None:
    reading = read(text)
    for start in range(len(reading.text)):
        end = min(len(reading.text), start + 1 + start % 5)
        span = Span(start=start, end=end, text=reading.text[start:end])
        there = reading.as_given(span)
        assert there.text == text[there.start : there.end]
        assert reading.as_read(there) == span
    document = reading.as_read(from_text(text))
    assert document.text == reading.text
    assert all(0 <= block.start <= block.end <= len(reading.text) for block in document.blocks)


@pytest.mark.parametrize(
    "unit",
    ["word ", "a\n", "<p", "&amp;", "&", "<sup>", "-\n", "> a\n", "7 a\n", "\\n", "<script>", "x  ", "\f\n", "\r"],
)
def test_time_is_linear(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        start = time.process_time()
        read(text)
        return time.process_time() - start

    assert grows(seconds, 16_000, 64_000, most=12)
