"""Whether something was said, denied, imagined or asked."""

from __future__ import annotations

import pytest
from spacy.language import Language

from tests.quotes.markup import Case, doc_of, unmark

ROWS = [
    ("<Ana Ruiz> {said} [the quay leaks].", None),
    ("<Ana Ruiz> {did not say} [that the quay leaks].", "negated"),
    ("<Ana Ruiz> {never said} [the quay leaks].", "negated"),
    ("<Ana Ruiz> {said} [nothing].", "negated"),
    ("<Ana Ruiz> {could have said} [the quay leaks].", "hypothetical"),
    ("If <she> {had said} [“no”], the boat would have stayed.", "hypothetical"),
    ("<Ana Ruiz> {refused to say} [whether the quay leaks].", "hypothetical"),
    ("<Ana Ruiz> {asked} [whether the quay leaks].", "question"),
    ("<Ana Ruiz> {asked} [the board for sand].", None),
    ("[“Why?”] <Ana Ruiz> {asked}.", None),
    ("<The board> {denied} [that the quay leaks].", None),
]


@pytest.mark.parametrize(("marked", "wanted"), ROWS, ids=[m for m, _ in ROWS])
def test_modality(blank: Language, marked: str, wanted: str | None) -> None:
    text, gold = unmark(marked)
    doc = doc_of(blank, Case("", "roles", text, [], gold))
    for _, stage in blank.pipeline:
        doc = stage(doc)
    assert [q.modality for q in doc._.quotes] == [wanted]
