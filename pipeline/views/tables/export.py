"""``onrecord export``, for tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from pipeline.views.results import articles
from pipeline.views.tables.databases import Duckdb, Sqlite
from pipeline.views.tables.files import CsvFolder, ParquetFolder, Workbook, Writer
from pipeline.views.tables.rows import flatten

WRITERS: Mapping[str, tuple[Callable[[Path], Writer], str]] = {
    "csv": (CsvFolder, "csv"),
    "xlsx": (Workbook, "onrecord.xlsx"),
    "parquet": (ParquetFolder, "parquet"),
    "sqlite": (Sqlite, "onrecord.sqlite"),
    "duckdb": (Duckdb, "onrecord.duckdb"),
}


def export(out: Path, form: str, target: Path) -> int:
    """Write the results in ``out`` as tables; returns the number of articles.

    Raises:
        NoResults: ``out`` holds no results.
        MissingExtra: a package that the form needs is not installed.
        TooLarge: more rows than the form holds.
    """
    count = 0
    reading = articles(out)
    first = next(reading, None)  # before a file is made: there may be nothing to write
    with WRITERS[form][0](target) as writer:
        if first is not None:
            writer.add(flatten(first))
            count += 1
        for article in reading:
            writer.add(flatten(article))
            count += 1
    return count
