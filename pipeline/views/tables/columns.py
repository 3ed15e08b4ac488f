"""What columns the tables have, read from ``columns.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal


@dataclass(frozen=True)
class Column:
    """A column of a table. ``of`` is the field of the record it holds (``speaker.name``), by default its own name."""

    name: str
    type: Literal["text", "date", "integer", "number", "boolean"]
    about: str
    key: bool = False
    points_to: str | None = None
    of: str = ""

    @property
    def field(self) -> str:
        """Path of the field."""
        return self.of or self.name


@cache
def tables() -> dict[str, tuple[Column, ...]]:
    """Columns by table; a table stands after those it points to."""
    return _columns({name: columns for name, columns in _read().items() if name not in ("left_out", "more")})


@cache
def more() -> dict[str, tuple[Column, ...]]:
    """Columns of the sheets that a workbook has besides: people and ledger, gathered over all articles."""
    return _columns(_read()["more"])


def _columns(found: Mapping[str, Any]) -> dict[str, tuple[Column, ...]]:
    return {table: tuple(Column(name, **row) for name, row in columns.items()) for table, columns in found.items()}


def left_out() -> Mapping[str, Mapping[str, str]]:
    """Fields of the records that are no column, by table, each with the reason."""
    found: Mapping[str, Mapping[str, str]] = _read()["left_out"]
    return found


def _read() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("columns.toml").read_text(encoding="utf-8"))


def markdown() -> str:
    """The tables as docs/fields.md has them."""
    parts = []
    for name, columns in (tables() | more()).items():
        rows = "\n".join(f"| `{c.name}` | {c.type} | {c.about} |" for c in columns)
        parts.append(f"## {name}\n\n| column | type | meaning |\n| --- | --- | --- |\n{rows}\n")
    return "\n".join(parts)
