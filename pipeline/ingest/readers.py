"""From INPUTs (files, folders, ``-``) to articles, in a fixed order, one at a time."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from pipeline.ingest import jsonl
from pipeline.ingest.article import Article, Unreadable, failure, guarded
from pipeline.ingest.bounds import READ_SECONDS, bounded, check_regular, is_results
from pipeline.ingest.forms import Form, form_of
from pipeline.records import Failure
from pipeline.run.limits import ArticleTimeout, deadline

NO_FIELDS: Mapping[str, str] = MappingProxyType({})
Repair = Callable[[Article], Article]


def read(
    inputs: Sequence[str | Path], fields: Mapping[str, str] = NO_FIELDS, repair: Repair | None = None
) -> Iterator[Article | Failure]:
    """Articles of the inputs as a stream: in the order given, folders in sorted order, rows in file order.

    Args:
        inputs: files, folders, or ``-`` for JSON lines on stdin.
        fields: our field to the column it is under (``fields.field_map``).
        repair: what is done to an article before its text is fixed (``mojibake.repaired``).

    Yields:
        An ``Article``, its id unique in the run, or the ``Failure`` of an input that gave none; nothing is raised.
    """
    taken: dict[str, int] = {}
    for item in _read_all(inputs, fields):
        if isinstance(item, Failure):
            yield item
        else:
            for made in guarded(item.source, _finished(item, repair)):
                yield made if isinstance(made, Failure) else _with_unique_id(made, taken)


def _finished(item: Article, repair: Repair | None) -> Iterator[Article]:
    yield bounded(repair(item) if repair else item)


def _read_all(inputs: Sequence[str | Path], fields: Mapping[str, str]) -> Iterator[Article | Failure]:
    for given in inputs:
        if str(given) == "-":
            yield from _limited(jsonl.read_lines(sys.stdin.buffer, "-", "stdin", fields), "-")
            continue
        for found in _walk(Path(given)):
            if isinstance(found, Failure):
                yield found
            else:
                yield from _limited(_contents(found, fields), found.source)


def _limited(items: Iterator[Article | Failure], source: str) -> Iterator[Article | Failure]:
    """The items of one file, each within its time; whatever else happens to a file is a ``Failure``, too."""
    while True:
        try:
            with deadline(READ_SECONDS):
                item = next(items, None)
        except ArticleTimeout:
            item, items = (
                failure(source, Unreadable("Timeout", f"took longer than {READ_SECONDS:g} s to read")),
                iter(()),
            )
        except Exception as error:  # noqa: BLE001 - any file, any library: here is the boundary of reading
            item, items = failure(source, error), iter(())
        if item is None:
            return
        yield item


def _contents(found: _Found, fields: Mapping[str, str]) -> Iterator[Article | Failure]:
    """The articles of a file.

    Raises:
        Unreadable: it holds none, and nothing that failed: no line, or one of column names alone.
    """
    item = None
    with found.path.open("rb") as file:
        for item in found.form.read(file, found.source, found.stem, fields):
            yield item
    if item is None:
        raise Unreadable("Empty", "no article in it")


def _with_unique_id(article: Article, taken: dict[str, int]) -> Article:
    """The article, its id made another ("a#2") if the run has it already; ``taken`` counts the uses of each id."""
    doc_id = article.doc_id
    while doc_id in taken:
        taken[article.doc_id] += 1
        doc_id = f"{article.doc_id}#{taken[article.doc_id]}"
    taken[doc_id] = 1
    if doc_id == article.doc_id:
        return article
    warning = f"the id {article.doc_id!r} was taken: this article is {doc_id!r}"
    return replace(article, doc_id=doc_id, warnings=(*article.warnings, warning))


@dataclass(frozen=True, slots=True)
class _Found:
    """A file to read: its name in the records, and that name without its suffix, of which ids are made."""

    path: Path
    source: str
    stem: str
    form: Form


def _walk(given: Path) -> Iterator[_Found | Failure]:
    """Files at or below a path, depth first, by name; hidden ones, links to folders and results are passed over."""
    if not given.is_dir():
        yield _file(given, _printable(given.name))
        return
    todo = [(given, "")]  # a stack and no recursion: folders may be nested deeper than calls
    while todo:
        path, source = todo.pop()
        if source and not source.endswith("/"):
            yield _file(path, source)
            continue
        try:
            todo += [] if is_results(path) else reversed(_entries(path, source))
        except OSError as error:
            yield failure(source or _printable(path.name), error)


def _entries(folder: Path, prefix: str) -> list[tuple[Path, str]]:
    """What is in a folder, sorted, with its name in the records: that of a folder ends in a slash."""
    with os.scandir(folder) as entries:
        found = sorted((entry.name, _is_folder(entry), entry.is_symlink()) for entry in entries)
    return [
        (folder / name, prefix + _printable(name) + "/" * is_folder)
        for name, is_folder, is_link in found
        if not name.startswith(".") and not (is_folder and is_link)
    ]


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads to itself
        return False


def results_among(inputs: Sequence[str | Path]) -> list[Path]:
    """Folders of results at or below the inputs, sorted: they are left out."""
    found: list[Path] = []
    todo = [Path(given) for given in inputs if str(given) != "-"]
    while todo:
        path = todo.pop()
        if is_results(path):
            found.append(path)
            continue
        with suppress(OSError):  # no folder, or one that cannot be read: told when it is read
            todo += [child for child, name in _entries(path, "") if name.endswith("/")]
    return sorted(found)


def _file(path: Path, source: str) -> _Found | Failure:
    try:
        check_regular(path)
        form, stem = form_of(source)
    except (Unreadable, OSError) as error:
        return failure(source, error)
    return _Found(path, source, stem, form)


def _printable(name: str) -> str:
    """A file name as Unicode, whatever its bytes: what is no UTF-8 becomes U+FFFD."""
    return os.fsencode(name).decode("utf-8", "replace")
