"""What is no article whatever its name says, and how long an id may be."""

from __future__ import annotations

import hashlib
import stat
from dataclasses import replace
from pathlib import Path

import orjson

from pipeline.ingest.article import Article, Unreadable, sayable

MAX_ID_CHARS = 200  # every record repeats it
MAX_FIELD_CHARS = 4_000  # of a title, byline, publisher or address
READ_SECONDS = 60.0  # of the processor, for the reading of one article
_BESIDE = ("title", "byline", "publisher", "url", "published")


def is_results(folder: Path) -> bool:
    """Whether a folder holds results of ours: they are never input."""
    return (folder / "manifest.json").is_file() and (folder / "documents.jsonl").is_file()


def check_regular(path: Path) -> None:
    """Refuse what may never end: pipes, sockets, devices.

    Raises:
        Unreadable: the path is no regular file.
        OSError: there is no such file, or a link that leads to itself.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        raise Unreadable("SpecialFile", "a pipe, a socket or a device is not read")


def bounded(article: Article) -> Article:
    """The article with an id and fields of a length that records can bear; what was cut is a warning."""
    article = _with_sound_extra(article)
    changes: dict[str, str] = {}
    if len(article.doc_id) > MAX_ID_CHARS:
        digest = hashlib.sha256(article.doc_id.encode()).hexdigest()[:16]
        changes["doc_id"] = f"{article.doc_id[: MAX_ID_CHARS - 17]}-{digest}"
    for name in (*_BESIDE, "source"):
        value = getattr(article, name)
        if value is not None and len(value) > MAX_FIELD_CHARS:
            changes[name] = value[:MAX_FIELD_CHARS]
    if not changes:
        return article
    warning = f"too long and cut: {', '.join('id' if name == 'doc_id' else name for name in changes)}"
    return replace(article, **changes, warnings=(*article.warnings, warning))  # type: ignore[arg-type]


def _with_sound_extra(article: Article) -> Article:
    """The article, its ``extra`` as text where it is no JSON of ours: lone surrogates, integers beyond 64 bits."""
    try:
        orjson.dumps(article.extra)
    except TypeError:
        sound = {sayable(str(name)): sayable(str(value)) for name, value in article.extra.items()}
        warning = "values that JSON cannot bear are kept as text"
        return replace(article, extra=sound, warnings=(*article.warnings, warning))
    return article
