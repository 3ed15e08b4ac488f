"""Read a number, in digits or words, at a place in the pieces."""

from __future__ import annotations

import re

from pipeline.claims.parse.numeral import (
    LARGEST,
    MINUS,
    Numeral,
    at,
    digits_only,
    exact,
    lexicon,
    lower,
    past_hyphen,
    starts,
)
from pipeline.claims.parse.pieces import Piece
from pipeline.claims.parse.spelled import part_of_scale, spelled, vague

_GROUPING = re.compile("[,\u2009\u202f\u00a0 ]")
_SPACED_POINT = re.compile(r"\s\.\s")
_POINT_GROUPS = re.compile(r"\d{1,3}\.\d{3}\.\d{3}")
_DECIMAL_COMMA = re.compile(r"\d+,\d{1,2}")
_DENOMINATORS = frozenset((2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 32, 64, 100, 128))


def digits(piece: Piece) -> float:
    """The number that a number piece spells."""
    if _POINT_GROUPS.fullmatch(piece.text):
        return float(piece.text.replace(".", ""))
    if _DECIMAL_COMMA.fullmatch(piece.text):
        return float(piece.text.replace(",", "."))
    return float(_GROUPING.sub("", _SPACED_POINT.sub(".", piece.text)))


def _fraction(pieces: list[Piece], i: int) -> tuple[float, int] | None:
    """``1/2`` or ``½`` at ``i``: value and next index."""
    piece = at(pieces, i)
    if piece is None:
        return None
    if piece.lower in lexicon("glyphs"):
        return lexicon("glyphs")[piece.lower], i + 1
    below = at(pieces, i + 2)
    if below is None or lower(pieces, i + 1) not in ("/", "⁄") or not (digits_only(piece) and digits_only(below)):
        return None
    over, under = int(piece.text), int(below.text)
    joined = below.glued == pieces[i + 1].glued and lower(pieces, i + 3) != "/"  # "1/4", and "1 / 4" of tokenized text
    return (over / under, i + 3) if joined and 0 < over < under and under in _DENOMINATORS else None


def _scale_at(pieces: list[Piece], j: int, first: bool, money: bool) -> float | None:
    """What the scale word or letter at ``j`` multiplies by."""
    piece = at(pieces, j)
    if piece is None or piece.kind != "word":
        return None
    for section in ("scales", "abbreviations"):
        if piece.lower in lexicon(section):
            return lexicon(section)[piece.lower]
    letter = first and piece.text in lexicon("letters") and (money or (piece.glued and _letter_scales(pieces, j)))
    return lexicon("letters")[piece.text] if letter and (piece.glued or piece.text not in "tT") else None


def scales(pieces: list[Piece], j: int, *, money: bool = False) -> tuple[float, int]:
    """Scale words and letters from ``j`` on: their product and the index after them."""
    product, start = 1.0, j
    while True:
        k = past_hyphen(pieces, j)
        if k > j and lower(pieces, k) not in lexicon("scales"):
            return product, j
        step = _scale_at(pieces, k, k == start, money)
        if step is None or product * step > LARGEST:
            return product, j
        product, j = product * step, k + 1


def _letter_scales(pieces: list[Piece], j: int) -> bool:
    """Whether the letter glued to digits at ``j`` is a scale ("300k", "5M users") and not a unit ("300m")."""
    letter, follower = pieces[j].text, at(pieces, j + 1)
    if letter in "kK" or (letter == "M" and follower is not None and follower.text == "+"):
        return True
    if follower is None or follower.kind != "word" or follower.glued or not follower.text.islower():
        return False
    people = follower.lower in ("people", "children", "men", "women")
    return people or letter == "M" or (follower.lower.endswith("s") and len(follower.lower) > 3)


def _exponent(pieces: list[Piece], j: int) -> tuple[float, int]:
    """``×10^-30`` after a number: factor and next index."""
    k = j + 2 + (lower(pieces, j + 2) == "^")
    k, sign = (k + 1, -1) if lower(pieces, k) in MINUS else (k, 1)
    power = at(pieces, k) if lower(pieces, j) in ("×", "x", "*") and lower(pieces, j + 1) == "10" else None
    small = power is not None and digits_only(power) and power.glued and len(power.text) <= 2
    return (10.0 ** (sign * int(power.text)), k + 1) if power is not None and small else (1.0, j)


def _in_digits(pieces: list[Piece], i: int, money: bool) -> Numeral:
    """A number written in digits, with fraction and scale."""
    part = _fraction(pieces, i)
    if part is not None:
        factor, j = scales(pieces, part[1], money=money)
        return Numeral(i, j, (exact(part[0] * factor),), "fraction", factor)
    value, j = digits(pieces[i]), i + 1
    if value == int(value):
        rest = _fraction(pieces, past_hyphen(pieces, j))
        if rest is not None:  # "10 1/2", "2½"
            value, j = value + rest[0], rest[1]
        elif [lower(pieces, j + n) for n in range(3)] == ["and", "a", "half"]:
            value, j = value + 0.5, j + 3
    power, j = _exponent(pieces, j)
    factor, j = scales(pieces, j, money=money)
    return Numeral(i, j, (exact(value * power * factor),), "digits", factor)


def numeral(pieces: list[Piece], i: int, *, money: bool = False) -> Numeral | None:
    """The numeral that starts at piece ``i``, or None. ``money``: a currency stands before it, so "m" is a million."""
    piece = at(pieces, i)
    if piece is None or not starts(piece):
        return None
    if piece.kind == "number" or piece.lower in lexicon("glyphs"):
        return _in_digits(pieces, i, money)
    return part_of_scale(pieces, i) or vague(pieces, i) or spelled(pieces, i)
