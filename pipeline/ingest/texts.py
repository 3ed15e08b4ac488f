"""Text files and web pages: one article a file, or the articles of an archive's export."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline.ingest.article import Article, sha256
from pipeline.ingest.decode import decode
from pipeline.ingest.exports import split
from pipeline.ingest.opening import Stream, read_all
from pipeline.records import Failure


def read_text(file: Stream, source: str, stem: str, fields: Mapping[str, str]) -> Iterator[Article | Failure]:
    """The article of a text file, unchanged; the articles of an archive's export."""
    data = read_all(file)
    text, encoding, warnings = decode(data)
    yield from split(Article(stem, source, sha256(data), text, encoding=encoding, warnings=warnings))


def read_page(file: Stream, source: str, stem: str, fields: Mapping[str, str]) -> Iterator[Article | Failure]:
    """The article of a saved web page; the articles of an archive's export as a page."""
    from pipeline.ingest.page import articles  # lxml and trafilatura: slow to import, needed for pages only

    yield from articles(read_all(file), source, stem)
