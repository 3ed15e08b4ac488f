"""What the passes make of a model's spans: sources that speak, and contents that are the speech alone."""

from __future__ import annotations

import pytest
from spacy.language import Language

from pipeline.records import Quote
from tests.quotes.markup import Case, doc_of, unmark


def quotes(blank: Language, marked: str) -> list[Quote]:
    """What the stage makes of spans that are marked as in cases.txt."""
    text, gold = unmark(marked)
    doc = doc_of(blank, Case("", "roles", text, [], gold))
    for _, stage in blank.pipeline:
        doc = stage(doc)
    return list(doc._.quotes)


# the model's spans; the sources that are left, one for each quote: "-" for none named
SIFTED = [
    ("<The report> {says} [the quay leaks].", ["The report"]),
    ("<The model> {shows} [that the quay will leak].", ["The model"]),
    ("The trust found a diver <who> {praised} [the quay].", ["who"]),
    # who is spoken of or to
    ("<The baker> {was accused of} [selling yesterday's bread].", ["-"]),
    ("<Readers> {are told} [that the quay is safe].", ["-"]),
    ("[The plan] {was denounced} by <the board>.", ["the board"]),
    ("<The board> {is describing} [the quay as sound].", ["The board"]),
    ("{Asked about} [the price of sand], <Ana Ruiz> left the room.", ["-"]),
    ("<Output> {is forecast} [to reach 60 tons].", ["-"]),
    ("When {asked} [why the quay leaks], <she> laughed.", ["-"]),
    ("<The mayor>, {asked for} [his view], left.", ["-"]),
    ("<She> {asked} [why the quay leaks].", ["She"]),
    ("<Halvor> {expected} [to be the topic].", ["Halvor"]),
    # what stands before or behind a source
    ("<The town> {began her speech by praising} [the divers].", ["The town"]),
]


@pytest.mark.parametrize(("marked", "wanted"), SIFTED, ids=[m for m, _ in SIFTED])
def test_sifted(blank: Language, marked: str, wanted: list[str]) -> None:
    assert [q.source.text if q.source else "-" for q in quotes(blank, marked)] == wanted


# the model's spans, and the contents that they become
TURNED = [
    ("In a speech, <biologists> {have found}, raising hopes that [some will return].", ["some will return"]),
    (
        "[Norway denies that it fished]: [“We never left,”] <Leo Strand> {said}.",
        ["“We never left,”"],
    ),
    ("<Iris Vance> {said} [the board lied in a statement].", ["the board lied in a statement"]),
    ("{According to} <her>, [the firm makes nets.]", ["the firm makes nets"]),
    ("{According to} <her>, [the nets are made by Halvor Inc.]", ["the nets are made by Halvor Inc."]),
    ("<Iris Vance> {acknowledged} [the boos, “Fine, I deserved that one.”]", ["“Fine, I deserved that one.”"]),
    (
        "<Iris Vance> {said}, [“We are patient, and where there is doubt I wait,” showing that she knew].",
        ["“We are patient, and where there is doubt I wait,”"],
    ),
    (
        "<Iris Vance> {said} [that under this board, “the nets have rotted away.”]",
        ["that under this board, “the nets have rotted away.”"],
    ),
    ("<The widow> {thanked} [them].", []),
    ("[There is no cure]. <Patients> {are told} [to rest].", ["to rest"]),
    (
        "<Iris Vance> {thinks} [the nets will hold]. [“They held in the storm of the winter.”]",
        ["the nets will hold", "“They held in the storm of the winter.”"],
    ),
    (
        "<The diary> {names} [a cook; her brother Leo Strand], {2:according to} <2:the Herald>, [2:hid her].",
        ["a cook", "hid her"],
    ),
    (
        "[“We sail,”] {said} <Iris Vance>. [“Fine,”] Leo Strand replied.",
        ["“We sail,”", "“Fine,”"],
    ),
]


@pytest.mark.parametrize(("marked", "wanted"), TURNED, ids=[m for m, _ in TURNED])
def test_content(blank: Language, marked: str, wanted: list[str]) -> None:
    assert [part.text for q in quotes(blank, marked) for part in q.content] == wanted
