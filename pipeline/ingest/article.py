"""What a reader hands on: one article as it was given, before anything is made of it."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from pipeline.extra import MissingExtra
from pipeline.given import published_of, text_of, words_of
from pipeline.records import BlockKind, Failure
from pipeline.run.limits import ArticleTimeout

STAGE = "read"
MAX_MESSAGE_CHARS = 500


Where = tuple[int, int]  # a stretch of an article's text, half-open


@dataclass(frozen=True, slots=True)
class Frame:
    """Where things stand in an article whose form says so (an archive's export); all else is boilerplate."""

    body: tuple[Where, ...]
    header: Where
    title: Where | None = None
    byline: Where | None = None
    published: Where | None = None

    def kinds(self) -> Iterator[tuple[BlockKind, int, int]]:
        """The stretches that have a kind, the narrower before the wider."""
        if self.title is not None:
            yield "title", *self.title
        if self.byline is not None:
            yield "byline", *self.byline
        for where in self.body:
            yield "body", *where
        yield "header", *self.header


@dataclass(frozen=True, slots=True)
class Article:
    """One article: its text unchanged, and what was given beside the text.

    ``sha256`` is that of the input bytes: the file, the line of a JSONL file, or the text of a table's row (UTF-8).
    ``encoding`` names what the bytes were decoded from; None where there were no bytes to decode.
    ``frame`` says where title, header and body stand, where a reader knows it, and ``archive`` whose export it is from.
    ``extra`` is what else was given, under its own names: values that JSON knows.
    """

    doc_id: str
    source: str
    sha256: str
    text: str
    title: str | None = None
    published: str | None = None
    byline: str | None = None
    url: str | None = None
    publisher: str | None = None
    encoding: str | None = None
    warnings: tuple[str, ...] = ()
    published_from: Literal["metadata", "argument"] = "metadata"
    extra: Mapping[str, Any] = field(default_factory=dict)
    frame: Frame | None = None
    archive: str | None = None


class Unreadable(Exception):
    """An input that gives no article: ``error`` is the kind (a word), the message says what is wrong with it."""

    def __init__(self, error: str, message: str) -> None:
        super().__init__(message)
        self.error = error


def failure(source: str, error: Exception) -> Failure:
    """The record of an input that could not be read."""
    if isinstance(error, Unreadable):
        kind, message = error.error, str(error)
    elif isinstance(error, MissingExtra):
        kind, message = "MissingPackage", str(error)
    elif isinstance(error, zlib.error):
        kind, message = "BadCompression", str(error)
    elif isinstance(error, OSError):
        kind, message = type(error).__name__, error.strerror or str(error)
    else:
        kind, message = type(error).__name__, str(error)
    return Failure(source=sayable(source), stage=STAGE, error=kind, message=sayable(message))


def guarded(place: str, items: Iterable[Article | Failure]) -> Iterator[Article | Failure]:
    """The items of one row, message, page or member: whatever it raises is its own ``Failure`` and harms no other."""
    try:
        yield from items
    except ArticleTimeout:
        yield failure(place, Unreadable("Timeout", "took too long to read"))
    except Exception as error:  # noqa: BLE001 - any value, any library: here is the boundary of one article
        yield failure(place, error)


def sayable(message: str) -> str:
    """A message that may quote anything, as text of a length to be read: no lone surrogates."""
    cut = message if len(message) <= MAX_MESSAGE_CHARS else f"{message[:MAX_MESSAGE_CHARS]}…"
    return cut.encode("utf-8", "replace").decode("utf-8")


def article_of(text: Any, doc_id: str, *, published: Any = None, **fields: Any) -> Article:
    """What a caller of the library gives; ``fields``: title, byline, url, publisher.

    Raises:
        TypeError: the text is no text, or ``published`` no date.
    """
    text = text_of(text)
    words = {name: words_of(value) for name, value in fields.items()}
    digest = sha256(text.encode(errors="surrogatepass"))
    date = published_of(published)
    source = words.get("url") or doc_id
    return Article(doc_id, source, digest, text, published=date, published_from="argument", **words)  # type: ignore[arg-type]


def sha256(data: bytes) -> str:
    """SHA-256 of the bytes, as hex."""
    return hashlib.sha256(data).hexdigest()
