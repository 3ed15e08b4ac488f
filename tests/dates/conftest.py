"""Helpers for the dates tests: a sentence with its expressions marked, and the dates stage on a blank tokenizer."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
import spacy
from spacy.tokens import Doc

from pipeline.dates.component import Dates
from pipeline.records import Block, Date, Document, Published

MARK = re.compile(r"\[([^|\]]+)\|([^|\]]*)(?:\|([^\]]*))?\]")
NLP = spacy.blank("en")

Annotate = Callable[..., Doc]


def unmark(marked: str) -> tuple[str, list[tuple[str, str, str | None]]]:
    """Turn "Rates fell [last week|2025-W09|2025-02-24..2025-03-02]." into the sentence and (text, value, interval)."""
    rows = [(m[1], m[2], m[3]) for m in MARK.finditer(marked)]
    return MARK.sub(lambda m: m[1], marked), rows


def shown(dates: list[Date]) -> list[tuple[str, str]]:
    """Text and value with modifier, as the tables write it."""
    return [(date.text, date.value + (f" {date.mod}" if date.mod else "")) for date in dates]


@pytest.fixture(scope="session")
def annotate() -> Annotate:
    def run(text: str, published: str | None = "2025-03-05", blocks: list[Block] | None = None, **config: str) -> Doc:
        doc = NLP.make_doc(text)
        stamp = Published(value=published, **{"from": "argument"}) if published else None
        doc._.document = Document(
            doc_id="d", source="d.txt", sha256="", text=text, published=stamp, blocks=blocks or []
        )
        return Dates(**config)(doc)  # type: ignore[arg-type]

    return run
