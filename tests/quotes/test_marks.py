"""Pairing of quotation marks, and what a broken one may cost."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.quotes.surface.marks import pair
from pipeline.quotes.surface.paragraphs import paragraphs
from pipeline.quotes.types import Paragraph

TABLE = [
    ("“Yes,” he said.", ["“Yes,”"]),
    ('"Yes," he said. "No."', ['"Yes,"', '"No."']),
    ("''Yes,'' he said.", ["''Yes,''"]),
    ("``Yes,'' he said.", ["``Yes,''"]),
    ("«Yes,» he said.", ["«Yes,»"]),
    ("‹Yes,› he said.", ["‹Yes,›"]),
    ("„Yes,“ he said.", ["„Yes,“"]),
    ('\\"Yes,\\" he said.', ['\\"Yes,\\"']),
    ("‘It’s mine,’ he said. ‘It isn’t.’", ["‘It’s mine,’", "‘It isn’t.’"]),
    ("'It's mine,' he said.", ["'It's mine,'"]),
    ("‘the miners’ hall’ stands", ["‘the miners’ hall’"]),
    ("“He said ‘no’ twice,” she said.", ["“He said ‘no’ twice,”"]),
    ('"He said "no" twice," she said.', ['"He said "no" twice,"']),
    ("the farmers' wells of the '90s weren't deep", []),
    ("rock ’n’ roll in the ’60s", []),
    ('a 6" rule and a 12" rule', []),
    ("“Open to the end", ["“Open to the end"]),
    ("stray” closing and “good”", ["“good”"]),
    ("said:“Glued”and on", ["“Glued”"]),
    ("“Wrong way.“ Then on", ["“Wrong way.“"]),
]


@pytest.mark.parametrize(("text", "wanted"), TABLE)
def test_pairs(text: str, wanted: list[str]) -> None:
    assert [text[m.start : m.end] for m in pair(text, Paragraph(0, len(text), "body"))] == wanted


def test_open_mark_ends_with_its_paragraph() -> None:
    text = "“Open to the end\n\nNothing here.\n\n“Closed,” he said."
    found = [pair(text, p) for p in paragraphs(text, None)]
    assert [[(text[m.start : m.end], m.closed) for m in line] for line in found] == [
        [("“Open to the end", False)],
        [],
        [("“Closed,”", True)],
    ]


@settings(deadline=None, max_examples=60)
@given(st.text(alphabet="ab .,\"'“”‘’«»‹›„`\\\n…?s", max_size=120))
def test_stretches_are_apart_and_inside(text: str) -> None:
    for p in paragraphs(text, None):
        at = p.start
        for m in pair(text, p):
            assert at <= m.start < m.inner_start <= m.inner_end <= m.end <= p.end
            at = m.end
