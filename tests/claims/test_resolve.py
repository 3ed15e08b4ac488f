"""What is resolved: change and role, period, restatements, quote and speaker, the measured phrase."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import spacy
from spacy.tokens import Doc

from pipeline.claims.resolve import resolve
from pipeline.records import Claim, Date, Quote, Span, Speaker

CHANGES = [
    ("Exports rose 8 percent.", "8 percent", "increase", "change"),
    ("Exports rose to 8 percent.", "8 percent", None, "level"),
    ("Exports sharply fell by 8 percent.", "8 percent", "decrease", "change"),
    ("It was an 8 percent increase.", "8 percent", "increase", "change"),
    ("It was a 25 percent pay cut.", "25 percent", "decrease", "change"),
    ("An increase of 8 percent was seen.", "8 percent", "increase", "change"),
    ("Shares ended 2.3% lower.", "2.3%", "decrease", "change"),
    ("The index was up 2.2 points.", "2.2", "increase", "change"),
    ("Dow +0.2% at noon.", "+0.2%", "increase", "change"),
    ("Prices stood at 8 percent.", "8 percent", None, "level"),
    ("A loss of $5 million was booked.", "$5 million", None, "level"),
    ("They raised $5 million.", "$5 million", None, "level"),
    ("Sales doubled.", "doubled", "increase", "change"),
    ("It is increasing its loan-loss reserves by 8 percent.", "8 percent", "increase", "change"),
    ("They cut rates in half.", "half", "decrease", "change"),
    ("Prices rose by between 5 and 6 percent.", "5 and 6 percent", "increase", "change"),
    ("Some 45% would, up from 38% in May.", "38%", None, "level"),
    ("The town aims for 8 percent.", "8 percent", None, "target"),
    ("Output is expected to be 8 tonnes.", "8 tonnes", None, "projection"),
]


@pytest.mark.parametrize(("text", "surface", "change", "role"), CHANGES, ids=[x[0] for x in CHANGES])
def test_change(claims: Callable[[str], list[Claim]], text: str, surface: str, change: str | None, role: str) -> None:
    (claim,) = [c for c in claims(text) if c.text == surface]
    assert (claim.change, claim.role) == (change, role)


def test_a_second_figure_shares_the_change(claims: Callable[[str], list[Claim]]) -> None:
    found = claims("The herd shrank by 2,000 head, or 0.15 percent, this spring.")
    assert [c.change for c in found] == ["decrease", "decrease"]


@pytest.mark.parametrize(
    "text",
    ["It cost 105 billion yuan ($14 billion).", "They walked seven miles (11 km).", "It does 87 mph, or 140 km/h."],
)
def test_restatement(claims: Callable[[str], list[Claim]], text: str) -> None:
    first, second = claims(text)
    assert first.same_as is None
    assert second.same_as == first.id


def test_a_restatement_keeps_the_bound(claims: Callable[[str], list[Claim]]) -> None:
    assert [c.bound for c in claims("He has more than 7 million pesos ($400,000).")] == ["more_than", "more_than"]


def test_a_list_of_amounts_restates_nothing(claims: Callable[[str], list[Claim]]) -> None:
    assert [c.same_as for c in claims("They cost $5 million, $6 million and 7 million euros.")] == [None] * 3


def date(text: str, surface: str, n: int) -> Date:
    start = text.index(surface)
    return Date(
        doc_id="doc",
        id=f"doc/t{n}",
        start=start,
        end=start + len(surface),
        text=surface,
        rule="test",
        type="DATE",
        value=surface,
        begin="2020-01-01",
        finish="2020-12-31",
    )


PERIODS = [
    ("Output was 5 tonnes in 2014 and 7 tonnes in 2022.", ["2014", "2022"], ["2014", "2022"]),
    ("In 2019, output was 5 tonnes.", ["2019"], ["2019"]),
    ("Output hit 5 tonnes in 2019. It was worth $9.", ["2019"], ["2019", "2019"]),
    ("Output hit 5 tonnes in 2019.\nA car costs $9.", ["2019"], ["2019", None]),
    ("Output rose 5 percent from the previous year.", ["the previous year"], [None]),
    ("Output was 5 tonnes, the mayor said on Friday.", ["Friday"], [None]),
    ("Some 45% would, up from 38% in May.", ["May"], [None, "May"]),
    ("It stood at 45%, compared with 38% in May.", ["May"], [None, "May"]),
]


@pytest.mark.parametrize(("text", "dates", "wanted"), PERIODS, ids=[x[0][:45] for x in PERIODS])
def test_period(text: str, dates: list[str], wanted: list[str | None]) -> None:
    nlp = spacy.blank("en")
    doc = nlp(text)
    doc._.dates = [date(text, surface, n) for n, surface in enumerate(dates, 1)]
    doc = nlp.add_pipe("onrecord.quantities")(doc)
    ids = {d.id: d.text for d in doc._.dates}
    assert [ids.get(c.period or "") for c in resolve(doc)] == wanted


def test_quote_and_speaker(blank: Callable[[str], Doc]) -> None:
    text = "“We sold 40 boats,” Ms Oduya said. They cost $9."
    doc = blank(text)
    part = Span(start=0, end=19, text=text[:19])
    speaker = Speaker(name="Ada Oduya", type="person", resolved_by="test")
    quote = Quote(
        doc_id="doc", id="doc/q1", start=0, end=19, text=text[:19], rule="test",
        kind="direct", content=[part], speaker=speaker, speech=True,
    )  # fmt: skip
    doc._.quotes = [quote]
    found = resolve(doc)
    assert [(c.quote, c.speaker_name) for c in found] == [("doc/q1", "Ada Oduya"), (None, None)]


Tree = tuple[list[str], list[str], list[str], list[int]]

MEASURES: list[tuple[Tree, str]] = [
    (
        (
            ["Ghana", "'s", "rice", "output", "reached", "3", "million", "tonnes"],
            ["PROPN", "PART", "NOUN", "NOUN", "VERB", "NUM", "NUM", "NOUN"],
            ["nmod:poss", "case", "compound", "nsubj", "ROOT", "nummod", "nummod", "obj"],
            [3, 0, 3, 4, 4, 6, 7, 4],
        ),
        "Ghana 's rice output",
    ),
    (
        (
            ["The", "bank", "cut", "its", "main", "rate", "by", "25", "basis", "points"],
            ["DET", "NOUN", "VERB", "PRON", "ADJ", "NOUN", "ADP", "NUM", "NOUN", "NOUN"],
            ["det", "nsubj", "ROOT", "nmod:poss", "amod", "obj", "case", "nummod", "compound", "obl"],
            [1, 2, 2, 5, 5, 2, 9, 9, 9, 2],
        ),
        "main rate",
    ),
    (
        (
            ["Police", "seized", "12", "tonnes", "and", "imposed", "a", "fine", "of", "$", "9", "million"],
            ["NOUN", "VERB", "NUM", "NOUN", "CCONJ", "VERB", "DET", "NOUN", "ADP", "SYM", "NUM", "NUM"],
            ["nsubj", "ROOT", "nummod", "obj", "cc", "conj", "det", "obj", "case", "nmod", "nummod", "nummod"],
            [1, 1, 3, 1, 5, 1, 7, 5, 9, 7, 9, 9],
        ),
        "fine",
    ),
    (
        (
            ["They", "spent", "60", "percent", "of", "their", "income", "on", "rent"],
            ["PRON", "VERB", "NUM", "NOUN", "ADP", "PRON", "NOUN", "ADP", "NOUN"],
            ["nsubj", "ROOT", "nummod", "obj", "case", "nmod:poss", "nmod", "case", "obl"],
            [1, 1, 3, 1, 6, 6, 3, 8, 1],
        ),
        "income",
    ),
    (
        (
            ["An", "8", "percent", "rise", "in", "exports", "followed"],
            ["DET", "NUM", "NOUN", "NOUN", "ADP", "NOUN", "VERB"],
            ["det", "nummod", "compound", "nsubj", "case", "nmod", "ROOT"],
            [3, 2, 3, 6, 5, 3, 6],
        ),
        "exports",
    ),
    (
        (
            ["The", "port", "has", "463", "electric", "cranes"],
            ["DET", "NOUN", "VERB", "NUM", "ADJ", "NOUN"],
            ["det", "nsubj", "ROOT", "nummod", "amod", "obj"],
            [1, 2, 2, 5, 5, 2],
        ),
        "electric cranes",
    ),
]


@pytest.mark.parametrize(("tree", "measure"), MEASURES, ids=[x[1] for x in MEASURES])
def test_measure(blank: spacy.Language, tree: Tree, measure: str) -> None:
    words, pos, deps, heads = tree
    doc = Doc(blank.vocab, words=words, pos=pos, deps=deps, heads=heads, tags=[""] * len(words))
    for _, pipe in blank.pipeline:
        doc = pipe(doc)
    claim = doc._.claims[-1]
    assert claim.measure is not None
    assert claim.measure.text == measure
    assert doc.text[claim.measure.start : claim.measure.end] == measure
