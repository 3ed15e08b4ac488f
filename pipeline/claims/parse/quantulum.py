"""quantulum3's table of units, read as data.

Its parser is not run on text: it is quadratic in length, reads "6G" as gauss and "($14 billion)" as negative, and its
answers change with the hash seed and with scikit-learn's presence. Its table (names, symbols, prefixes, kinds of
quantity) is the best free one for everyday units, and reading it costs milliseconds.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pipeline.claims.lexicon import words

PREFIXES = {
    "E": "exa", "P": "peta", "T": "tera", "G": "giga", "M": "mega", "k": "kilo", "h": "hecto",
    "d": "deci", "c": "centi", "m": "milli", "µ": "micro", "n": "nano", "p": "pico",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class TableUnit:
    """A row of the table: ``dimension`` is quantulum3's entity ("length", "power", …)."""

    name: str
    dimension: str
    surfaces: tuple[str, ...]
    symbols: tuple[str, ...]


def plural(surface: str) -> str:
    """English plural of a unit's name: the head of "mile per hour" is its first word."""
    for joint in (" per ", " of "):
        if joint in surface:
            head, rest = surface.split(joint, 1)
            return plural(head) + joint + rest
    if surface.endswith("foot"):
        return surface[:-4] + "feet"
    if surface.endswith(("inch", "lux")):
        return surface + "es"
    if surface.endswith("y") and surface[-2:-1] not in tuple("aeiou"):
        return surface[:-1] + "ies"
    return surface if surface.endswith(("hertz", "siemens", "s")) else surface + "s"


def _prefixed(
    name: str, dimension: str, surfaces: list[str], symbols: list[str], prefixes: list[str]
) -> Iterator[TableUnit]:
    """The unit with every SI prefix before its names, as in pint; before its symbols only with those of the table,
    since "hm" and "cL" are other things in the news.
    """
    for prefix, word in PREFIXES.items():
        letters = tuple(prefix + x for x in symbols) if prefix in prefixes else ()
        yield TableUnit(word + name, dimension, tuple(word + x for x in surfaces), letters)


@cache
def units() -> tuple[TableUnit, ...]:
    """All units of the table, metric prefixes expanded, in the table's order."""
    raw = json.loads((files("quantulum3") / "units.json").read_text(encoding="utf-8"))
    prefixed = words("measures", "prefixed", "units")
    found: list[TableUnit] = []
    for name, row in raw.items():
        surfaces = list(row.get("surfaces", []))
        symbols = list(row.get("symbols", []))
        found.append(TableUnit(name, row["entity"], tuple(surfaces), tuple(symbols)))
        if row.get("prefixes") or name in prefixed:
            found.extend(_prefixed(name, row["entity"], surfaces, symbols, row.get("prefixes", [])))
    return tuple(found)
