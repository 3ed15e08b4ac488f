"""What of a model's spans is no attribution, and whose words name nobody who speaks."""

from __future__ import annotations

import pytest
from spacy.language import Language

from pipeline.quotes.passes.filters import Row, row_of, rows
from tests.quotes.markup import Case, doc_of, unmark

# the model's spans, marked as in cases.txt; the sources that are left, one for each quote: "-" for none named
SIFTED = [
    # a thing, a pronoun without a person, a document that does not say
    ("Halvor opened a line last year, <its new production capacity> {claiming} [half of the market].", []),
    ("<The growth model> {promises} [a life without rent].", []),
    ("The trust runs schemes <that> {emphasize} [the bond of town and river].", []),
    ("There are pages for <those> {interested in reading about} [the old ferries].", []),
    ("<The report> {brightens} [the way to the new quay].", []),
    ("<The report> {says} [the quay leaks].", ["The report"]),
    ("<The model> {shows} [that the quay will leak].", ["The model"]),
    ("The trust found a diver <who> {praised} [the quay].", ["who"]),
    # no speech and no belief
    ("<The board> {considered} the case and closed it, {focusing on} [the price of sand].", []),
    # who is spoken of or to
    ("<The baker> {was accused of} [selling yesterday's bread].", ["-"]),
    ("<Readers> {are told} [that the quay is safe].", ["-"]),
    ("In <a letter to the board> [the plan] {was described} as thin.", ["a letter to the board"]),
    ("[The plan] {was denounced} by <the board>.", ["the board"]),
    ("<The board> {is describing} [the quay as sound].", ["The board"]),
    ("{Asked about} [the price of sand], <Ana Ruiz> left the room.", ["-"]),
    ("<Output> {is forecast} [to reach 60 tons].", ["-"]),
    ("When {asked} [why the quay leaks], <she> laughed.", ["-"]),
    ("<The mayor>, {asked for} [his view], left.", ["-"]),
    ("<She> {asked} [why the quay leaks].", ["She"]),
    ("<Halvor> {expected} [to be the topic].", ["Halvor"]),
    # what stands before or behind a source
    ("<A port official who> {said} [the boat was sound] left.", ["A port official"]),
    ("<The board in its farewell letter to her> {wrote} [that the quay was sound].", ["The board"]),
    ("<Travel> {has shown} [signs of life].", []),
    ("Not <everyone> {agrees} [that the quay is sound].", ["Not everyone"]),
    # what is done and not said
    ("<The towns> {have introduced} [a tax on sand].", []),
    ("<The towns> {are also building} [two quays].", []),
    ("<The towns> {introduced} [the claim that sand is cheap].", []),
    ("<The town> {began her speech by praising} [the divers].", ["The town"]),
    ("Do <you> {think} [the quay is safe]?", []),
]


@pytest.mark.parametrize(("marked", "wanted"), SIFTED, ids=[m for m, _ in SIFTED])
def test_sifted(blank: Language, marked: str, wanted: list[str]) -> None:
    text, gold = unmark(marked)
    doc = doc_of(blank, Case("", "roles", text, [], gold))
    for _, stage in blank.pipeline:
        doc = stage(doc)
    assert [q.source.text if q.source else "-" for q in doc._.quotes] == wanted


# the model's spans, and the contents that they become
TURNED = [
    ("In a speech, <biologists> {have found}, raising hopes that [some will return].", ["some will return"]),
    (
        "[Norway denies that it fished]: [“We never left,”] <Leo Strand> {said}.",
        ["that it fished", "“We never left,”"],
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
        ["a cook", "her brother Leo Strand", "hid her"],
    ),
    (
        "[“We sail,”] {said} <Iris Vance>. [“Fine,”] Leo Strand replied.",
        ["“We sail,”", "“Fine,”"],
    ),
]


@pytest.mark.parametrize(("marked", "wanted"), TURNED, ids=[m for m, _ in TURNED])
def test_content(blank: Language, marked: str, wanted: list[str]) -> None:
    text, gold = unmark(marked)
    doc = doc_of(blank, Case("", "roles", text, [], gold))
    for _, stage in blank.pipeline:
        doc = stage(doc)
    assert [part.text for q in doc._.quotes for part in q.content] == wanted


def test_quote_behind_narration_is_the_last_speakers(blank: Language) -> None:
    text = (
        "“It is an offence,” Leo Strand said.\n\nRabbits are not welcome.\n\n“One man had a parrot and two gulls here.”"
    )
    quotes = blank(text)._.quotes
    assert [(q.source.text, q.rule) for q in quotes] == [("Leo Strand", "quote-cue"), ("Leo Strand", "orphan")]


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.id)
def test_every_row_has_its_examples(blank: Language, row: Row) -> None:
    """A row drops its example, and no row what is unlike it."""
    assert row.example is not None
    assert row.reason in _reasons(blank, row.example)
    assert row.unlike is None or _reasons(blank, row.unlike) == []


def _reasons(blank: Language, marked: str) -> list[str]:
    text, gold = unmark(marked)
    doc = doc_of(blank, Case("", "roles", text, [], gold))
    for _, stage in blank.pipeline:
        doc = stage(doc)
    return [r.reason for r in doc._.rejected]


def test_an_unknown_column_or_test_is_an_error() -> None:
    with pytest.raises(ValueError, match="no column"):
        row_of({"id": "a", "reason": "b", "colour": "red"})
    with pytest.raises(ValueError, match="no column or test"):
        row_of({"id": "a", "reason": "b", "test": "smells"})
