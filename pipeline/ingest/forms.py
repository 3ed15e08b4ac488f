"""The forms of files: by which ending each is known, who reads it, and what to do about those that are not read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from gzip import BadGzipFile, GzipFile
from importlib import import_module
from types import MappingProxyType

from pipeline.ingest.article import Article, Unreadable
from pipeline.ingest.opening import Stream
from pipeline.records import Failure

Reader = Callable[[Stream, str, str, Mapping[str, str]], Iterator[Article | Failure]]
SNIFFED_BYTES = 512
ROOM = "pipeline.ingest."


@dataclass(frozen=True, slots=True)
class Form:
    """A form that is read: the module of this room and its function, imported when the first such file is met."""

    module: str
    function: str

    def read(self, file: Stream, source: str, stem: str, fields: Mapping[str, str]) -> Iterator[Article | Failure]:
        """Articles of an open file of this form."""
        reader: Reader = getattr(import_module(ROOM + self.module), self.function)
        return reader(file, source, stem, fields)


TEXT, PAGE = Form("texts", "read_text"), Form("texts", "read_page")
LINES, JSON = Form("jsonl", "read_lines"), Form("jsonl", "read_json")
TABLE, ZIP, XML, WARC = (
    Form("tables", "read_csv"),
    Form("zipped", "read_zip"),
    Form("feeds", "read_xml"),
    Form("warc", "read"),
)
SNIFFED = Form("forms", "sniffed")
GZIP = Form("forms", "unpacked")

FORMS: Mapping[str, Form] = MappingProxyType(
    {
        ".txt": TEXT,
        ".text": TEXT,
        ".md": TEXT,
        ".markdown": TEXT,
        ".html": PAGE,
        ".htm": PAGE,
        ".xhtml": PAGE,
        ".shtml": PAGE,
        ".mhtml": Form("mail", "read_mhtml"),
        ".mht": Form("mail", "read_mhtml"),
        ".jsonl": LINES,
        ".ndjson": LINES,
        ".json": JSON,
        ".csv": TABLE,
        ".tsv": TABLE,
        ".tab": TABLE,
        ".parquet": Form("tables", "read_parquet"),
        ".xlsx": Form("tables", "read_excel"),
        ".docx": Form("office", "read_docx"),
        ".rtf": Form("office", "read_rtf"),
        ".pdf": Form("office", "read_pdf"),
        ".epub": Form("zipped", "read_epub"),
        ".eml": Form("mail", "read_eml"),
        ".mbox": Form("mail", "read_mbox"),
        ".warc": WARC,
        ".wet": WARC,
        ".rss": XML,
        ".atom": XML,
        ".xml": XML,
        ".nitf": XML,
        ".zip": ZIP,
        ".gz": GZIP,
        ".php": SNIFFED,
        ".asp": SNIFFED,
        ".aspx": SNIFFED,
        ".jsp": SNIFFED,
        ".cgi": SNIFFED,
    }
)

# What is not read, and the way out
UNREAD: Mapping[str, str] = MappingProxyType(
    {
        ".doc": "save it as .docx, or run: soffice --convert-to docx FILE",
        ".odt": "save it as .docx, or run: pandoc FILE -o FILE.txt",
        ".pages": "export it as .docx",
        ".wpd": "run: soffice --convert-to docx FILE",
        ".xls": "save it as .xlsx or .csv",
        ".ods": "save it as .xlsx or .csv",
        ".mobi": "convert it to .epub",
        ".azw3": "convert it to .epub",
        ".msg": "save the message as .eml",
        ".pst": "export the messages as .mbox",
        ".djvu": "run: djvutxt FILE FILE.txt",
        ".ps": "run: pstotext FILE > FILE.txt",
        ".tex": "run: pandoc FILE -o FILE.txt",
        ".7z": "unpack it",
        ".rar": "unpack it",
        ".tar": "unpack it",
        ".bz2": "unpack it: bunzip2 FILE",
        ".xz": "unpack it: unxz FILE",
        ".zst": "unpack it: unzstd FILE",
        ".jpg": "a picture: its text needs optical character recognition first",
        ".jpeg": "a picture: its text needs optical character recognition first",
        ".png": "a picture: its text needs optical character recognition first",
        ".tif": "a picture: its text needs optical character recognition first",
        ".tiff": "a picture: its text needs optical character recognition first",
        ".sqlite": "export the table as .csv",
        ".db": "export the table as .csv",
        ".rds": "write the table as .csv or .parquet",
        ".rdata": "write the table as .csv or .parquet",
        ".pkl": "write the table as .csv or .parquet; pickles are never opened",
        ".feather": "write the table as .parquet",
        ".dta": "write the table as .csv",
        ".sav": "write the table as .csv",
    }
)


def form_of(name: str) -> tuple[Form, str]:
    """The form of a file by its name, and the name without its ending.

    Raises:
        Unreadable: it is none that is read; the message says what to do.
    """
    stem, dot, ending = name.rpartition(".")
    if not dot or "/" in ending or not stem.rpartition("/")[2]:
        return SNIFFED, name
    suffix = f".{ending.lower()}"
    if suffix == ".gz":
        return GZIP, _bare(stem)
    if suffix in FORMS:
        return FORMS[suffix], stem
    way_out = UNREAD.get(suffix, f"forms that are read: {' '.join(FORMS)}")
    raise Unreadable("UnknownForm", f"{suffix} files are not read: {way_out}")


def _bare(name: str) -> str:
    """A packed file's name without the ending of what is in it."""
    stem, dot, ending = name.rpartition(".")
    return stem if dot and stem and f".{ending.lower()}" in FORMS else name


def unpacked(file: Stream, source: str, stem: str, fields: Mapping[str, str]) -> Iterator[Article | Failure]:
    """Articles of a gzipped file of any form.

    Raises:
        Unreadable: it is not gzipped, or cut off; the articles before the cut come all the same.
    """
    form, _ = form_of(source[: -len(".gz")])
    try:
        with GzipFile(fileobj=file) as inner:
            yield from form.read(inner, source, stem, fields)  # type: ignore[arg-type]
    except BadGzipFile as error:
        raise Unreadable("BadGzipFile", f"damaged, or not gzipped ({error}): pack or name it anew") from error
    except EOFError as error:
        raise Unreadable("Truncated", "the file is cut off: fetch it again") from error


def sniffed(file: Stream, source: str, stem: str, fields: Mapping[str, str]) -> Iterator[Article | Failure]:
    """Articles of a file whose name does not say what it is: a web page, an archive of them, or text."""
    beginning = file.read(SNIFFED_BYTES)
    file.seek(0)
    yield from _by_content(beginning).read(file, source, stem, fields)


def _by_content(beginning: bytes) -> Form:
    start = beginning.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<!--")) or b"<html" in start:
        return PAGE
    for mark, form in (
        (b"%pdf-", ".pdf"),
        (b"warc/", ".warc"),
        (b"{\\rtf", ".rtf"),
        (b"<?xml", ".xml"),
        (b"pk\x03\x04", ".zip"),
    ):
        if start.startswith(mark):
            return FORMS[form]
    return GZIP if beginning.startswith(b"\x1f\x8b") else TEXT
