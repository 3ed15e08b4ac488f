"""A pipeline of the two stages behind a bare tokenizer."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language

import pipeline.entities.component
import pipeline.quotes.component  # noqa: F401  (registers the factories)


@pytest.fixture(scope="session")
def blank() -> Language:
    """The two stages behind a bare tokenizer."""
    nlp = spacy.blank("en")
    nlp.add_pipe("onrecord.entities", name="entities")
    nlp.add_pipe("onrecord.quotes", name="quotes")
    return nlp
