"""Header and blocks of an article whose form says where they stand, in place of what its lines look like."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from pipeline.ingest.article import Article, Frame
from pipeline.ingest.header import Header
from pipeline.ingest.layout import Layout
from pipeline.ingest.published import is_dateline
from pipeline.ingest.reading import Reading
from pipeline.records import Block, BlockKind, Heading, Published, Span

HEADING_WORDS = 12


def header(frame: Frame, article: Article, reading: Reading) -> Header:
    """The header, its spans in the reading."""
    day = _read(reading, frame.published)
    where = {"start": day.start, "end": day.end, "text": day.text, "from": "header"} if day else {"from": "metadata"}
    published = Published.model_validate({"value": article.published, **where}) if article.published else None
    return Header(
        title=_heading(reading, frame.title, article.title),
        byline=_heading(reading, frame.byline, article.byline),
        publisher=article.publisher,
        published=published,
    )


def _read(reading: Reading, where: tuple[int, int] | None) -> Span | None:
    if where is None:
        return None
    return reading.as_read(Span(start=where[0], end=where[1], text=reading.given[slice(*where)]))


def _heading(reading: Reading, where: tuple[int, int] | None, given: str | None) -> Heading | None:
    span = _read(reading, where)
    if span is not None:
        return Heading(start=span.start, end=span.end, text=reading.text[span.start : span.end])
    return Heading(text=given) if given else None


def blocks(frame: Frame, reading: Reading, page: Layout) -> list[Block]:
    """A block for every stretch of a line that has one kind."""
    parts = [(kind, _moved(reading, start, end)) for kind, start, end in frame.kinds()]
    found: list[Block] = []
    for i, line in enumerate(page.lines):
        for start, end in _pieces(reading.text, line.start, line.end, [where for _, where in parts]):
            kind: BlockKind = next((kind for kind, (a, b) in parts if a <= start < b), "boilerplate")
            found.append(Block(kind=_in_body(page, i) if kind == "body" else kind, start=start, end=end))
    return found


def _moved(reading: Reading, start: int, end: int) -> tuple[int, int]:
    span = reading.as_read(Span(start=start, end=end, text=""))
    return span.start, span.end


def _pieces(text: str, start: int, end: int, parts: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """A line cut where a part begins or ends in it, without the space at the cuts."""
    cuts = sorted({start, end, *(at for where in parts for at in where if start < at < end)})
    for a, b in pairwise(cuts):
        words = text[a:b]
        if words.strip():
            yield a + len(words) - len(words.lstrip()), b - len(words) + len(words.rstrip())


def _in_body(page: Layout, i: int) -> BlockKind:
    """What a line of the body is by its own look: nearly always body."""
    line, sign = page.lines[i], page.signs[i]
    if sign in ("caption", "boilerplate"):
        return sign
    if is_dateline(line):
        return "dateline"
    below = page.lines[i + 1] if i + 1 < len(page.lines) else None
    is_heading = not line.prose and not line.ended and line.words <= HEADING_WORDS and below is not None and below.prose
    return "heading" if is_heading and line.gap and line.text[0].isupper() else "body"
