"""One XLSX workbook: a sheet a table, people and ledger over all articles, and what every column means.

Text stays text (a cell that begins with ``=`` is no formula), dates are dates, and every sheet can be filtered at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from pipeline.frames import moment
from pipeline.views.across.entries import Entry, entries
from pipeline.views.across.ledger import ledger_of
from pipeline.views.across.output import ledger_table, people_table
from pipeline.views.across.people import Appearance, appearances, people_of
from pipeline.views.results import UserError, articles
from pipeline.views.tables.columns import Column, more, tables
from pipeline.views.tables.rows import Cell, flatten

SHEETS = ("quotes", "claims", "people", "ledger", "articles", "speakers", "dates", "entities", "columns")
MAX_ROWS, MAX_CHARS = 1_048_576, 32_767  # what a sheet and a cell hold
MAX_FIGURES = 50_000  # that are lined up in the ledger; the command `onrecord ledger` has room for all
FIRST_YEAR = 1900  # of dates in Excel; earlier ones stay text
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # in XML
# Width by a column's name, else by its type, in characters.
_NAMED = {"content": 70, "sentence": 70, "text": 40, "title": 40, "note": 40, "roles": 40, "about": 30, "measure": 30}
_TYPED = {"text": 18, "date": 16, "integer": 9, "number": 12, "boolean": 9}
# How a date is shown, by what of it the text says: the value is its first day, so that all of a column sort together.
_FORMATS = {4: "yyyy", 7: "yyyy-mm", 10: "yyyy-mm-dd"}
_MOMENT = "yyyy-mm-dd hh:mm"
_DICTIONARY = (
    Column("sheet", "text", "sheet"),
    Column("column", "text", "column"),
    Column("type", "text", "type of its cells; moments are in UTC"),
    Column("meaning", "text", "what it holds"),
)


class TooLarge(UserError):
    """More rows than the format holds."""


def write(out: Path, target: Path) -> int:
    """Write the results in ``out`` as a workbook; returns the number of articles.

    Raises:
        NoResults: ``out`` holds no results.
        TooLarge: a sheet is full.
    """
    reading = articles(out)
    book = _Book()
    people: list[Appearance] = []
    figures: list[Entry] = []
    count = 0
    for article in reading:
        count += 1
        for name, rows in flatten(article).items():
            book.add(name, rows)
        people += appearances(article)
        figures += entries(article) if len(figures) < MAX_FIGURES else ()
    book.add("people", _rows("people", people_table(people_of(people))))
    book.add("ledger", _rows("ledger", ledger_table(ledger_of(figures))))
    for name, columns in (tables() | more()).items():
        book.add("columns", [(name, column.name, column.type, column.about) for column in columns])
    book.save(target)
    return count


def _rows(sheet: str, found: Iterable[Mapping[str, Any]]) -> list[tuple[Cell, ...]]:
    return [tuple(row[column.name] for column in more()[sheet]) for row in found]


class _Book:
    """The workbook in the making; rows go to disk as they come."""

    def __init__(self) -> None:
        self._book = Workbook(write_only=True)
        self._columns = {**tables(), **more(), "columns": _DICTIONARY}
        self._sheets = {name: self._sheet(name) for name in SHEETS}
        self._counts = dict.fromkeys(SHEETS, 1)

    def _sheet(self, name: str) -> Any:
        sheet: Any = self._book.create_sheet(name)
        sheet.freeze_panes = "A2"
        head = []
        for number, column in enumerate(self._columns[name], 1):
            width = 70 if column.name == "meaning" else _NAMED.get(column.name, _TYPED[column.type])
            sheet.column_dimensions[get_column_letter(number)].width = width
            cell = WriteOnlyCell(sheet, value=column.name)
            cell.font = Font(bold=True)
            head.append(cell)
        sheet.append(head)
        return sheet

    def add(self, name: str, rows: Sequence[tuple[Cell, ...]]) -> None:
        """Append rows to a sheet."""
        self._counts[name] += len(rows)
        if self._counts[name] > MAX_ROWS:
            raise TooLarge(f"more {name} than a sheet holds ({MAX_ROWS:,}): use --to parquet, sqlite or duckdb")
        types = [column.type for column in self._columns[name]]
        sheet = self._sheets[name]
        for row in rows:
            sheet.append([_cell(sheet, kind, value) for kind, value in zip(types, row, strict=True)])

    def save(self, target: Path) -> None:
        """Write the file; every sheet can be filtered by its heads."""
        for name, sheet in self._sheets.items():
            last = get_column_letter(len(self._columns[name]))
            sheet.auto_filter.ref = f"A1:{last}{self._counts[name]}"
        self._book.save(target)


def _cell(sheet: Any, kind: str, value: Cell) -> Any:
    if not isinstance(value, str):
        return value
    day = _day(value) if kind == "date" else None
    cell: Any = WriteOnlyCell(sheet, value=day or "")
    if day is not None:
        cell.number_format = _FORMATS.get(len(value), _MOMENT)
    else:
        cell._value = _FORBIDDEN.sub("\ufffd", value)[:MAX_CHARS]  # past the guess that "=" begins a formula
        cell.data_type = "s"
    return cell


def _day(value: str) -> datetime | None:
    """A date or moment as Excel has it, which knows no time zones; None for what it cannot hold."""
    found = moment(value)
    return found.replace(tzinfo=None) if found and found.year >= FIRST_YEAR else None
