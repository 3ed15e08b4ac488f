"""The words of dates against those of the house."""

from pipeline.dates.lexicon import GRAMMAR
from pipeline.english.nouns import months


def test_months_are_those_of_the_house() -> None:
    told = {word.rstrip("."): facts["MONTHS"] for word, facts in GRAMMAR.words.items() if "MONTHS" in facts}
    assert told == months()
