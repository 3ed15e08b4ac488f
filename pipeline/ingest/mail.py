"""Mail (``.eml``, ``.mbox``) and web pages saved as mail (``.mhtml``), by Python's own ``email``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage

from pipeline.ingest.article import Article, Unreadable, guarded, sha256
from pipeline.ingest.decode import MAX_BYTES
from pipeline.ingest.opening import Stream, read_all
from pipeline.records import Failure

_REPLY = re.compile(r"^(?:(?:re|fwd?|aw|wg)\s*:\s*)+", re.IGNORECASE)
_BEGINS = b"From "


def read_eml(file: Stream, source: str, stem: str, fields: Mapping[str, str]) -> Iterator[Article | Failure]:
    """The text of a message, with its subject as title."""
    yield from _message(read_all(file), source, stem)


def read_mbox(file: Stream, source: str, stem: str, fields: Mapping[str, str]) -> Iterator[Article | Failure]:
    """The messages of a mailbox, one at a time."""
    for number, data in enumerate(_messages(file), 1):
        yield from guarded(f"{source}:{number}", _message(data, source, f"{stem}#{number}"))


def read_mhtml(file: Stream, source: str, stem: str, fields: Mapping[str, str]) -> Iterator[Article | Failure]:
    """The article of a page saved with its pictures."""
    from pipeline.ingest.page import articles

    data = read_all(file)
    mail = _parsed(data)
    page = next(
        (part for part in mail.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")), None
    )
    if page is None:
        raise Unreadable("NoArticle", "no page in it")
    content = page.get_payload(decode=True)
    for found in articles(content if isinstance(content, bytes) else b"", source, stem, page.get_content_charset()):
        yield found if isinstance(found, Failure) else replace(found, sha256=sha256(data))


def _messages(file: Stream) -> Iterator[bytes]:
    """The bytes of each message: a line that begins with "From " after a blank line begins the next."""
    lines: list[bytes] = []
    size, blank = 0, True
    while line := file.readline(MAX_BYTES):
        if line.startswith(_BEGINS) and blank:
            if size:
                yield b"".join(lines)
            lines, size = [], 0
        elif size <= MAX_BYTES:
            lines.append(line[1:] if line.startswith(b">From ") else line)
            size += len(line)
        blank = not line.strip()
    if size:
        yield b"".join(lines)


def _parsed(data: bytes) -> EmailMessage:
    mail = message_from_bytes(data, policy=policy.default)
    if not isinstance(mail, EmailMessage):
        raise Unreadable("Mail", "no message")
    return mail


def _message(data: bytes, source: str, doc_id: str) -> Iterator[Article]:
    mail = _parsed(data)
    if not mail.keys():
        raise Unreadable("Mail", "no message: it has no header")
    text, title = _text(mail, source, doc_id)
    sender = _header(mail, "From")
    name = re.sub(r"\s*<[^<>]*>\s*$", "", sender or "").strip('" ')
    kept = {name.lower(): value for name in ("From", "To", "Message-ID") if (value := _header(mail, name))}
    attached = [part.get_filename() or part.get_content_type() for part in mail.iter_attachments()]
    yield Article(
        doc_id=doc_id,
        source=source,
        sha256=sha256(data),
        text=text,
        title=_REPLY.sub("", _header(mail, "Subject") or "") or title,
        published=_header(mail, "Date"),
        publisher=name or None,
        encoding="utf-8",
        warnings=(f"attachments not read: {', '.join(attached[:10])}",) if attached else (),
        extra=kept,
    )


def _header(mail: EmailMessage, name: str) -> str | None:
    try:
        value = mail.get(name)
    except (ValueError, IndexError, TypeError, AttributeError):  # headers that no standard knows
        return None
    return " ".join(str(value).split()).encode("utf-8", "replace").decode() or None if value is not None else None


def _text(mail: EmailMessage, source: str, doc_id: str) -> tuple[str, str | None]:
    """The plain text, else what is in the page, and the page's title."""
    body = mail.get_body(preferencelist=("plain", "html"))
    if body is None:
        raise Unreadable("Empty", "the message has no text")
    try:
        text = str(body.get_content())
    except (LookupError, UnicodeError, KeyError, ValueError):  # an unknown character set
        content = body.get_payload(decode=True)
        text = (content if isinstance(content, bytes) else b"").decode("utf-8", "replace")
    text = text.encode("utf-8", "replace").decode().replace("\r\n", "\n")
    if not text.strip():
        raise Unreadable("Empty", "the message has no text")
    if body.get_content_subtype() != "html":
        return text, None
    from pipeline.ingest.page import text_of

    return text_of(text), None
