"""The lines of a text as units to judge."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")
BREAK = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*$|''$")
_INNER_END = re.compile(r"[a-z0-9)][.!?][\"'”’»)]* +[\"'“‘«(]*[A-Z]")


@dataclass(frozen=True)
class Line:
    """A line without the space around it; ``gap``: a blank line before it."""

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
    """The non-blank lines of the text in order; linear in the text's length."""
    lines: list[Line] = []
    previous_end = 0
    for match in LINE.finditer(text):
        stripped = match.group().strip()
        if not stripped:
            continue
        start = match.start() + match.group().index(stripped)
        gap = not lines or len(BREAK.findall(text, previous_end, start)) > 1
        lines.append(Line(start, start + len(stripped), stripped, gap))
        previous_end = start + len(stripped)
    return lines
