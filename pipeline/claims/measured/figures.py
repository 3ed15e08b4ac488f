"""The figures of one document as tokens, and what those before were found to measure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence

from spacy.tokens import Span, Token

from pipeline.claims.lexicon import words
from pipeline.claims.parse.quantity import Quantity
from pipeline.claims.setting import Setting
from pipeline.english.nouns import months
from pipeline.syntax import lexicon

Phrase = tuple[int, int]  # characters of a measured phrase


def _end(quantity: Quantity) -> int:
    """Where a figure ends: an attribute's noun belongs to it ("a *31-page* agreement")."""
    noun = quantity.noun if quantity.rule == "attribute" else None
    return noun[1] if noun is not None else quantity.number[1]


class Figures:
    """Which tokens belong to which figure; ``found`` grows by one phrase, or None, for each figure in order."""

    def __init__(self, setting: Setting, quantities: Sequence[Quantity]) -> None:
        self.setting = setting
        self.doc = setting.doc
        self.spans = [setting.span(q.number[0], _end(q)) for q in quantities]
        self._ends = [span.end for span in self.spans]
        self.owner = {token.i: n for n, span in enumerate(self.spans) for token in span}
        self.found: list[Phrase | None] = []
        self._quantities = quantities

    def low(self, k: int) -> str:
        """Token ``k`` in small letters; empty outside the text."""
        return self.setting.lows[k] if 0 <= k < len(self.doc) else ""

    def floor(self, k: int) -> int:
        """Where the sentence of token ``k`` starts."""
        return self.setting.sentence(k)[0]

    def taken(self, noun: Token) -> Callable[[Token], bool]:
        """Which tokens may not belong to the phrase of ``noun``: those of figures."""
        return lambda token: token.i in self.owner and token.i != noun.i

    def thing(self, token: Token) -> bool:
        """Whether a token is a noun that is no time and no part of a figure."""
        if token.pos_ not in ("NOUN", "PROPN") or token.i in self.owner or token.lower_ in lexicon("time"):
            return False
        name = token.lower_ if token.text[:1].isupper() else ""
        return name not in months() and name not in words("refuse", "words", "days")

    @property
    def previous(self) -> Quantity | None:
        """The quantity before the one looked at."""
        return self._quantities[len(self.found) - 1] if self.found else None

    def before(self, start: int) -> Span | None:
        """The tokens of the figure before, if it stands in the sentence of token ``start``."""
        span = self.spans[len(self.found) - 1] if self.found else None
        return span if span is not None and span.start >= self.floor(start) else None

    def nearest(self, floor: int, k: int) -> Span | None:
        """The last figure that ends between tokens ``floor`` and ``k``, of those already looked at."""
        n = min(bisect_left(self._ends, k), len(self.found)) - 1
        return self.spans[n] if n >= 0 and floor < self._ends[n] else None

    def last(self) -> Token | None:
        """The noun that the figure before measures."""
        found = self.found[-1] if self.found else None
        return self.setting.span(*found).root if found is not None else None
