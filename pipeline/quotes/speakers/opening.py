"""A ``Doc`` opened for the resolution of its sources."""

from __future__ import annotations

from spacy.tokens import Doc

from pipeline.quotes.speakers.discourse import Discourse
from pipeline.quotes.speakers.mentions import Mentions
from pipeline.quotes.surface.marks import pair_all
from pipeline.quotes.surface.paragraphs import Locator, paragraphs


def discourse_of(doc: Doc) -> Discourse:
    """The named things, places and blocks of an article, nobody having spoken yet."""
    document = doc._.onrecord.document
    text = document.text if document is not None else doc.text
    where = Locator(paragraphs(text, document))
    hidden = [(m.start, m.end) for line in pair_all(text, where.items) for m in line]
    known = Mentions(text, doc._.onrecord.entities or [], hidden)
    byline = document.byline.span if document is not None and document.byline else None
    return Discourse(doc, known, where, byline)
