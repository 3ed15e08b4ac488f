"""Word processors' files and PDFs with a text layer, by libraries of the extra ``forms``."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import Any
from zipfile import BadZipFile

from pipeline.extra import require
from pipeline.ingest.article import Article, Unreadable, sha256
from pipeline.ingest.decode import MAX_BYTES
from pipeline.ingest.exports import split
from pipeline.ingest.opening import Stream, read_all
from pipeline.records import Failure

# What libraries raise on broken files, besides errors of their own
_BROKEN = (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError, ArithmeticError, AssertionError)


def read_docx(file: Stream, source: str, stem: str, fields: Mapping[str, str]) -> Iterator[Article | Failure]:
    """The text of a Word file, or the articles of an archive's export in it."""
    docx = require("docx", "forms", "python-docx")
    data = read_all(file)
    try:
        document = docx.Document(io.BytesIO(data))
        text = "\n\n".join(_block(block) for block in document.iter_inner_content())
    except (*_BROKEN, docx.opc.exceptions.OpcError, BadZipFile, OSError) as error:
        raise Unreadable("Word", f"the file is broken: {error}") from error
    yield from _articles(text, data, source, stem)


def _block(block: Any) -> str:
    """A paragraph's text, or a table's, one row a line."""
    if hasattr(block, "rows"):
        return "\n".join("\t".join(cell.text.strip() for cell in row.cells) for row in block.rows)
    return str(block.text)


def read_rtf(file: Stream, source: str, stem: str, fields: Mapping[str, str]) -> Iterator[Article | Failure]:
    """The text of an RTF file, or the articles of an archive's export in it."""
    striprtf = require("striprtf.striprtf", "forms")
    data = read_all(file)
    if not data.lstrip().startswith(b"{\\rtf"):
        raise Unreadable("Rtf", "no RTF file")
    try:
        text = striprtf.rtf_to_text(data.decode("cp1252", "replace"), errors="replace")
    except (*_BROKEN, LookupError) as error:
        raise Unreadable("Rtf", f"the file is broken: {error}") from error
    yield from _articles(text, data, source, stem)


def read_pdf(file: Stream, source: str, stem: str, fields: Mapping[str, str]) -> Iterator[Article | Failure]:
    """The text layer of a PDF, a form feed between pages."""
    pypdf = require("pypdf", "forms")
    data = read_all(file)
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("Encrypted", "the PDF has a password")
        text = "\n\f".join(_pages(reader))
    except (*_BROKEN, pypdf.errors.PyPdfError, OSError) as error:
        raise Unreadable("Pdf", f"the file is broken: {error}") from error
    if not text.strip():
        raise Unreadable("Pdf", "no text layer: it is a scan, which needs recognition first (ocrmypdf IN OUT)")
    yield from _articles(text, data, source, stem)


def _pages(reader: Any) -> Iterator[str]:
    size = 0
    for page in reader.pages:
        text = page.extract_text()
        size += len(text)
        if size > MAX_BYTES:
            raise Unreadable("TooLarge", f"more than {MAX_BYTES:,} characters of text")
        yield text


def _articles(text: str, data: bytes, source: str, stem: str) -> Iterator[Article | Failure]:
    text = text.encode("utf-8", "replace").decode()
    if not text.strip():
        raise Unreadable("Empty", "no text in the file")
    yield from split(Article(stem, source, sha256(data), text))
