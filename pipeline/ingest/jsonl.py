"""JSON: lines (on stdin, too) read as a stream; one object, a list of them, or an object that holds a list."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator, Mapping
from typing import Any

import orjson

from pipeline.ingest.article import Article, Unreadable, failure
from pipeline.ingest.decode import MAX_BYTES
from pipeline.ingest.opening import Stream, read_all
from pipeline.ingest.rows import Rows, has_text
from pipeline.records import Failure

MAX_LINE = 2 * MAX_BYTES  # JSON escapes lengthen a text
LIST_DEPTH = 4  # of objects around the list of articles: {"response": {"docs": [...]}}
WRAPPED = ("_source", "article", "document", "doc", "item", "data", "attributes", "fields")  # around one article


def read_lines(file: Stream, source: str, stem: str, fields: Mapping[str, str]) -> Iterator[Article | Failure]:
    """Articles of JSON lines; a bad line is a ``Failure`` and harms no other."""
    rows = Rows(source, stem, fields)
    for number, line in _lines(file):
        try:
            if len(line) > MAX_LINE:
                raise Unreadable("TooLarge", f"a line of more than {MAX_LINE:,} bytes")
            row = _object(line)
        except Unreadable as error:
            yield failure(f"{source}:{number}", error)
        else:
            yield from rows.read(number, _unwrapped(row, fields), line)
    yield from rows.rest()


def read_json(file: Stream, source: str, stem: str, fields: Mapping[str, str]) -> Iterator[Article | Failure]:
    """The article of a ``.json`` file (as news-please saves them), or the articles of the list in it."""
    data = read_all(file, MAX_LINE, "give many articles as JSON lines").removeprefix(codecs.BOM_UTF8)
    try:
        content = _parse(data)
    except Unreadable:
        if not _is_lines(data):
            raise
        file.seek(0)
        yield from read_lines(file, source, stem, fields)
        return
    found = (
        content if isinstance(content, list) else _articles_in(content, fields) if isinstance(content, dict) else None
    )
    rows = Rows(source, stem, fields)
    if found is None:
        yield from _alone(content, data, rows)
        return
    for number, row in enumerate(found, 1):
        if isinstance(row, dict):
            yield from rows.read(number, _unwrapped(row, fields), orjson.dumps(row, default=str))
        else:
            yield failure(f"{source}:{number}", Unreadable("JSON", f"not an object but {type(row).__name__}"))
    yield from rows.rest()


def _alone(content: Any, data: bytes, rows: Rows) -> Iterator[Article | Failure]:
    if not isinstance(content, dict):
        raise Unreadable("JSON", f"not an object but {type(content).__name__}")
    yield from rows.read(0, _unwrapped(content, rows.fields), data)


def _is_lines(data: bytes) -> bool:
    """Whether the first line is an object by itself."""
    first, _, rest = data.strip().partition(b"\n")
    try:
        return bool(rest) and isinstance(orjson.loads(first), dict)
    except orjson.JSONDecodeError:
        return False


def _articles_in(content: Mapping[str, Any], fields: Mapping[str, str]) -> list[Any] | None:
    """The longest list of objects in an object that is no article itself; None where there is none."""
    if has_text(content, fields):
        return None
    found: list[list[Any]] = []
    level: list[Mapping[str, Any]] = [content]
    for _ in range(LIST_DEPTH):
        inner = [value for holder in level for value in holder.values()]
        found += [value for value in inner if isinstance(value, list) and value and isinstance(value[0], dict)]
        if found:
            break
        level = [value for value in inner if isinstance(value, dict)]
    return max(found, key=len, default=None)


def _unwrapped(row: dict[str, Any], fields: Mapping[str, str]) -> Mapping[str, Any]:
    """The row itself, or with the fields of the one object that holds its text (``_source`` of a search engine)."""
    if has_text(row, fields):
        return row
    for name in WRAPPED:
        inner = row.get(name)
        if isinstance(inner, dict) and has_text(inner, fields):
            return {**{key: value for key, value in row.items() if key != name}, **inner}
    return row


def _lines(file: Stream) -> Iterator[tuple[int, bytes]]:
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
