"""What a figure measures, whose it is counted for and in which unit, read off the shipped model's tree."""

from __future__ import annotations

import pytest
from spacy.language import Language

from pipeline import extract

# sentence | the figure | its measure
ROWS = [
    # the phrase ends before a time, an example, another figure, a clause
    ("Revenue in the quarter rose to $7 billion.", "$7 billion", "Revenue"),
    ("The median price for small homes in May was $3 million.", "$3 million", "median price for small homes"),
    ("Sales of large firms such as Orbico rose 9 percent.", "9 percent", "Sales of large firms"),
    ("They pay a $3,500 rent and two loans.", "$3,500", "rent"),
    # what follows the figure
    ("The firm spends 60 percent of its income on rent.", "60 percent", "income"),
    ("They won $5 million in damages.", "$5 million", "damages"),
    ("The museum paid $9 million for the painting.", "$9 million", "painting"),
    ("Workers dug 8 miles (13 km) of new tunnels.", "8 miles", "new tunnels"),
    ("Workers dug 8 miles (13 km) of new tunnels.", "13 km", "new tunnels"),
    ("The chief earns some 24 times the pay of a clerk.", "some 24 times", "pay of a clerk"),
    # what goes before it
    ("Passengers paid a total of $5 million.", "$5 million", "Passengers"),
    ("The group posted a quarterly loss of $5 million.", "$5 million", "quarterly loss"),
    ("Spending on roads fell from 9 percent of output in 2014.", "9 percent", "Spending on roads"),
    ("Dirty water could cause sea levels to rise 11 feet.", "11 feet", "sea levels"),
    ("Exports fell, with imports falling 5 percent.", "5 percent", "imports"),
    ("A bed costs $59, a seat $19.", "$19", "seat"),
    # values of a size, levels of an index
    ("The current population of the town is roughly 8,000 people.", "roughly 8,000", "current population of the town"),
    ("The main index, which had gained 1%, closed at 1,478 points.", "1,478", "main index"),
    # restatements
    ("The estate has a net worth of 105 million yuan ($14 million).", "$14 million", "net worth"),
    # ranks
    ("The city ranks 11th in the province by industrial output.", "11th", "industrial output"),
]


@pytest.mark.parametrize(("text", "figure", "measure"), ROWS, ids=[f"{x[0][:30]} {x[1]}" for x in ROWS])
def test_measure(nlp: Language, text: str, figure: str, measure: str) -> None:
    (claim,) = [c for c in nlp(text)._.claims if c.text == figure]
    assert claim.measure is not None
    assert claim.measure.text == measure


CHANGES = [
    ("Output dropped by 1.5 degrees Celsius (2.7 Fahrenheit).", ["decrease", "decrease"]),
    ("Shares in the mill added 15 cents to $2.70.", ["increase", None]),
    ("The yard put 40 boats up for sale.", [None]),
    ("The index is also trending up 0.2%.", ["increase"]),
    ("The club added a 30-metre mast.", [None]),
]


@pytest.mark.parametrize(("text", "changes"), CHANGES, ids=[x[0] for x in CHANGES])
def test_change(nlp: Language, text: str, changes: list[str | None]) -> None:
    assert [c.change for c in nlp(text)._.claims] == changes


UNITS = [
    ("The inspectors checked 64 bridges this week. Fifty-nine were sound.", ["bridges", "bridges"]),
    ("The students mapped 312 lakes and visited 26 of them.", ["lakes", "lakes"]),
    ("The state will inspect 1,260 other bridges.", ["bridges"]),
    (
        "Among the 31 provinces, free cities and islands on the coast, two agreed.",
        ["provinces, free cities and islands"] * 2,
    ),
    ("The firm delivered 63,150 Model 3s in May.", ["Model 3s"]),
]


@pytest.mark.parametrize(("text", "units"), UNITS, ids=[x[0] for x in UNITS])
def test_units(nlp: Language, text: str, units: list[str]) -> None:
    assert [c.unit for c in nlp(text)._.claims] == units


def test_who_tells_of_a_thing_is_not_what_it_is_about(nlp: Language) -> None:
    (claim,) = nlp("Ada Berg, head of the port of Lervik, said the town added 18 cranes.")._.claims
    assert claim.about_name is None


def test_results_are_those_of_the_firm_in_the_title() -> None:
    text = (
        "Orbico Group Ltd reports weaker profit\n\nBy Ann Field\n\n12 May 2025\n\n"
        "Pre-tax profit fell 5 percent in the first quarter. The weather was mild, at 20 degrees.\n"
    )
    assert [c.about_name for c in extract(text).claims] == ["Orbico Group Ltd", None]
