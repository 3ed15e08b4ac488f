"""A stretch of an article in which quantities are looked for, with what the other stages say about its characters."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from spacy.attrs import IDX
from spacy.tokens import Doc, Token

from pipeline.claims.lexicon import numbers, table
from pipeline.claims.parse.numbers import starters
from pipeline.claims.parse.pieces import Piece, Pieces
from pipeline.extensions import text_of
from pipeline.records import Date

MAX_LINE_CHARS = 400
MIN_LINE_WORDS = 5  # of a line above the first paragraph, or of a caption, that may tell something
_READ = frozenset(("body", "heading", "title"))
_TELLING = frozenset(("header", "caption"))
_DIGIT = re.compile(r"\d")
_LETTERS = re.compile(r"[^\W\d_]+")


class Scope(Pieces):
    """One block's pieces, their tokens and the dates among them."""

    def __init__(
        self, doc: Doc, text: str, start: int, end: int, kind: str, starts: list[int], dates: list[Date]
    ) -> None:
        super().__init__(text, start, end)
        self.doc, self.kind, self.dates = doc, kind, dates
        self._opens = [d.start for d in dates]
        self._starts = starts
        self.tagged = doc.has_annotation("TAG") or doc.has_annotation("POS")

    def token(self, k: int) -> Token:
        """The spaCy token in which piece ``k`` starts."""
        return self.doc[max(0, bisect_right(self._starts, self.pieces[k].start) - 1)]

    def pos(self, k: int) -> str:
        """UPOS of piece ``k``; empty where there are no tags."""
        return self.token(k).pos_ if self.tagged and 0 <= k < len(self.pieces) else ""

    def tag(self, k: int) -> str:
        """Penn tag of piece ``k``; empty where there are no tags."""
        return self.token(k).tag_ if self.tagged and 0 <= k < len(self.pieces) else ""

    def date_at(self, start: int, end: int) -> Date | None:
        """The date record that overlaps ``[start, end)``, if any."""
        k = bisect_left(self._opens, end)
        return next((d for d in reversed(self.dates[max(0, k - 3) : k]) if start < d.end), None)


def scopes(doc: Doc) -> Iterator[Scope]:
    """The blocks of ``doc`` that may hold claims, in order; the whole text where no document is known."""
    starts: list[int] = doc.to_array(IDX).tolist()
    if not starts:
        return
    text = text_of(doc)
    dates = sorted(doc._.onrecord.dates or [], key=lambda d: d.start)
    document = doc._.onrecord.document
    if document is None or not document.blocks:
        yield Scope(doc, text, 0, len(text), "body", starts, dates)
        return
    opens = [d.start for d in dates]
    for block in sorted(document.blocks, key=lambda b: (b.start, b.end)):
        whole = text[block.start : block.end]
        if _is_read(block.kind, whole[:MAX_LINE_CHARS]) and may_hold(whole):
            inside = dates[bisect_left(opens, block.start) : bisect_left(opens, block.end)]
            yield Scope(doc, text, block.start, block.end, block.kind, starts, inside)


def _is_read(kind: str, line: str) -> bool:
    """Whether a block of the kind tells something: prose does, a caption or header where it has words enough."""
    words = (word for word in _LETTERS.findall(line) if len(word) > 1) if kind in _TELLING else ()
    return kind in _READ or len(list(words)) >= MIN_LINE_WORDS


@cache
def _starters() -> frozenset[str]:
    """The words that begin a quantity."""
    return starters().union(table("multiples")["factors"], numbers("ordinals"))


@cache
def _figures() -> frozenset[str]:
    """The words of numbers and of their parts ("hundred", "thirds"); an article is none by itself."""
    return (_starters() - {"a", "an"}).union(numbers("scales"), numbers("denominators"))


@cache
def _approximators() -> frozenset[str]:
    """The last words of approximators, "more *than* a mile"."""
    return frozenset(phrase.split()[-1] for phrases in table("bounds")["before"].values() for phrase in phrases)


def may_start(piece: Piece) -> bool:
    """Whether a quantity may start with a piece."""
    return piece.kind == "number" or piece.lower in _starters() or piece.lower.endswith("fold")


def may_hold(text: str) -> bool:
    """Whether a stretch of text may hold a quantity (a digit, a word of numbers, "more than a" unit): else not cut."""
    if _DIGIT.search(text) is not None:
        return True
    words = _LETTERS.findall(text.lower())
    if not _figures().isdisjoint(words):
        return True
    one = any(b in ("a", "an") and a in _approximators() for a, b in pairwise(words))
    return one or any(word.endswith("fold") for word in words)
