"""Rows of JSONL, CSV, Parquet and Excel files to articles."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.dates.publication import Order
from pipeline.ingest import fields as columns
from pipeline.ingest.article import Article, Unreadable, failure, guarded, sayable, sha256
from pipeline.ingest.decode import MAX_BYTES
from pipeline.ingest.fields import FIELDS, as_text
from pipeline.ingest.published import in_order
from pipeline.records import Failure

BESIDE_TEXT = tuple(name for name in FIELDS if name != "text")
SUMMARIES = frozenset({"leadparagraph", "summary", "description", "snippet", "abstract"})  # in place of a text
SHOWN_COLUMNS = 20  # in a message
_CUT = re.compile(r"\[\+\d+ chars\]\s*$")
Made = tuple[Mapping[str, Any], bytes | None]
_PAGE = re.compile(r"\s*(?:<!doctype html|<html\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Unread:
    """A cell whose value its library cannot give, a day beyond the calendar for one; the rest of its row is read."""

    reason: str


@dataclass
class Rows:
    """Rows of one file to articles. A fault that many rows have is told at the first of them, then counted."""

    source: str
    stem: str
    fields: Mapping[str, str]
    order: Order | None = None  # of day and month in the table's dates, where they show it
    _missing: Counter[str] = field(default_factory=Counter)

    def read(self, number: int, make: Callable[[], Made]) -> Iterator[Article | Failure]:
        """The article of a row, or its ``Failure``, whatever the making of the row, too, may raise.

        ``make`` gives the row, and the bytes it stood in (None: its text is hashed). Number 0 is a row that is alone
        in its file.
        """
        place = f"{self.source}:{number}" if number else self.source
        for item in guarded(place, self._article(number, make)):
            if isinstance(item, Failure) and item.error == "MissingText":
                self._missing[item.message] += 1
                if self._missing[item.message] > 1:
                    continue
            yield item

    def _article(self, number: int, make: Callable[[], Made]) -> Iterator[Article]:
        row, data = make()
        lost = {name: cell.reason for name, cell in row.items() if isinstance(cell, Unread)}
        whole = {name: cell for name, cell in row.items() if name not in lost} if lost else row
        own = f"{self.stem}-{number}" if number else self.stem
        try:
            made = article(whole, self.fields, source=self.source, fallback_id=own, data=data)
        except Unreadable as error:
            raise Unreadable("Unread", _told(lost)) if lost and error.error == "MissingText" else error from None
        if lost:
            made = replace(made, warnings=(*made.warnings, _told(lost)))
        yield replace(made, published=in_order(made.published, self.order)) if self.order else made

    def rest(self) -> Iterator[Failure]:
        """Faults that were counted, once the file is read."""
        for message, count in self._missing.items():
            if count > 1:
                yield failure(self.source, Unreadable("MissingText", f"{count - 1:,} more rows: {message}"))


def article(
    row: Mapping[str, Any], fields: Mapping[str, str], *, source: str, fallback_id: str, data: bytes | None
) -> Article:
    """The article of one row; ``data`` are the bytes it stood in (None: its text is hashed).

    Raises:
        Unreadable: no text, or text that is no Unicode.
    """
    text, place = _text(row, fields)
    used = {place[0]}
    given: dict[str, str | None] = {}
    for name in BESIDE_TEXT:
        given[name], path = _first(row, fields, name)
        used.update(path[:1] if len(path) == 1 else ())
        if given[name] is not None and not _is_unicode(given[name] or ""):
            raise Unreadable("Surrogate", f"field {name!r} holds a lone surrogate")
    if len(text) > MAX_BYTES:
        raise Unreadable("TooLarge", f"{len(text):,} characters; an article has at most {MAX_BYTES:,}")
    extra, left = columns.extra(row, used)
    made = Article(
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
        warnings=tuple(_warnings(text, place, left)),
        extra=extra,
    )
    return _of_page(made) if _PAGE.match(text) else made


def _told(lost: Mapping[str, str]) -> str:
    cells = "; ".join(f"{name} ({reason})" for name, reason in list(lost.items())[:SHOWN_COLUMNS])
    return sayable(f"cells that could not be read: {cells}")


def has_text(row: Mapping[str, Any], fields: Mapping[str, str]) -> bool:
    """Whether the row has a column that may be the text of an article, and something in it."""
    return any(columns.value(row, path) is not None for path in columns.columns(row, fields, "text"))


def _first(row: Mapping[str, Any], fields: Mapping[str, str], name: str) -> tuple[str | None, columns.Path]:
    """The first value that the row holds for a field of ours, and where."""
    for path in columns.columns(row, fields, name):
        found = as_text(columns.value(row, path))
        if found is not None:
            return found, path
    return None, ()


def _warnings(text: str, place: columns.Path, left: list[str]) -> Iterator[str]:
    if columns.normal(place[-1]) in SUMMARIES:
        yield f"the row has no text: its {place[-1]!r} was read"
    if _CUT.search(text):
        yield "the text is cut: the service gives its beginning only"
    if "\ufffd" in text:
        yield "bytes that are no characters were replaced by U+FFFD"
    if left:
        yield f"columns left out for their length: {', '.join(left[:SHOWN_COLUMNS])}"


def _text(row: Mapping[str, Any], fields: Mapping[str, str]) -> tuple[str, columns.Path]:
    paths = columns.columns(row, fields, "text")
    found = ((_paragraphs(columns.value(row, path)), path) for path in paths)
    text, place = next(((text, path) for text, path in found if text is not None), (None, ()))
    if text is None:
        names = ", ".join(list(map(str, row))[:SHOWN_COLUMNS])
        wanted = f"under {fields['text']!r}" if "text" in fields else "in any column with a usual name"
        raise Unreadable("MissingText", f"no text {wanted} (columns: {names}; say which one: --field text=NAME)")
    if not any(ch.isprintable() and ch != " " for ch in text):  # a byte order mark, say, is nothing to read either
        raise Unreadable("Empty", "the text is empty")
    if not _is_unicode(text):
        raise Unreadable("Surrogate", "the text holds a lone surrogate, which is no character")
    return text, place


def _paragraphs(value: Any, depth: int = 0) -> str | None:
    """A text, or a list of paragraphs (or of objects that hold them) as one; None for what is neither."""
    if isinstance(value, str):
        return value
    if depth == columns.MAX_DEPTH:
        return None
    if isinstance(value, Mapping):
        inner = (_paragraphs(value.get(key), depth + 1) for key in ("text", "content", "value", "rendered", "p"))
        return next(filter(None, inner), None)
    if isinstance(value, list) and value:
        parts = [_paragraphs(part, depth + 1) for part in value]
        return "\n\n".join(part for part in parts if part) or None if all(p is not None for p in parts) else None
    return None


def _of_page(given: Article) -> Article:
    """The article of a row whose text is a whole web page; what stands in other columns wins over the page's own."""
    from pipeline.ingest.page import article as of_page  # lxml and trafilatura: slow to import, needed for pages only

    page = of_page(given.text.encode(), given.source, given.doc_id)
    own = {
        name: getattr(given, name) or getattr(page, name)
        for name in ("title", "published", "byline", "url", "publisher")
    }
    return replace(page, doc_id=given.doc_id, sha256=given.sha256, extra=given.extra, encoding=given.encoding, **own)


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
