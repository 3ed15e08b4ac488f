"""What the lines around a line tell of it: menus, link lists below the text, captions above credits, doubled lines."""

from __future__ import annotations

import re

from pipeline.ingest.header import Header
from pipeline.ingest.layout import Layout
from pipeline.ingest.names import is_signature
from pipeline.ingest.published import is_date_line

HEADLINE_WORDS = 14  # of a link to another article
MENU_WORDS = 4
ENCLOSED_WORDS, ENCLOSED_REACH = 2, 8  # of a line between lines of navigation, and lines on each side that show them
SENTENCE_WORDS = 4
LIST_REACH = 3  # lines on each side that show whether a line is one of a list
CAPTION_WORDS, CREDIT_WORDS = 30, 10  # of a caption whose credit stands in the next line
DOUBLED_WORDS = (3, 60)  # words of a line that, printed twice running, is a caption
_LABEL = re.compile(r"(?:image |photo |picture |video )?caption[,:]?", re.IGNORECASE)
_IMAGE = re.compile(r"(?:image|photo|picture|video):?", re.IGNORECASE)


def is_in_menu(page: Layout, header: Header, i: int) -> bool:
    """Whether a short line above the title stands in a run of lines like it or of navigation."""
    if page.lines[i].words > MENU_WORDS:
        return False
    neighbours = (j for j in (i - 1, i + 1) if 0 <= j < page.first and j != header.title_line and _adjoin(page, i, j))
    return any(_is_menu_like(page, j) for j in neighbours)


def is_enclosed(page: Layout, i: int) -> bool:
    """Whether a line of a word or two below the title stands, with others like it, between lines of navigation."""
    before = range(i - 1, max(-1, i - 1 - ENCLOSED_REACH), -1)
    after = range(i + 1, min(page.first, i + 1 + ENCLOSED_REACH))
    return _is_item(page, i) and _meets_navigation(page, before) and _meets_navigation(page, after)


def _meets_navigation(page: Layout, places: range) -> bool:
    """Whether navigation comes before anything else than lines of a word or two."""
    for j in places:
        if page.signs[j] == "boilerplate":
            return True
        if not _is_item(page, j):
            return False
    return False


def _is_item(page: Layout, i: int) -> bool:
    return page.lines[i].words <= ENCLOSED_WORDS and _is_menu_like(page, i)


def _adjoin(page: Layout, i: int, j: int) -> bool:
    """Whether no blank line stands between two neighbours (or blank lines stand everywhere and say nothing)."""
    return not page.lines[max(i, j)].gap or page.spaced


def _is_menu_like(page: Layout, i: int) -> bool:
    line = page.lines[i]
    short = line.words < MENU_WORDS and page.signs[i] is None and not is_date_line(line) and not is_signature(line.text)
    return short or page.signs[i] == "boilerplate"


def is_among_furniture(page: Layout, i: int) -> bool:
    """Whether an unmarked line below the running text stands under navigation, or above it as headlines do."""
    first, last = page.furniture
    line = page.lines[i]
    if line.ended and line.words >= SENTENCE_WORDS and i <= first + 1:  # one link among the paragraphs is no foot
        return False
    headline = not line.ended and line.text[0].isupper() and line.words <= HEADLINE_WORDS and line.text[-1] != ":"
    return first < i or (i < last and headline and not _is_list(page, i))


def _is_list(page: Layout, i: int) -> bool:
    """Whether the lines around are results or prices: most have figures."""
    around = range(max(page.last + 1, i - LIST_REACH), min(i + LIST_REACH + 1, page.cut))
    unmarked = [page.lines[j].text for j in around if page.signs[j] is None]
    return sum(any(ch.isdigit() for ch in text) for text in unmarked) * 2 > len(unmarked)


def is_above_credit(page: Layout, i: int) -> bool:
    """Whether a credit stands right below a short line, parted from the text by blank lines or the word "image"."""
    if not 0 < i < len(page.lines) - 1 or page.signs[i + 1] != "caption":
        return False
    line, credit, after = page.lines[i], page.lines[i + 1], page.lines[i + 2 : i + 3]
    parted = line.gap and not credit.gap and all(below.gap for below in after)
    labelled = _IMAGE.fullmatch(page.lines[i - 1].text) is not None
    return (parted or labelled) and line.words <= CAPTION_WORDS and credit.words <= CREDIT_WORDS


def is_below_label(page: Layout, i: int) -> bool:
    """Whether the line before announces a caption and holds none."""
    return i > 0 and page.signs[i] is None and _LABEL.fullmatch(page.lines[i - 1].text) is not None


def is_doubled(page: Layout, i: int) -> bool:
    """Whether the next line or the one before says the same."""
    fewest, most = DOUBLED_WORDS
    line = page.lines[i]
    return fewest <= line.words <= most and any(same(page, i, j) for j in (i - 1, i + 1))


def same(page: Layout, i: int, j: int) -> bool:
    """Whether both lines are there and say the same."""
    return 0 <= j < len(page.lines) and page.lines[i].text == page.lines[j].text
