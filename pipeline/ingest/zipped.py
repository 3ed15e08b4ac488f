"""Files in a ``.zip``, each of its own form, and books (``.epub``): bounded, one member at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from posixpath import dirname, join, normpath
from zipfile import BadZipFile, ZipFile, ZipInfo

from lxml import etree

from pipeline.ingest.article import Article, Unreadable, failure, sha256
from pipeline.ingest.forms import Form, form_of
from pipeline.ingest.opening import Stream, read_all
from pipeline.records import Failure

MAX_MEMBERS = 1_000_000
MAX_MEMBER_BYTES = 20_000_000_000  # a table may be large: it is read as a stream
MAX_RATIO, SMALL_BYTES = 200, 50_000_000  # what unpacks to more than so many times its size, and is large, is a bomb
CHAPTER_WORDS = 30  # of a part of a book that is more than a title page
_CONTAINER = "META-INF/container.xml"
_PARSER = {"resolve_entities": False, "no_network": True, "recover": True}


def read_zip(file: Stream, source: str, stem: str, fields: Mapping[str, str]) -> Iterator[Article | Failure]:
    """Articles of the members that are read, by name; members that are archives themselves are passed over."""
    with _opened(file) as archive:
        members = sorted((m for m in archive.infolist() if not m.is_dir()), key=lambda member: member.filename)
        if len(members) > MAX_MEMBERS:
            raise Unreadable("TooLarge", f"{len(members):,} files in one archive; at most {MAX_MEMBERS:,}")
        for member in members:
            name = member.filename.replace("\\", "/")
            if _is_hidden(name):
                continue
            place = f"{source}:{name}"
            try:
                form, own = form_of(name)
                if form.module == "zipped" and form.function == "read_zip":
                    raise Unreadable("UnknownForm", ".zip files in .zip files are not read: unpack it")
                _check(member)
                yield from _member(archive, member, form, place, f"{stem}/{own}", fields, source)
            except Exception as error:  # noqa: BLE001 - any member, any way of packing it
                yield failure(place, _told(error))


def _member(
    archive: ZipFile, member: ZipInfo, form: Form, place: str, stem: str, fields: Mapping[str, str], source: str
) -> Iterator[Article | Failure]:
    with archive.open(member) as inner:
        for item in form.read(inner, place, stem, fields):  # type: ignore[arg-type]
            in_zip = isinstance(item, Article) and item.source == place
            yield replace(item, source=source) if in_zip else item


def _is_hidden(name: str) -> bool:
    """Whether a file is the system's; one above the archive ("../a.txt") is not: nothing is unpacked to its place."""
    return name.startswith("__MACOSX/") or any(part.startswith(".") and part.strip(".") for part in name.split("/"))


def _opened(file: Stream) -> ZipFile:
    try:
        return ZipFile(file)
    except BadZipFile as error:
        message = f"no zip file, or one that is damaged or cut off ({error}): fetch it again"
        raise Unreadable("BadZipFile", message) from error


def _told(error: Exception) -> Exception:
    if isinstance(error, RuntimeError) and "encrypted" in str(error):
        return Unreadable("Encrypted", "it is encrypted: unpack it")
    return error


def _check(member: ZipInfo) -> None:
    packed = max(1, member.compress_size)
    if member.file_size > MAX_MEMBER_BYTES or (
        member.file_size > SMALL_BYTES and member.file_size > MAX_RATIO * packed
    ):
        raise Unreadable("TooLarge", f"it unpacks to {member.file_size:,} bytes")


def read_epub(file: Stream, source: str, stem: str, fields: Mapping[str, str]) -> Iterator[Article | Failure]:
    """The parts of a book or of a newspaper made one, in reading order, each an article."""
    from pipeline.ingest.page import text_of

    with _opened(file) as book:
        names = set(book.namelist())
        package = _package(book)
        given = _metadata(book, package)
        number = 0
        for name in _spine(book, package):
            if name not in names:
                continue
            _check(book.getinfo(name))
            with book.open(name) as inner:
                data = read_all(inner)  # type: ignore[arg-type]
            text = text_of(data)
            if len(text.split()) < CHAPTER_WORDS:
                continue
            number += 1
            yield Article(
                doc_id=f"{stem}#{number}",
                source=source,
                sha256=sha256(data),
                text=text,
                published=given.get("date"),
                byline=given.get("creator"),
                publisher=given.get("publisher"),
                encoding="utf-8",
                extra={"book": given["title"]} if given.get("title") else {},
            )
        if not number:
            raise Unreadable("NoArticle", "no text in the book")


def _tree(book: ZipFile, name: str) -> etree._Element:
    try:
        _check(book.getinfo(name))
        found = etree.fromstring(book.read(name), etree.XMLParser(**_PARSER))
    except (KeyError, etree.XMLSyntaxError) as error:
        raise Unreadable("Epub", f"the book's {name} is missing or broken") from error
    if found is None:
        raise Unreadable("Epub", f"the book's {name} is empty")
    return found


def _package(book: ZipFile) -> str:
    rootfile = _tree(book, _CONTAINER).find(".//{*}rootfile")
    if rootfile is None:
        raise Unreadable("Epub", "the book does not say what is in it")
    return str(rootfile.get("full-path"))


def _metadata(book: ZipFile, package: str) -> dict[str, str]:
    tree = _tree(book, package)
    found = {name: tree.findtext(f".//{{*}}metadata/{{*}}{name}") for name in ("title", "creator", "date", "publisher")}
    return {name: " ".join(value.split()) for name, value in found.items() if value and value.strip()}


def _spine(book: ZipFile, package: str) -> list[str]:
    tree = _tree(book, package)
    items = {item.get("id"): item.get("href") for item in tree.iterfind(".//{*}manifest/{*}item")}
    hrefs = [items.get(item.get("idref")) for item in tree.iterfind(".//{*}spine/{*}itemref")]
    return [normpath(join(dirname(package), href)) for href in hrefs if href]
