"""Cut text into numbers, words and symbols.

spaCy's tokens keep "$300m", "5bn" or "S$88" in ways that change with the company they stand in; a quantity wants the
same cut everywhere: digits apart from letters, every symbol alone, and the knowledge of what was glued to what.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Literal, NamedTuple

Kind = Literal["number", "word", "symbol", "break"]

_PIECE = re.compile(
    r"""
    (?P<word>(?!https?://|www\.)(?:(?:[^\W\d_]\.){2,}|[^\W\d_]+))  # U.S., a.m.; letters only
  | (?P<endless>\d(?:[,./]?\d){39,})                           # endless digits hold no claims
  | (?P<number>
        (?=[\d.])(?:
        \d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d])                     # 1,234,567.8
      | \d{1,2}(?:,\d{2}){1,6},\d{3}(?:\.\d+)?(?!\d)                 # 1,23,456 (lakh grouping)
      | \d{1,3}(?:[\u2009\u202f\u00a0]\d{3})+(?:\.\d+)?(?!\d)    # thin-space grouping
      | [1-9](?<!\d\ \d)\d{0,2}(?:\ \d{3}){2,4}(?!\ ?\d)          # 2 300 000
      | [1-9](?<!\d\ \d)\d{0,2}\ 000(?!\ ?\d)                     # 816 000
      | [1-9](?<!\d\ \d)\d?\ (?!7\d7)\d{3}(?=\ [a-z]{3})          # 14 300 hands, not 61 737 airplanes
      | \d{1,3}\.\d{3}\.\d{3}(?![.]?\d)                            # 1.234.567
      | \d{1,3},\d{1,2}(?=\s?(?:%|°|(?:percent|per\ cent|(?:m|b|tr)illion|euros?|kron\w+|tonnes?|tons?|miles?|hectares?
          |degrees?|points?|times|(?:kilo|centi|milli)?(?:met|lit)(?:er|re)s?|(?:kilo)?grams?|k[gm]|[cm]m)\b))
      | \d+\ \.\ \d+(?=\ (?:%|percent|per\ cent|(?:m|b|tr)illion))  # "1 . 6 billion" of tokenized text
      | \d{1,3}(?:\ ,\ \d{3})+(?!\d)
      | \d+(?:\.\d+)?
      | (?<![\w.])\.\d+))
  | (?P<junk>(?:https?://|www\.)\S+|[\#@]\w+)                  # nor do addresses and tags
  | (?P<break>(?<![^\S\n])[^\S\n]*\n\s*)
  | (?P<symbol>[^\s\w]|_)
    """,
    re.VERBOSE,
)
_SPACED_POINT = r"(?P<spaced>(?<![\w.])\d{1,3}\ \.\ \d{2,}(?!\d|\ ,\ \d{3}))"  # "50 . 9375" of tokenized text
_ADDRESS = r"(?P<address>[^\s@]{1,64}@[^\s@]{1,255}\.\w+)"  # looked for only where the text has an "@"
_KINDS = {"spaced": "number", "address": "junk", "endless": "junk"}
_COMMAS = re.compile(r"\w [,.](?:\s|\Z)")  # marks set apart from words: the text is tokens joined by blanks
_SOFT_WRAP = 40  # characters: a line longer than this that ends in mid-sentence was wrapped, not ended
MINUS = frozenset("-–−")
HYPHENS = frozenset("-‐‑")
ENDS = frozenset((".", "!", "?", ";", "\n"))  # of a sentence
_OPENING = frozenset(('"', "“", "'", "‘", "(", "[", "•", "*"))  # marks before a sentence's first word


class Piece(NamedTuple):
    """``text[start:end]`` of the article; ``glued``: no blank before it."""

    kind: Kind
    start: int
    end: int
    text: str
    lower: str
    glued: bool


class Pieces:
    """The pieces of ``text[start:end]``, asked for by their index; outside there is nothing.

    Number words are read off them alone; what also needs tags or dates reads a ``Scope``.
    """

    def __init__(self, text: str, start: int = 0, end: int | None = None) -> None:
        self.text = text
        self.start, self.end = start, len(text) if end is None else end
        self.pieces = cut(text, self.start, self.end)

    def piece(self, k: int) -> Piece | None:
        """Piece ``k`` or None outside."""
        return self.pieces[k] if 0 <= k < len(self.pieces) else None

    def low(self, k: int) -> str:
        """Lower-case text of piece ``k``; empty outside."""
        return self.pieces[k].lower if 0 <= k < len(self.pieces) else ""

    def glued(self, k: int) -> bool:
        """Whether piece ``k`` exists and has no blank before it."""
        return 0 <= k < len(self.pieces) and self.pieces[k].glued

    def is_word(self, k: int) -> bool:
        """Whether piece ``k`` is a word."""
        return 0 <= k < len(self.pieces) and self.pieces[k].kind == "word"

    def is_number(self, k: int) -> bool:
        """Whether piece ``k`` is a number in digits."""
        return 0 <= k < len(self.pieces) and self.pieces[k].kind == "number"

    def past_hyphen(self, k: int) -> int:
        """``k``, or the index after it if a hyphen stands there."""
        return k + (self.low(k) in HYPHENS)

    def reads(self, k: int, words: Sequence[str]) -> bool:
        """Whether the words stand at piece ``k``."""
        return all(self.low(k + n) == word for n, word in enumerate(words))

    def span(self, i: int, j: int) -> tuple[int, int]:
        """Offsets of pieces ``[i, j)``."""
        return self.pieces[i].start, self.pieces[j - 1].end

    def said(self, i: int, j: int) -> str:
        """The text of pieces ``[i, j)``."""
        return self.text[self.pieces[i].start : self.pieces[j - 1].end]

    def opens(self, k: int) -> bool:
        """Whether piece ``k`` begins a sentence or line."""
        while k > 0 and self.pieces[k - 1].lower in _OPENING:
            k -= 1
        return k == 0 or self.pieces[k - 1].lower in (*ENDS, ":")


def _soft(text: str, start: int, end: int) -> bool:
    """Whether the line break at ``text[start:end]`` only wraps a sentence."""
    if text.count("\n", start, end) != 1 or start == 0:
        return False
    line_start = text.rfind("\n", 0, start) + 1
    return start - line_start > _SOFT_WRAP and (text[start - 1].isalnum() or text[start - 1] in ",-–$€£¥")


@cache
def _pattern(addressed: bool, tokenized: bool) -> re.Pattern[str]:
    """The pattern of pieces for a text that has an "@", or whose tokens are joined by blanks, or both."""
    parts = [_ADDRESS] * addressed + [_SPACED_POINT] * tokenized + [_PIECE.pattern]
    return re.compile("|".join(parts), re.VERBOSE)


def cut(text: str, start: int, end: int) -> list[Piece]:
    """The pieces of ``text[start:end]`` in order; offsets are those of ``text``."""
    pieces: list[Piece] = []
    last = -1
    tokenized = _COMMAS.search(text, start, end) is not None
    for match in _pattern(text.find("@", start, end) >= 0, tokenized).finditer(text, start, end):
        kind = _KINDS.get(match.lastgroup or "", match.lastgroup)
        a, b = match.span()
        if kind == "break":
            if not _soft(text, a, b):
                pieces.append(Piece("break", a, b, "\n", "\n", False))
            continue
        surface = match.group()
        if kind == "junk":
            pieces.append(Piece("symbol", a, b, surface, "", a == last))
        else:
            lower = surface.lower().replace("’", "'")
            pieces.append(Piece(kind, a, b, surface, lower, a == last))  # type: ignore[arg-type]
        last = b
    return _hyphened(pieces) if tokenized else pieces


def _hyphened(pieces: list[Piece]) -> list[Piece]:
    """In tokenized text: "30 - year" as "30-year"."""
    for k in range(1, len(pieces) - 1):
        a, hyphen, b = pieces[k - 1 : k + 2]
        apart = hyphen.text == "-" and hyphen.start == a.end + 1 and b.start == hyphen.end + 1
        if apart and a.kind in ("word", "number") and b.kind == "word":
            pieces[k], pieces[k + 1] = hyphen._replace(glued=True), b._replace(glued=True)
    return pieces
