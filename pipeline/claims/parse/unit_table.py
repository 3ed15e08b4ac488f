"""The units that there are: quantulum3's table, this room's additions (``measures.toml``), and ISO 4217 currencies."""

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
Surface = tuple[str, ...]  # how a unit's pieces look

_KINDS: dict[str, UnitKind] = {  # of units by name; others are measures
    **dict.fromkeys(
        ("second", "minute", "hour", "day", "week", "month", "year", "decade", "century", "fortnight", "millennium"),
        "duration",
    ),
    **dict.fromkeys(("percent", "percentage point", "basis point"), "percent"),
}


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as the contract writes it: ``symbol`` is an ISO 4217 code, a UCUM-style symbol or ``percent``."""

    symbol: str
    dimension: str
    kind: UnitKind


_Named = tuple[Unit, list[str]]  # a unit and its surfaces


@dataclass(frozen=True, slots=True)
class UnitTable:
    """Surfaces to units: words match in any case, short symbols in their own.

    ``firsts``: what a surface may begin with; ``signs``: the currencies that may stand before a number.
    """

    surfaces: dict[Surface, Unit]
    firsts: frozenset[str]
    signs: dict[Surface, Unit]


@cache
def unit_table() -> UnitTable:
    """The one table, built at first use; where two units share a surface, the first has it."""
    behind = ((unit, [x for x in signs if not (x.isalpha() and len(x) <= 2)]) for unit, signs in _signs())
    surfaces: dict[Surface, Unit] = {}
    for unit, names in chain(_currencies(), _extra(), _measures(), behind):
        for name in names:
            surfaces.setdefault(_key(name), unit)
            if len(name) > 3:
                surfaces.setdefault(tuple(part.lower() for part in _key(name)), unit)
    signs: dict[Surface, Unit] = {}
    for unit, names in _signs():
        for name in names:
            signs.setdefault(_key(name), unit)
    return UnitTable(surfaces, frozenset(key[0] for key in surfaces), signs)


def _key(surface: str) -> Surface:
    return tuple(look(piece) for piece in Pieces(surface).pieces)


def look(piece: Piece) -> str:
    """How a piece looks: symbols of up to three letters keep their case, words lose it."""
    return piece.text if len(piece.text) <= 3 and piece.kind == "word" else piece.lower


def _unit(name: str, symbol: str, dimension: str) -> Unit:
    return Unit(symbol, dimension, "money" if dimension == "currency" else _KINDS.get(name, "measure"))


def _currencies() -> Iterator[_Named]:
    """The currencies of ISO 4217 by name."""
    for row in rows("currencies"):
        yield _unit("", row["code"], "currency"), [*filter(None, row["names"].split("|"))]


def _signs() -> Iterator[_Named]:
    """The currencies by symbol and code, which may stand before a number; one or two letters only there."""
    for row in rows("currencies"):
        yield _unit("", row["code"], "currency"), [*filter(None, row["symbols"].split("|")), row["code"]]


def _extra() -> Iterator[_Named]:
    """This room's own units, with the prefixes that their rows name."""
    for name, row in table("measures")["extra"].items():
        symbol, dimension, surfaces = row["symbol"], row["dimension"], row["surfaces"]
        yield _unit(name, symbol, dimension), surfaces
        for letter in row.get("prefixes", ""):
            names = [quantulum.PREFIXES[letter] + x for x in surfaces if not x.startswith(symbol)]
            yield _unit(name, letter + symbol, dimension), [*names, letter + symbol]


def _measures() -> Iterator[_Named]:
    """quantulum3's units, without those and their surfaces that are other things in the news."""
    data = table("measures")
    ordinary, never = frozenset(data["ordinary"]["words"]), frozenset(data["letters"]["never"])
    for unit in quantulum.units():
        if unit.name in data["blocked"]["names"] or unit.dimension == "currency":
            continue
        more = data["surfaces"].get(unit.name, [])
        names = [*unit.surfaces, *(x for x in more if len(x) > 4)]
        forms = [form for x in names for form in (x, quantulum.plural(x))]
        symbols = [x for x in unit.symbols if x not in never]
        yield (
            _unit(unit.name, data["symbols"].get(unit.name, unit.name), unit.dimension),
            [*(x for x in forms if x not in ordinary), *more, *(x for x in symbols if x not in ordinary)],
        )
