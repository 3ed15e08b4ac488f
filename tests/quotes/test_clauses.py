"""Contents cut and completed by the tree, and the forms that rules read beside it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.language import Language

from pipeline.quotes.passes.article import Article
from pipeline.quotes.passes.clauses import follow_clauses
from pipeline.quotes.types import Attribution
from pipeline.records import Quote
from tests.quotes.markup import unmark

# a model's spans, and what its clauses make of them: cue and contents of each attribution
CUT = [
    ("The council {said} [the fire was a warning and called on residents to check their alarms].",
     [("said", ["the fire was a warning"]), ("called on", ["residents to check their alarms"])]),
    ("The agency {said} [he left the house and called on residents to wait].",
     [("said", ["he left the house and called on residents to wait"])]),
    ("She {asked} [the mayor whether the bridge would open].", [("asked", ["whether the bridge would open"])]),
    ("Their leader {asked} [why a law that takes effect in May must be passed].",
     [("asked", ["why a law that takes effect in May must be passed"])]),
    ("The union {urged} [its members to vote].", [("urged", ["to vote"])]),
    ("The court {ordered} [the inquiry to be resumed].", [("ordered", ["the inquiry to be resumed"])]),
    ("She {said} [the boats would stay] amid fears of a storm.",
     [("said", ["the boats would stay amid fears of a storm"])]),
]  # fmt: skip


@pytest.mark.parametrize(("marked", "wanted"), CUT, ids=[m for m, _ in CUT])
def test_clauses(model: Language, marked: str, wanted: list[tuple[str, list[str]]]) -> None:
    text, gold = unmark(marked)
    doc = model(text)
    spans = next(iter(gold.values()))
    own = Attribution(tuple(spans["content"]), spans["cue"][0], (0, 3))
    found = follow_clauses(Article.of(doc), (own,))
    told = [(text[slice(*a.cue)], [text[s:e] for s, e in a.content]) for a in found if a.cue]
    assert told == wanted


# forms beside a model: speaker and content
LEAD = "The road by the market was painted red in a night in May, and nobody in the town had been asked."
FORMS = [
    ("In Iris Vance's view, the tunnel was never needed.", "Iris Vance", "the tunnel was never needed"),
    ("The merger, per Iris Vance, is off.", "Iris Vance", "The merger is off"),
    ("The bridge has been closed since the spring, adds a second daily, Kystposten.", "Kystposten",
     "The bridge has been closed since the spring"),
    ("Her aunt told her the boat was sold.", None, "the boat was sold"),
    ("Iris Vance looks cheerful. “It is absurd, closing a port in summer.”", "Iris Vance",
     "“It is absurd, closing a port in summer.”"),
    (f"{LEAD}\n\nIris Vance is a locksmith from Lervik.\n\n“They painted the road, and nobody can stop.”",
     "Iris Vance", "“They painted the road, and nobody can stop.”"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "speaker", "content"), FORMS, ids=[t for t, _, _ in FORMS])
def test_forms(quoted: Callable[[str], list[Quote]], text: str, speaker: str | None, content: str) -> None:
    (quote,) = quoted(text)
    assert " ".join(part.text for part in quote.content) == content
    assert speaker is None or (quote.speaker is not None and speaker in quote.speaker.name)


# what somebody does, shows or asks, and nobody says
UNSAID = [
    "The board considered the case and closed it, focusing on the price of sand.",
    "The towns have introduced a tax on sand.",
    "The growth model promises a life without rent.",
    "The report brightens the way to the new quay.",
]


@pytest.mark.parametrize("text", UNSAID)
def test_nobody_says_it(quoted: Callable[[str], list[Quote]], text: str) -> None:
    assert quoted(text) == []
