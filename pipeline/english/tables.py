"""The data files of the package, read once."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

_HERE = files(__package__)


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of ``<name>.csv``."""
    yield from csv.DictReader((_HERE / f"{name}.csv").read_text(encoding="utf-8").splitlines())


def lines(name: str) -> Iterator[str]:
    """The lines of ``<name>.txt`` that are neither blank nor a comment."""
    for line in (_HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.strip()


@cache
def table(name: str) -> dict[str, Any]:
    """``<name>.toml``."""
    return tomllib.loads((_HERE / f"{name}.toml").read_text(encoding="utf-8"))
