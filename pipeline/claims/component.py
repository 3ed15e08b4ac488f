"""The two spaCy components of this room: ``onrecord.quantities`` (find) and ``onrecord.claims`` (resolve)."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.claims.parse.find import find
from pipeline.claims.resolve import resolve
from pipeline.extensions import factory


class QuantityFinder:
    """Leaves the parsed quantities on ``doc._.quantities`` and the refused numbers on ``doc._.rejected``."""

    def __call__(self, doc: Doc) -> Doc:
        """Find; the text is not touched."""
        quantities, refused = find(doc)
        doc._.onrecord.quantities = quantities
        doc._.onrecord.rejected = [*(doc._.onrecord.rejected or []), *refused]
        return doc


class ClaimResolver:
    """Leaves the resolved claims on ``doc._.claims``, one for each parsed quantity."""

    def __call__(self, doc: Doc) -> Doc:
        """Resolve what ``onrecord.quantities`` found."""
        doc._.onrecord.claims = resolve(doc)
        return doc


@factory("onrecord.quantities", assigns=["doc._.quantities"])
def make_quantities(nlp: Language, name: str) -> QuantityFinder:
    """The first of the two steps; it decides which numbers are claims and gives them their ids."""
    return QuantityFinder()


@factory("onrecord.claims", requires=["doc._.quantities"], assigns=["doc._.claims"])
def make_claims(nlp: Language, name: str) -> ClaimResolver:
    """The second step: change, measure, period, speaker and restatements."""
    return ClaimResolver()
