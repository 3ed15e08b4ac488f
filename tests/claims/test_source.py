"""Who says a figure: the quote that holds it, and attributions that reach beyond their content or are none."""

from __future__ import annotations

import pytest
from spacy.language import Language

from pipeline.claims.link.source import Sources
from pipeline.claims.setting import Setting
from pipeline.records import Quote, Span, Speaker

ROWS = [  # text; source, cue, content, type of speaker; by figure whether that speaker says it
    (
        "Data from the port show traffic rose 9 percent, growing from 4 percent.",
        "Data from the port",
        "show",
        "traffic rose 9 percent",
        "document",
        [True, True],
    ),
    (
        "“It took 9 hours,” Roe said, with 40 people waiting.",
        "Roe",
        "said",
        "“It took 9 hours,”",
        "person",
        [True, False],
    ),
    ("Ferry bills forecast to rise by 9 percent", "Ferry bills", "forecast", "to rise by 9 percent", "group", [False]),
    (
        "Sales rose 9 percent, the Little Falls, Minnesota-based maker said.",
        "the Little Falls",
        "said",
        "Sales rose 9 percent",
        "organization",
        [False],
    ),
]


@pytest.mark.parametrize("row", ROWS, ids=[row[0][:40] for row in ROWS])
def test_speaker(nlp: Language, row: tuple[str, str, str, str, str, list[bool]]) -> None:
    text, source, cue, content, kind, wanted = row

    def span(words: str) -> Span:
        return Span(start=text.index(words), end=text.index(words) + len(words), text=words)

    quote = Quote(
        doc_id="doc", id="doc/q1", **span(content).model_dump(), rule="test", kind="indirect", content=[span(content)],
        source=span(source), cue=span(cue), speaker=Speaker(name=source, type=kind, resolved_by="test"), speech=True,
    )  # fmt: skip
    doc = nlp(text)
    sources = Sources([quote], Setting(doc))
    said = [sources.speaker(q, sources.around(q))[0] for q in doc._.quantities]
    assert said == [source if told else None for told in wanted]
