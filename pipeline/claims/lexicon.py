"""The lexicons of this room, read once from ``data/``."""

from __future__ import annotations

import csv
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from pipeline.records import Change

DATA = files("pipeline.claims") / "data"


@cache
def table(name: str) -> dict[str, Any]:
    """The TOML lexicon ``data/<name>.toml``."""
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def words(name: str, section: str, key: str = "words") -> frozenset[str]:
    """A list of words of a lexicon as a set (asked only for membership, never iterated)."""
    return frozenset(table(name)[section][key])


@cache
def numbers(section: str) -> dict[str, Any]:
    """A section of ``numbers.toml``: words to values ("dozen": 12), of ``plurals`` to intervals."""
    found: dict[str, Any] = table("numbers")[section]
    return found


@cache
def directions(section: str) -> dict[str, Change]:
    """The words of a section of ``changes`` (verbs, nouns, particles) with the direction that they tell."""
    lists = table("changes")[section]
    return dict.fromkeys(lists["up"], "increase") | dict.fromkeys(lists["down"], "decrease")


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of ``data/<name>.csv``."""
    return tuple(csv.DictReader((DATA / f"{name}.csv").read_text(encoding="utf-8").splitlines()))
