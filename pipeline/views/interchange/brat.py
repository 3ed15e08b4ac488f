"""brat standoff: a ``.txt`` and an ``.ann`` an article, and the configuration that brat needs.

A text-bound annotation may not contain a line break, so a quote over paragraphs becomes one annotation in fragments.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import get_args

from pipeline.records import EntityLabel
from pipeline.views.folder import Folder, file_name
from pipeline.views.interchange.spans import Stretch
from pipeline.views.results import Article

_LINE = re.compile(r"[^\r\n]+")
_BLANKS = re.compile(r"\s+")


def write(articles: Iterable[Article], target: Path) -> int:
    """A folder that brat serves; returns the number of articles."""
    count = 0
    with Folder(target) as folder:
        folder.write("annotation.conf", configuration().encode())
        for article in articles:
            count += 1
            for suffix, text in (("txt", article.text), ("ann", "".join(f"{line}\n" for line in lines(article)))):
                folder.write(file_name(article.doc_id, suffix), text.encode("utf-8", "replace"))
    return count


def configuration() -> str:
    """``annotation.conf``: what may be annotated."""
    entities = "\n".join(("Quote", "Source", "Cue", "Claim", "Measure", "Date", *get_args(EntityLabel)))
    relations = (
        "Said_by\tArg1:Quote, Arg2:Source\nReported_with\tArg1:Quote, Arg2:Cue\nMeasures\tArg1:Claim, Arg2:Measure"
    )
    overlap = "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>"
    return (
        f"[entities]\n{entities}\n\n[relations]\n{relations}\n{overlap}\n\n[events]\n\n[attributes]\n"
        "Kind\tArg:Quote, Value:direct|indirect|mixed\n"
    )


def lines(article: Article) -> Iterator[str]:
    """Lines of the ``.ann`` file."""
    book = _Book(article.text)
    for quote in article.quotes:
        content = book.text("Quote", *quote.content)
        if content is None:
            continue
        book.add(f"A{book.next('A')}\tKind {content} {quote.kind}")
        if quote.speaker:
            book.note(content, f"speaker: {quote.speaker.name}")
        book.relate("Said_by", content, book.text("Source", quote.source) if quote.source else None)
        book.relate("Reported_with", content, book.text("Cue", quote.cue) if quote.cue else None)
    for claim in article.claims:
        if figure := book.text("Claim", claim):
            book.note(figure, f"{claim.kind}: {claim.value} {claim.unit or ''}".strip())
            book.relate("Measures", figure, book.text("Measure", claim.measure) if claim.measure else None)
    for date in article.dates:
        if moment := book.text("Date", date):
            book.note(moment, date.value)
    for entity in article.entities:
        if entity.mention in ("name", "short"):
            book.text(entity.label, entity)
    yield from book.rows


class _Book:
    """Rows with running numbers."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._counts: dict[str, int] = {}
        self.rows: list[str] = []

    def next(self, letter: str) -> int:
        self._counts[letter] = self._counts.get(letter, 0) + 1
        return self._counts[letter]

    def add(self, row: str) -> None:
        self.rows.append(row)

    def text(self, label: str, *spans: Stretch) -> str | None:
        """A text-bound annotation; None where there is nothing but blanks."""
        pieces = [m.span() for span in spans for m in _LINE.finditer(self._text, span.start, span.end) if m[0].strip()]
        if not pieces:
            return None
        key = f"T{self.next('T')}"
        where = ";".join(f"{start} {end}" for start, end in pieces)
        self.add(f"{key}\t{label} {where}\t{' '.join(self._text[start:end] for start, end in pieces)}")
        return key

    def relate(self, label: str, head: str, tail: str | None) -> None:
        if tail:
            self.add(f"R{self.next('R')}\t{label} Arg1:{head} Arg2:{tail}")

    def note(self, key: str, text: str) -> None:
        self.add(f"#{self.next('#')}\tAnnotatorNotes {key}\t{_BLANKS.sub(' ', text)}")
