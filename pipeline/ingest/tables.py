"""CSV, Parquet and Excel files, one article a row, read as a stream."""

from __future__ import annotations

import codecs
import csv
import io
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from itertools import chain, islice
from typing import Any

from pipeline.extra import require
from pipeline.ingest.article import Article, Unreadable, failure
from pipeline.ingest.decode import MAX_BYTES, SAMPLE, encoding_of
from pipeline.ingest.fields import columns, value
from pipeline.ingest.opening import Stream
from pipeline.ingest.published import numeric_order
from pipeline.ingest.rows import Made, Rows, Unread
from pipeline.records import Failure

DELIMITERS = ",;\t|"
BATCH_ROWS = 64  # of a Parquet file in memory at once
AHEAD_ROWS = 64  # which show how a table writes its dates
Row = tuple[int, dict[str, Any]]


def read_csv(file: Stream, source: str, stem: str, fields: Mapping[str, str]) -> Iterator[Article | Failure]:
    """Articles of a table as text, with a header line; comma, semicolon, tab or bar between the columns."""
    encoding = _encoding(file)
    csv.field_size_limit(MAX_BYTES)
    text = io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="")
    try:
        lines = _Lines(text)
        header = next(lines, "")
        if not header.strip():
            raise Unreadable("Empty", "the file is empty")
        delimiter = max(DELIMITERS, key=header.count)
        rows = csv.DictReader(chain([header], lines), delimiter=delimiter, restkey="")
        rows.fieldnames = _distinct(rows.fieldnames or ())
        _check_header(rows.fieldnames, fields)
        yield from _articles(_whole(rows, lines, source), source, stem, fields)
    finally:
        text.detach()


class _Lines:
    """Lines of a file, and whether their quotation marks are paired so far."""

    def __init__(self, file: io.TextIOWrapper) -> None:
        self._file, self.open = file, False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._file)
        self.open ^= line.count('"') % 2 == 1
        return line


def _distinct(names: Iterable[str]) -> list[str]:
    """Names of columns, each its own: the second "text" is "text (2)", and does not take the place of the first."""
    met: Counter[str] = Counter()
    found = []
    for name in names:
        met[name] += bool(name)
        found.append(f"{name} ({met[name]})" if met[name] > 1 else name)
    return found


def _check_header(names: Iterable[str], fields: Mapping[str, str]) -> None:
    """Whether some column may hold the text: else one error for the file, not one a row."""
    names = [name or "" for name in names]
    if not any(columns(dict.fromkeys(names, ""), fields, "text")):
        shown = ", ".join(name[:40] for name in names[:20])
        raise Unreadable(
            "MissingText",
            f"no column with a text. The first line reads: {shown}. If these are the columns, say which one is the "
            "text (--field text=NAME); if the file has no line of column names, put one above it",
        )


def _whole(rows: csv.DictReader[str], lines: _Lines, source: str) -> Iterator[Row | Failure]:
    """Rows as they should be; one with too many cells, or with a quotation mark that nothing closes, is told."""
    before: Row | None = None
    width = len(rows.fieldnames or [])
    for number, row in enumerate(rows, 1):
        if before is not None:
            yield before
        before = None
        if row.get("") and "" not in (rows.fieldnames or []):
            cells = width + len(row[""])
            message = f"{cells} cells where the header has {width}: put cells with commas between quotation marks"
            yield failure(f"{source}:{number}", Unreadable("CSV", message))
        else:
            before = number, row
    if before is not None and lines.open:
        message = "a quotation mark in this row is not closed: all that follows was taken for one cell"
        yield failure(f"{source}:{before[0]}", Unreadable("CSV", message))
    elif before is not None:
        yield before


def read_parquet(file: Stream, source: str, stem: str, fields: Mapping[str, str]) -> Iterator[Article | Failure]:
    """Articles of a Parquet file."""
    pyarrow, parquet = require("pyarrow", "tables"), require("pyarrow.parquet", "tables")
    try:
        with parquet.ParquetFile(file) as table:
            _check_header(table.schema_arrow.names, fields)
            batches = table.iter_batches(batch_size=BATCH_ROWS)
            rows = (row for batch in batches for row in _cells(batch))
            yield from _articles(enumerate(rows, 1), source, stem, fields)
    except pyarrow.ArrowException as error:
        yield failure(source, error)


def _cells(batch: Any) -> Iterator[dict[str, Any]]:
    """The rows of a batch; where a value is none that Python has, it alone is ``Unread``."""
    try:
        rows = batch.to_pylist()
    except Exception:  # noqa: BLE001 - some cell: which one is found cell by cell
        names = list(enumerate(batch.schema.names))
        rows = [{name: _cell(batch.column(i), n) for i, name in names} for n in range(batch.num_rows)]
    yield from rows


def _cell(column: Any, number: int) -> Any:
    try:
        return column[number].as_py()
    except Exception as error:  # noqa: BLE001 - dates beyond the calendar, unknown time zones, bytes that are no UTF-8
        return Unread(f"{type(error).__name__}: {error}")


def read_excel(file: Stream, source: str, stem: str, fields: Mapping[str, str]) -> Iterator[Article | Failure]:
    """Articles of an Excel workbook: of every sheet whose first row names a column with a text."""
    from openpyxl import load_workbook  # slow to import, needed for workbooks only

    book = load_workbook(file, read_only=True, data_only=True)
    try:
        sheets = [sheet for sheet in book.worksheets if _names(sheet)]
        wanted = [sheet for sheet in sheets if any(columns(dict.fromkeys(_names(sheet), ""), fields, "text"))]
        if not wanted:
            _check_header(_names(sheets[0]) if sheets else [], fields)
        for sheet in wanted:
            names = _names(sheet)
            rows = (dict(zip(names, row, strict=False)) for row in sheet.iter_rows(min_row=2, values_only=True))
            filled = ((i, row) for i, row in enumerate(rows, 1) if any(cell is not None for cell in row.values()))
            label = stem if len(wanted) == 1 else f"{stem}/{sheet.title}"
            yield from _articles(filled, source, label, fields)
    finally:
        book.close()


def _names(sheet: Any) -> list[str]:
    first = next(sheet.iter_rows(max_row=1, values_only=True), ())
    names = (str(cell).strip() if cell is not None else f"column {i}" for i, cell in enumerate(first, 1))
    return _distinct(names) if any(first) else []


def _articles(
    rows: Iterable[Row | Failure], source: str, stem: str, fields: Mapping[str, str]
) -> Iterator[Article | Failure]:
    rows = iter(rows)
    ahead = list(islice(rows, AHEAD_ROWS))
    reader = Rows(source, stem, fields, _order(ahead, fields))
    for item in chain(ahead, rows):
        if isinstance(item, Failure):
            yield item
            continue
        number, row = item
        yield from reader.read(number, partial(_given, row))
    yield from reader.rest()


def _given(row: Mapping[str, Any]) -> Made:
    return {name: cell for name, cell in row.items() if not (isinstance(cell, float) and math.isnan(cell))}, None


def _order(rows: Iterable[Row | Failure], fields: Mapping[str, str]) -> Any:
    """Whether the table writes 13/04/2025 or 04/13/2025, if one of its first rows shows it."""
    dated = (row for item in rows if not isinstance(item, Failure) for row in [item[1]])
    return numeric_order(
        str(value(row, path)) for row in dated for path in columns(row, fields, "published")[:1] if value(row, path)
    )


def _encoding(file: Stream) -> str:
    """``utf-8-sig``, UTF-16 by its mark or its zeros, or what spreadsheets write otherwise; one pass over the bytes."""
    sample = file.read(SAMPLE)
    file.seek(0)
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    damage = good = 0
    while chunk := file.read(SAMPLE):
        chunk += file.readline(SAMPLE)
        text = chunk.decode("utf-8", "replace")
        damage += text.count("\ufffd")
        good += sum(ch > "\x7f" for ch in text) if not text.isascii() else 0
        sample = chunk if "\ufffd" in text and damage == text.count("\ufffd") else sample
    file.seek(0)
    return "utf-8-sig" if good >= 2 * damage else encoding_of(sample) or "cp1252"
