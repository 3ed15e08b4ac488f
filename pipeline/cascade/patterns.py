"""The patterns' small language: token classes and words in regular-expression form, compiled to one regex a level.

Every token is one character that stands for its set of classes, so a pattern over tokens is an ordinary regular
expression over a short string, and a level is one linear scan. In a pattern ``MONTH`` is a class, ``of`` a word,
``"("`` a mark, ``a:YEAR`` a class under a name of its own, ``$day`` a macro; ``( ) | ? * +`` and lookarounds are as in
``re``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

OTHER = "x"
_PIECE = re.compile(
    r"""\s*(?:(?P<op>\(\?<?[=!]|[()|?*+]|\{\d*,?\d*\})
          | \$(?P<macro>\w+)
          | (?:(?P<label>[a-z]\w*):)?(?P<name>[A-Z]+)
          | "(?P<mark>[^"]+)"
          | (?P<word>[a-z]+))""",
    re.X,
)


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """A row of the patterns file: what to match, which builder reads it, and the classes of the phrase it makes.

    ``options`` are the row's other keys, for the builder (``reject = "an age"``).
    """

    name: str
    match: str
    make: str
    gives: tuple[str, ...]
    emit: bool
    options: dict[str, Any]


def literals_of(patterns: Iterable[str]) -> list[str]:
    """Every word and mark that one of the patterns names, sorted."""
    pieces = (piece for pattern in patterns for piece in _PIECE.finditer(pattern))
    return sorted({literal for piece in pieces if (literal := piece["mark"] or piece["word"])})


def classes_of(pattern: str) -> set[str]:
    """The classes that a pattern names."""
    return {piece["name"] for piece in _PIECE.finditer(pattern) if piece["name"]}


class Alphabet:
    """One character for each set of classes that a token or phrase can have."""

    def __init__(self) -> None:
        self._characters: dict[frozenset[str], str] = {frozenset(): OTHER}
        self._known: dict[tuple[str, ...], str] = {}

    def add(self, names: Any) -> str:
        """The character of a set of classes, made where it is new."""
        return self._characters.setdefault(frozenset(names), chr(0xE000 + len(self._characters)))

    def character(self, names: Any) -> str:
        """The character of a token's classes (``OTHER`` for a set that no pattern can mean)."""
        key = self._known.get(tuple(names))
        if key is None:
            key = self._known[tuple(names)] = self._characters.get(frozenset(names), OTHER)
        return key

    def having(self, name: str) -> str:
        """All characters whose set has the class, in order."""
        return "".join(sorted(c for names, c in self._characters.items() if name in names))

    def of(self, name: str) -> str:
        """All characters whose set has the class, as a regex character class."""
        found = self.having(name)
        return f"[{found}]" if found else "(?!)"


def compile_level(rules: tuple[Rule, ...], alphabet: Alphabet) -> re.Pattern[str]:
    """One regex for a level: group ``r7`` is rule 7, ``r7_year_YEAR_0`` its first YEAR."""
    heads = ["".join(sorted({c for atom in first_atoms(rule.match) for c in alphabet.having(atom)})) for rule in rules]
    bodies = [
        f"(?=[{head}])(?P<r{i}>{_translate(rule, i, alphabet)})"
        for i, (rule, head) in enumerate(zip(rules, heads, strict=True))
        if head
    ]
    return re.compile(f"(?=[{''.join(sorted(set(''.join(heads))))}])(?:{'|'.join(bodies)})")


def first_atoms(pattern: str) -> set[str]:
    """The classes and words that a match can begin with: most places of a text are ruled out by one look."""
    atoms, _ = _first(_PIECE.finditer(pattern.strip()))
    return atoms


def _first(pieces: Iterator[re.Match[str]]) -> tuple[set[str], bool]:
    """First atoms of an alternation up to its closing bracket, and whether it can be empty."""
    found: set[str] = set()
    empty = False
    branch: list[tuple[set[str], bool]] = []
    for piece in [*_until_close(pieces), None]:
        if piece is None or piece == "|":
            for atoms, optional in branch:
                found |= atoms
                if not optional:
                    break
            else:
                empty = True
            branch = []
        elif isinstance(piece, str):  # a quantifier; + leaves things as they are
            atoms, optional = branch[-1]
            branch[-1] = (atoms, optional or piece != "+")
        else:
            branch.append(piece)
    return found, empty


def _until_close(pieces: Iterator[re.Match[str]]) -> Iterator[str | tuple[set[str], bool]]:
    for piece in pieces:
        operator = piece["op"]
        literal = piece["mark"] or piece["word"]
        if not operator:
            yield {f"={literal}" if literal else piece["name"]}, False
        elif operator == "(":
            yield _first(pieces)
        elif operator.startswith("(?"):  # a look around takes nothing
            _first(pieces)
            yield set(), True
        elif operator == ")":
            return
        else:
            yield operator


@cache
def compile_rule(rule: Rule, index: int, alphabet: Alphabet) -> re.Pattern[str]:
    """One rule alone, with the groups it has in its level."""
    return re.compile(f"(?P<r{index}>{_translate(rule, index, alphabet)})")


def _translate(rule: Rule, index: int, alphabet: Alphabet) -> str:
    out: list[str] = []
    counts: dict[str, int] = {}
    pattern, position = rule.match.strip(), 0
    while position < len(pattern):
        piece = _PIECE.match(pattern, position)
        if piece is None:
            raise ValueError(f"pattern {rule.name!r} does not read at: {pattern[position:]!r}")
        position = piece.end()
        literal = piece["mark"] or piece["word"]
        if operator := piece["op"]:
            out.append("(?:" if operator == "(" else operator)
        elif literal:
            out.append(alphabet.of(f"={literal}"))
        else:
            label = piece["label"] or piece["name"].lower()
            number = counts[label] = counts.get(label, -1) + 1
            out.append(f"(?P<r{index}_{label}_{piece['name']}_{number}>{alphabet.of(piece['name'])})")
    return "".join(out)
