"""Bytes to text: which encoding, and whether it is text at all."""

from __future__ import annotations

import codecs
import re

from pipeline.ingest.article import Unreadable

MAX_BYTES = 100_000_000  # of one article; what is longer is a corpus or not a text
SAMPLE = 65_536  # bytes that are enough to tell an encoding

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    b"%PDF-",
    b"PK\x03\x04",
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"\x1f\x8b",
    b"\x7fELF",
    b"PAR1",
    b"\xd0\xcf\x11\xe0",
)
_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
# What Windows-1252 adds in English text: dashes, quotation marks, currency signs, accented letters of names.
_ENGLISH_1252 = re.compile(
    r"[\x00-\x7f\u2013\u2014\u2018-\u201e\u2022\u2026\u20ac\u2122\xa0\xa3\xa9\xae\xb0\xb7\xbd\xbc\xc0-\xff]*"
)


# Quotation marks of the Macintosh, as they look in Windows-1252, and its own
_MAC_MARKS = re.compile(r"(?:^|[\s(])[ÒÔ]\w|\w[.,!?]?[ÓÕ](?=[\s.,;:)]|$)|\wÕ(?:s|t|re|ll|ve|d|m)\b")
_WINDOWS_MARKS = re.compile("[\u2018-\u201d]")


def decode(data: bytes) -> tuple[str, str, tuple[str, ...]]:
    """Text, encoding and warnings of a file's bytes; a byte order mark is dropped, all else is kept.

    Raises:
        Unreadable: the bytes are empty, too many, or no text.
    """
    if len(data) > MAX_BYTES:
        raise Unreadable("TooLarge", f"{len(data):,} bytes; an article has at most {MAX_BYTES:,}")
    if not data.strip(b"\x00 \t\r\n"):
        raise Unreadable("Empty", "the file is empty")
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _decode_marked(data[len(mark) :], encoding)
    wide = _without_mark(data[:SAMPLE])
    if wide:
        return _decode_marked(data, wide)
    if data.startswith(_MAGIC) or _is_binary(data[:SAMPLE]):
        raise Unreadable("Binary", "not a text file")
    try:
        return data.decode("utf-8"), "utf-8", ()
    except UnicodeDecodeError:
        return _decode_other(data)


def encoding_of(data: bytes) -> str | None:
    """The encoding of bytes that are not UTF-8: the usual Windows-1252, or what charset-normalizer says."""
    return _without_mark(data) or _windows(data) or _detected(data)


def _without_mark(sample: bytes) -> str | None:
    """UTF-16 that does not say so: every other byte of its spaces and letters is zero."""
    half = len(sample) // 2
    if half < 4:
        return None
    even, odd = sample[: 2 * half : 2].count(0), sample[1 : 2 * half : 2].count(0)
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 * half and odd < 0.05 * half else None


def _decode_marked(data: bytes, encoding: str) -> tuple[str, str, tuple[str, ...]]:
    try:
        text = data.decode(encoding)
        warnings: tuple[str, ...] = ()
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
        warnings = (f"bytes that are not {encoding} were replaced by U+FFFD",)
    if not text.strip():
        raise Unreadable("Empty", "the file is empty")
    return text, encoding, warnings


def _is_binary(sample: bytes) -> bool:
    return len(_CONTROL.findall(sample)) > len(sample) // 20


def _decode_other(data: bytes) -> tuple[str, str, tuple[str, ...]]:
    """Not quite UTF-8: UTF-8 with damage, the usual Windows-1252, or what charset-normalizer says."""
    repaired = data.decode("utf-8", "replace")
    damage = repaired.count("\ufffd")
    if sum(ch > "\x7f" for ch in repaired) >= 2 * damage:  # as many whole characters: by chance they do not arise
        return repaired, "utf-8", (f"{damage} byte sequences are not UTF-8 and were replaced by U+FFFD",)
    encoding = encoding_of(data)
    if encoding is None:
        raise Unreadable("Encoding", "no encoding fits the bytes")
    return data.decode(encoding), encoding, (f"decoded as {encoding}",)


def _windows(data: bytes) -> str | None:
    """``cp1252`` (or MacRoman) when that reads as English: few marks beyond ASCII, all of the usual kind."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    if len(_MAC_MARKS.findall(text)) > len(_WINDOWS_MARKS.findall(text)):
        return "mac_roman"
    rare = sum(ch > "\x7f" for ch in text) <= max(8, len(text) // 20)
    return "cp1252" if rare and _ENGLISH_1252.fullmatch(text) else None


def _detected(data: bytes) -> str | None:
    from charset_normalizer import from_bytes  # slow to import, rarely needed

    best = from_bytes(data[:SAMPLE]).best()
    if best is None:
        return None
    try:
        data.decode(best.encoding)
    except UnicodeDecodeError:
        return None
    return best.encoding
