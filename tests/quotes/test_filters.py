"""What of a model's spans is no attribution, and whose words name nobody who speaks."""

from __future__ import annotations

import pytest
from spacy.language import Language

from pipeline.records import Block, Document
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
    ("<The 1970s> {saw} [prices double].", []),
    # no speech and no belief
    ("<The board> {considered} the case and closed it, {focusing on} [the price of sand].", []),
    ("<Ana Ruiz> {championed} the law, [which] fell.", []),
    ("{Considering} [the price of sand], <the board> will wait.", []),
    # who is spoken of or to
    ("<The baker> {was accused of} [selling yesterday's bread].", ["-"]),
    ("<Readers> {are told} [that the quay is safe].", ["-"]),
    ("In <a letter to the board> [the plan] {was described} as thin.", ["a letter to the board"]),
    ("[The plan] {was denounced} by <the board>.", ["the board"]),
    ("<The board> {is describing} [the quay as sound].", ["The board"]),
    ("{Asked about} [the price of sand], <Ana Ruiz> left the room.", ["-"]),
    ("{Asked} by a reporter [whether the quay leaks], <Ana Ruiz> left the room.", ["a reporter"]),
    ("<Output> {is forecast} [to reach 60 tons].", ["-"]),
    ("When {asked} [why the quay leaks], <she> laughed.", ["-"]),
    ("<The mayor>, {asked for} [his view], left.", ["-"]),
    ("<She> {asked} [why the quay leaks].", ["She"]),
    ("<Halvor>, a paper, looks ahead, with rain {expected} [to be the topic].", []),
    ("<Halvor> {expected} [to be the topic].", ["Halvor"]),
    # what stands before or behind a source
    ("<Outside court Constable Priya Sen> {urged} [all to ring the force].", ["Constable Priya Sen"]),
    ("<A port official who> {said} [the boat was sound] left.", ["A port official"]),
    ("<The board in its farewell letter to her> {wrote} [that the quay was sound].", ["The board"]),
    ("<The clerks> {were asked} by the guards and the divers [to leave].", ["the guards and the divers"]),
    ("It went well, with <the clerks> {viewed} [as friends].", []),
    ("<The clerk> {got a letter for documenting} [the fire].", []),
    ("<The boats> {pose} [a threat to seals].", []),
    ("<Level four> {is maintained} [because of fog].", []),
    ("{Said} [agreement] will hold, <he> hopes.", []),
    ("<Travel> {has shown} [signs of life].", []),
    ("<Meanwhile>, {confirming} [the news], boats left.", []),
    ("<The> {general concern about} [the quay] grew.", []),
    ("{According to} <their needs> [the nets were cut].", []),
    ("Not <everyone> {agrees} [that the quay is sound].", ["Not everyone"]),
    ("He left before <anyone> {mentioned} [the quay].", []),
    # what is done and not said
    ("<The towns> {have introduced} [a tax on sand].", []),
    ("<The towns> {are also building} [two quays].", []),
    ("<The towns> {introduced} [the claim that sand is cheap].", []),
    ("<The town> {began her speech by praising} [the divers].", ["The town"]),
    ("<Ana Ruiz>, {asked} [whether she would go], shook her head. [“No. Why?”]", ["-", "Ana Ruiz"]),
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
    (
        "Eels that wintered in the mud grew fast, <biologists> {have found}, raising hopes that [some will return].",
        ["Eels that wintered in the mud grew fast"],
    ),
    ("In a speech, <biologists> {have found}, raising hopes that [some will return].", ["some will return"]),
    (
        "[Norway denies that it fished]: [“We never left,”] <Leo Strand> {said}.",
        ["that it fished", "“We never left,”"],
    ),
    ("<Iris Vance> {called for} [more boats in a statement on Monday].", ["more boats"]),
    ("<Iris Vance> {said} [the board lied in a statement].", ["the board lied in a statement"]),
    ("{According to} <her>, [the firm makes nets.]", ["the firm makes nets"]),
    ("{According to} <her>, [the nets are made by Halvor Inc.]", ["the nets are made by Halvor Inc."]),
    (
        "<Iris Vance> {said}: [“All is well.” The board is reading the files], she added.",
        ["“All is well.”", "The board is reading the files"],
    ),
    ("[The dam holds, as] <Iris Vance> {reported}.", ["The dam holds"]),
    ("[There is no cure]. <Patients> {are told} [to rest].", ["to rest"]),
    ("<They> {asked for} [more boats], as well as finer nets.", ["more boats, as well as finer nets"]),
]


@pytest.mark.parametrize(("marked", "wanted"), TURNED, ids=[m for m, _ in TURNED])
def test_content(blank: Language, marked: str, wanted: list[str]) -> None:
    text, gold = unmark(marked)
    doc = doc_of(blank, Case("", "roles", text, [], gold))
    for _, stage in blank.pipeline:
        doc = stage(doc)
    assert [part.text for q in doc._.quotes for part in q.content] == wanted


def test_court_is_told_in_a_headline(blank: Language) -> None:
    text = "Baker sold old bread, court told"
    doc = blank.make_doc(text)
    doc.spans["content"], doc.spans["source"], doc.spans["cue"] = [doc[0:4]], [doc[5:6]], [doc[6:7]]
    block = Block(kind="title", start=0, end=len(text))
    doc._.document = Document(doc_id="a", source="a", sha256="0", text=text, blocks=[block])
    for _, stage in blank.pipeline:
        doc = stage(doc)
    assert [(q.source, q.text) for q in doc._.quotes] == [(None, "Baker sold old bread")]


def test_quote_behind_narration_is_the_last_speakers(blank: Language) -> None:
    text = (
        "“It is an offence,” Leo Strand said.\n\nRabbits are not welcome.\n\n“One man had a parrot and two gulls here.”"
    )
    quotes = blank(text)._.quotes
    assert [(q.source.text, q.rule) for q in quotes] == [("Leo Strand", "quote-cue"), ("Leo Strand", "orphan")]


def test_verb_between_comma_and_source_is_the_cue(blank: Language) -> None:
    doc = blank.make_doc("Tour guides were hopeful of a long summer, said Leo Strand.")
    doc.spans["content"], doc.spans["source"], doc.spans["cue"] = [doc[4:8]], [doc[10:12]], [doc[2:4], doc[9:10]]
    for _, stage in blank.pipeline:
        doc = stage(doc)
    (quote,) = doc._.quotes
    assert quote.cue.text == "said" and quote.text == "Tour guides were hopeful of a long summer"
