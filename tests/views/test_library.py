"""The library's face: three lines of Python, a table, a notebook, somebody else's pipeline."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
import spacy
from spacy.language import Language

import onrecord
from pipeline.api import Result, from_doc
from pipeline.frames import FLAT
from pipeline.schemas import RECORDS
from pipeline.views.results import Article
from tests.views.test_report import Tags

TEXT = "“The ferry is late again,” said Ilse Brandt. According to the board, fares rose 4 percent in 2024."
KINDS = ("quotes", "claims", "dates", "entities")


def result_of(article: Article) -> Result:
    return Result(article.document, article.entities, article.dates, article.quotes, article.claims)


@pytest.mark.parametrize("kind", KINDS)
def test_a_frame_has_the_columns_of_the_contract_in_order(articles: list[Article], kind: str) -> None:
    frame = result_of(articles[0]).to_frame(kind)  # type: ignore[arg-type]
    fields = [field.alias or name for name, field in RECORDS[kind].model_fields.items()]
    assert list(frame.columns)[: len(fields)] == fields
    assert list(frame.columns)[len(fields) :] == list(FLAT.get(kind, ()))
    assert list(frame["text"]) == [record.text for record in getattr(articles[0], kind)]
    assert [str(frame[name].dtype) for name in ("id", "start", "confidence")] == ["string", "int64", "Float64"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_reads_as_the_same_frame(out: Path, articles: list[Article], kind: str) -> None:
    whole = pd.concat([result_of(a).to_frame(kind) for a in articles if getattr(a, kind)], ignore_index=True)  # type: ignore[arg-type]
    pd.testing.assert_frame_equal(onrecord.read(out / f"{kind}.jsonl"), whole)


def test_speakers_is_a_table_of_who_speaks(articles: list[Article]) -> None:
    (row,) = result_of(articles[0]).speakers().to_dict("records")
    assert list(row) == ["name", "type", "role", "affiliation", "quotes", "words"]
    assert list(row.values()) == ["Mara Voss", "person", "the harbour chief", None, 1, 13]


def test_a_notebook_shows_the_text_and_no_element_of_it(articles: list[Article]) -> None:
    html = result_of(articles[2])._repr_html_()
    assert not {"script", "img"} & set(Tags(html).tags)
    assert "&lt;img src=x" in html
    assert "Mara Voss" in result_of(articles[0])._repr_html_()


def test_plain_text_gets_its_document(nlp: Language) -> None:
    doc = nlp(
        "Rain stops the ferry\n\n5 March 2025\n\n“It rained hard yesterday,” Ilse Brandt said.\n\nSkip to content\n"
    )
    assert doc._.document.title.text == "Rain stops the ferry"
    assert [date.value for date in doc._.dates] == ["2025-03-05", "2025-03-04"]
    assert [(span.text, span.label_) for span in doc.spans["quotes"]] == [("“It rained hard yesterday,”", "direct")]


def test_a_stage_in_a_pipeline_of_somebody_else() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    for stage in ("dates", "quantities", "quotes", "claims"):
        nlp.add_pipe(f"onrecord.{stage}")
    for doc in nlp.pipe([TEXT, TEXT]):
        assert doc._.quotes[0].text == "“The ferry is late again,”"
        assert doc._.quotes[0].speaker.name == "Ilse Brandt"  # by rules alone: there are no role spans here
        assert [(claim.value, claim.unit) for claim in doc._.claims] == [(4.0, "percent")]
        assert [date.value for date in doc._.dates] == ["2024"]
    result = from_doc(doc)
    assert result.text == TEXT
    assert len(result.to_frame("claims")) == 1
    assert "Ilse Brandt" in result._repr_html_()


def test_a_pipeline_of_somebody_else_is_saved_and_loaded(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("onrecord.quotes", name="quotes")  # spaCy reads back no component with a full stop in its name
    nlp.to_disk(tmp_path / "theirs")
    assert spacy.load(tmp_path / "theirs")(TEXT)._.quotes[0].text == "“The ferry is late again,”"
