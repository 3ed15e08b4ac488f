"""Where a figure stands among the named things of its article, as the choice of its owner asks for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Token

from pipeline.claims.lexicon import words
from pipeline.claims.link.scene import Scene, stands_for
from pipeline.claims.parse.quantity import Quantity
from pipeline.records import Entity, Quote

MAX_BACK = 4  # sentences back in which a thing is a candidate wherever it stands
_NOUNS = ("NOUN", "PROPN")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its characters and tokens, ``number`` which of the article's it is; asked once for all figures.

    ``back``: the character from which names before it are candidates; ``stand_ins``: tokens that stand for a name,
    with the class of the pronoun or noun; ``called``: nouns that end the names of things ("the *diocese*"), with these.
    """

    start: int
    end: int
    tokens: tuple[int, int]
    number: int
    back: int
    named: Sequence[Entity]
    stand_ins: Sequence[tuple[Token, str]]
    called: Sequence[tuple[Token, Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Place:
    """A figure, its sentence, and ``paragraph``, the character with which its line begins.

    ``noun``: of the measured phrase; ``company``: whether the sentence names anyone; ``reports``: whether a firm
    reports such figures of itself ("*pre-tax profit*").
    """

    quantity: Quantity
    figure: Token
    sentence: Sentence
    paragraph: int
    measured: tuple[int, int] | None
    noun: Token | None
    quote: Quote | None
    reports: bool

    @property
    def kind(self) -> str:
        """The kind of the figure; people are a kind of their own."""
        return "people" if self.quantity.kind == "count" and self.quantity.unit == "people" else self.quantity.kind

    @property
    def company(self) -> str:
        """Whether anyone is named beside the figure."""
        return "some named" if self.sentence.named else "none named"


class Places:
    """The places of the figures of one article."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.setting, self.doc = scene, scene.setting, scene.doc
        self._sentences: dict[int, Sentence] = {}

    def __call__(self, quantity: Quantity, measured: tuple[int, int] | None, quote: Quote | None) -> Place:
        """The place of a figure that measures the phrase ``measured`` and stands in ``quote``."""
        setting = self.setting
        span = setting.span(*quantity.number)
        phrase = setting.span(*measured) if measured is not None else None
        return Place(
            quantity=quantity,
            figure=span.root if setting.parsed else span[0],
            sentence=self._sentence(span.start),
            paragraph=setting.paragraph(quantity.start)[0],
            measured=measured,
            noun=phrase.root if phrase is not None and setting.parsed else None,
            quote=quote,
            reports=any(t.lower_ in words("measured", "results") for t in phrase or ()),
        )

    def _sentence(self, token: int) -> Sentence:
        number = self.setting.sentence_number(token)
        if number not in self._sentences:
            self._sentences[number] = self._asked(number, *self.setting.sentence(token))
        return self._sentences[number]

    def _asked(self, number: int, first: int, last: int) -> Sentence:
        scene, doc = self.scene, self.doc
        start, end = doc[first].idx, doc[last - 1].idx + len(doc[last - 1])
        free = [t for t in doc[first:last] if scene.thing_at(t) is None]
        standing = ((t, stands_for(t)) for t in free)
        return Sentence(
            start=start,
            end=end,
            tokens=(first, last),
            number=number,
            back=doc[self.setting.sentence_start(max(0, number - MAX_BACK))].idx,
            named=scene.within(start, end),
            stand_ins=[(t, kind) for t, kind in standing if kind is not None],
            called=[(t, self._called[t.lower_]) for t in free if t.pos_ in _NOUNS and t.lower_ in self._called],
        )

    @cached_property
    def _called(self) -> dict[str, list[str]]:
        """The last words of the longer names, with the things that are called so."""
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for e in self.scene.mentions:
            said = e.text.lower().split()
            if len(said) > 1:
                found[said[-1]][e.entity] = None
        return {word: list(things) for word, things in found.items()}
