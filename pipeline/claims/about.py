"""The entity that a claim is about."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import dropwhile

from pipeline.claims.lexicon import words
from pipeline.claims.parse.quantity import Quantity
from pipeline.claims.setting import Setting
from pipeline.records import Entity
from pipeline.syntax import child, subject

_THINGS = frozenset(("PERSON", "ORG", "GPE", "LOC", "FAC", "PRODUCT", "NORP", "EVENT"))
_BESIDE = frozenset(("", ", with", "with", "("))
_SEAT = 5  # tokens from a place to the firm that sits there
_STEPS = 8  # up the tree to the verbs above a quantity


class About:
    """Chooses among the entity mentions of a document: in the measured phrase, else the subject of a verb above it."""

    def __init__(self, setting: Setting, entities: Sequence[Entity]) -> None:
        self.setting = setting
        self._firm = self._reporting(entities)
        things = (e for e in entities if e.label in _THINGS and not self._adjective(e))
        self.entities = sorted(things, key=lambda e: (e.start, e.end))
        self._starts = [e.start for e in self.entities]

    def __call__(self, quantity: Quantity, measured: tuple[int, int] | None) -> Entity | None:
        """The mention whose entity the claim is about, or None."""
        if measured is not None:
            inside = self._within(*measured)
            if inside:
                return inside[-1]
            if self.setting.parsed and self.setting.span(*measured).root.pos_ == "PROPN":
                return None  # a name that is no mention: the claim is about none of the others
        beside = self._beside(quantity)
        if beside is not None:
            return beside
        found = self._subject(quantity) if self.setting.parsed else None
        return found or self._only(quantity) or self._own(quantity, measured)

    def _adjective(self, e: Entity) -> bool:
        """ "The American subsidiary": a people's name that tells of what kind something is."""
        return e.label == "NORP" and self.setting.doc[self.setting.token_at(e.start)].pos_ == "ADJ"

    def _reporting(self, entities: Sequence[Entity]) -> Entity | None:
        """The one firm or body that the article's title names: its results are told without its name."""
        document = self.setting.doc._.onrecord.document
        title = document.title.span if document is not None and document.title else None
        if title is None:
            return None
        named = [e for e in entities if e.label == "ORG" and title.start <= e.start < title.end]
        return named[0] if len({e.entity for e in named}) == 1 else None

    def _beside(self, quantity: Quantity) -> Entity | None:
        """The mention right before the figure: "followed by *Kazakhstan*, with 28,147", "*Qatar* 87 staff"."""
        k = bisect_left(self._starts, quantity.start) - 1
        before = self.entities[k] if k >= 0 else None
        between = self.setting.text[before.end : quantity.start] if before is not None else "."
        return before if between.strip().lower() in _BESIDE else None

    def _own(self, quantity: Quantity, measured: tuple[int, int] | None) -> Entity | None:
        """``Pre-tax profit fell``, ``sales rose`` in an article on one firm: that firm's."""
        if measured is None or self._firm is None or self._another(quantity):
            return None
        span = self.setting.span(*measured)
        return self._firm if any(token.lower_ in words("measured", "results") for token in span) else None

    def _another(self, quantity: Quantity) -> bool:
        """Whether the last body named in the paragraph before the figure is not the article's firm."""
        floor, _ = self.setting.paragraph(quantity.start)
        named = [e for e in self._within(floor, quantity.start) if e.label == "ORG"]
        return bool(named) and self._firm is not None and named[-1].entity != self._firm.entity

    def _within(self, start: int, end: int) -> list[Entity]:
        """The mentions that start in ``[start, end)``, in order."""
        return self.entities[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def _subject(self, quantity: Quantity) -> Entity | None:
        """The mention in the subject of the nearest verb above the quantity."""
        token = self.setting.doc[self.setting.token_at(quantity.number[0])]
        for _ in range(_STEPS):
            told = child(token, "nsubj", "nsubj:pass") if child(token, "cop") is not None else None
            if token.pos_ in ("VERB", "AUX") or told is not None:
                noun = told or subject(token)
                if noun is None:
                    return None
                left = min((t.idx for t in noun.subtree), default=noun.idx)
                inside = [e for e in self._within(left, noun.idx + len(noun)) if not self._seat(e)]
                if inside or noun.pos_ in ("NOUN", "PROPN"):
                    return inside[-1] if inside else None
            if token.head.i == token.i:
                return None
            token = token.head
        return None

    def _seat(self, e: Entity) -> bool:
        """Whether a place only says where a firm sits: "the *Menlo Park, Calif.,* company"."""
        if e.label not in ("GPE", "LOC", "FAC"):
            return False
        k = self.setting.token_at(e.end - 1) + 1
        behind = dropwhile(
            lambda t: t.pos_ in ("PROPN", "PUNCT") or t.lower_ == "based", self.setting.doc[k : k + _SEAT]
        )
        noun = next(behind, None)
        return noun is not None and noun.lower_ in words("measured", "firms")

    def _only(self, quantity: Quantity) -> Entity | None:
        """The last mention before the quantity in its sentence, if all mentions there are of one thing."""
        doc = self.setting.doc
        start, _ = self.setting.sentence(self.setting.token_at(quantity.start))
        before = [e for e in self._within(doc[start].idx, quantity.start) if not self._seat(e)]
        return before[-1] if len({e.entity for e in before}) == 1 else None
