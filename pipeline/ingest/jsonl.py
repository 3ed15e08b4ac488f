"""JSON: lines (on stdin, too) read as a stream; one object, a list of them, or an object that holds a list."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

import orjson

from pipeline.ingest.article import Article, Unreadable
from pipeline.ingest.decode import MAX_BYTES
from pipeline.ingest.opening import Stream, read_all
from pipeline.ingest.rows import Made, Rows, has_text
from pipeline.records import Failure

MAX_LINE = 2 * MAX_BYTES  # JSON escapes lengthen a text
LIST_DEPTH = 4  # of objects around the list of articles: {"response": {"docs": [...]}}
WRAPPED = ("_source", "article", "document", "doc", "item", "data", "attributes", "fields")  # around one article


def read_lines(file: Stream, source: str, stem: str, fields: Mapping[str, str]) -> Iterator[Article | Failure]:
    """Articles of JSON lines; a bad line is a ``Failure`` and harms no other."""
    rows = Rows(source, stem, fields)
    for number, line in _lines(file):
        yield from rows.read(number, partial(_of_line, line, fields))
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
        yield from rows.read(0, partial(_of_item, content, fields, data))
        return
    for number, row in enumerate(found, 1):
        yield from rows.read(number, partial(_of_item, row, fields))
    yield from rows.rest()


def _of_line(line: bytes, fields: Mapping[str, str]) -> Made:
    if len(line) > MAX_LINE:
        raise Unreadable("TooLarge", f"a line of more than {MAX_LINE:,} bytes")
    return _unwrapped(_object(line), fields), line


def _of_item(item: Any, fields: Mapping[str, str], data: bytes | None = None) -> Made:
    """The row of an object in a file; ``data`` is the file's, where it is alone in it."""
    if not isinstance(item, dict):
        raise Unreadable("JSON", f"not an object but {type(item).__name__}")
    return _unwrapped(item, fields), _bytes(item) if data is None else data


def _bytes(item: dict[str, Any]) -> bytes:
    try:
        return orjson.dumps(item, default=str)
    except TypeError:  # an integer beyond 64 bits, a lone surrogate
        return json.dumps(item, default=str).encode()


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
        except (ValueError, RecursionError):  # no JSON; an integer of thousands of digits; nested without end
            line = f"line {strict.lineno}, " if strict.lineno > 1 else ""
            raise Unreadable("JSON", f"{strict.msg} ({line}character {strict.colno})") from strict
