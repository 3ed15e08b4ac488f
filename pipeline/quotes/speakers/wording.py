"""A source that stands for nobody named: what its own words say it is."""

from __future__ import annotations

from pipeline.english.nouns import nouns, words
from pipeline.quotes.speakers.phrases import Phrase, category, words_of
from pipeline.records import SpeakerType

_GROUPS = frozenset({"some", "many", "others", "we", "both", "few", "they"})
_TYPES: dict[str, SpeakerType] = {"document": "document", "body": "organization", "group": "group"}


def wording(text: str, phrase: Phrase) -> SpeakerType:
    """What kind of speaker a phrase is that keeps its own words."""
    said = text[slice(*phrase.core)]
    if phrase.counted and " " not in said:
        return "group"  # "29"
    if phrase.kind == "pronoun":
        return "group" if phrase.plural or phrase.head in _GROUPS else "unnamed"
    if phrase.head == "percent" or said.split(" of ")[0].endswith("%"):
        return "group"
    if not phrase.plural and phrase.head in nouns("roles"):
        return "unnamed"
    return "organization" if _titled(words_of(said)) else _TYPES.get(category(phrase), "unnamed")


def _titled(said: list[str]) -> bool:
    """ "Trading Standards": a name, whatever its last word."""
    capitals = [w for w in said if w[0].isupper()]
    named = len(capitals) > 1 and capitals[0].casefold() not in words("determiners") and said[-1] == capitals[-1]
    return named and said[0] == capitals[0] and said[-1].endswith("s") and set(said) - set(capitals) <= {"of", "and"}
