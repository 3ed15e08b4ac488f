"""The paragraphs that quotes are looked for in: lines of body, headings and title, nothing else."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from pipeline.english.spans import Span
from pipeline.quotes.types import Paragraph
from pipeline.records import Document

_READ = frozenset({"body", "heading", "title"})
_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]*\S[^\n\r\x0b\x0c\x85\u2028\u2029]*")


def paragraphs(text: str, document: Document | None) -> list[Paragraph]:
    """One paragraph a block, in text order, trimmed of white space; without a document every non-blank line is body.

    A block may hold several lines: those of one paragraph of a wrapped text.
    """
    if document is not None and document.blocks:
        read = [b for b in document.blocks if b.kind in _READ and not text[b.start : b.end].isspace()]
        return [Paragraph(*Span(b.start, b.end).trimmed(text), b.kind) for b in read]
    return [Paragraph(*Span(*m.span()).trimmed(text), "body") for m in _LINE.finditer(text)]


class Locator:
    """Finds the paragraph of an offset by bisection."""

    def __init__(self, items: Sequence[Paragraph]) -> None:
        self.items = items
        self._starts = [p.start for p in items]

    def at(self, offset: int) -> int:
        """Index of the paragraph that holds ``offset``, -1 where none does."""
        i = bisect_right(self._starts, offset) - 1
        return i if i >= 0 and offset < self.items[i].end else -1
