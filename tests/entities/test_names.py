"""Spans, labels and clusters of names."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language

import pipeline.entities.component  # noqa: F401  (registers the factory)
from pipeline.entities.labels import label
from pipeline.entities.names import gender_before, given_gender, leading_title, parts, surname_first
from pipeline.entities.spans import clean
from pipeline.entities.spelling import distance
from pipeline.records import Block, Document, Entity

SPANS = [
    ("[the Marine Board] met", "ORG", "Marine Board"),
    ("[The Hague] ruled", "LOC", "The Hague"),
    ("[Norway's] coast", "LOC", "Norway"),
    ("[Norway’s] coast", "LOC", "Norway"),
    ("[Mr. Odom] left", "PERSON", "Odom"),
    ("[President Iris Vance] left", "PERSON", "Iris Vance"),
    ("[former Prime Minister Iris Vance] left", "PERSON", "Iris Vance"),
    ("[Prime Minister Iris Vance] left", "PERSON", "Iris Vance"),
    ("[Vice-President Vance] left", "PERSON", "Vance"),
    ("[“The Long Rain”] opened", "MISC", "Long Rain"),
    ("[Halvor Inc.] grew", "ORG", "Halvor Inc."),
    ("to [Halvor.] Then", "ORG", "Halvor"),
    ("[Karl Odom Jr.] left", "PERSON", "Karl Odom Jr."),
    ("the [University of] it", "ORG", "University"),
    ("[said.”Mina Sato] spoke", "PERSON", "Mina Sato"),
    ("[King] spoke", "PERSON", "King"),
    ("[—] spoke", "MISC", None),
    ("[The] spoke", "ORG", None),
    ("Before [dawn Halvor] called", "ORG", "Halvor"),
    ("with [van der Berg] at", "PERSON", "van der Berg"),
    ("[Deputy Foreign Minister Iris Vance] left", "PERSON", "Iris Vance"),
    ("[Vice Minister Kang Min-ho] left", "PERSON", "Kang Min-ho"),
    ("The [Tánaiste] left", "ORG", None),
    ("the [Lervik MEP] left", "ORG", "Lervik"),
    ("the [MEP] left", "ORG", None),
    ("told the [Pilot]. Then", "ORG", "Pilot"),
    ("The [tapir] left", "PERSON", None),
    ("the [tapir] left", "PERSON", "tapir"),
    ("Odom ([R-Ohio]) left", "ORG", None),
    ("Sen. [Iris Vance (D-Ohio.]) left", "PERSON", "Iris Vance"),
]


@pytest.mark.parametrize(("marked", "raw", "wanted"), SPANS)
def test_span(marked: str, raw: str, wanted: str | None) -> None:
    start, end = marked.index("["), marked.index("]") - 1
    text = marked.replace("[", "").replace("]", "")
    span = clean(text, start, end, raw)
    assert (text[slice(*span)] if span else None) == wanted


LABELS = [
    ("Norway", "LOC", "GPE"),
    ("Lake Mjosa", "LOC", "LOC"),
    ("North Sea", "LOC", "LOC"),
    ("Solomon Islands", "LOC", "GPE"),
    ("Southeast Asia", "LOC", "LOC"),
    ("Rhode Island", "LOC", "GPE"),
    ("Mount Kenya", "LOC", "LOC"),
    ("Hubei", "LOC", "GPE"),
    ("Winter Olympics", "MISC", "EVENT"),
    ("Hurricane Ines", "MISC", "EVENT"),
    ("Clean Rivers Act", "MISC", "LAW"),
    ("Article 9", "MISC", "LAW"),
    ("Esperanto", "MISC", "MISC"),
    ("2025", "DATE", None),
    ("Norway", "GPE", "GPE"),
    ("Ana", "PER", "PERSON"),
    ("Le Thi Mai", "LOC", "PERSON"),
    ("Tran Van Loi", "ORG", "PERSON"),
    ("RRS Petrel", "LOC", "PRODUCT"),
    ("MV Odom", "PERSON", "PERSON"),
    ("Quarry Road", "LOC", "FAC"),
    ("Broadway", "LOC", "GPE"),
    ("DRC", "ORG", "GPE"),
    ("Democratic Republic of Congo", "ORG", "GPE"),
    ("Instagram", "PRODUCT", "ORG"),
    ("Odom Cabinet", "PERSON", "ORG"),
    ("Cabinet", "PERSON", "PERSON"),
    ("Mjosa National Park", "FAC", "LOC"),
]


@pytest.mark.parametrize(("name", "raw", "wanted"), LABELS)
def test_label(name: str, raw: str, wanted: str | None) -> None:
    assert label(raw, name, 0, len(name)) == wanted


def test_work_of_art_by_its_marks_or_its_noun() -> None:
    assert label("MISC", "her “Long Rain” opened", 5, 14) == "WORK_OF_ART"
    assert label("MISC", "the novel Long Rain sold", 10, 19) == "WORK_OF_ART"


CLUSTERS = [
    # names in text order; the same number is the same thing
    ("P:Petra Novotna=1 P:Novotna=1", "surname"),
    ("P:Novotna=1 P:Petra Novotna=1", "surname first, full name later"),
    ("P:Petra Novotna=1 P:Petra=1", "given name"),
    ("P:Petra Novotna=1 P:P. Novotna=1", "initial"),
    ("P:Petra M. Novotna=1 P:Petra Novotna=1", "middle initial left out"),
    ("P:Petra Maria Novotna=1 P:Petra Novotna=1", "middle name left out"),
    ("P:Petra Novotna=1 P:Pavel Novotna=2", "two given names"),
    ("P:Gu Weilin=1 P:Gu=1", "Chinese order"),
    ("P:Zhang Li=1 P:Zhang Yunfei=2 P:Zhang=2", "two of one family name: the last named"),
    ("P:Szabo Katalin=1 P:Katalin Szabo=1", "Hungarian order and its reverse"),
    ("P:Nguyen Thi Lan=1 P:Lan=1", "Vietnamese given name"),
    ("P:Javier Ortega Pinilla=1 P:Ortega=1 P:Ortega Pinilla=1", "Spanish family names"),
    ("P:José Peña=1 P:Jose Pena=1", "accents"),
    ("P:Jean-Luc Moreau=1 P:Moreau=1", "hyphen"),
    ("P:Petra Holm-Vesely=1 P:Vesely=1", "last part of a hyphened family name"),
    ("O:Halvor-Fjordline=1 O:Halvor=2", "two firms with a hyphen between them"),
    ("P:Ruth Calder=1 P:Simon Calder=2 P:Ruth=1 P:Simon=2", "a couple by given names"),
    ("O:Coastal Fisheries Council=1 O:CFC=1", "acronym"),
    ("O:CFC=1 O:Coastal Fisheries Council=1", "acronym first"),
    ("O:Bank of the North=1 O:BN=1", "acronym without small words"),
    ("O:Centre for Herring Control and Trade=1 O:CHC=1", "acronym of the first words"),
    ("O:Centre for Herring Control and Trade=1 O:CH=2", "two letters of the first words"),
    ("O:Halvor Corp=1 O:Halvor=1", "legal form"),
    ("O:Halvor Lines=1 O:Halvor Lines S.A.=1", "legal form with full stops"),
    ("O:Halvor Group=1 O:Halvor=1", "generic last word"),
    ("O:Halvor Party=1 O:Halvor=1", "a party without its last word"),
    ("O:Halvor=1 O:Halvor Sands=2", "another body"),
    ("G:U.S.=1 G:United States=1 G:America=1", "names of a country"),
    ("G:UK=1 G:Britain=1", "names of another"),
    ("G:Norway=1 G:Sweden=2", "two places"),
    ("P:Odom=1 O:Odom=2", "a person and a firm"),
    ("P:Hanna Wiesmann=1 P:Weismann=1", "a slip of the pen"),
    ("P:Hanna Wiesmann=1 P:Hanno Weissmann=2 P:Weismann=3", "a slip that two could have made"),
    ("P:Hanna Berg=1 P:Borg=2", "too short for a slip"),
    ("P:Weismann=1 P:Hanna Wiesmann=2", "a slip needs the full name before it"),
    ("O:Aqua Meters=1 O:Aqua=1", "first word of a name given before"),
    ("O:National Trust=1 O:National=2", "a word that is no short name"),
    ("O:Aqua Meters=1 O:Aqua Pumps=2 O:Aqua=3", "first word of two names"),
    ("O:Aqua=1 O:Aqua Meters=2", "first word before the name"),
    ("O:Aqua Meters=1 O:Aqua=1 O:Aqua Pumps=2", "first word of a name given before and of one given later"),
    ("O:Lervik Argus=1 O:Argus=1", "last word of a name given before"),
    ("O:Lervik Argus=1 O:Turku Argus=2 O:Argus=3", "last word of two names"),
    ("P:Ito Kenji=1 P:Ito=1", "Japanese order"),
    ("P:Ito Kenji=1 P:IK=1", "letters of an interview"),
    ("P:Ito Kenji=1 P:Ida Kral=2 P:IK=3", "letters of two persons"),
    ("O:Halvor Lines=1 P:Halvor=1", "a body taken for a person"),
    ("O:Zhang Holdings=1 P:Zhang=2", "a body with a family name that stands first"),
    ("O:Halvor Lines=1 P:Jan Halvor=2 P:Halvor=2", "a person who bears the body's name"),
    ("P:Halvor=1 O:Halvor Lines=2 P:Halvor=1", "a person before the body"),
    ("O:National Ferries=1 P:National=2", "a word that opens many names"),
    ("O:Petra Novotna=1 P:Novotna=1", "a person taken for a body"),
    ("O:Petra Novotna=1 P:Odom=2", "a body with a given name"),
    ("G:Hong Kong=1 P:Hong=2", "a place that begins as a person's name does"),
    ("O:Lervik Novotna=1 P:Novotna=2", "a body with a family name"),
]
KEYS = {"P": "PERSON", "O": "ORG", "G": "GPE"}


@pytest.fixture(scope="module")
def nlp() -> Language:
    made = spacy.blank("en")
    made.add_pipe("onrecord.entities", name="entities")
    return made


def entities(nlp: Language, text: str, names: list[tuple[str, str]]) -> list[Entity]:
    doc = nlp.make_doc(text)
    at, ents = 0, []
    for name, key in names:
        at = text.index(name, at)
        ents.append(doc.char_span(at, at + len(name), label=key, alignment_mode="expand"))
        at += len(name)
    doc.ents = ents
    return list(nlp.get_pipe("entities")(doc)._.entities)


@pytest.mark.parametrize(("row", "why"), CLUSTERS, ids=[why for _, why in CLUSTERS])
def test_cluster(nlp: Language, row: str, why: str) -> None:
    cells = row.replace(" P:", "|P:").replace(" O:", "|O:").replace(" G:", "|G:").split("|")
    names = [(cell[2 : cell.index("=")], KEYS[cell[0]]) for cell in cells]
    wanted = [int(cell.rsplit("=", 1)[1]) for cell in cells]
    found = entities(nlp, " met ".join(n for n, _ in names) + " today", names)
    order = list(dict.fromkeys(e.entity for e in found))
    assert [order.index(e.entity) + 1 for e in found] == wanted


def test_title_tells_husband_from_wife(nlp: Language) -> None:
    text = "Ruth Calder met Simon Calder. Mr. Calder left. Mrs. Calder stayed."
    found = entities(
        nlp, text, [("Ruth Calder", "PERSON"), ("Simon Calder", "PERSON"), ("Calder", "PERSON"), ("Calder", "PERSON")]
    )
    assert [e.name for e in found] == ["Ruth Calder", "Simon Calder", "Simon Calder", "Ruth Calder"]


def test_title_outweighs_a_given_name(nlp: Language) -> None:
    text = "Jack Calder writes. Ms. Calder stayed."
    found = entities(nlp, text, [("Jack Calder", "PERSON"), ("Calder", "PERSON")])
    assert [e.name for e in found] == ["Jack Calder", "Jack Calder"]


def test_given_name_left_out_of_the_span(nlp: Language) -> None:
    found = entities(nlp, "Minister Petra Novotna left.", [("Novotna", "PERSON")])
    assert [e.text for e in found] == ["Petra Novotna"]


def test_letters_of_an_exchange(nlp: Language) -> None:
    text = "HLV Is Rising\n\nShares of Halvor Lines Inc. (NASDAQ: HLV) rose."
    found = entities(nlp, text, [("HLV", "ORG"), ("Halvor Lines Inc.", "ORG")])
    assert [e.name for e in found] == ["Halvor Lines Inc.", "Halvor Lines Inc."]


def test_spouse_tells_husband_from_wife(nlp: Language) -> None:
    text = "Robin Calder met her husband, Alex Calder. Mr. Calder left. Mrs. Calder stayed."
    names = [("Robin Calder", "PERSON"), ("Alex Calder", "PERSON"), ("Calder", "PERSON"), ("Calder", "PERSON")]
    assert [e.name for e in entities(nlp, text, names)][2:] == ["Alex Calder", "Robin Calder"]


def test_name_cut_behind_the_family_name(nlp: Language) -> None:
    found = entities(nlp, "Kang Min-ho left", [("Kang", "PERSON"), ("Min-ho", "PERSON")])
    assert [e.text for e in found] == ["Kang Min-ho"]


def test_names_around_an_ampersand_are_a_firm(nlp: Language) -> None:
    found = entities(
        nlp, "Harrow & Pike met Berg & Odom", [("Harrow", "PERSON"), ("Pike", "ORG"), ("Berg & Odom", "PERSON")]
    )
    assert [(e.text, e.label) for e in found] == [("Harrow & Pike", "ORG"), ("Berg & Odom", "ORG")]


def test_capitals_in_small_letters_are_a_body_but_for_initials(nlp: Language) -> None:
    text = "Juan Odom left when the CDR won. Leaders of the CDR met JO and the JHO of Jan H. Odom."
    names = [(name, "PERSON") for name in ("Juan Odom", "CDR", "CDR", "JO", "JHO", "Jan H. Odom")]
    wanted = ["PERSON", "ORG", "ORG", "PERSON", "PERSON", "PERSON"]
    assert [e.label for e in entities(nlp, text, names)] == wanted
    shouted = "LEADERS OF THE CDR MET AND THE SENATE LEFT"
    assert [e.label for e in entities(nlp, shouted, [("CDR", "PERSON")])] == ["PERSON"]


def test_short_name_of_a_firm_is_no_place(nlp: Language) -> None:
    text = "Fjordline Group met Lervik Group. Fjordline lost money in Lervik."
    names = [("Fjordline Group", "ORG"), ("Lervik Group", "ORG"), ("Fjordline", "LOC"), ("Lervik", "LOC")]
    assert [e.label for e in entities(nlp, text, names)] == ["ORG", "ORG", "ORG", "GPE"]


def test_agency_of_a_dateline_is_a_body(nlp: Language) -> None:
    text = "NEWPORT, R.I. (Bay Wire) -- The ferry (Bay Wire) sank."
    found = entities(nlp, text, [("NEWPORT, R.I.", "LOC"), ("Bay Wire", "LOC"), ("Bay Wire", "LOC")])
    assert [e.label for e in found][:2] == ["GPE", "ORG"]


def test_time_zones_and_ratios_are_no_names(nlp: Language) -> None:
    assert entities(nlp, "Debt is twice EBITDA at 0930 GMT.", [("EBITDA", "PRODUCT"), ("GMT", "ORG")]) == []


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Voltane, a San Diego start-up, lost money.", "ORG"),
        ("Voltane, the company that makes boats, lost money.", "ORG"),
        ("Voltane, a company director, lost money.", "PERSON"),
        ("Voltane, a baker, lost money.", "PERSON"),
    ],
)
def test_appositive_tells_a_firm(nlp: Language, text: str, label: str) -> None:
    found = entities(nlp, f"{text} Voltane is old.", [("Voltane", "PERSON"), ("Voltane", "PERSON")])
    assert [e.label for e in found] == [label, label]


def test_name_cut_before_the_nickname(nlp: Language) -> None:
    text = "Robert J. “Bob” Roe left"
    assert [e.text for e in entities(nlp, text, [("Bob” Roe", "PERSON")])] == ["Robert J. “Bob” Roe"]


def test_relative_does_not_take_the_surname(nlp: Language) -> None:
    text = "Ruth Calder won. Her husband, Simon Calder, watched. Calder wept."
    found = entities(nlp, text, [("Ruth Calder", "PERSON"), ("Simon Calder", "PERSON"), ("Calder", "PERSON")])
    assert found[2].name == "Ruth Calder"


def test_mention_kinds_and_ids(nlp: Language) -> None:
    found = entities(nlp, "Petra Novotna met Novotna", [("Petra Novotna", "PERSON"), ("Novotna", "PERSON")])
    assert [(e.id, e.entity, e.mention) for e in found] == [("doc/m1", "doc/e1", "name"), ("doc/m2", "doc/e1", "short")]


def test_capitals_of_a_headline_are_no_fuller_a_name(nlp: Language) -> None:
    found = entities(nlp, "NORWAY VOTES\nNorway voted", [("NORWAY", "LOC"), ("Norway", "LOC")])
    assert {e.name for e in found} == {"Norway"}


def test_boilerplate_gives_none(nlp: Language) -> None:
    doc = nlp.make_doc("Ana Ruiz\nAna Ruiz")
    doc.ents = [doc.char_span(0, 8, label="PERSON"), doc.char_span(9, 17, label="PERSON")]
    blocks = [Block(kind="boilerplate", start=0, end=8), Block(kind="caption", start=9, end=17)]
    doc._.document = Document(doc_id="a", source="a", sha256="0", text=doc.text, blocks=blocks)
    assert [e.start for e in nlp.get_pipe("entities")(doc)._.entities] == [9]


def test_names_taken_apart() -> None:
    assert parts("José F. Peña-Ruiz Jr.") == ("jose", "f", "pena-ruiz")
    assert surname_first(parts("Gu Weilin")) and not surname_first(parts("Paul Gu"))
    assert given_gender(parts("Petra Novotna")) == "f" and given_gender(parts("Novotna")) is None
    assert given_gender(parts("Tran Van Loi")) == "m" and given_gender(parts("Le Thi Mai")) == "f"
    assert leading_title("Mrs. Calder") == (5, "f") and leading_title("Calder") == (0, None)


BEFORE = [("met Mrs. ", "f"), ("her husband, ", "m"), ("Ruth's widow ", "f"), ("the widowed ", None), ("met ", None)]


@pytest.mark.parametrize(("before", "gender"), BEFORE)
def test_gender_before(before: str, gender: str | None) -> None:
    assert gender_before(before) == gender


def test_distance() -> None:
    assert [distance(*p) for p in (("wiesmann", "weismann"), ("berg", "berg"), ("berg", ""), ("ab", "ba"))] == [
        2,
        0,
        4,
        2,
    ]


def test_titled_person_is_no_body(nlp: Language) -> None:
    text = "Halvor Lines sank. Captain Halvor wept. Halvor paid."
    found = entities(nlp, text, [("Halvor Lines", "ORG"), ("Halvor", "PERSON"), ("Halvor", "PERSON")])
    assert [e.label for e in found] == ["ORG", "PERSON", "ORG"]


def test_place_of_a_place(nlp: Language) -> None:
    found = entities(nlp, "North Lapland's Lervik Province met", [("North Lapland's Lervik Province", "GPE")])
    assert [(e.label, e.text) for e in found] == [("GPE", "North Lapland"), ("GPE", "Lervik Province")]


def test_possessive_within_a_name(nlp: Language) -> None:
    found = entities(nlp, "They met in Odom's End", [("Odom's End", "GPE")])
    assert [e.text for e in found] == ["Odom's End"]


def test_letters_in_brackets(nlp: Language) -> None:
    text = "The Herring and Cod Board (HXB) met. HXB left. HCB stayed."
    names = [("Herring and Cod Board", "ORG"), ("HXB", "ORG"), ("HXB", "ORG"), ("HCB", "ORG")]
    found = entities(nlp, text, names)
    assert [e.name for e in found] == ["Herring and Cod Board"] * 4


LETTERS = [
    (
        "Revenue Service of Narbon (Rson) is here. Rson grows.",
        "Revenue Service of Narbon",
        "ORG",
        "Rson",
        "one capital",
    ),
    ("Harbour Price Index (HPI) is here. HPI grows.", "Harbour Price Index", "MISC", "HPI", "no body, its initials"),
    ("Small Tidal Mills (STMs) are here. STM grows.", "Small Tidal Mills", "PRODUCT", "STM", "the plural"),
]


@pytest.mark.parametrize(("text", "name", "label", "short", "why"), LETTERS, ids=[row[-1] for row in LETTERS])
def test_short_form_in_brackets(nlp: Language, text: str, name: str, label: str, short: str, why: str) -> None:
    doc = nlp.make_doc(text)
    places = [(text.index(name), len(name), label), (text.rindex(short), len(short), "ORG")]
    doc.ents = [doc.char_span(at, at + n, label=kind, alignment_mode="expand") for at, n, kind in places]
    assert [e.name for e in nlp.get_pipe("entities")(doc)._.entities] == [name, name], why


def test_brackets_behind_a_place_are_no_short_form(nlp: Language) -> None:
    found = entities(nlp, "Lervik South (SNP) met SNP today", [("Lervik South", "GPE"), ("SNP", "ORG"), ("SNP", "ORG")])
    assert found[0].entity != found[-1].entity
