"""What columns the tables have, read from ``columns.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal


@dataclass(frozen=True)
class Column:
    """A column of a table."""

    name: str
    type: Literal["text", "integer", "number", "boolean"]
    about: str
    key: bool = False
    points_to: str | None = None


@cache
def tables() -> dict[str, tuple[Column, ...]]:
    """Columns by table; a table stands after those it points to."""
    read = tomllib.loads(Path(__file__).with_name("columns.toml").read_text(encoding="utf-8"))
    return {table: tuple(Column(name, **row) for name, row in columns.items()) for table, columns in read.items()}
