from __future__ import annotations

from collections.abc import Callable

import pytest
import spacy
from spacy.tokens import Doc

import pipeline.claims.component  # noqa: F401  (registers the factories)
from pipeline.records import Claim


@pytest.fixture(scope="session")
def blank() -> Callable[[str], Doc]:
    """Tokens only, then both claim stages: what must hold without a model."""
    nlp = spacy.blank("en")
    nlp.add_pipe("onrecord.quantities")
    nlp.add_pipe("onrecord.claims")
    return nlp


@pytest.fixture(scope="session")
def claims(blank: Callable[[str], Doc]) -> Callable[[str], list[Claim]]:
    return lambda text: blank(text)._.claims
