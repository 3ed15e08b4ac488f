"""Units by their surface: quantulum3's table, this room's additions, and ISO 4217 currencies, matched on pieces."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Literal

from pipeline.claims.lexicon import rows, table
from pipeline.claims.parse import quantulum
from pipeline.claims.parse.pieces import Piece, Pieces

UnitKind = Literal["money", "percent", "measure", "duration"]
_TIME = frozenset(
    ("second", "minute", "hour", "day", "week", "month", "year", "decade", "century", "fortnight", "millennium")
)
_PERCENT = frozenset(("percent", "percentage point", "basis point"))
_MARKS = frozenset(("'", '"', "”"))  # foot and inch, or the end of a quotation
_FEET, _INCHES = frozenset("'′"), frozenset('"”″')
_OPENING = {"'": "'‘", '"': '"', "”": "“"}
_BEFORE_SIGNS = frozenset(("us", "u.s.", "c", "hk", "nz"))  # "US $5"
_QUOTED = 60  # pieces within which the quotation opens
LONGEST = 6  # pieces in the longest surface


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as the contract writes it: ``symbol`` is an ISO 4217 code, a UCUM-style symbol or ``percent``."""

    symbol: str
    dimension: str
    kind: UnitKind


_Named = tuple[Unit, list[str], bool]  # a unit, its surfaces, and whether they are its own before another's


def _key(surface: str) -> tuple[str, ...]:
    """How the pieces of a surface look: symbols of up to three letters keep their case, words lose it."""
    return tuple(_norm(piece) for piece in Pieces(surface).pieces)


def _norm(piece: Piece) -> str:
    return piece.text if len(piece.text) <= 3 and piece.kind == "word" else piece.lower


def _kind(name: str, dimension: str) -> UnitKind:
    if name in _TIME:
        return "duration"
    if name in _PERCENT:
        return "percent"
    return "money" if dimension == "currency" else "measure"


@dataclass(frozen=True, slots=True)
class UnitTable:
    """Surfaces to units: words match in any case, short symbols in their own.

    ``firsts``: what a surface may begin with; ``signs``: the currencies that may stand before a number.
    """

    surfaces: dict[tuple[str, ...], Unit]
    firsts: frozenset[str]
    signs: dict[tuple[str, ...], Unit]


@cache
def unit_table() -> UnitTable:
    """The one table, built at first use; where two units share a surface, the first has it, or one that is ``over``."""
    surfaces: dict[tuple[str, ...], Unit] = {}
    signs: dict[tuple[str, ...], Unit] = {}
    for unit, names, over in chain(_extra(), _measures(), _currencies()):
        for name in names:
            own = _key(name)
            for key in (own, tuple(part.lower() for part in own)) if len(name) > 3 else (own,):
                if key and (over or key not in surfaces):
                    surfaces[key] = unit
    for row in rows("currencies"):
        for sign in (*filter(None, row["symbols"].split("|")), row["code"]):
            signs.setdefault(_key(sign), Unit(row["code"], "currency", "money"))
    return UnitTable(surfaces, frozenset(key[0] for key in surfaces), signs)


def _extra() -> Iterator[_Named]:
    """This room's own units, with the prefixes that their rows name."""
    for name, row in table("measures")["extra"].items():
        kind = _kind(name, row["dimension"])
        yield Unit(row["symbol"], row["dimension"], kind), row["surfaces"], True
        for letter in row.get("prefixes", ""):
            names = [quantulum.PREFIXES[letter] + x for x in row["surfaces"] if not x.startswith(row["symbol"])]
            symbol = letter + row["symbol"]
            yield Unit(symbol, row["dimension"], kind), [*names, symbol], True


def _measures() -> Iterator[_Named]:
    """quantulum3's units, without those and their surfaces that are other things in the news."""
    data = table("measures")
    ordinary, never = frozenset(data["ordinary"]["words"]), frozenset(data["letters"]["never"])
    for unit in quantulum.units():
        if unit.name in data["blocked"]["names"] or unit.dimension == "currency":
            continue
        symbol = data["symbols"].get(unit.name, unit.name)
        made = Unit(symbol, unit.dimension, _kind(unit.name, unit.dimension))
        more = data["surfaces"].get(unit.name, [])
        names = [x for x in (*unit.surfaces, *more) if len(x) > 4 or x in unit.surfaces]
        forms = [y for x in names for y in (x, quantulum.plural(x) if len(x) > 2 else x)]
        yield made, [x for x in forms if x not in ordinary], False
        yield made, more, False
        yield made, [x for x in unit.symbols if x not in never and x not in ordinary], False


def _currencies() -> Iterator[_Named]:
    """The currencies of ISO 4217; behind a number a symbol of one or two letters is none."""
    for row in rows("currencies"):
        unit = Unit(row["code"], "currency", "money")
        yield unit, list(filter(None, row["names"].split("|"))), True
        symbols = [*filter(None, row["symbols"].split("|")), row["code"]]
        yield unit, [x for x in symbols if not (x.isalpha() and len(x) <= 2)], False


def unit_at(p: Pieces, j: int) -> tuple[Unit, int] | None:
    """The longest unit that starts at piece ``j``: unit and the index after it."""
    known, first = unit_table(), p.piece(j)
    if first is None or (first.text not in known.firsts and first.lower not in known.firsts):
        return None
    keys = p.pieces[j : j + LONGEST]
    for n in range(len(keys), 0, -1):
        surface = tuple([_norm(x) for x in keys[:n]])
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
    for k in range(j - 1, max(-1, j - _QUOTED), -1):
        if p.low(k) in _OPENING.get(p.low(j), "\n"):
            opened += p.low(j) != "'" or not p.glued(k)
    return opened % 2 == 1


def currency_before(p: Pieces, i: int) -> tuple[Unit, int] | None:
    """The currency sign or code that ends just before piece ``i``: unit and the index where it starts."""
    for n in range(min(4, i), 0, -1):
        run, at = p.pieces[i - n : i], i - n
        if not all(x.glued for x in run[1:]) and (n > 2 or run[0].lower not in _BEFORE_SIGNS):
            continue
        unit = unit_table().signs.get(tuple(_norm(x) for x in run))
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
