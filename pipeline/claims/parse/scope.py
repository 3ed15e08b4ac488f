"""A stretch of an article in which quantities are looked for, with what the other stages say about its characters."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from spacy.attrs import IDX
from spacy.tokens import Doc, Token

from pipeline.claims.parse.gate import may_hold
from pipeline.claims.parse.numeral import lower
from pipeline.claims.parse.pieces import Piece, cut
from pipeline.records import Date

MAX_LINE_CHARS = 400
MIN_LINE_WORDS = 5  # of a line above the first paragraph, or of a caption, that may tell something
_READ = frozenset(("body", "heading", "title"))
_TELLING = frozenset(("header", "caption"))
ENDS = frozenset((".", "!", "?", ";", "\n"))
_WORD = re.compile(r"[^\W\d_]{2,}")


class Scope:
    """One block's pieces, their tokens and the dates among them."""

    def __init__(
        self, doc: Doc, text: str, start: int, end: int, kind: str, starts: list[int], dates: list[Date]
    ) -> None:
        self.doc = doc
        self.kind = kind
        self.start, self.end = start, end
        self.text = text
        self.pieces: list[Piece] = cut(self.text, start, end)
        self.dates = dates
        self._opens = [d.start for d in dates]
        self.tagged = doc.has_annotation("TAG") or doc.has_annotation("POS")
        self.parsed = doc.has_annotation("DEP")
        self._starts = starts

    def token(self, k: int) -> Token:
        """The spaCy token in which piece ``k`` starts."""
        return self.doc[max(0, bisect_right(self._starts, self.pieces[k].start) - 1)]

    def pos(self, k: int) -> str:
        """UPOS of piece ``k``; empty where there are no tags."""
        return self.token(k).pos_ if self.tagged and 0 <= k < len(self.pieces) else ""

    def tag(self, k: int) -> str:
        """Penn tag of piece ``k``; empty where there are no tags."""
        return self.token(k).tag_ if self.tagged and 0 <= k < len(self.pieces) else ""

    def low(self, k: int) -> str:
        """Lower-case text of piece ``k``; empty outside."""
        return lower(self.pieces, k)

    def piece(self, k: int) -> Piece | None:
        """Piece ``k`` or None outside."""
        return self.pieces[k] if 0 <= k < len(self.pieces) else None

    def glued(self, k: int) -> bool:
        """Whether piece ``k`` exists and has no blank before it."""
        return 0 <= k < len(self.pieces) and self.pieces[k].glued

    def is_word(self, k: int) -> bool:
        """Whether piece ``k`` is a word."""
        return 0 <= k < len(self.pieces) and self.pieces[k].kind == "word"

    def is_number(self, k: int) -> bool:
        """Whether piece ``k`` is a number in digits."""
        return 0 <= k < len(self.pieces) and self.pieces[k].kind == "number"

    def back(self, k: int, most: int, ends: frozenset[str] = ENDS) -> Iterator[str]:
        """Lower-case pieces before piece ``k``, the nearest first, ``most`` at the most, to the sentence's start."""
        for n in range(k - 1, max(-1, k - 1 - most), -1):
            if self.pieces[n].lower in ends:
                return
            yield self.pieces[n].lower

    def date_at(self, start: int, end: int) -> Date | None:
        """The date record that overlaps ``[start, end)``, if any."""
        k = bisect_left(self._opens, end)
        return next((d for d in reversed(self.dates[max(0, k - 3) : k]) if start < d.end), None)

    def opens(self, k: int) -> bool:
        """Whether piece ``k`` begins a sentence or line."""
        while k > 0 and self.pieces[k - 1].lower in ('"', "“", "'", "‘", "(", "[", "•", "*"):
            k -= 1
        return k == 0 or self.pieces[k - 1].kind == "break" or self.pieces[k - 1].lower in (".", "!", "?", ":", ";")


def scopes(doc: Doc) -> Iterator[Scope]:
    """The blocks of ``doc`` that may hold claims, in order; the whole text where no document is known."""
    starts: list[int] = doc.to_array(IDX).tolist()
    if not starts:
        return
    text = doc.text  # joined once: spaCy makes it anew at each call
    dates = sorted(doc._.onrecord.dates or [], key=lambda d: d.start)
    document = doc._.onrecord.document
    if document is None or not document.blocks:
        yield Scope(doc, text, 0, len(text), "body", starts, dates)
        return
    opens = [d.start for d in dates]
    for block in sorted(document.blocks, key=lambda b: (b.start, b.end)):
        line = text[block.start : min(block.end, block.start + MAX_LINE_CHARS)] if block.kind in _TELLING else ""
        read = block.kind in _READ or len(_WORD.findall(line)) >= MIN_LINE_WORDS
        if read and may_hold(text[block.start : block.end]):
            inside = dates[bisect_left(opens, block.start) : bisect_left(opens, block.end)]
            yield Scope(doc, text, block.start, block.end, block.kind, starts, inside)
