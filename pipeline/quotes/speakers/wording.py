"""A source that stands for nobody named: what its own words say it is, and what a number is a part of."""

from __future__ import annotations

import re
from functools import cache

from pipeline.english.nouns import nouns, words
from pipeline.quotes.speakers.phrases import Phrase, category
from pipeline.quotes.speakers.spelling import words_of
from pipeline.quotes.surface.sentences import last_sentence
from pipeline.records import SpeakerType

_GROUPS = frozenset({"some", "many", "others", "we", "both", "few", "they"})
_TYPES: dict[str, SpeakerType] = {"document": "document", "body": "organization", "group": "group"}
_BACK = 300  # characters before a number in which its whole must begin


def wording(text: str, phrase: Phrase) -> SpeakerType:
    """What kind of speaker a phrase is that keeps its own words."""
    said = text[slice(*phrase.core)]
    if counted(text, phrase):
        return "group"
    if phrase.kind == "pronoun":
        return "group" if phrase.plural or phrase.head in _GROUPS else "unnamed"
    if phrase.head == "percent" or said.split(" of ")[0].endswith("%"):
        return "group"
    if not phrase.plural and phrase.head in nouns("roles"):
        return "unnamed"
    return "organization" if _titled(words_of(said)) else _TYPES.get(category(phrase), "unnamed")


def counted(text: str, phrase: Phrase) -> bool:
    """Whether the phrase is a number of people or bodies and nothing else: 29, twelve, most."""
    word = text[slice(*phrase.core)].casefold()
    return word.isdecimal() or word.split("-")[0] in words("counts")


def _titled(said: list[str]) -> bool:
    """ "Trading Standards": a name, whatever its last word."""
    capitals = [w for w in said if w[0].isupper()]
    named = len(capitals) > 1 and capitals[0].casefold() not in words("determiners") and said[-1] == capitals[-1]
    return named and said[0] == capitals[0] and said[-1].endswith("s") and set(said) - set(capitals) <= {"of", "and"}


def out_of(text: str, phrase: Phrase) -> str | None:
    """What a number is a part of ("Of the 31 districts, 29 have … and 14 have"), as "29 of the 31 districts"."""
    start, end = phrase.core
    low = max(0, start - _BACK)
    found = _whole().search(text, low + last_sentence(text[low:start]), end)
    return f"{text[start:end]} of {found['whole']}" if found else None


@cache
def _whole() -> re.Pattern[str]:
    """A whole and, behind its comma, a number that is a part of it."""
    owners, numbers = ("|".join(sorted(words(name))) for name in ("owners", "counts"))
    return re.compile(
        rf"\b(?:[Aa]mong|[Oo]ut of|[Oo]f) (?P<whole>(?:the|{owners}) [^.;:!?\n]{{3,160}}?), (?=\d+\b|(?:{numbers})\b)"
    )
