"""The spaCy component that gives a ``Doc`` of plain text its document: ``nlp(text)`` knows an article's parts."""

from __future__ import annotations

from typing import Literal

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.config import Config
from pipeline.extensions import factory
from pipeline.given import beside
from pipeline.ingest.article import article_of
from pipeline.ingest.document import document


class Documents:
    """Sets the document where a caller has not: what each line is, and what the header says.

    What is given beside the text comes from ``doc._.onrecord.given``, or from the context of
    ``nlp.pipe([(text, {"published": "2025-03-05"})], as_tuples=True)``.
    """

    def __init__(self, config: Config) -> None:
        self.config = config

    def __call__(self, doc: Doc) -> Doc:
        """Add the document."""
        found = doc._.onrecord
        if found.document is None:
            given = beside(found.given) or beside(doc._context) or {}
            article = article_of(doc.text, "doc", **given)
            found.document = document(article, self.config)
        return doc


@factory("onrecord.document", assigns=["doc._.document"], default_config={"date_order": "auto", "country": None})
def make_documents(
    nlp: Language, name: str, date_order: Literal["auto", "MDY", "DMY"], country: str | None
) -> Documents:
    """spaCy factory of the component that stands before all stages."""
    return Documents(Config(date_order=date_order, country=country))
