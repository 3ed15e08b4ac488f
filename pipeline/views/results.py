"""The results of a run as articles with their records, read one article at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from textwrap import shorten
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError

from pipeline import records
from pipeline.run import manifest

OPENING = 70  # characters of the text that stand for a title

Line = TypeVar("Line", records.Entity, records.Date, records.Quote, records.Claim)


class UserError(ValueError):
    """What whoever gave the command can mend; the message says how."""


class NoResults(UserError):
    """The folder holds no results, or a file in it is not of this contract."""


@dataclass(frozen=True)
class Article:
    """A document and everything found in it, each list by ``start``."""

    document: records.Document
    entities: list[records.Entity] = field(default_factory=list)
    dates: list[records.Date] = field(default_factory=list)
    quotes: list[records.Quote] = field(default_factory=list)
    claims: list[records.Claim] = field(default_factory=list)

    @property
    def doc_id(self) -> str:
        """Id of the document."""
        return self.document.doc_id

    @property
    def text(self) -> str:
        """The article's text; every offset counts in it."""
        return self.document.text

    @property
    def title(self) -> str:
        """The title, or the first words of the body where there is none."""
        if self.document.title:
            return self.document.title.text
        body = next((b for b in self.document.blocks if b.kind == "body"), None)
        opening = self.text[body.start : body.end] if body else self.text[:500]
        return shorten(" ".join(opening.split()), OPENING, placeholder=" …") or self.document.source

    @cached_property
    def dates_by_id(self) -> Mapping[str, records.Date]:
        """The dates by their ids."""
        return {date.id: date for date in self.dates}

    @property
    def published(self) -> str | None:
        """Publication date, ISO 8601."""
        return self.document.published.value if self.document.published else None


def check_results(out: Path) -> None:
    """Whether there are results.

    Raises:
        NoResults: there are none; the message says what makes them.
    """
    if not (out / "documents.jsonl").is_file():
        raise NoResults(f"no results in {out}: `onrecord extract INPUT... -o {out}` makes them")


def articles(out: Path) -> Iterator[Article]:
    """Articles of a run in input order; memory holds one at a time.

    All files of a run are in the same order, so they are read side by side.

    Raises:
        NoResults: no ``documents.jsonl`` in ``out``, a line that the contract does not know, or files that do not fit
            each other: nothing of them is passed over in silence.
    """
    entities = _Following(out / "entities.jsonl", records.Entity)
    dates = _Following(out / "dates.jsonl", records.Date)
    quotes = _Following(out / "quotes.jsonl", records.Quote)
    claims = _Following(out / "claims.jsonl", records.Claim)
    check_results(out)
    for document in _lines(out / "documents.jsonl", records.Document):
        yield Article(document, entities.of(document), dates.of(document), quotes.of(document), claims.of(document))
    for following in (entities, dates, quotes, claims):
        following.finish()


def changed(out: Path) -> list[str]:
    """Files of a folder of results that are not as they were written: cut, of another run, or edited by hand."""
    made = manifest.read(out)
    if made is None:
        return []
    known = {name: artifact.bytes for name, artifact in made.artifacts.items()}
    return [name for name, size in known.items() if not (out / name).is_file() or (out / name).stat().st_size != size]


class _Following(Generic[Line]):
    """A file of records, read as far as the article at hand."""

    def __init__(self, path: Path, model: type[Line]) -> None:
        self.path = path
        self._rest: Iterator[Line] = _lines(path, model) if path.is_file() else iter(())
        self._next: Line | None = next(self._rest, None)

    def of(self, document: records.Document) -> list[Line]:
        """The records of the article, none where the file does not have it next."""
        found: list[Line] = []
        while self._next is not None and self._next.doc_id == document.doc_id:
            if document.text[self._next.start : self._next.end] != self._next.text:
                raise NoResults(f"{self.path}: {self._next.id} is not what stands in the article; run extract again")
            found.append(self._next)
            self._next = next(self._rest, None)
        return found

    def finish(self) -> None:
        """Nothing may be left over."""
        if self._next is not None:
            raise NoResults(
                f"{self.path} does not fit documents.jsonl: {self._next.doc_id!r} is not there, or stands elsewhere; "
                "run extract again"
            )


Parsed = TypeVar("Parsed", bound=BaseModel)


def _lines(path: Path, model: type[Parsed]) -> Iterator[Parsed]:
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            try:
                yield model.model_validate_json(line)
            except ValidationError as error:
                first = error.errors()[0]
                why = "it is damaged" if first["type"] == "json_invalid" else first["msg"]
                raise NoResults(f"{path}, line {number}, is no record: {why}; run extract again") from error
