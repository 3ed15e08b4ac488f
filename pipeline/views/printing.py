"""Rows on standard output: a table to read, CSV, or JSON."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Sequence
from typing import Any

import orjson
from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

from pipeline.plain import cell as safe
from pipeline.plain import plain

WIDE = 200  # columns, where the output is no terminal


class PlainConsole(Console):
    """A console that shows control characters of what is printed in place of obeying them."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """The segments, their text made plain."""
        for segment in super().render(renderable, options):
            yield segment if segment.control else Segment(plain(segment.text), segment.style)


def console() -> Console:
    """Where tables are printed; broad where it is a file, so that nothing is cut."""
    return PlainConsole(width=None if sys.stdout.isatty() else WIDE, highlight=False)


def print_rows(columns: Sequence[str], rows: Sequence[Sequence[Any]], form: str) -> None:
    """Print rows as ``table``, ``csv`` or ``json`` (one object a line)."""
    if form == "csv":
        writer = csv.writer(_Out(), lineterminator="\n")
        writer.writerows([columns, *([_cell(safe(cell)) for cell in row] for row in rows)])
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
    _Out().write(orjson.dumps(value, default=str).decode() + "\n")


class _Out:
    """Standard output: as it is to a file or a pipe, plain on a terminal."""

    def write(self, text: str) -> int:
        return sys.stdout.write(plain(text) if sys.stdout.isatty() else text)


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n")  # a lone one would end the row
    return "; ".join(map(str, value)) if isinstance(value, (list, tuple)) else value


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:,.10g}"
    return str(_cell(value))
