"""Web archives: the pages of ``.warc`` files, the texts of ``.wet`` files, by warcio."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from pipeline.extra import require
from pipeline.ingest.article import Article, Unreadable, failure, guarded, sha256
from pipeline.ingest.decode import MAX_BYTES
from pipeline.ingest.opening import Stream
from pipeline.records import Failure

_PAGES = ("text/html", "application/xhtml+xml")


def read(file: Stream, source: str, stem: str, fields: Mapping[str, str]) -> Iterator[Article | Failure]:
    """One article a page; records that are no pages (pictures, requests, redirects) are passed over."""
    archives, exceptions = require("warcio.archiveiterator", "forms"), require("warcio.exceptions", "forms")
    number = 0
    try:
        for record in archives.ArchiveIterator(file):
            kind = _kind(record)
            if kind is None:
                continue
            number += 1
            place = f"{source}:{number}"
            yield from guarded(place, _article(record, kind, source, f"{stem}#{number}", place))
    except (exceptions.ArchiveLoadFailed, AttributeError, ValueError) as error:  # the last two: a broken header
        raise Unreadable("Warc", f"the archive is broken after record {number}: {error}") from error


def _kind(record: Any) -> str | None:
    """``text`` or ``page``; None for a record that holds no article."""
    if record.rec_type == "conversion":
        return "text"
    if record.rec_type not in ("response", "resource"):
        return None
    headers = record.http_headers or record.rec_headers
    status = record.http_headers.get_statuscode() if record.http_headers else "200"
    kind = (headers.get_header("Content-Type") or "").partition(";")[0].strip().lower()
    return "page" if status == "200" and kind in _PAGES else None


def _article(record: Any, kind: str, source: str, doc_id: str, place: str) -> Iterator[Article | Failure]:
    from pipeline.ingest.page import articles

    data = record.content_stream().read(MAX_BYTES)
    url = record.rec_headers.get_header("WARC-Target-URI")
    try:
        if kind == "text":
            text = data.decode("utf-8", "replace")
            if text.strip():
                yield Article(doc_id, source, sha256(data), text, url=url, encoding="utf-8")
            return
        headers = record.http_headers or record.rec_headers
        label = (headers.get_header("Content-Type") or "").rpartition("charset=")[2].strip("\"' ")
        for item in articles(data, source, doc_id, label or None):
            yield item if isinstance(item, Failure) else replace(item, url=item.url or url)
    except Unreadable as error:
        yield failure(place, Unreadable(error.error, f"{url}: {error}"))
