"""Lexicon data: lower-case word -> classes with values, read once from ``lexicon.toml`` and the patterns' own words."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from pipeline.dates.patterns import literals

Facts = dict[str, Any]


def _load() -> tuple[dict[str, Facts], dict[str, Facts]]:
    table = tomllib.loads(Path(__file__).with_name("lexicon.toml").read_text(encoding="utf-8"))
    capital_only = {*table.pop("capital"), "MONTHS"}
    words: dict[str, Facts] = {}
    for name, entries in table.items():
        for word, value in entries.items():
            words.setdefault(word, {})[name] = value
    for facts in words.values():
        months = [facts[name] for name in ("MONTH", "SHYMONTH", "MONTHABBR") if name in facts]
        if months:
            facts["MONTHS"] = months[0]
    for word in literals():
        words.setdefault(word, {})[f"={word}"] = None
    small = {
        word: {name: value for name, value in facts.items() if name not in capital_only}
        for word, facts in words.items()
        if capital_only & facts.keys()
    }
    return words, small


WORDS, CAPITAL = _load()
"""``WORDS``: word -> facts; ``CAPITAL``: what is left of such a word where it is written with a small letter."""
