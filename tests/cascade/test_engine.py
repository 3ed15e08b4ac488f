"""The cascade by a grammar of its own: the example of its README, and what goes wrong when a grammar is made."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.cascade import Cascade, Grammar, Item, Match, Modified, registry

LEXICON = """
capital = ["NAME"]
[TENS]
twenty = 20
thirty = 30
[ONES]
one = 1
two = 2
[UNIT]
day = "D"
days = "D"
[NAME]
may = 5
[DASH]
"-" = 1
"""
PATTERNS = """
levels = ["numbers", "lengths", "all"]
[macros]
amount = "NUM | SPELLED"
[[numbers]]
name = "spelled"
match = 'TENS (DASH? ONES)? | ONES'
make = "spelled"
gives = "SPELLED"
emit = false
[[lengths]]
name = "length"
match = 'nearly? $amount (DASH? UNIT)'
make = "length"
gives = "LENGTH"
[[lengths]]
name = "vetoed"
match = 'NUM "%"'
make = "share"
[[lengths]]
name = "plain"
match = 'NUM "%"'
make = "plain"
gives = []
[[all]]
name = "from-month"
match = '(?<! no) LENGTH from NAME'
make = "pair"
"""
BUILDERS, builder = registry()


@builder
def spelled(m: Match) -> int:
    return int((m["tens"] or 0) + (m["ones"] or 0))


@builder
def length(m: Match) -> object:
    value = (m["num"] or m["spelled"], m["unit"])
    return Modified(value, "LESS_THAN") if m.has("nearly") else value


@builder
def share(m: Match) -> float | None:
    return m["num"] / 100 if m.setting == "shares" else None


@builder
def plain(m: Match) -> object:
    return m["num"]


@builder
def pair(m: Match) -> object:
    return (m["length"], m["name"])


def cascade(folder: Path, patterns: str = PATTERNS) -> Cascade:
    (folder / "patterns.toml").write_text(patterns, encoding="utf-8")
    (folder / "lexicon.toml").write_text(LEXICON, encoding="utf-8")
    grammar = Grammar.read(folder / "patterns.toml", folder / "lexicon.toml")

    def tokenize(text: str) -> list[Item]:
        return [
            Item(m.start(), m.end(), {"NUM": int(m[1])} if m[1] else grammar.facts(m[0]) or {})
            for m in re.finditer(r"(\d+)|[^\W\d]+|[^\w\s]", text)
        ]

    return Cascade(grammar, BUILDERS, tokenize, samples=[{"NUM": 1}])


ROWS = [
    ("Twenty-one days later", [("Twenty-one days", (21, "D"), None)]),
    ("It took nearly 3 days.", [("nearly 3 days", (3, "D"), "LESS_THAN")]),
    ("nearly 3 days from May on", [("nearly 3 days from May", ((3, "D"), 5), "LESS_THAN")]),
    ("3 days from may, no 3 days from May", [("3 days", (3, "D"), None), ("3 days", (3, "D"), None)]),
    ("twenty pears", []),
    ("5%", [("5%", 5, None)]),
]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_levels_build_on_each_other(tmp_path: Path, text: str, expected: list[tuple[str, object, str | None]]) -> None:
    found = [item for item in cascade(tmp_path).run(text) if item.emit]
    assert [(text[item.start : item.end], item.value, item.mod) for item in found] == expected


def test_a_setting_reaches_the_builders(tmp_path: Path) -> None:
    [item] = [item for item in cascade(tmp_path).run("5%", "shares") if item.emit]
    assert (item.rule, item.value) == ("vetoed", 0.05)


FAULTS = [
    ("TENS (DASH", "TENN (DASH", "nothing gives the class TENN"),
    ('make = "plain"', 'make = "plane"', "no builder is called 'plane'"),
    ("$amount (", "$amounts (", r"the macro \$amounts"),
    ("? ONES)?", "? 7 ONES)?", "does not read at"),
]


@pytest.mark.parametrize(("old", "new", "message"), FAULTS)
def test_a_faulty_grammar_says_so_when_it_is_made(tmp_path: Path, old: str, new: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        cascade(tmp_path, PATTERNS.replace(old, new))
