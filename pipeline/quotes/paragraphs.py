"""The paragraphs that quotes are looked for in: lines of body, headings and title, nothing else."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from pipeline.quotes.types import Paragraph
from pipeline.records import Document

_READ = frozenset({"body", "heading", "title"})
_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]*\S[^\n\r\x0b\x0c\x85\u2028\u2029]*")


def paragraphs(text: str, document: Document | None) -> list[Paragraph]:
    """Non-blank lines in text order, trimmed of white space; without a document the whole text is body."""
    blocks = [(b.start, b.end, b.kind) for b in document.blocks] if document is not None else []
    found = []
    for start, end, kind in blocks or [(0, len(text), "body")]:
        if kind in _READ:
            found += [_trimmed(text, m.start(), m.end(), kind) for m in _LINE.finditer(text, start, end)]
    return found


def _trimmed(text: str, start: int, end: int, kind: str) -> Paragraph:
    while text[start].isspace():
        start += 1
    while text[end - 1].isspace():
        end -= 1
    return Paragraph(start, end, kind)


class Locator:
    """Finds the paragraph of an offset by bisection."""

    def __init__(self, items: Sequence[Paragraph]) -> None:
        self.items = items
        self._starts = [p.start for p in items]

    def at(self, offset: int) -> int | None:
        """Index of the paragraph that holds ``offset``, or None."""
        i = bisect_right(self._starts, offset) - 1
        return i if i >= 0 and offset < self.items[i].end else None
