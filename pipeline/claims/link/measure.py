"""What a figure measures, as a choice among the nouns around it and its verb."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from spacy.tokens import Doc, Token

from pipeline.choices import Choice, Example
from pipeline.claims.link.gold import matched, measured
from pipeline.claims.link.neighbours import Neighbours, Told
from pipeline.claims.link.nouns import Nouns
from pipeline.claims.link.phrases import phrase, possessed
from pipeline.claims.parse.quantity import Quantity
from pipeline.claims.setting import Setting

WEIGHTS = Path(__file__).with_name("measure.csv")

Phrase = tuple[int, int]  # characters of a measured phrase


class Measure:
    """Chooses the measured phrase of each figure of one article, in order."""

    def __init__(self, setting: Setting, quantities: Sequence[Quantity]) -> None:
        self.setting, self.choice, self._told = setting, Choice.read(WEIGHTS), Told()
        self._nouns = Nouns(setting, quantities) if setting.parsed else None

    def __call__(self, quantity: Quantity) -> tuple[Phrase | None, str | None]:
        """Characters of the phrase and the feature that chose it; None where the text does not say."""
        if self._nouns is None:
            return quantity.noun, "counted" if quantity.noun is not None else None
        nouns, facts = self.candidates(quantity)
        verdict = self.choice.pick(facts)
        if verdict is None:
            return quantity.noun, None
        noun = nouns[verdict.index]
        self._told.add(noun)
        return self.phrase(quantity, noun), verdict.basis or None

    def phrase(self, quantity: Quantity, noun: Token) -> Phrase:
        """Characters of the phrase of a candidate, with the counted words as they were found; of a verb that alone."""
        assert self._nouns is not None
        if noun.pos_ not in ("NOUN", "PROPN"):
            return noun.idx, noun.idx + len(noun)
        figures = self._nouns.figures
        noun = possessed(noun, lambda token: token.i in figures and token.i != noun.i)
        a, b = phrase(noun, lambda token: token.i in figures and token.i != noun.i, self._nouns.dated)
        a += self.setting.doc[a].text == "-"
        start, end = self.setting.doc[a].idx, self.setting.doc[b - 1].idx + len(self.setting.doc[b - 1])
        if quantity.noun is not None and quantity.noun[0] <= noun.idx < quantity.noun[1]:
            return quantity.noun[0], max(quantity.noun[1], end)  # with what the tree adds behind it
        return start, end

    def candidates(self, quantity: Quantity) -> tuple[list[Token], list[Sequence[str]]]:
        """The nouns in question, nearest first, and what is true of each; of a parsed document."""
        assert self._nouns is not None
        place = Neighbours(self.setting, quantity, self._nouns, self._told)
        nouns = list({t.i: t for t in place.nouns()}.values())
        return nouns, [list(place.facts(t)) for t in nouns]


def examples(doc: Doc, gold: Mapping[str, Any]) -> list[Example]:
    """The measured phrases of the gold article's claims: right is what shares most of its words with the gold's."""
    quantities: list[Quantity] = doc._.onrecord.quantities
    claims, measure, found = matched(quantities, gold), Measure(Setting(doc), quantities), []
    for quantity in quantities:
        claim = claims.get(quantity.id)
        if claim is not None:
            found.append(_example(gold["id"], measure, quantity, claim["measure"]))
        measure(quantity)  # the next one is told what this one got
    return found


def drills() -> Iterator[Example]:
    """The drills of what is measured; each is an article of its own."""
    for name, row, doc, figures in measured():
        measure = Measure(Setting(doc), doc._.onrecord.quantities)
        for quantity in figures[:-1]:
            measure(quantity)
        yield _example(name, measure, figures[-1], row["measure"])


def _example(article: str, measure: Measure, quantity: Quantity, right: str | None) -> Example:
    from pipeline.choices.gold import ALIKE, word_f1

    nouns, facts = measure.candidates(quantity)
    texts = (measure.setting.text[slice(*measure.phrase(quantity, noun))] for noun in nouns)
    alike = frozenset(n for n, text in enumerate(texts) if word_f1(text, right) >= ALIKE)
    return Example(article, tuple(tuple(f) for f in facts), alike)
