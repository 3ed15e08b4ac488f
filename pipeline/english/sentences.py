"""Where a sentence ends, read off the letters: the one answer to "is this full stop the sentence's?"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.english.nouns import months, titles_of
from pipeline.english.tables import lines

_STOP = re.compile(r"(?<![.!?…])[.!?…]+[\"”’')\]]*(?=\s+[\"“‘'«(\[]*[A-Z0-9])")
_WHOLE = 5  # letters of the shortest month that is written whole, March
_LONGEST = 12  # characters of an abbreviation, those before its full stop


@cache
def _abbreviated() -> re.Pattern[str]:
    """Of months and titles what is shorter than the word: not "May" or "Miss"."""
    short = {m for m in months() if len(m) < _WHOLE} - {"may", "june", "july"}
    short |= titles_of("short") | (titles_of("courtesy") - {"miss", "mister"})
    listed = {word for line in lines("abbreviations") for word in line.split()} | {word.capitalize() for word in short}
    return re.compile(rf"(?:\b(?:{'|'.join(sorted(listed))})|(?:\b[A-Za-z]\.)*\b[A-Z])\.$")


def abbreviation_before(text: str, start: int, end: int) -> bool:
    """Whether the full stop at ``text[end - 1]`` is that of an abbreviation or an initial: "Mr.", "U.S.", "J."."""
    return _abbreviated().search(text, max(start, end - _LONGEST), end) is not None


def sentence_ends(text: str, start: int, end: int) -> Iterator[int]:
    """Offsets behind the final marks (closing quotation marks included) of sentences that others follow by ``end``."""
    for stop in _STOP.finditer(text, start, end):
        full = stop.start() + 1
        if text[stop.start()] != "." or text[full : full + 1] == "." or not abbreviation_before(text, start, full):
            yield stop.end()
