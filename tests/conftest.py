"""Shared fixtures: the pipeline, loaded once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from spacy.language import Language

# one profile for everyone: no deadline (a busy machine is no bug) and no examples that differ from run to run
settings.register_profile("repeatable", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("repeatable")


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The whole pipeline with the shipped model."""
    from pipeline.loader import load

    return load()
