"""Writers of tables as files: a folder of CSV, a folder of Parquet."""

from __future__ import annotations

import csv
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

from pipeline.extra import require
from pipeline.plain import cell as safe
from pipeline.views.tables.columns import tables
from pipeline.views.tables.rows import Rows

BATCH_ROWS = 5_000  # written to Parquet at a time


class Writer(Protocol):
    """Takes rows article by article; what it wrote is whole when it is left without an error."""

    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None: ...
    def add(self, rows: Rows) -> None:
        """Take the rows of an article."""


class CsvFolder:
    """``quotes.csv`` and so on; UTF-8 with the mark that makes Excel read it as such.

    Lines end as RFC 4180 has them, and a lone carriage return in a text ends none. Text that a spreadsheet would work
    out ("=1+1") has an apostrophe before it.
    """

    def __init__(self, target: Path) -> None:
        target.mkdir(parents=True, exist_ok=True)
        self._files = {
            name: (target / f"{name}.csv").open("w", encoding="utf-8-sig", errors="replace", newline="")
            for name in tables()
        }
        self._writers = {name: csv.writer(file, lineterminator="\r\n") for name, file in self._files.items()}
        for name, columns in tables().items():
            self._writers[name].writerow([column.name for column in columns])

    def add(self, rows: Rows) -> None:
        """Take the rows of an article."""
        for name, lines in rows.items():
            self._writers[name].writerows([safe(cell) for cell in line] for line in lines)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for file in self._files.values():
            file.close()


class ParquetFolder:
    """``quotes.parquet`` and so on, zstd, typed as ``columns.toml`` says."""

    def __init__(self, target: Path) -> None:
        self._arrow, self._parquet = require("pyarrow", "tables"), require("pyarrow.parquet", "tables")
        target.mkdir(parents=True, exist_ok=True)
        self._schemas = arrow_schemas()
        self._waiting: Rows = {name: [] for name in tables()}
        self._files = {
            name: self._parquet.ParquetWriter(target / f"{name}.parquet", schema, compression="zstd")
            for name, schema in self._schemas.items()
        }

    def add(self, rows: Rows) -> None:
        """Take the rows of an article."""
        for name, lines in rows.items():
            self._waiting[name] += lines
            if len(self._waiting[name]) >= BATCH_ROWS:
                self._flush(name)

    def _flush(self, name: str) -> None:
        self._files[name].write_table(arrow_table(self._schemas[name], self._waiting[name]))
        self._waiting[name] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for name, file in self._files.items():
            if error is None:
                self._flush(name)
            file.close()


def arrow_schemas() -> dict[str, Any]:
    """Arrow schema of every table; what a column is stands in its metadata."""
    arrow = require("pyarrow", "tables")
    types = {
        "text": arrow.string(),
        "date": arrow.string(),
        "integer": arrow.int64(),
        "number": arrow.float64(),
        "boolean": arrow.bool_(),
    }
    return {
        name: arrow.schema([arrow.field(c.name, types[c.type], metadata={"about": c.about}) for c in columns])
        for name, columns in tables().items()
    }


def arrow_table(schema: Any, rows: list[tuple[Any, ...]]) -> Any:
    """Rows as an Arrow table."""
    arrow = require("pyarrow", "tables")
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(schema)
    return arrow.table([arrow.array(list(c), f.type) for c, f in zip(columns, schema, strict=True)], schema=schema)
