"""A row of annotations.jsonl gives the same ``Doc`` back."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline.run.annotations import LINKS, POINTERS, to_doc, to_row
from pipeline.run.errors import Misfit

ATTRIBUTES = ["ORTH", "SPACY", "LEMMA", "TAG", "POS", "DEP", "HEAD", "SENT_START", "ENT_TYPE", "ENT_IOB"]


@pytest.fixture(scope="module")
def blank() -> Language:
    return spacy.blank("en")


@pytest.fixture
def parsed(blank: Language) -> Doc:
    """Two sentences with every layer that the encoder writes, a newline token among the words."""
    text = "The mayors  spoke.\nShe left."
    words = ["The", "mayors", " ", "spoke", ".", "\n", "She", "left", "."]
    doc = Doc(
        blank.vocab,
        words=words,
        spaces=[True, True, False, False, False, False, True, False, False],
        tags=["DT", "NNS", "_SP", "VBD", ".", "_SP", "PRP", "VBD", "."],
        pos=["DET", "NOUN", "SPACE", "VERB", "PUNCT", "SPACE", "PRON", "VERB", "PUNCT"],
        deps=["det", "nsubj", "dep", "ROOT", "punct", "dep", "nsubj", "ROOT", "punct"],
        heads=[1, 3, 1, 3, 3, 4, 7, 7, 7],
        lemmas=["the", "mayor", " ", "speak", ".", "\n", "she", "leave", "."],
        ents=["O", "B-PERSON", "O", "O", "O", "O", "B-ORG", "I-ORG", "O"],
    )
    assert doc.text == text
    doc.spans["source"] = [Span(doc, 0, 2, label="source"), Span(doc, 6, 7, label="source")]
    doc.spans["source"].attrs["scores"] = [0.9375, 0.5001]
    doc.spans["quotes"] = [Span(doc, 3, 5, label="quotes")]
    doc.user_data[LINKS] = [(0, 3, 0.75), (6, 7, 1.0)]
    doc.user_data[POINTERS] = {"owner": [(3, -1, 0.5), (3, 1, 0.25)], "change": [(3, 1, 1.0)]}
    return doc


def state(doc: Doc) -> dict[str, Any]:
    return {
        "text": doc.text,
        "tokens": doc.to_array(ATTRIBUTES).tolist(),
        "sents": [(s.start, s.end) for s in doc.sents] if doc.has_annotation("SENT_START") else None,
        "ents": [(e.start, e.end, e.label_) for e in doc.ents],
        "spans": {
            name: ([(s.start, s.end, s.label_) for s in group], group.attrs.get("scores"))
            for name, group in doc.spans.items()
        },
        "links": doc.user_data.get(LINKS, []),
        "pointers": doc.user_data.get(POINTERS, {}),
        "layers": [doc.has_annotation(x) for x in ("TAG", "POS", "DEP", "LEMMA", "ENT_IOB", "SENT_START")],
    }


def through_json(doc: Doc, nlp: Language) -> Doc:
    return to_doc(orjson.loads(orjson.dumps(to_row(doc, "d"))), doc.text, nlp.vocab)


def test_every_layer_comes_back(parsed: Doc, blank: Language) -> None:
    assert state(through_json(parsed, blank)) == state(parsed)


def test_a_row_of_a_row_is_the_same(parsed: Doc, blank: Language) -> None:
    assert to_row(through_json(parsed, blank), "d") == to_row(parsed, "d")


def test_another_vocabulary_serves_as_well(parsed: Doc) -> None:
    other = to_doc(to_row(parsed, "d"), parsed.text, spacy.blank("en").vocab)
    assert [t.lemma_ for t in other] == [t.lemma_ for t in parsed]
    assert [t.head.i for t in other] == [t.head.i for t in parsed]


def test_sentence_bounds_without_a_tree(blank: Language) -> None:
    doc = blank.make_doc("One came. Two left.")
    for token in doc:
        token.is_sent_start = token.i in (0, 3)
    assert state(through_json(doc, blank)) == state(doc)


def test_the_text_must_be_the_same(parsed: Doc, blank: Language) -> None:
    with pytest.raises(Misfit):
        to_doc(to_row(parsed, "d"), parsed.text + " Then he did.", blank.vocab)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_any_text_comes_back(blank: Language, text: str) -> None:
    doc = blank.make_doc(text)
    assert state(through_json(doc, blank)) == state(doc)


def test_shipped_model(nlp: Language) -> None:
    """What the encoder itself writes, noun chunks included."""
    doc = nlp.get_pipe("encoder")(
        nlp.make_doc("Lena Ross, head of the bank,\n said: “Rates will not fall.”\n\n It rained.")
    )
    again = through_json(doc, nlp)
    assert state(again) == state(doc)
    assert [(c.start, c.end) for c in again.noun_chunks] == [(c.start, c.end) for c in doc.noun_chunks]
