"""The stage: records of the contract, blocks, factory, dropped candidates, articles without a document."""

import pytest
import spacy
from spacy.tokens import Span

from pipeline.dates.component import Dates
from pipeline.records import Block
from tests.dates.conftest import NLP, Annotate

TEXT = "Menu Friday\nOSLO, March 4 -- The ferry sank on Monday.\nPhoto: Feb. 28, 2025"


def test_records_of_the_contract(annotate: Annotate) -> None:
    doc = annotate(TEXT)
    assert [date.id for date in doc._.dates] == ["d/t1", "d/t2", "d/t3", "d/t4"]
    for date in doc._.dates:
        assert TEXT[date.start : date.end] == date.text
        assert date.doc_id == "d"
        assert date.rule


def test_nothing_from_boilerplate(annotate: Annotate) -> None:
    blocks = [
        Block(kind="boilerplate", start=0, end=11),
        Block(kind="body", start=12, end=54),
        Block(kind="caption", start=55, end=len(TEXT)),
    ]
    doc = annotate(TEXT, blocks=blocks)
    assert [date.text for date in doc._.dates] == ["March 4", "Monday", "Feb. 28, 2025"]


def test_dropped_are_added_to_what_is_there(annotate: Annotate) -> None:
    doc = annotate("A man aged 47 left.")
    assert len(doc._.rejected) == 1


def test_without_a_document_the_whole_text_is_body() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("onrecord.dates", config={"date_order": "DMY"})
    doc = nlp("It rained on 03/04/2024 and on Friday.")
    assert [(date.value, date.begin) for date in doc._.dates] == [("2024-04-03", "2024-04-03"), ("XXXX-WXX-5", None)]


@pytest.mark.parametrize("published", ["2025-03-05T23:30:00+08:00", "2025-03-05T08:00Z", "2025-03-05"])
def test_the_publication_day_is_the_local_one(annotate: Annotate, published: str) -> None:
    assert annotate("It rained today.", published)._.dates[0].value == "2025-03-05"


def test_hours_count_from_the_publication_time(annotate: Annotate) -> None:
    dates = annotate("It fell three hours ago.", "2025-03-05T14:30")._.dates
    assert (dates[0].value, dates[0].begin) == ("2025-03-05T11:30", "2025-03-05T11:30")


def test_line_breaks_end_expressions_unless_the_text_is_wrapped(annotate: Annotate) -> None:
    assert [d.text for d in annotate("Come on Friday\nMarch 7 is late")._.dates] == ["Friday", "March 7"]
    wrapped = "The long line of this wrapped article breaks before the day in March\n5, 2024 and goes on."
    assert [d.value for d in annotate(wrapped)._.dates] == ["2024-03-05"]
    assert NLP.lang == "en"


def test_a_comparison_belongs_to_its_figure(annotate: Annotate) -> None:
    doc = annotate("They earned $74 million more than a year ago and left more than a year ago, USA TODAY said today.")
    assert [d.text for d in Dates()(doc)._.dates] == ["a year ago", "more than a year ago", "today"]


def test_days_of_titles_are_no_days(annotate: Annotate) -> None:
    doc = annotate(
        "On Memorial Day the Memorial Day Flood of 1981, the Autumn Statement and the Today show came to TODAY viewers."
    )
    assert [d.text for d in doc._.dates] == ["Memorial Day", "1981"]
    assert {r.reason for r in doc._.rejected} == {"part of a name"}


def test_days_of_names_are_no_days(annotate: Annotate) -> None:
    """By the names that the model found: a body's anywhere, another's at its end."""
    doc = annotate("The Sunday Times came to Bloody Sunday and Sunday Mass last Sunday in Sept-Rivières.")
    doc.ents = [Span(doc, 0, 3, "ORG"), Span(doc, 5, 7, "MISC"), Span(doc, 8, 10, "MISC")]
    assert [d.text for d in Dates()(doc)._.dates] == ["Sunday", "last Sunday"]
