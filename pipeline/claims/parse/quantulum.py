"""quantulum3's table of units, read as data.

Its parser is not run on text: it is quadratic in length, reads "6G" as gauss and "($14 billion)" as negative, and its
answers change with the hash seed and with scikit-learn's presence. Its table (names, symbols, prefixes, kinds of
quantity) is the best free one for everyday units, and reading it costs milliseconds.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pipeline.claims.lexicon import words
from pipeline.english import inflection

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
    head, *rest = re.split("(?= per | of )", surface, maxsplit=1)
    if head.endswith("foot"):
        head = head[:-4] + "feet"
    elif not head.endswith(("hertz", "s")):
        head = inflection.plural(head)
    return "".join((head, *rest))


def _prefixed(unit: TableUnit, letters: list[str]) -> Iterator[TableUnit]:
    """The unit with every SI prefix before its names, as in pint; before its symbols only with those of the table.

    "hm" and "cL" are other things in the news.
    """
    names = tuple(dict.fromkeys((unit.name, *unit.surfaces)))
    for letter, word in PREFIXES.items():
        symbols = tuple(letter + x for x in unit.symbols) if letter in letters else ()
        yield TableUnit(word + unit.name, unit.dimension, tuple(word + x for x in names), symbols)


@cache
def units() -> tuple[TableUnit, ...]:
    """All units of the table, metric prefixes expanded, in the table's order."""
    found: list[TableUnit] = []
    for name, row in json.loads((files("quantulum3") / "units.json").read_text(encoding="utf-8")).items():
        unit = TableUnit(name, row["entity"], tuple(row.get("surfaces", ())), tuple(row.get("symbols", ())))
        found.append(unit)
        if row.get("prefixes") or name in words("measures", "prefixed", "units"):
            found.extend(_prefixed(unit, row.get("prefixes", [])))
    return tuple(found)
