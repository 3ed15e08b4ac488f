"""CSV and Parquet files, one article a row, read as a stream."""

from __future__ import annotations

import codecs
import csv
import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pipeline.ingest.article import Article, Unreadable, failure
from pipeline.ingest.decode import MAX_BYTES, SAMPLE
from pipeline.ingest.fields import FIELDS, column
from pipeline.ingest.rows import article
from pipeline.records import Failure

DELIMITERS = ",;\t|"
BATCH = 64  # rows of a Parquet file in memory at once


def read_csv(path: Path, source: str, stem: str, fields: Mapping[str, str]) -> Iterator[Article | Failure]:
    """Articles of a CSV file with a header line; comma, semicolon, tab or bar between the columns."""
    try:
        encoding = _encoding(path)
        csv.field_size_limit(MAX_BYTES)
        with path.open(encoding=encoding, errors="replace", newline="") as file:
            header = file.readline()
            if not header.strip():
                raise Unreadable("Empty", "the file is empty")
            file.seek(0)
            rows = csv.DictReader(file, delimiter=max(DELIMITERS, key=header.count), restkey="")
            yield from _articles(enumerate(rows, 1), source, stem, fields)
    except (Unreadable, OSError, csv.Error) as error:
        yield failure(source, error)


def read_parquet(path: Path, source: str, stem: str, fields: Mapping[str, str]) -> Iterator[Article | Failure]:
    """Articles of a Parquet file; only the columns that are needed are read."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ModuleNotFoundError:
        yield failure(
            source, Unreadable("MissingPackage", "Parquet files need pyarrow: pip install 'onrecord[parquet]'")
        )
        return
    try:
        with parquet.ParquetFile(path) as file:
            names = file.schema_arrow.names
            wanted = {part for f in FIELDS for alt in column(fields, f).split("|") for part in (alt, alt.split(".")[0])}
            columns = [name for name in names if name in wanted]
            rows = (
                row
                for batch in file.iter_batches(batch_size=BATCH, columns=columns)
                for row in (batch.to_pylist() if columns else [dict.fromkeys(names)] * batch.num_rows)
            )
            yield from _articles(enumerate(rows, 1), source, stem, fields)
    except (OSError, pyarrow.ArrowException) as error:
        yield failure(source, error)


def _articles(
    rows: Iterator[tuple[int, dict[str, Any]]], source: str, stem: str, fields: Mapping[str, str]
) -> Iterator[Article | Failure]:
    for number, row in rows:
        clean = {name: value for name, value in row.items() if not (isinstance(value, float) and math.isnan(value))}
        try:
            yield article(clean, fields, source=source, fallback_id=f"{stem}-{number}", data=None)
        except Unreadable as error:
            yield failure(f"{source}:{number}", error)


def _encoding(path: Path) -> str:
    """``utf-8-sig``, ``utf-16`` by its mark, or what spreadsheets write otherwise; one pass over the bytes."""
    with path.open("rb") as file:
        if file.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            return "utf-16"
        file.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            while chunk := file.read(SAMPLE):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"
