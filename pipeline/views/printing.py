"""Rows on standard output: a table to read, CSV, or JSON."""

from __future__ import annotations

import csv
import sys
from collections.abc import Sequence
from typing import Any

import orjson
from rich.console import Console
from rich.table import Table
from rich.text import Text

WIDE = 200  # columns, where the output is no terminal


def console() -> Console:
    """Where tables are printed; broad where it is a file, so that nothing is cut."""
    return Console(width=None if sys.stdout.isatty() else WIDE, highlight=False)


def print_rows(columns: Sequence[str], rows: Sequence[Sequence[Any]], form: str) -> None:
    """Print rows as ``table``, ``csv`` or ``json`` (one object a line)."""
    if form == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerows([columns, *([_cell(cell) for cell in row] for row in rows)])
    elif form == "json":
        for row in rows:
            print_json(dict(zip(columns, row, strict=True)))
    else:
        table = Table(box=None, pad_edge=False, header_style="bold")
        for number, column in enumerate(columns):
            right = any(isinstance(row[number], (int, float)) for row in rows)
            table.add_column(column, justify="right" if right else "left", overflow="fold")
        for row in rows:
            table.add_row(*(Text(_shown(cell)) for cell in row))
        console().print(table)


def print_json(value: object) -> None:
    """One JSON value on a line."""
    print(orjson.dumps(value, default=str).decode())


def _cell(value: Any) -> Any:
    return "; ".join(map(str, value)) if isinstance(value, (list, tuple)) else value


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:,.10g}"
    return str(_cell(value))
