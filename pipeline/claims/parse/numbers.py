"""Read a number, in digits or words, at a place in the pieces."""

from __future__ import annotations

import re
from functools import cache

from pipeline.claims.lexicon import numbers
from pipeline.claims.parse.pieces import MINUS, Piece, Pieces
from pipeline.claims.parse.quantity import LARGEST, Numeral, exact
from pipeline.claims.parse.spelled import part_of_scale, spelled, vague

_GROUPING = re.compile("[,\u2009\u202f\u00a0 ]")
_SPACED_POINT = re.compile(r"\s\.\s")
_POINT_GROUPS = re.compile(r"\d{1,3}\.\d{3}\.\d{3}")
_DECIMAL_COMMA = re.compile(r"\d+,\d{1,2}")
_DENOMINATORS = frozenset((2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 32, 64, 100, 128))


@cache
def starters() -> frozenset[str]:
    """The words that begin a numeral; an article is one of them."""
    sections = ("cardinals", "plurals", "glyphs")
    return frozenset(("a", "an", "half", "quarter", *numbers("some")["words"])).union(*map(numbers, sections))


def numeral(p: Pieces, i: int, *, money: bool = False) -> Numeral | None:
    """The numeral that starts at piece ``i``, or None. ``money``: a currency stands before it, so "m" is a million."""
    piece = p.piece(i)
    if piece is None or not (piece.kind == "number" or piece.lower in starters()):
        return None
    if piece.kind == "number" or piece.lower in numbers("glyphs"):
        return _in_digits(p, i, money)
    return part_of_scale(p, i) or vague(p, i) or spelled(p, i)


def digits(piece: Piece) -> float:
    """The number that a number piece spells."""
    if _POINT_GROUPS.fullmatch(piece.text):
        return float(piece.text.replace(".", ""))
    if _DECIMAL_COMMA.fullmatch(piece.text):
        return float(piece.text.replace(",", "."))
    return float(_GROUPING.sub("", _SPACED_POINT.sub(".", piece.text)))


def scales(p: Pieces, j: int, *, money: bool = False) -> tuple[float, int]:
    """Scale words and letters from ``j`` on: their product and the index after them."""
    product = 1.0
    while True:
        k = p.past_hyphen(j)
        step = _scale_at(p, k, money) if k == j or p.low(k) in numbers("scales") else None
        if step is None or product * step > LARGEST:
            return product, j
        product, j = product * step, k + 1


def _scale_at(p: Pieces, j: int, money: bool) -> float | None:
    """What the scale word or letter at ``j`` multiplies by."""
    piece = p.piece(j)
    if piece is None:
        return None
    known = numbers("scales").get(piece.lower) or numbers("abbreviations").get(piece.lower)
    if known is None and piece.glued and piece.text in numbers("letters") and (money or _letter_scales(p, j)):
        known = numbers("letters")[piece.text]
    return None if known is None else float(known)


def _letter_scales(p: Pieces, j: int) -> bool:
    """Whether the letter glued to digits at ``j`` is a scale ("300k", "5M users") and not a unit ("300m")."""
    letter, follower = p.pieces[j].text, p.piece(j + 1)
    counted = follower is not None and follower.text.islower()
    things = counted and (letter == "M" or (p.low(j + 1).endswith("s") and len(p.low(j + 1)) > 3))
    return letter in "kK" or things or (letter == "M" and p.low(j + 1) == "+")


def _in_digits(p: Pieces, i: int, money: bool) -> Numeral:
    """A number written in digits, with fraction and scale."""
    part = _fraction(p, i)
    if part is not None:
        factor, j = scales(p, part[1], money=money)
        return Numeral(i, j, (exact(part[0] * factor),), "fraction", factor)
    value, j = digits(p.pieces[i]), i + 1
    if value == int(value):
        rest = _fraction(p, p.past_hyphen(j))
        if rest is not None:  # "10 1/2", "2½"
            value, j = value + rest[0], rest[1]
    power, j = _exponent(p, j)
    factor, j = scales(p, j, money=money)
    return Numeral(i, j, (exact(value * power * factor),), "digits", factor)


def _fraction(p: Pieces, i: int) -> tuple[float, int] | None:
    """``1/2`` or ``½`` at ``i``: value and next index; also "1 / 4" of tokenized text, not the date "1/4/2020"."""
    over, under = p.piece(i), p.piece(i + 2)
    if over is not None and over.lower in numbers("glyphs"):
        return float(numbers("glyphs")[over.lower]), i + 1
    if over is None or under is None or p.low(i + 1) not in ("/", "⁄") or p.low(i + 3) == "/":
        return None
    if not all(p.is_number(k) and p.pieces[k].text.isdecimal() for k in (i, i + 2)):
        return None
    a, b = int(over.text), int(under.text)
    return (a / b, i + 3) if 0 < a < b and b in _DENOMINATORS else None


def _exponent(p: Pieces, j: int) -> tuple[float, int]:
    """``×10^-30`` after a number: factor and next index."""
    if p.low(j) not in ("×", "x", "*") or p.low(j + 1) != "10":
        return 1.0, j
    k = j + 2 + (p.low(j + 2) == "^")
    minus = p.low(k) in MINUS
    power = p.low(k + minus)
    if not (power.isdecimal() and len(power) <= 2 and p.glued(k + minus)):
        return 1.0, j
    return 10.0 ** (-int(power) if minus else int(power)), k + minus + 1
