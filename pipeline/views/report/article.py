"""An article as the template draws it: paragraphs of segments, with the speakers' names beside them."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from pipeline.records import Block
from pipeline.views.report.segments import Mark, Segment, marks_of, segments
from pipeline.views.results import Article
from pipeline.views.speakers import Voice, speaker_key, voices

_PARAGRAPH = re.compile(r"\S(?:[^\n]|\n(?![^\S\n]*(?:\n|$)))*")
FURNITURE = ("boilerplate",)  # folded away


@dataclass(frozen=True)
class Note:
    """The name beside a paragraph: who speaks in it from here on."""

    keys: tuple[str, ...]  # of the quotes, in order
    name: str
    hue: int | None


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, ready to be drawn."""

    kind: str
    start: int
    pieces: list[tuple[str, Segment, int | None]]  # text, segment, hue of the quote on it
    notes: list[Note] = field(default_factory=list)


def paragraphs(article: Article) -> list[Paragraph]:
    """All of the text's paragraphs, in order."""
    speakers = voices(article)
    hues = _hues(article, speakers)
    parts = list(_parts(article))
    notes = _notes(article, parts, hues)
    rows = segments([(start, end) for _, start, end in parts], marks_of(article))
    drawn = []
    for (kind, start, _), row, beside in zip(parts, rows, notes, strict=True):
        pieces = [(article.text[s.start : s.end], s, _hue(s, hues)) for s in row]
        drawn.append(Paragraph(kind, start, pieces, beside))
    return drawn


def folded(rows: list[Paragraph]) -> list[list[Paragraph]]:
    """Paragraphs in groups: page furniture in a row together, all else alone."""
    groups: list[list[Paragraph]] = []
    for row in rows:
        if groups and row.kind in FURNITURE and groups[-1][-1].kind in FURNITURE:
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def _parts(article: Article) -> Iterator[tuple[str, int, int]]:
    """Kind and bounds of the paragraphs of every block."""
    blocks = article.document.blocks or [Block(kind="body", start=0, end=len(article.text))]
    for block in blocks:
        for match in _PARAGRAPH.finditer(article.text, block.start, block.end):
            yield block.kind, match.start(), match.end()


def _hues(article: Article, speakers: dict[str, Voice]) -> dict[str, int | None]:
    """Colour of each quote, by its key."""
    cut = len(article.doc_id) + 1
    return {
        quote.id[cut:]: speakers[speaker_key(quote.speaker)].hue if quote.speaker else None for quote in article.quotes
    }


def _notes(article: Article, bounds: Sequence[tuple[str, int, int]], hues: dict[str, int | None]) -> list[list[Note]]:
    """Names for each paragraph: of the speakers whose quotes begin in it, one name for quotes in a row."""
    cut = len(article.doc_id) + 1
    waiting = deque(article.quotes)
    rows: list[list[Note]] = []
    for _, _, end in bounds:
        row: list[Note] = []
        while waiting and waiting[0].start < end:
            quote = waiting.popleft()
            key, name = quote.id[cut:], quote.speaker.name if quote.speaker else "unattributed"
            if row and row[-1].name == name:
                row[-1] = replace(row[-1], keys=(*row[-1].keys, key))
            else:
                row.append(Note((key,), name, hues[key]))
        rows.append(row)
    return rows


def _hue(segment: Segment, hues: dict[str, int | None]) -> int | None:
    inner: list[Mark] = [mark for mark in segment.marks if mark.layer == "quote"]
    return hues[inner[-1].key] if inner else None
