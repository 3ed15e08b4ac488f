"""The sentence around a span, for a reader who sees a table and not the article."""

from __future__ import annotations

import re
from bisect import bisect_right

# A sentence ends at a line's end, or at a final mark that a space and something that begins a sentence follow.
_END = re.compile(r"\n+|[.!?…][\"'”’)\]]*[^\S\n]+(?=[\"'“‘(\[]*[A-Z0-9])")
_WORD_BEFORE = re.compile(r"\w+$")
# It does not end after an initial, or after one of these.
_TITLES = ("Mr", "Ms", "Mrs", "Dr", "St", "Jr", "Sr", "Gen", "Sen", "Rep", "Gov", "Col", "Sgt", "Prof")
_SHORT = frozenset([*_TITLES, "Inc", "Ltd", "Corp", "Jan", "Feb", "Aug", "Sept", "Sep", "Oct", "Nov", "Dec", "vs"])


class Sentences:
    """Where the sentences of a text begin."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0, *(match.end() for match in _END.finditer(text) if _ends(text, match))]

    def bounds(self, start: int, end: int) -> tuple[int, int]:
        """The sentences that the span touches, without blanks at their ends."""
        first = self._starts[max(bisect_right(self._starts, start) - 1, 0)]
        after = bisect_right(self._starts, max(end - 1, start))
        last = self._starts[after] if after < len(self._starts) else len(self._text)
        around = self._text[first:last]
        return first + len(around) - len(around.lstrip()), first + len(around.rstrip())

    def around(self, start: int, end: int) -> str:
        """The text of those sentences, on one line."""
        first, last = self.bounds(start, end)
        return " ".join(self._text[first:last].split())


def _ends(text: str, match: re.Match[str]) -> bool:
    """Whether the mark ends a sentence and is no sign of a shortened word."""
    at = match.start()
    word = _WORD_BEFORE.search(text, max(0, at - 8), at) if text[at] == "." else None
    return word is None or not (word[0] in _SHORT or (len(word[0]) == 1 and word[0].isupper()))
