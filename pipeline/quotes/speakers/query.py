"""A source that names nobody, as a question: what its words tell of who is meant."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.english.nouns import Gender, nouns, of_gender, words
from pipeline.quotes.speakers.phrases import Category, Phrase, category
from pipeline.quotes.speakers.places import Place
from pipeline.quotes.types import Offsets

Kind = Literal["he or she", "they", "it", "person noun", "body noun", "other noun"]

_PRONOUNS: dict[str, Kind] = {
    **dict.fromkeys(("he", "him", "his", "himself", "she", "her", "hers", "herself"), "he or she"),
    **dict.fromkeys(("they", "them", "their", "themselves"), "they"),
    **dict.fromkeys(("it", "its", "itself"), "it"),
}
_NOUNS: dict[Category, Kind] = {"person": "person noun", "body": "body noun", "other": "other noun"}
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_BRACKETS = re.compile(r"\([^()]*\)")
_SPOKEN_OF = frozenset({"state", "government"})  # "the Head of State"
_AGE = re.compile(r"\b(\d{1,3})[- ]years?[- ]old\b")
_SMALL = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "in",
        "and",
        "for",
        "to",
        "at",
        "his",
        "her",
        "its",
        "their",
        "on",
        "with",
        "by",
        "from",
        "that",
        "who",
        "this",
    ]
)


@dataclass(frozen=True, slots=True)
class Query:
    """Who is meant by a pronoun or a common noun; ``modifiers`` are the words beside its head, in small letters."""

    kind: Kind
    phrase: Phrase
    said: str
    place: Place
    content: tuple[Offsets, ...]
    cue: Offsets | None
    gender: Gender | None = None
    article: Literal["the", "a", "own", "none"] = "none"
    modifiers: frozenset[str] = frozenset()
    capitals: frozenset[str] = frozenset()
    age: str | None = None

    @property
    def start(self) -> int:
        """Where the source begins."""
        return self.phrase.span[0]

    @property
    def end(self) -> int:
        """Where the source ends."""
        return self.phrase.span[1]

    @property
    def head(self) -> str:
        """The pronoun or noun, in small letters."""
        return self.phrase.head


def query(text: str, phrase: Phrase, place: Place, content: Sequence[Offsets], cue: Offsets | None) -> Query | None:
    """The question that a source asks; None for names, documents, groups and the pronouns that are no third person."""
    said = text[slice(*phrase.core)]
    if phrase.kind == "pronoun":
        kind = _PRONOUNS.get(phrase.head)
        gender: Gender | None = "m" if phrase.head in words("male") else "f" if phrase.head in _female() else None
        return Query(kind, phrase, said, place, tuple(content), cue, gender) if kind else None
    noun = _NOUNS.get(category(phrase))
    if phrase.kind == "name":
        noun = "person noun" if phrase.mention is not None and phrase.mention.label == "NORP" else None
    if noun is None or said.casefold().startswith("another "):
        return None
    found = _WORD.findall(_BRACKETS.sub("", said))
    age = _AGE.search(said)
    return Query(
        noun,
        phrase,
        said,
        place,
        tuple(content),
        cue,
        _told(phrase.head),
        _article(found[0].casefold() if found else ""),
        frozenset(w.casefold() for w in found) - _SMALL - {phrase.head},
        frozenset(w.casefold() for w in found[1:] if w[0].isupper()) - nouns("roles") - _SPOKEN_OF,
        age.group(1) if age else None,
    )


def _told(noun: str) -> Gender | None:
    return "m" if noun in of_gender("m") else "f" if noun in of_gender("f") else None


def _female() -> frozenset[str]:
    return words("female")


def _article(first: str) -> Literal["the", "a", "own", "none"]:
    if first in ("the", "this", "that"):
        return "the"
    if first in ("a", "an", "one", "another"):
        return "a"
    return "own" if first in ("his", "her", "its", "their", "my", "our") else "none"
