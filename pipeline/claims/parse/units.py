"""Units by their surface: quantulum3's table, this room's additions, and ISO 4217 currencies, matched on pieces."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pipeline.claims.lexicon import rows, table
from pipeline.claims.parse import quantulum
from pipeline.claims.parse.pieces import Piece, cut

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


def _key(surface: str) -> tuple[str, ...]:
    """How the pieces of a surface look: symbols of up to three letters keep their case, words lose it."""
    return tuple(_norm(piece) for piece in cut(surface))


def _norm(piece: Piece) -> str:
    return piece.text if len(piece.text) <= 3 and piece.kind == "word" else piece.lower


def _closes(pieces: list[Piece], j: int) -> bool:
    """Whether the mark at ``j`` closes a quotation ("the 'early four'") and is no foot or inch."""
    if j == 0 or pieces[j - 1].kind != "number":
        return True
    opened = 0
    for k in range(j - 1, max(-1, j - _QUOTED), -1):
        if pieces[k].lower in _OPENING.get(pieces[j].lower, "\n"):
            opened += pieces[j].lower != "'" or not pieces[k].glued
    return opened % 2 == 1


def _kind(name: str, dimension: str) -> UnitKind:
    if name in _TIME:
        return "duration"
    if name in _PERCENT:
        return "percent"
    return "money" if dimension == "currency" else "measure"


def _several(pieces: list[Piece], j: int, n: int) -> bool:
    """Whether ``n`` pieces are one unit: not "5 in." where the full stop ends the sentence, nor "m 2" apart."""
    after = pieces[j + n] if j + n < len(pieces) else None
    if pieces[j + n - 1].lower == "." and (after is None or after.kind == "break" or after.text[:1].isupper()):
        return False
    return all(x.glued for x in pieces[j + 1 : j + n] if x.kind == "number")


def _one_piece(pieces: list[Piece], j: int) -> bool:
    """Whether one piece is a unit: "5 in" is no inch, and a letter that goes on into another piece is a code."""
    piece, follower = pieces[j], pieces[j + 1] if j + 1 < len(pieces) else None
    if piece.lower in _MARKS and _closes(pieces, j):
        return False
    if follower is not None and follower.glued and follower.kind in ("word", "number") and piece.text != "%":
        return piece.lower in _FEET and j + 2 < len(pieces) and pieces[j + 2].lower in _INCHES  # 6'4"
    if len(piece.text) > 2 or piece.kind != "word" or not piece.text.isascii():
        return True
    if follower is not None and follower.lower == "-" and j + 2 < len(pieces) and pieces[j + 2].kind == "number":
        return False
    letters = table("measures")["letters"]
    if piece.text in letters["free"]:
        initial = follower is not None and follower.lower in ("'", ".") and j + 2 < len(pieces)
        return piece.glued or len(piece.text) > 1 or not initial
    return piece.glued and (len(piece.text) == 2 or piece.text in letters["glued"])


class UnitTable:
    """Surfaces to units; words match in any case, short symbols in their own."""

    def __init__(self) -> None:
        self._by_key: dict[tuple[str, ...], Unit] = {}
        self._firsts: set[str] = set()
        self.prefixes: dict[tuple[str, ...], Unit] = {}
        self._load_measures()
        self._load_currencies()

    def _add(self, unit: Unit, surfaces: Iterable[str], *, over: bool = False) -> None:
        for surface in surfaces:
            for key in (_key(surface), tuple(part.lower() for part in _key(surface)) if len(surface) > 3 else ()):
                if key and (over or key not in self._by_key):
                    self._by_key[key] = unit
                    self._firsts.add(key[0])

    def _load_measures(self) -> None:
        data = table("measures")
        blocked, never = frozenset(data["blocked"]["names"]), frozenset(data["letters"]["never"])
        ordinary = frozenset(data["ordinary"]["words"])
        for name, row in data["extra"].items():
            kind = _kind(name, row["dimension"])
            self._add(Unit(row["symbol"], row["dimension"], kind), row["surfaces"], over=True)
            for letter in row.get("prefixes", ""):
                names = [quantulum.PREFIXES[letter] + x for x in row["surfaces"] if not x.startswith(row["symbol"])]
                symbol = letter + row["symbol"]
                self._add(Unit(symbol, row["dimension"], kind), [*names, symbol], over=True)
        for unit in quantulum.units():
            more = data["surfaces"].get(unit.name, [])
            if unit.name in blocked or unit.dimension == "currency":
                continue
            symbols = [x for x in unit.symbols if x not in never and x not in ordinary]
            symbol = data["symbols"].get(unit.name, unit.name)
            made = Unit(symbol, unit.dimension, _kind(unit.name, unit.dimension))
            names = [x for x in (*unit.surfaces, *more) if len(x) > 4 or x in unit.surfaces]
            forms = [y for x in names for y in (x, quantulum.plural(x) if len(x) > 2 else x)]
            self._add(made, [x for x in forms if x not in ordinary])
            self._add(made, more)
            self._add(made, symbols)

    def _load_currencies(self) -> None:
        for row in rows("currencies"):
            unit = Unit(row["code"], "currency", "money")
            self._add(unit, filter(None, row["names"].split("|")), over=True)
            symbols = [x for x in row["symbols"].split("|") if x]
            for symbol in symbols:
                self.prefixes.setdefault(_key(symbol), unit)
            self.prefixes.setdefault((row["code"],), unit)
            self._add(unit, [x for x in [*symbols, row["code"]] if not (x.isalpha() and len(x) <= 2)])

    def million(self, piece: Piece | None) -> Unit | None:
        """The currency of "MUSD", a million dollars."""
        code = piece.text[1:] if piece is not None and len(piece.text) == 4 and piece.text[0] == "M" else ""
        return self.prefixes.get((code,))

    def after(self, pieces: list[Piece], j: int) -> tuple[Unit, int] | None:
        """The longest unit that starts at piece ``j``: unit and the index after it."""
        if j >= len(pieces) or (pieces[j].text not in self._firsts and pieces[j].lower not in self._firsts):
            return None
        keys = pieces[j : j + LONGEST]
        for n in range(len(keys), 0, -1):
            unit = self._by_key.get(tuple([_norm(x) for x in keys[:n]])) or self._by_key.get(
                tuple([x.lower for x in keys[:n]])
            )
            if unit is not None and (_one_piece(pieces, j) if n == 1 else _several(pieces, j, n)):
                return unit, j + n
        return None

    def before(self, pieces: list[Piece], i: int) -> tuple[Unit, int] | None:
        """The currency sign or code that ends just before piece ``i``: unit and the index where it starts."""
        for n in (4, 3, 2, 1):
            if i - n < 0:
                continue
            run = pieces[i - n : i]
            joined = all(x.glued for x in run[1:])
            if not joined and (n > 2 or run[0].lower not in _BEFORE_SIGNS):
                continue
            unit = self.prefixes.get(tuple(_norm(x) for x in run))
            if unit is None and n > 1:
                unit = self.prefixes.get(tuple(x.text.upper().replace(".", "") for x in run))
            inside = run[0].kind == "word" and run[0].glued and i > n and pieces[i - n - 1].kind == "word"
            if unit is not None and not inside:
                return unit, i - n
        return None


@cache
def unit_table() -> UnitTable:
    """The one table, built at first use."""
    return UnitTable()
