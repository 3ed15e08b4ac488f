"""What all annotation tools take: labelled spans, and who said what as a relation between two of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from pipeline.views.results import Article


class Stretch(Protocol):
    """Anything with a place in the text: a record, or a span within one."""

    @property
    def start(self) -> int:
        """First character."""

    @property
    def end(self) -> int:
        """Character after the last."""

    @property
    def text(self) -> str:
        """The words."""


@dataclass(frozen=True)
class Labelled:
    """A labelled span; offsets are code points. ``id`` is unique in the article, ``record`` names what it is of."""

    id: str
    start: int
    end: int
    label: str
    record: str
    note: str = ""


@dataclass(frozen=True)
class Relation:
    """``head`` and ``tail`` are ids of spans: content to its source (SOURCE), its cue (CUE), its next part (NEXT)."""

    head: str
    tail: str
    label: str


LABELS = ("QUOTE", "SOURCE", "CUE", "CLAIM", "MEASURE", "DATE")
RELATIONS = ("SOURCE", "CUE", "NEXT", "MEASURE")


def labelled(article: Article) -> tuple[list[Labelled], list[Relation]]:
    """All spans of an article by start, and the relations between them."""
    spans: list[Labelled] = []
    relations: list[Relation] = []
    for span, relation in (*_quotes(article), *_claims(article)):
        spans.append(span)
        relations += [relation] if relation else []
    for date in article.dates:
        spans.append(Labelled(date.id, date.start, date.end, "DATE", date.id, date.value))
    for entity in article.entities:
        if entity.mention in ("name", "short"):
            spans.append(Labelled(entity.id, entity.start, entity.end, entity.label, entity.id, entity.name))
    return sorted(spans, key=lambda s: (s.start, s.end, s.id)), relations


def _quotes(article: Article) -> Iterator[tuple[Labelled, Relation | None]]:
    for quote in article.quotes:
        name = quote.speaker.name if quote.speaker else ""
        before = quote.id
        for number, part in enumerate(quote.content):
            key = f"{quote.id}.{number + 1}" if number else quote.id
            relation = Relation(before, key, "NEXT") if number else None
            yield Labelled(key, part.start, part.end, "QUOTE", quote.id, name), relation
            before = key
        for label, span in (("SOURCE", quote.source), ("CUE", quote.cue)):
            if span:
                key = f"{quote.id}.{label.lower()}"
                yield Labelled(key, span.start, span.end, label, quote.id, name), Relation(quote.id, key, label)


def _claims(article: Article) -> Iterator[tuple[Labelled, Relation | None]]:
    for claim in article.claims:
        yield Labelled(claim.id, claim.start, claim.end, "CLAIM", claim.id, f"{claim.value} {claim.unit or ''}"), None
        if claim.measure:
            key = f"{claim.id}.measure"
            found = Labelled(key, claim.measure.start, claim.measure.end, "MEASURE", claim.id)
            yield found, Relation(claim.id, key, "MEASURE")


class Utf16:
    """Offsets for tools that count UTF-16 units, as JavaScript does: a character beyond U+FFFF counts two."""

    def __init__(self, text: str) -> None:
        self._wide = [at for at, character in enumerate(text) if character > "\uffff"]

    def __call__(self, offset: int) -> int:
        """A code point offset in UTF-16 units."""
        return offset + bisect_left(self._wide, offset)
