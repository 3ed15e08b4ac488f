"""The lines of a text as units to judge: hard-wrapped lines of one paragraph are one unit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

_LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*$|''$")
_INNER_END = re.compile(r"[a-z0-9)][.!?][\"'”’»)]* +[\"'“‘«(]*[A-Z]")
# A wrapped text has full lines of one width; these bounds are those of mail, agency wires and PDF columns.
MIN_WIDTH, MAX_WIDTH = 45, 110
FULL = 0.75  # of that width: a line as long as this goes on in the next one


@dataclass(frozen=True)
class Line:
    """A line without the space around it (or the lines of one wrapped paragraph); ``gap``: a blank line before it."""

    start: int
    end: int
    text: str
    gap: bool

    @cached_property
    def words(self) -> int:
        """How many words, counted by spaces."""
        return len(self.text.split())

    @cached_property
    def ended(self) -> bool:
        """Whether it ends as sentences do."""
        return bool(_SENTENCE_END.search(self.text))

    @cached_property
    def prose(self) -> bool:
        """Whether it reads as running text: a whole sentence of some length, several, or a long line."""
        if self.words >= 25:
            return True
        return self.words >= 8 and (self.ended or bool(_INNER_END.search(self.text)))


def split(text: str) -> list[Line]:
    """The non-blank lines of the text in order, wrapped paragraphs joined; linear in the text's length."""
    lines: list[Line] = []
    previous_end = 0
    for match in _LINE.finditer(text):
        stripped = match.group().strip()
        if not stripped:
            continue
        start = match.start() + match.group().index(stripped)
        gap = not lines or len(_BREAK.findall(text, previous_end, start)) > 1
        lines.append(Line(start, start + len(stripped), stripped, gap))
        previous_end = start + len(stripped)
    width = _wrap_width(lines)
    return _join(text, lines, width) if width else lines


def _wrap_width(lines: list[Line]) -> int | None:
    """The width that the text was wrapped to, or None if it was not."""
    lengths = sorted(len(line.text) for line in lines)
    if len(lines) < 6:
        return None
    width = lengths[int(len(lengths) * 0.95)]
    if not MIN_WIDTH <= width <= MAX_WIDTH or lengths[-1] > MAX_WIDTH + 30:
        return None
    full = [i for i, line in enumerate(lines[:-1]) if len(line.text) >= FULL * width and not lines[i + 1].gap]
    going_on = sum(lines[i + 1].text[0].islower() for i in full)
    return width if len(full) >= 3 and going_on * 5 >= len(full) * 2 else None


def _join(text: str, lines: list[Line], width: int) -> list[Line]:
    joined: list[Line] = []
    first = 0
    for i, line in enumerate(lines):
        goes_on = i + 1 < len(lines) and not lines[i + 1].gap and len(line.text) >= FULL * width
        if not goes_on:
            start = lines[first].start
            joined.append(Line(start, line.end, text[start : line.end], lines[first].gap))
            first = i + 1
    return joined
