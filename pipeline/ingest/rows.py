"""Rows of JSONL, CSV and Parquet files to articles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipeline.ingest.article import Article, Unreadable, sha256
from pipeline.ingest.decode import MAX_BYTES
from pipeline.ingest.fields import FIELDS, as_text, column, lookup

BESIDE_TEXT = tuple(name for name in FIELDS if name != "text")


def article(
    row: Mapping[str, Any], fields: Mapping[str, str], *, source: str, fallback_id: str, data: bytes | None
) -> Article:
    """The article of one row; ``data`` are the bytes it stood in (None: its text is hashed).

    Raises:
        Unreadable: no text, or text that is no Unicode.
    """
    given = {name: as_text(lookup(row, column(fields, name))) for name in BESIDE_TEXT}
    text = _text(row, column(fields, "text"))
    for name, value in given.items():
        if value is not None and not _is_unicode(value):
            raise Unreadable("Surrogate", f"field {name!r} holds a lone surrogate")
    if len(text) > MAX_BYTES:
        raise Unreadable("TooLarge", f"{len(text):,} characters; an article has at most {MAX_BYTES:,}")
    return Article(
        doc_id=given["id"] or fallback_id,
        source=given["url"] or source,
        sha256=sha256(text.encode() if data is None else data),
        text=text,
        title=given["title"],
        published=given["published"],
        byline=given["byline"],
        url=given["url"],
        publisher=given["publisher"],
        encoding=None if data is None else "utf-8",
    )


def _text(row: Mapping[str, Any], path: str) -> str:
    value = lookup(row, path)
    if value is None or value != value:
        names = ", ".join(list(map(str, row))[:20])
        raise Unreadable("MissingText", f"no text under {path!r} (fields: {names}; rename with --field text=NAME)")
    if not isinstance(value, str):
        raise Unreadable("MissingText", f"the text under {path!r} is no string but {type(value).__name__}")
    if not value.strip():
        raise Unreadable("Empty", "the text is empty")
    if not _is_unicode(value):
        raise Unreadable("Surrogate", "the text holds a lone surrogate, which is no character")
    return value


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
