"""The unit at a place in the pieces: which surface of the table stands there, and whether it is a unit there."""

from __future__ import annotations

from pipeline.claims.lexicon import table
from pipeline.claims.parse.pieces import Piece, Pieces
from pipeline.claims.parse.unit_table import Unit, look, unit_table

LONGEST = 6  # pieces in the longest surface
MAX_QUOTED = 60  # pieces within which a quotation opens
_MARKS = frozenset(("'", '"', "”"))  # foot and inch, or the end of a quotation
_FEET, _INCHES = frozenset("'′"), frozenset('"”″')
_OPENING = {"'": "'‘", '"': '"', "”": "“"}
_BEFORE_SIGNS = frozenset(("us", "u.s.", "c", "hk", "nz"))  # "US $5"


def unit_at(p: Pieces, j: int) -> tuple[Unit, int] | None:
    """The longest unit that starts at piece ``j``: unit and the index after it."""
    known, first = unit_table(), p.piece(j)
    if first is None or (first.text not in known.firsts and first.lower not in known.firsts):
        return None
    keys = p.pieces[j : j + LONGEST]
    for n in range(len(keys), 0, -1):
        surface = tuple([look(x) for x in keys[:n]])
        unit = known.surfaces.get(surface) or known.surfaces.get(tuple([x.lower for x in keys[:n]]))
        if unit is not None and (_one_piece(p, j) if n == 1 else _several(p, j, n)):
            return unit, j + n
    return None


def _several(p: Pieces, j: int, n: int) -> bool:
    """Whether ``n`` pieces are one unit: not "5 in." where the full stop ends the sentence, nor "m 2" apart."""
    after = p.piece(j + n)
    if p.low(j + n - 1) == "." and (after is None or after.kind == "break" or after.text[:1].isupper()):
        return False
    return all(x.glued for x in p.pieces[j + 1 : j + n] if x.kind == "number")


def _one_piece(p: Pieces, j: int) -> bool:
    """Whether one piece is a unit: "5 in" is no inch, and a letter that goes on into another piece is a code."""
    piece = p.pieces[j]
    if piece.lower in _MARKS and _closes(p, j):
        return False
    if p.glued(j + 1) and (p.is_word(j + 1) or p.is_number(j + 1)) and piece.text != "%":
        return piece.lower in _FEET and p.low(j + 2) in _INCHES  # 6'4"
    if len(piece.text) > 2 or piece.kind != "word" or not piece.text.isascii():
        return True
    if p.low(j + 1) == "-" and p.is_number(j + 2):
        return False
    letters = table("measures")["letters"]
    if piece.text in letters["free"]:
        return piece.glued or len(piece.text) > 1 or p.low(j + 1) not in ("'", ".") or p.piece(j + 2) is None
    return piece.glued and (len(piece.text) == 2 or piece.text in letters["glued"])


def _closes(p: Pieces, j: int) -> bool:
    """Whether the mark at ``j`` closes a quotation ("the 'early four'") and is no foot or inch."""
    if not p.is_number(j - 1):
        return True
    opened = 0
    for k in range(j - 1, max(-1, j - MAX_QUOTED), -1):
        if p.low(k) in _OPENING.get(p.low(j), "\n"):
            opened += p.low(j) != "'" or not p.glued(k)
    return opened % 2 == 1


def currency_before(p: Pieces, i: int) -> tuple[Unit, int] | None:
    """The currency sign or code that ends just before piece ``i``: unit and the index where it starts."""
    for n in range(min(4, i), 0, -1):
        run, at = p.pieces[i - n : i], i - n
        if not all(x.glued for x in run[1:]) and (n > 2 or run[0].lower not in _BEFORE_SIGNS):
            continue
        unit = unit_table().signs.get(tuple(look(x) for x in run))
        if unit is None and n > 1:
            unit = unit_table().signs.get(tuple(x.text.upper().replace(".", "") for x in run))
        inside = run[0].kind == "word" and run[0].glued and p.is_word(at - 1)
        if unit is not None and not inside:
            return unit, at
    return None


def millions_of(piece: Piece | None) -> Unit | None:
    """The currency of "MUSD", a million dollars."""
    code = piece.text[1:] if piece is not None and len(piece.text) == 4 and piece.text[0] == "M" else ""
    return unit_table().signs.get((code,))
