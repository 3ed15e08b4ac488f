"""What a number counts or measures, as a phrase of the text, read off the dependency tree."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Span, Token

from pipeline.claims.lexicon import words
from pipeline.claims.quantity import Quantity
from pipeline.claims.setting import Setting
from pipeline.claims.tree import (
    change_before,
    child,
    following_noun,
    moving,
    nearest_subject,
    object_of,
    phrase,
    skip_articles,
    subject,
    verb_before,
)

_STEPS = 3  # quantities passed through ("$5 million, or 3 percent")
_PLAIN = frozenset(
    (
        "annual",
        "sharp",
        "further",
        "big",
        "small",
        "large",
        "steep",
        "modest",
        "slight",
        "significant",
        "overall",
        "average",
    )
)
_OWNERS = frozenset(("of", "worth", "with"))  # between a noun and its figure: "a fine of $5 million"
_MARKS = frozenset(("mark", "level", "threshold", "barrier", "range"))
_WHOLES = ("of",)
_THEMES = ("in", "of", "for", "to", "on")


class Measures:
    """Finds the measured phrase of the quantities of one document, in order."""

    def __init__(self, setting: Setting, quantities: Sequence[Quantity]) -> None:
        self.setting = setting
        self._unit: str | None = None  # unit of the quantity before
        self._found: list[tuple[Span, tuple[int, int] | None]] = []
        self._spans = [setting.span(*q.number) for q in quantities] if setting.parsed else []

    def __call__(self, quantity: Quantity) -> tuple[int, int] | None:
        """Characters of the measured phrase, or None where the text does not say."""
        if not self.setting.parsed:
            return quantity.noun
        span = self.setting.span(*quantity.number)
        found = self._find(quantity, span)
        self._found.append((span, found))
        self._unit = quantity.unit
        return found

    def _find(self, quantity: Quantity, span: Span) -> tuple[int, int] | None:
        if quantity.kind == "count" and quantity.noun is None and self._found and self._unit == quantity.unit:
            return self._found[-1][1]  # "31 provinces …, 29 have": what the one before counts
        noun = self._noun(quantity, span)
        for _ in range(_STEPS):
            if noun is None:
                return None
            other = self._quantity_at(noun)
            if other is None:
                break
            if other < len(self._found):
                return self._found[other][1]  # "105 billion yuan ($14 billion)": what the first one measures
            noun = self._left(self._spans[other].start, extent=True)
        if noun is None or noun.pos_ == "PRON":
            return None
        a, b = phrase(noun, span)
        doc = self.setting.doc
        start, end = doc[a].idx, doc[b - 1].idx + len(doc[b - 1])
        if quantity.noun is not None:  # the whole counted phrase, with what the tree adds behind it
            return quantity.noun[0], max(quantity.noun[1], end)
        return start, end

    def _quantity_at(self, token: Token) -> int | None:
        """Index of the quantity that ``token`` is part of."""
        near = range(max(0, len(self._found) - 12), min(len(self._spans), len(self._found) + 12))
        return next((n for n in near if self._spans[n].start <= token.i < self._spans[n].end), None)

    def _noun(self, quantity: Quantity, span: Span) -> Token | None:
        """The noun that the quantity measures."""
        doc = self.setting.doc
        if quantity.noun is not None:  # the counted noun itself; whose it is stands in ``about``
            return doc[self.setting.token_at(quantity.noun[1] - 1)]
        start, end = self.setting.tokens(quantity).start, span.end
        if quantity.kind != "duration":
            whole = object_of(doc, end, _WHOLES)
            if whole is not None:
                return whole
            after = following_noun(doc, end)
            if after is not None and after.lower_ == "worth":
                return object_of(doc, after.i + 1, _WHOLES)
            if after is not None and after.lower_ not in _MARKS:
                return self._themed(after) if _changing(after) else after
        return self._left(start, extent=quantity.kind != "duration")

    def _themed(self, change: Token) -> Token | None:
        """What grew or shrank: "an 8 percent rise *in exports*", "8 percent *sales* growth", else to the left."""
        theme = object_of(change.doc, change.i + 1, _THEMES)
        if theme is not None and theme.lower_ not in words("nouns", "time"):
            return theme
        part = change.doc[change.i - 1]
        if part.pos_ == "ADJ" and part.head.i == change.i and part.lower_ not in _PLAIN:
            return change  # "economic growth"
        if part.pos_ == "NOUN" and self._quantity_at(part) is None:
            return part
        return self._left(change.i, extent=False)

    def _left(self, k: int, *, extent: bool) -> Token | None:
        """What the words before token ``k`` are about: "a fine of", or the object or subject of the verb before."""
        doc = self.setting.doc
        floor = self.setting.sentence(k)[0]
        k = skip_articles(doc, k, floor)
        if k - 2 >= floor and doc[k - 1].lower_ in _OWNERS and doc[k - 2].pos_ in ("NOUN", "PROPN"):
            noun = doc[k - 2]
            return self._themed_before(noun) if _changing(noun) else noun
        verb = verb_before(doc, k, floor)
        if verb is None:
            return next(
                (t for t in reversed(list(doc[floor:k])) if t.pos_ in ("NOUN", "PROPN") and not self._inside(t)), None
            )
        thing = child(verb, "obj")
        if extent and thing is not None and verb.i < thing.i < k and not self._inside(thing):
            return self._themed(thing) if _changing(thing) else thing
        if verb.tag_ == "VBG" and moving(verb) and (theme := change_before(doc, verb.i, floor)) is not None:
            return self._themed(theme) if _changing(theme) else theme  # "a rise in the share …, growing from 7 percent"
        return subject(verb) or nearest_subject(doc, verb.i, floor)

    def _themed_before(self, change: Token) -> Token | None:
        """``growth of 5 percent in output``, ``sales growth of 5 percent``: what grew."""
        part = change.doc[change.i - 1] if change.i else change
        if part.pos_ in ("NOUN", "PROPN") and part.i != change.i:
            return part
        return self._left(change.i, extent=False) or change

    def _inside(self, token: Token) -> bool:
        return self._quantity_at(token) is not None


def _changing(token: Token) -> bool:
    return token.lower_ in words("changes", "nouns", "up") or token.lower_ in words("changes", "nouns", "down")
