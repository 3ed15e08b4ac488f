"""Every line gets a kind, by its words, its shape and its place on the page."""

from __future__ import annotations

import re

from pipeline.ingest.header import Header
from pipeline.ingest.layout import Layout
from pipeline.ingest.names import is_signature
from pipeline.ingest.published import is_date_line, is_dateline, is_stamp
from pipeline.ingest.title import is_slug
from pipeline.records import Block, BlockKind

HEADING_WORDS = 14
MENU_WORDS = 4
ENCLOSED_WORDS = 2
SENTENCE_WORDS = 4
CAPTION_WORDS, CREDIT_WORDS = 30, 10  # of a caption whose credit stands in the next line
NOTE_WORDS, NOTE_LINES = 45, 2  # of a note on the author, and lines that may stand below it
_IMAGE = re.compile(r"(?:image|photo|picture|video):?", re.IGNORECASE)
_NOTE = re.compile(
    r",? (?:is|was|covers|writes|reports|reported|teaches|works|has (?:written|covered|reported)|can be)\b"
)
LIST_REACH = 3  # lines on each side that show whether a line is one of a list
DOUBLED_WORDS = (3, 60)  # words of a line that, printed twice running, is a caption


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
    if page.signs[i] is None and _is_doubled(page, i):
        return _doubled(page, i)
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
    above = header.title_line is None or i < header.title_line
    in_menu = _is_in_menu(page, header, i) if above else _is_enclosed(page, i)
    return "boilerplate" if in_menu else "header"


def _is_in_menu(page: Layout, header: Header, i: int) -> bool:
    """Whether a short line above the title stands in a run of lines like it or of navigation."""
    if page.lines[i].words > MENU_WORDS:
        return False
    neighbours = (j for j in (i - 1, i + 1) if 0 <= j < page.first and j != header.title_line and _adjoin(page, i, j))
    return any(_is_menu_like(page, j) for j in neighbours)


def _is_enclosed(page: Layout, i: int) -> bool:
    """Whether a line of a word or two below the title stands, with others like it, between lines of navigation."""
    ends = []
    for step in (-1, 1):
        j = i
        while 0 <= j < page.first and page.lines[j].words <= ENCLOSED_WORDS and _is_menu_like(page, j):
            if page.signs[j] is not None:
                break
            j += step
        ends.append(0 <= j < page.first and page.signs[j] == "boilerplate")
    return all(ends)


def _adjoin(page: Layout, i: int, j: int) -> bool:
    """Whether no blank line stands between two neighbours (or blank lines stand everywhere and say nothing)."""
    return not page.lines[max(i, j)].gap or page.spaced


def _is_menu_like(page: Layout, i: int) -> bool:
    line = page.lines[i]
    short = line.words < MENU_WORDS and page.signs[i] is None and not is_date_line(line) and not is_signature(line.text)
    return short or page.signs[i] == "boilerplate"


def _in_foot(page: Layout, i: int) -> BlockKind:
    line, sign = page.lines[i], page.signs[i]
    if is_stamp(line):
        return "header"
    if sign is not None:
        return sign
    if is_signature(line.text):
        return "byline"
    return "boilerplate" if _is_among_furniture(page, i) else "body"


def _is_among_furniture(page: Layout, i: int) -> bool:
    """Whether an unmarked line below the running text stands under navigation, or above it as headlines do."""
    first, last = page.furniture
    line = page.lines[i]
    if line.ended and line.words >= SENTENCE_WORDS and i <= first + 1:  # one link among the paragraphs is no foot
        return False
    headline = not line.ended and line.text[0].isupper() and line.words <= HEADING_WORDS and line.text[-1] != ":"
    return first < i or (i < last and headline and not _is_list(page, i))


def _is_list(page: Layout, i: int) -> bool:
    """Whether the lines around are results or prices: most have figures."""
    around = range(max(page.last + 1, i - LIST_REACH), min(i + LIST_REACH + 1, page.cut))
    unmarked = [page.lines[j].text for j in around if page.signs[j] is None]
    return sum(any(ch.isdigit() for ch in text) for text in unmarked) * 2 > len(unmarked)


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
    if _is_above_credit(page, i):
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


def _is_above_credit(page: Layout, i: int) -> bool:
    """Whether a credit stands right below a short line, parted from the text by blank lines or the word "image"."""
    if not 0 < i < len(page.lines) - 1 or page.signs[i + 1] != "caption":
        return False
    line, credit, after = page.lines[i], page.lines[i + 1], page.lines[i + 2 : i + 3]
    parted = line.gap and not credit.gap and all(below.gap for below in after)
    labelled = _IMAGE.fullmatch(page.lines[i - 1].text) is not None
    return (parted or labelled) and line.words <= CAPTION_WORDS and credit.words <= CREDIT_WORDS


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


def _is_doubled(page: Layout, i: int) -> bool:
    """Whether the next line or the one before says the same."""
    fewest, most = DOUBLED_WORDS
    line = page.lines[i]
    return fewest <= line.words <= most and any(_same(page, i, j) for j in (i - 1, i + 1))


def _doubled(page: Layout, i: int) -> BlockKind:
    """A caption is printed twice (text and alternative text); a paragraph printed twice is one paragraph."""
    if not (page.lines[i].prose and page.lines[i].ended):
        return "caption"
    return "boilerplate" if _same(page, i, i - 1) else "body"


def _same(page: Layout, i: int, j: int) -> bool:
    return 0 <= j < len(page.lines) and page.lines[i].text == page.lines[j].text


def _repeats_title(page: Layout, header: Header, i: int) -> bool:
    line = page.lines[i]
    outside = i < page.first or i > page.last
    return outside and header.title is not None and not is_date_line(line) and is_slug(line, header.title.text)
