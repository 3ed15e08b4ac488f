"""Forms of the surface: quotes below an introduction, behind a clause with a colon, asked of somebody, signed."""

from __future__ import annotations

import pytest
from spacy.language import Language

from pipeline.records import Entity

# text, where Jane Roe is a person named; what is quoted, its source and the rule that found it
ROWS = [
    (
        "Jane Roe is a locksmith from Lervik.\n\n“They painted the road, and now nobody can stop.”",
        ("“They painted the road, and now nobody can stop.”", "Jane Roe", "introduced"),
    ),
    (
        "A locksmith from Lervik met Jane Roe.\n\n“They painted the road, and now nobody can stop.”",
        ("“They painted the road, and now nobody can stop.”", None, "bare"),
    ),
    ("Jane Roe is a locksmith.\n\n“The painted road.”", None),
    (
        "Jane Roe built the boat in her kitchen: “My wife still asks me when it will float.”",
        ("“My wife still asks me when it will float.”", "Jane Roe", "clause-colon"),
    ),
    ("Of three pumps one has a name: “Bertha,” an old voice.", None),
    ("Jane Roe was asked, “Will you ever sell the boat?”", ("“Will you ever sell the boat?”", None, "asked")),
    ("“The boat is sold” — Jane Roe", ("“The boat is sold”", "Jane Roe", "quote-dash")),
    ("“The boat is sold”: Jane Roe", ("“The boat is sold”", "Jane Roe", "quote-dash")),
]


@pytest.mark.parametrize(("text", "wanted"), ROWS, ids=[text[:40] for text, _ in ROWS])
def test_form(blank: Language, text: str, wanted: tuple[str, str | None, str] | None) -> None:
    doc = blank.make_doc(text)
    at = text.find("Jane Roe")
    if at >= 0:
        doc._.entities = [
            Entity(
                doc_id="a",
                id="a/m1",
                start=at,
                end=at + 8,
                text="Jane Roe",
                rule="test",
                label="PERSON",
                entity="a/e1",
                name="Jane Roe",
                mention="name",
            )
        ]
    doc = blank.get_pipe("quotes")(doc)
    found = [(q.text, q.source.text if q.source else None, q.rule) for q in doc._.quotes]
    assert found == ([wanted] if wanted else [])
