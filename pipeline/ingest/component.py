"""The spaCy component that gives a ``Doc`` of plain text its document: ``nlp(text)`` knows an article's parts."""

from __future__ import annotations

from typing import Literal

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.config import Config
from pipeline.extensions import factory
from pipeline.ingest.document import from_text


class Documents:
    """Sets ``doc._.document`` where a caller has not: what each line is, and what the header says."""

    def __init__(self, config: Config) -> None:
        self.config = config

    def __call__(self, doc: Doc) -> Doc:
        """Add the document."""
        if doc._.document is None:
            doc._.document = from_text(doc.text, config=self.config)
        return doc


@factory("onrecord.document", assigns=["doc._.document"], default_config={"date_order": "auto", "country": None})
def make_documents(
    nlp: Language, name: str, date_order: Literal["auto", "MDY", "DMY"], country: str | None
) -> Documents:
    """spaCy factory of the component that stands before all stages."""
    return Documents(Config(date_order=date_order, country=country))
