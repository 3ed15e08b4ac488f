"""Writers of tables as databases: SQLite with foreign keys, full-text search and views; DuckDB."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from types import TracebackType
from typing import Self

from pipeline.extra import require
from pipeline.views.results import NoResults
from pipeline.views.tables.columns import Column, tables
from pipeline.views.tables.files import arrow_schemas, arrow_table
from pipeline.views.tables.rows import Rows

_SQLITE = {"text": "TEXT", "date": "TEXT", "integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}
_DUCKDB = {"text": "VARCHAR", "date": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN"}
BATCH_ROWS = 20_000


class Sqlite:
    """A SQLite file, as datasette shows well: keys, indexes, full-text search, views."""

    def __init__(self, target: Path) -> None:
        self._database = sqlite3.connect(target)
        for name, columns in tables().items():
            self._database.execute(f'CREATE TABLE "{name}" ({_columns(columns, _SQLITE)})')

    def add(self, rows: Rows) -> None:
        """Take the rows of an article."""
        for name, lines in rows.items():
            marks = ", ".join("?" * len(tables()[name]))
            try:
                self._database.executemany(f'INSERT INTO "{name}" VALUES ({marks})', map(_printable, lines))
            except sqlite3.IntegrityError as error:
                raise NoResults(f"ids of {name} are not unique: {error}") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if error is None:
            self._database.executescript(Path(__file__).with_name("sqlite.sql").read_text(encoding="utf-8"))
            for name, columns in tables().items():
                for column in columns:
                    if column.points_to:
                        self._database.execute(f'CREATE INDEX "{name}_{column.name}" ON "{name}" ("{column.name}")')
            self._database.commit()
        self._database.close()


class Duckdb:
    """A DuckDB file with the same tables."""

    def __init__(self, target: Path) -> None:
        duckdb = require("duckdb", "tables")
        self._schemas = arrow_schemas()
        self._database = duckdb.connect(str(target))
        self._waiting: Rows = {name: [] for name in tables()}
        for name, columns in tables().items():
            self._database.execute(f'CREATE TABLE "{name}" ({_columns(columns, _DUCKDB, keys=False)})')

    def add(self, rows: Rows) -> None:
        """Take the rows of an article."""
        for name, lines in rows.items():
            self._waiting[name] += lines
            if len(self._waiting[name]) >= BATCH_ROWS:
                self._flush(name)

    def _flush(self, name: str) -> None:
        self._database.register("batch", arrow_table(self._schemas[name], self._waiting[name]))
        self._database.execute(f'INSERT INTO "{name}" SELECT * FROM batch')
        self._database.unregister("batch")
        self._waiting[name] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if error is None:
            for name in tables():
                self._flush(name)
        self._database.close()


def _columns(columns: tuple[Column, ...], types: dict[str, str], keys: bool = True) -> str:
    parts = [f'"{c.name}" {types[c.type]}{" PRIMARY KEY" if c.key else ""}' for c in columns]
    if keys:
        # the column is named, though SQLite would find the key: datasette fails on a reference that leaves it out
        parts += [
            f'FOREIGN KEY ("{c.name}") REFERENCES "{c.points_to}" ("{_key(c.points_to)}")'
            for c in columns
            if c.points_to
        ]
    return ", ".join(parts)


def _key(table: str) -> str:
    return next(column.name for column in tables()[table] if column.key)


def _printable(line: tuple[object, ...]) -> list[object]:
    """SQLite takes no lone surrogates."""
    return [cell.encode(errors="replace").decode() if isinstance(cell, str) else cell for cell in line]
