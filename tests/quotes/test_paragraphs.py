"""Paragraphs: one a block, whatever line breaks a wrapped text has in it."""

from __future__ import annotations

import textwrap

import pytest

from pipeline.ingest.document import from_text
from pipeline.quotes.surface.paragraphs import paragraphs

PARAGRAPHS = (
    "The reservoir above Skarn is to be drained in May so that divers can look at its gate, the water board said.",
    "“We have not seen the sill since the year my mother was born, and nobody has drawings of it,” said Ilse Vandt, "
    "who runs the works. “We would rather know.”",
    "The board put the cost at about 2 million crowns and the loss of power at nine weeks.",
)


@pytest.mark.parametrize("width", [58, 66, 72])
def test_wrapped_lines_are_one_paragraph(width: int) -> None:
    text = "\n\n".join(textwrap.fill(paragraph, width) for paragraph in PARAGRAPHS)
    found = [text[p.start : p.end].replace("\n", " ") for p in paragraphs(text, from_text(text))]
    assert found == list(PARAGRAPHS)


def test_lines_without_a_document_are_paragraphs() -> None:
    text = " One line. \n\n\tAnother.\n"
    assert [text[p.start : p.end] for p in paragraphs(text, None)] == ["One line.", "Another."]
