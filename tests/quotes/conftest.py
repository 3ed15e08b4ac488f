"""A pipeline of the two stages behind a bare tokenizer."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import spacy
from spacy.language import Language

import pipeline.entities.component
import pipeline.quotes.component  # noqa: F401  (registers the factories)
from pipeline.loader import load
from pipeline.records import Quote


@pytest.fixture(scope="session")
def model() -> Language:
    """The shipped model without the stages, for its trees."""
    return load(stages=())


@pytest.fixture(scope="session")
def blank() -> Language:
    """The two stages behind a bare tokenizer."""
    nlp = spacy.blank("en")
    nlp.add_pipe("onrecord.entities", name="entities")
    nlp.add_pipe("onrecord.quotes", name="quotes")
    return nlp


@pytest.fixture(scope="session")
def quoted(model: Language, blank: Language) -> Callable[[str], list[Quote]]:
    """The quotes of a text, by the model and the two stages."""

    def run(text: str) -> list[Quote]:
        doc = model(text)
        for _, stage in blank.pipeline:
            doc = stage(doc)
        found: list[Quote] = doc._.quotes
        return found

    return run
