"""The tables and phrase lists of the room, read once."""

from __future__ import annotations

import csv
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

_HERE = files(__package__) / "data"


@cache
def table(name: str) -> dict[str, Any]:
    """A ``.toml`` file of the room; strings of several lines stay strings."""
    return tomllib.loads((_HERE / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a ``.csv`` file of the room."""
    return tuple(csv.DictReader((_HERE / f"{name}.csv").read_text(encoding="utf-8").splitlines()))


@cache
def phrases(name: str, key: str) -> tuple[str, ...]:
    """A list of phrases, one a line, longest first."""
    lines = (line.strip() for line in table(name)[key].splitlines())
    return tuple(sorted((line for line in lines if line), key=lambda p: (-len(p), p)))


@cache
def countries() -> frozenset[str]:
    """Folded names of countries."""
    lines = (_HERE / "countries.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(n.strip() for line in lines if not line.startswith("#") for n in line.split(";") if n.strip())
