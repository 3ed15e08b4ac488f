"""A source that names nobody, as a question: what its words tell of who is meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.english.nouns import Gender, nouns, of_gender, words
from pipeline.quotes.speakers.phrases import Category, Phrase, category, words_of
from pipeline.quotes.speakers.places import Place
from pipeline.quotes.types import Offsets

Kind = Literal["he or she", "they", "it", "person noun", "body noun", "other noun"]
Article = Literal["the", "a", "own", "none"]

_PRONOUNS: dict[str, Kind] = {
    **dict.fromkeys(words("male") | words("female"), "he or she"),
    **dict.fromkeys(words("plural"), "they"),
    **dict.fromkeys(("it", "its", "itself"), "it"),
}
_NOUNS: dict[Category, Kind] = {"person": "person noun", "body": "body noun", "other": "other noun"}
_ARTICLES: dict[str, Article] = {
    **dict.fromkeys(("the", "this", "that"), "the"),
    **dict.fromkeys(("a", "an", "one", "another"), "a"),
    **dict.fromkeys(("his", "her", "its", "their", "my", "our"), "own"),
}
_SPOKEN_OF = frozenset({"state", "government"})  # "the Head of State"


@dataclass(frozen=True, slots=True)
class Query:
    """Who is meant by a pronoun or a common noun; ``modifiers`` are the words beside its head, in small letters."""

    kind: Kind
    phrase: Phrase
    said: str
    place: Place
    content: tuple[Offsets, ...]
    gender: Gender | None = None
    article: Article = "none"
    modifiers: frozenset[str] = frozenset()
    capitals: frozenset[str] = frozenset()

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


def query(text: str, phrase: Phrase, place: Place, content: Sequence[Offsets]) -> Query | None:
    """The question that a source asks; None for names, documents, groups and the pronouns that are no third person."""
    said = text[slice(*phrase.core)]
    if phrase.kind == "pronoun":
        kind = _PRONOUNS.get(phrase.head)
        gender: Gender | None = "m" if phrase.head in words("male") else "f" if phrase.head in words("female") else None
        return Query(kind, phrase, said, place, tuple(content), gender) if kind else None
    noun = _NOUNS.get(category(phrase)) if phrase.kind == "nominal" else None
    found = words_of(said.split("(")[0]) or words_of(said)
    if noun is None or not found or (len(found) > 1 and found[0].casefold() == "another"):
        return None
    folded = frozenset(w.casefold() for w in found)
    capitals = frozenset(w.casefold() for w in found[1:] if w[0].isupper())
    return Query(
        noun,
        phrase,
        said,
        place,
        tuple(content),
        next((g for g in ("m", "f") if phrase.head in of_gender(g)), None),
        _ARTICLES.get(found[0].casefold(), "none"),
        folded - words("function_words") - {phrase.head},
        capitals - nouns("roles") - _SPOKEN_OF,
    )
