"""The two spaCy components of this room: ``onrecord.quantities`` (find) and ``onrecord.claims`` (resolve)."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.claims.parse.find import find
from pipeline.claims.resolve import resolve
from pipeline.extensions import factory


@factory("onrecord.quantities", assigns=["doc._.quantities"])
def make_quantities(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """The first of the two steps; it decides which numbers are claims and gives them their ids."""
    return find_quantities


@factory("onrecord.claims", requires=["doc._.quantities"], assigns=["doc._.claims"])
def make_claims(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """The second step: change, measure, period, speaker and restatements."""
    return resolve_claims


def find_quantities(doc: Doc) -> Doc:
    """Leave the parsed quantities on ``doc._.quantities`` and the refused numbers on ``doc._.rejected``."""
    doc._.onrecord.quantities, refused = find(doc)
    doc._.onrecord.rejected = [*(doc._.onrecord.rejected or []), *refused]
    return doc


def resolve_claims(doc: Doc) -> Doc:
    """Leave the resolved claims on ``doc._.claims``, one for each parsed quantity."""
    doc._.onrecord.claims = resolve(doc)
    return doc
