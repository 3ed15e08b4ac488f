"""A source that stands for nobody named: what its own words say it is, and what a number is a part of."""

from __future__ import annotations

import re
from functools import cache

from pipeline.english.nouns import nouns, words
from pipeline.quotes.speakers.phrases import Phrase, category
from pipeline.quotes.surface.sentences import last_sentence
from pipeline.records import SpeakerType

_TITLED = re.compile(  # "Trading Standards": a name, whatever its last word
    r"(?!The\b|An?\b|Its\b|His\b|Her\b|Their\b|These\b)[A-Z]\w+\s+(?:(?:of|and|for)\s+)?[A-Z][a-z]\w+s"
)
_GROUPS = frozenset({"some", "many", "others", "we", "both", "few", "they"})
_TYPES: dict[str, SpeakerType] = {"document": "document", "body": "organization", "group": "group"}
_BACK = 300  # characters before a number in which its whole must begin


def wording(text: str, phrase: Phrase) -> SpeakerType:
    """What kind of speaker a phrase is that keeps its own words."""
    said = text[slice(*phrase.core)]
    if phrase.kind == "pronoun":
        return "group" if phrase.plural or phrase.head in _GROUPS else "unnamed"
    if phrase.head == "percent" or said.split(" of ")[0].endswith("%"):
        return "group"
    if not phrase.plural and phrase.head in nouns("roles"):
        return "unnamed"
    if _TITLED.fullmatch(said):
        return "organization"
    return _TYPES.get(category(phrase), "unnamed")


def counted(text: str, phrase: Phrase) -> bool:
    """Whether the phrase is a number of people or bodies and nothing else: 29, twelve, most."""
    word = text[slice(*phrase.core)].casefold()
    return word.isdecimal() or word.split("-")[0] in words("counts")


def out_of(text: str, phrase: Phrase) -> str | None:
    """What a number is a part of ("Of the 31 districts, 29 have … and 14 have"), as "29 of the 31 districts"."""
    start, end = phrase.core
    low = max(0, start - _BACK)
    low += last_sentence(text[low:start])
    found = _whole().search(text, low, end)
    return f"{text[start:end]} of {found['whole']}" if found else None


@cache
def _whole() -> re.Pattern[str]:
    """A whole and, behind its comma, a number that is a part of it."""
    numbers = "|".join(sorted(words("counts")))
    return re.compile(
        r"\b(?:[Aa]mong|[Oo]ut of|[Oo]f) (?P<whole>(?:the|its|his|her|their|our) [^.;:!?\n]{3,160}?),"
        rf" (?=\d+\b|(?:{numbers})\b)"
    )
