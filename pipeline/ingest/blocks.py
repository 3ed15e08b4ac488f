"""Every line gets a kind, by its words, its shape and its place on the page."""

from __future__ import annotations

import re

from pipeline.ingest.header import Header
from pipeline.ingest.layout import Layout
from pipeline.ingest.names import is_signature
from pipeline.ingest.neighbours import (
    is_above_credit,
    is_among_furniture,
    is_below_label,
    is_doubled,
    is_enclosed,
    is_in_menu,
    same,
)
from pipeline.ingest.published import is_date_line, is_dateline, is_stamp
from pipeline.ingest.title import is_slug
from pipeline.records import Block, BlockKind

HEADING_WORDS = 14
NOTE_WORDS, NOTE_LINES = 45, 2  # of a note on the author, and lines that may stand below it
_NOTE = re.compile(
    r",? (?:is|was|covers|writes|reports|reported|teaches|works|has (?:written|covered|reported)|can be)\b"
)


def blocks(page: Layout, header: Header) -> list[Block]:
    """One block for each line of the page, in order."""
    return [Block(kind=_kind(page, header, i), start=line.start, end=line.end) for i, line in enumerate(page.lines)]


def _kind(page: Layout, header: Header, i: int) -> BlockKind:
    if i == header.title_line:
        return "title"
    if i == header.byline_line:
        return "byline"
    if i >= page.cut or i in page.listed:
        return "header" if i < page.cut and is_stamp(page.lines[i]) else "boilerplate"
    if _repeats_title(page, header, i):
        return "boilerplate"
    if page.signs[i] is None and i in page.pull_quotes:
        return "boilerplate"
    if page.signs[i] is None and is_doubled(page, i):
        return _doubled(page, i)
    if is_below_label(page, i):
        return "caption"
    if i < page.first:
        return _in_head(page, header, i)
    if i > page.last:
        return _in_foot(page, i)
    return _in_text(page, header, i)


def _in_head(page: Layout, header: Header, i: int) -> BlockKind:
    line, sign = page.lines[i], page.signs[i]
    if is_date_line(line):
        return "header"
    if sign is not None:
        return sign
    if is_signature(line.text):
        return "byline"
    if is_dateline(line):
        return "dateline"
    if line.text in page.below:  # a table of contents
        return "boilerplate"
    above = header.title_line is None or i < header.title_line
    in_menu = is_in_menu(page, header, i) if above else is_enclosed(page, i)
    return "boilerplate" if in_menu else "header"


def _in_foot(page: Layout, i: int) -> BlockKind:
    line, sign = page.lines[i], page.signs[i]
    if is_stamp(line):
        return "header"
    if sign is not None:
        return sign
    if is_signature(line.text):
        return "byline"
    return "boilerplate" if is_among_furniture(page, i) else "body"


def _in_text(page: Layout, header: Header, i: int) -> BlockKind:
    line, sign = page.lines[i], page.signs[i]
    if sign == "header":
        return "body" if line.prose else "header"
    if sign is None and is_stamp(line):
        return "header"
    if sign is not None:
        return sign
    if _is_author_note(page, header, i):
        return "boilerplate"
    if is_above_credit(page, i):
        return "caption"
    return "heading" if _is_heading(page, i) else "body"


def _is_heading(page: Layout, i: int) -> bool:
    line = page.lines[i]
    return (
        not line.prose
        and not line.text.endswith((".", ",", ";", ":", ".”", '."'))
        and line.words <= HEADING_WORDS
        and page.first < i < page.last
        and page.lines[i + 1].prose
        and not _is_label(page, i - 1)
        and not line.text[0].islower()
        and line.text[0] not in "-–—•*·"
    )


def _is_author_note(page: Layout, header: Header, i: int) -> bool:
    """Whether one of the last lines says who wrote it: "Ana Roe covers health for the Post."."""
    line = page.lines[i]
    if header.byline is None or i <= page.first or i < page.last - NOTE_LINES or line.words > NOTE_WORDS:
        return False
    name = header.byline.text.casefold()
    return line.text.casefold().startswith(name) and bool(_NOTE.match(line.text, len(name)))


def _is_label(page: Layout, i: int) -> bool:
    """Whether the line is short and no sentence: another one after it is an item of a list rather than a heading."""
    line = page.lines[i]
    return page.signs[i] is None and not line.prose and not line.ended


def _doubled(page: Layout, i: int) -> BlockKind:
    """A caption is printed twice (text and alternative text); a paragraph printed twice is one paragraph."""
    if not (page.lines[i].prose and page.lines[i].ended):
        return "caption"
    return "boilerplate" if same(page, i, i - 1) else "body"


def _repeats_title(page: Layout, header: Header, i: int) -> bool:
    line = page.lines[i]
    outside = i < page.first or i > page.last
    return outside and header.title is not None and not is_date_line(line) and is_slug(line, header.title.text)
