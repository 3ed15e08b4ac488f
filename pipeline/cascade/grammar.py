"""A grammar: levels of patterns from a TOML file, and the lexicon that says what a word can be."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.cascade.item import Facts
from pipeline.cascade.patterns import Rule, literals_of

_KNOWN = {"name", "match", "make", "gives", "emit"}


@dataclass(frozen=True, slots=True)
class Grammar:
    """The levels in order, each with its rules by priority, and the words.

    ``words``: lower-case word or mark -> facts. ``small``: what is left of such a word where it is written with a small
    letter ("may" is no month). Every word that a pattern names is in ``words`` as the class ``=word``.
    """

    levels: tuple[tuple[str, tuple[Rule, ...]], ...]
    words: Mapping[str, Facts]
    small: Mapping[str, Facts]

    @classmethod
    def read(
        cls,
        patterns: Path,
        lexicon: Path,
        rows: Mapping[str, Iterable[Mapping[str, Any]]] | None = None,
        unions: Mapping[str, tuple[str, ...]] | None = None,
    ) -> Grammar:
        """Read both files (see README.md for their form).

        ``rows``: further rows by level, behind those of the file. ``unions``: a class that stands for several, with the
        value of the first that a word has ("MONTHS" for "MONTH" and "MONTHABBR").

        Raises:
            ValueError: a pattern that does not read, names no macro of the file or a class that nothing gives.
        """
        table = tomllib.loads(patterns.read_text(encoding="utf-8"))
        macros = table.get("macros", {})
        levels = tuple(
            (name, tuple(_rule(row, macros) for row in [*table[name], *(rows or {}).get(name, ())]))
            for name in table["levels"]
        )
        words, small = _words(tomllib.loads(lexicon.read_text(encoding="utf-8")), unions or {})
        for word in literals_of(rule.match for _, rules in levels for rule in rules):
            words.setdefault(word, {})[f"={word}"] = None
        return cls(levels, words, small)

    def facts(self, form: str) -> Facts | None:
        """What a word or mark of the text can be; None for one that is not in the lexicon."""
        lower = form.lower()
        found = self.words.get(lower)
        return self.small[lower] if found is not None and form[0].islower() and lower in self.small else found


def _rule(row: Mapping[str, Any], macros: Mapping[str, str]) -> Rule:
    gives = row.get("gives", [])
    options = {key: value for key, value in row.items() if key not in _KNOWN}
    return Rule(
        row["name"],
        _expand(row["match"], macros),
        row.get("make", "drop"),
        tuple([gives] if isinstance(gives, str) else gives),
        row.get("emit", True),
        options,
    )


def _expand(pattern: str, macros: Mapping[str, str]) -> str:
    while "$" in pattern:
        pattern = re.sub(r"\$(\w+)", lambda m: f"({_macro(m[1], macros)})", pattern)
    return pattern


def _macro(name: str, macros: Mapping[str, str]) -> str:
    if name not in macros:
        raise ValueError(f"a pattern names the macro ${name}, which the file does not have")
    return macros[name]


def _words(table: dict[str, Any], unions: Mapping[str, tuple[str, ...]]) -> tuple[dict[str, Facts], dict[str, Facts]]:
    capital_only = {*table.pop("capital", [])}
    words: dict[str, Facts] = {}
    for name, entries in table.items():
        for word, value in entries.items():
            words.setdefault(word, {})[name] = value
    for union, names in unions.items():
        if capital_only.issuperset(names):
            capital_only.add(union)
        for facts in words.values():
            values = [facts[name] for name in names if name in facts]
            if values:
                facts[union] = values[0]
    small = {
        word: {name: value for name, value in facts.items() if name not in capital_only}
        for word, facts in words.items()
        if capital_only & facts.keys()
    }
    return words, small
