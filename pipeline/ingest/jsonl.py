"""JSON lines (plain, gzipped, or on stdin), one article a line, read as a stream."""

from __future__ import annotations

import codecs
import json
import zlib
from collections.abc import Iterator, Mapping
from gzip import GzipFile
from pathlib import Path
from typing import Any, BinaryIO

import orjson

from pipeline.ingest.article import Article, Unreadable, failure
from pipeline.ingest.decode import MAX_BYTES
from pipeline.ingest.rows import article
from pipeline.records import Failure

MAX_LINE = 2 * MAX_BYTES  # JSON escapes lengthen a text


def read_path(path: Path, source: str, stem: str, fields: Mapping[str, str]) -> Iterator[Article | Failure]:
    """Articles of a ``.jsonl`` or ``.jsonl.gz`` file; what cannot be read of it is a ``Failure``."""
    try:
        with GzipFile(path) if path.name.endswith(".gz") else path.open("rb") as file:
            yield from read_stream(file, source, stem, fields)
    except (OSError, EOFError, zlib.error) as error:
        yield failure(source, error)


def read_stream(
    file: BinaryIO | GzipFile, source: str, stem: str, fields: Mapping[str, str]
) -> Iterator[Article | Failure]:
    """Articles of an open stream of JSON lines; a bad line is a ``Failure`` and harms no other."""
    for number, line in _lines(file):
        place = f"{source}:{number}"
        try:
            if len(line) > MAX_LINE:
                raise Unreadable("TooLarge", f"a line of more than {MAX_LINE:,} bytes")
            row = _object(line)
            yield article(row, fields, source=source, fallback_id=f"{stem}-{number}", data=line)
        except Unreadable as error:
            yield failure(place, error)


def read_json(path: Path, source: str, stem: str, fields: Mapping[str, str]) -> Iterator[Article | Failure]:
    """The article of a ``.json`` file (as news-please saves them), or the articles of the list in it."""
    try:
        if path.stat().st_size > MAX_LINE:
            raise Unreadable("TooLarge", f"more than {MAX_LINE:,} bytes; give many articles as JSON lines")
        data = path.read_bytes().removeprefix(codecs.BOM_UTF8)
        content = _parse(data)
    except (Unreadable, OSError) as error:
        yield failure(source, error)
        return
    rows = content if isinstance(content, list) else [content]
    for number, row in enumerate(rows, 1):
        alone = not isinstance(content, list)
        try:
            if not isinstance(row, dict):
                raise Unreadable("JSON", f"not an object but {type(row).__name__}")
            own = data if alone else orjson.dumps(row)
            yield article(row, fields, source=source, fallback_id=stem if alone else f"{stem}-{number}", data=own)
        except Unreadable as error:
            yield failure(source if alone else f"{source}:{number}", error)


def _lines(file: BinaryIO | GzipFile) -> Iterator[tuple[int, bytes]]:
    """Numbered lines without their ends and without blank ones; one that is too long comes cut."""
    number = 0
    while line := file.readline(MAX_LINE + 2):
        number += 1
        if number == 1:
            line = line.removeprefix(codecs.BOM_UTF8)
        if len(line) > MAX_LINE:
            while line[-1:] != b"\n" and (rest := file.readline(MAX_LINE)):
                line = line[:MAX_LINE] + b"." + rest[-1:]
        line = line.rstrip(b"\r\n")
        if line.strip():
            yield number, line


def _object(line: bytes) -> dict[str, Any]:
    row = _parse(line)
    if not isinstance(row, dict):
        raise Unreadable("JSON", f"a line is one object, not {type(row).__name__}")
    return row


def _parse(data: bytes) -> Any:
    """Parse strictly, then as Python does: exports have NaN, and a lone surrogate is to be named as what it is."""
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError as strict:
        try:
            return json.loads(data.decode("utf-8"))
        except UnicodeDecodeError as error:
            if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                raise Unreadable("Encoding", "UTF-16; JSON lines are UTF-8") from error
            raise Unreadable("Encoding", f"not UTF-8: {error.reason} at byte {error.start}") from error
        except (json.JSONDecodeError, RecursionError):
            raise Unreadable("JSON", str(strict)) from strict
