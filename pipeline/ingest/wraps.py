"""Lines that layout broke: wrapped paragraphs, words parted at line ends, numbered and quoted lines, page furniture.

A line break parts paragraphs unless the text shows that it does not: lines of one width that go on in lower case (mail,
agency copy, exports of archives, columns of PDFs), a word parted by a hyphen, a sentence that goes on below the number
of a page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.ingest.alignment import Edit, apart
from pipeline.ingest.lines import BREAK, LINE

MIN_WIDTH_CHARS, MAX_WIDTH_CHARS = 24, 125  # of wrapped lines: narrow columns of PDFs to wide terminals
MIN_LINES = 5  # fewer show no width
FULL_LINES = 3  # and fewer full ones neither
FULL_SHARE = 0.75  # of the width: a line as long as this may go on in the next one
LONG_SHARE = 0.06  # of the lines may be longer than the width: addresses, tables
GOING_ON_SHARE = 0.4  # of the full lines go on in lower case where text is wrapped
NARROW_CHARS, NARROW_SHARE = 45, 0.5  # the same where lines are so short that lists and menus look like them
NUMBERED_SHARE = QUOTED_SHARE = 0.8  # of the lines carry a number, or ">"
OPEN_WORDS = 3  # of a line that is no sentence and goes on in the next, whatever their widths
BULLETS = "-–—•*·▪◦‣"
FURNITURE_CHARS, PAGE_CHARS = 80, 20  # of a page header, and of a page number
FURNITURE_TIMES = 3  # that a page header stands in a text
_NUMBER = re.compile(r"[ \t]{0,8}(\d{1,4})(?=[ \t]|$)[ \t]{0,4}")
_QUOTED = re.compile(r"[ \t]{0,3}(?:>[ \t]?){1,5}")
_PAGE = re.compile(r"(?:page )?[-–—[(]?\s?\d{1,4}\s?[-–—\])]?(?: ?(?:of|/) ?\d{1,4})?", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_PARTED = re.compile(r"(?<=\w)[-\u2010]$")
_GOES_ON = re.compile(r"[\"'“‘(]?[a-z]")
_LABEL = re.compile(r"(?:by|from) [A-Z]|[a-z][a-z -]{0,20}[:：]")  # "by Ana Roe", "date: 2024-04-30" begin a line
_SENTENCE_END = re.compile(r"[.!?:][\"'”’)\]]*$")
_ENDED = re.compile(r"[.!?:;,][\"'”’)\]]*$")
_ITEM = re.compile(r"(?:[-–—•*·▪◦‣]|\(?\d{1,2}[.)]|[a-z][.)])\s")
_SPACES = re.compile(r"(?<=\S)[ \t]{2,}(?=\S)")
_COMPOUND = re.compile(
    r"(?:self|well|ex|non|anti|pro|co|semi|quasi|all|half|high|low|long|short|mid|cross|vice|so|year|old|one|two|three|four|"
    r"five|six|seven|eight|nine|ten|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Row:
    """A line without the space around it; ``breaks`` counts the line breaks before it."""

    start: int
    end: int
    text: str
    breaks: int


def find(text: str) -> list[Edit]:
    """What joins the broken lines of the text, in order; linear in its length."""
    if not BREAK.search(text):
        return []
    prefixes = _prefixes(text)
    rows = _rows(text, prefixes)
    if len(rows) < 2:
        return []
    joints = _joints(rows)
    if not joints and not prefixes:
        return []
    return apart(_edits(text, rows, joints, prefixes))


def _prefixes(text: str) -> dict[int, int]:
    """Where line numbers or marks of a quoted mail stand before lines: start to end."""
    lines = [match for match in LINE.finditer(text) if not match.group().isspace()]
    if len(lines) < MIN_LINES:
        return {}
    quoted = {m.start(): found.end() for m in lines if (found := _QUOTED.match(text, m.start(), m.end()))}
    if len(quoted) >= QUOTED_SHARE * len(lines):
        return quoted
    numbered = [found for m in lines if (found := _NUMBER.match(text, m.start(), m.end()))]
    steps = sum(int(b[1]) - int(a[1]) == 1 for a, b in pairwise(numbered))
    if len(numbered) >= NUMBERED_SHARE * len(lines) and steps >= NUMBERED_SHARE * (len(numbered) - 1):
        return {found.start(): found.end() for found in numbered}
    return {}


def _rows(text: str, prefixes: dict[int, int]) -> list[Row]:
    rows: list[Row] = []
    previous = 0
    for match in LINE.finditer(text):
        begin = prefixes.get(match.start(), match.start())
        words = text[begin : match.end()].strip()
        if words:
            start = text.index(words[0], begin)
            breaks = _count_breaks(text, previous, start)
            rows.append(Row(start, start + len(words), words, breaks))
            previous = start + len(words)
    return rows


def _count_breaks(text: str, start: int, end: int) -> int:
    return len(BREAK.findall(text, start, end)) if end - start > 1 else end - start


def _joints(rows: Sequence[Row]) -> dict[int, int]:
    """Pairs of rows that are one line broken: the index of the first to that of the second."""
    apart = _spacing(rows)
    width = _width(rows, apart)
    joints = {}
    for i, (row, below) in enumerate(pairwise(rows)):
        if below.breaks <= apart and _continues(row, below, width):
            joints[i] = i + 1
    return joints | _over_pages(rows)


def _spacing(rows: Sequence[Row]) -> int:
    """Line breaks between two lines of one paragraph: 2 where a text is double-spaced, else 1."""
    single = sum(row.breaks == 1 for row in rows[1:])
    return 2 if len(rows) > MIN_LINES and single * 10 < len(rows) and _goes_on_share(rows, 2) >= 0.3 else 1


def _goes_on_share(rows: Sequence[Row], apart: int) -> float:
    pairs = [(a, b) for a, b in pairwise(rows) if b.breaks == apart]
    return sum(_is_open(a, b) for a, b in pairs) / max(1, len(pairs))


def _is_open(row: Row, below: Row) -> bool:
    return _GOES_ON.match(below.text) is not None and not _SENTENCE_END.search(row.text)


def _width(rows: Sequence[Row], apart: int) -> int | None:
    """The width that the text was wrapped to, in characters; None if it was not."""
    followed = sorted(len(a.text) for a, b in pairwise(rows) if b.breaks <= apart)
    if len(followed) < FULL_LINES:
        return None
    width = followed[int(len(followed) * (1 - LONG_SHARE))] if len(followed) > 20 else followed[-1]
    if not MIN_WIDTH_CHARS <= width <= MAX_WIDTH_CHARS:
        return None
    full = [(a, b) for a, b in pairwise(rows) if b.breaks <= apart and _is_full(a, b, width)]
    going_on = sum(_GOES_ON.match(b.text) is not None or bool(_PARTED.search(a.text)) for a, b in full)
    enough = NARROW_SHARE if width < NARROW_CHARS else GOING_ON_SHARE
    return width if len(full) >= FULL_LINES and going_on >= enough * len(full) else None


def _is_full(row: Row, below: Row, width: int) -> bool:
    """Whether the next line's first word had no room in this one, or the line is nearly as long as they get."""
    had_room = len(row.text) + 1 + len(below.text.split(maxsplit=1)[0]) <= width
    if had_room and _SENTENCE_END.search(row.text):
        return False
    return len(row.text) >= FULL_SHARE * width or (len(row.text) * 2 >= width and not had_room)


def _continues(row: Row, below: Row, width: int | None) -> bool:
    if _ITEM.match(below.text) and (width is None or _ENDED.search(row.text) or _ITEM.match(row.text)):
        return False  # but "on April⏎1. The council" goes on
    if _LABEL.match(below.text):
        return False
    if _PARTED.search(row.text) and below.text[0].islower():
        return True
    if width is not None and len(row.text) <= MAX_WIDTH_CHARS + 5 and _is_full(row, below, width):
        return True
    return _is_open(row, below) and len(row.text.split()) >= OPEN_WORDS and row.text[0] not in BULLETS


def _over_pages(rows: Sequence[Row]) -> dict[int, int]:
    """Rows that go on below a page's number, header and footer."""
    numbers = [len(row.text) <= PAGE_CHARS and _PAGE.fullmatch(row.text) is not None for row in rows]
    if not any(numbers):
        return {}
    short = [_DIGITS.sub("#", row.text) if len(row.text) <= FURNITURE_CHARS else "" for row in rows]
    seen = Counter(short)
    beside = [_is_beside_number(rows, numbers, i) for i in range(len(rows))]
    furniture = [
        numbers[i] or (words and (seen[words] >= FURNITURE_TIMES or (beside[i] and not _SENTENCE_END.search(words))))
        for i, words in enumerate(short)
    ]
    joints: dict[int, int] = {}
    last = None
    for i, row in enumerate(rows):
        if furniture[i]:
            continue
        if last is not None and last < i - 1 and _is_open(rows[last], row) and not _LABEL.match(row.text):
            joints[last] = i
        last = i
    return joints


def _is_beside_number(rows: Sequence[Row], numbers: Sequence[bool], i: int) -> bool:
    """Whether a row stands by a page's number, with a blank line between it and the text."""
    above = i + 1 < len(rows) and numbers[i + 1] and rows[i].breaks > 1
    below = i > 0 and numbers[i - 1] and (i + 1 == len(rows) or rows[i + 1].breaks > 1)
    return rows[i].text[0].isupper() and (above or below)


def _edits(text: str, rows: Sequence[Row], joints: dict[int, int], prefixes: dict[int, int]) -> Iterator[Edit]:
    """Prefixes go, joints close, and runs of spaces (of justified lines) in joined lines become one."""
    yield from (Edit(start, end, "") for start, end in prefixes.items())
    for i in sorted({*joints, *joints.values()}):
        yield from (Edit(m.start(), m.end(), " ") for m in _SPACES.finditer(text, rows[i].start, rows[i].end))
    for i, j in joints.items():
        row, below = rows[i], rows[j]
        parted = _PARTED.search(row.text) is not None and below.text[0].islower()
        whole = parted and row.text[-2].isalpha() and not _COMPOUND.search(row.text[:-1])
        yield Edit(row.end - whole, below.start, "" if parted else " ")
