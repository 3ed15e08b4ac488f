"""CoNLL-U: the syntax of ``annotations.jsonl`` with names, quotes, figures and dates in the last column.

The words are those of the text as read, wraps and entities resolved, and the ranges count in that text.

``MISC`` has ``Entity=B-ORG`` (IOB), ``Quote``, ``Claim`` and ``Date`` (ids of records), and the characters' range.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import orjson

from pipeline.ingest.reading import Reading, of_document
from pipeline.views.results import Article, NoResults, articles

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_BLANKS = re.compile(r"\s+")


def write(out: Path, target: Path) -> int:
    """One ``.conllu`` file with all articles; returns their number.

    Raises:
        NoResults: there is no ``annotations.jsonl``, or it is not of these articles.
    """
    import spacy

    from pipeline.run.annotations import to_doc

    source = out / "annotations.jsonl"
    if not source.is_file():
        raise NoResults(f"no annotations in {out}: `onrecord stage annotations -o {out}` makes them")
    vocab = spacy.blank("en").vocab
    count = 0
    with ExitStack() as stack:
        rows = map(orjson.loads, stack.enter_context(source.open("rb")))
        file = stack.enter_context(target.open("w", encoding="utf-8", newline="\n"))
        waiting = next(rows, None)
        for article in articles(out):
            count += 1
            if waiting is None or waiting["doc_id"] != article.doc_id:
                continue  # an article that the model failed on has no annotations
            reading = of_document(article.document)  # its words and syntax are of the text as read
            file.writelines(sentences(to_doc(waiting, reading.text, vocab), as_read(article, reading)))
            waiting = next(rows, None)
    return count


def as_read(article: Article, reading: Reading) -> Article:
    """The article with its records placed in the text as read."""
    kinds = ("entities", "dates", "quotes", "claims")
    moved = {kind: [reading.as_read(row) for row in getattr(article, kind)] for kind in kinds}
    return replace(article, document=reading.as_read(article.document), **moved)


def sentences(doc: Doc, article: Article) -> Iterator[str]:
    """The blocks of an article, each with its empty line."""
    misc, whole = _Misc(article), doc.text  # spaCy joins the text anew each time it is asked for
    doc_id = _BLANKS.sub(" ", article.doc_id)  # a comment is one line
    yield f"# newdoc id = {doc_id}\n"
    number = 0
    for sentence in doc.sents if doc.has_annotation("SENT_START") else [doc[:]]:
        words = [token for token in sentence if not token.is_space]
        if words:
            number += 1
            text = _BLANKS.sub(" ", sentence.text.strip())
            yield f"# sent_id = {doc_id}-{number}\n# text = {text}\n"
            yield from _lines(words, whole, misc)
            yield "\n"


def _lines(words: list[Token], whole: str, misc: _Misc) -> Iterator[str]:
    ids = {token.i: number for number, token in enumerate(words, 1)}
    roots = [token for token in words if token.head.i == token.i or token.head.i not in ids]
    known = {token.i for token in roots}
    for token in words:
        root = token.i in known
        # a second root (its head was a line break) hangs on the first, since a sentence has only one
        head = (0 if token is roots[0] else ids[roots[0].i]) if root else ids[token.head.i]
        relation = "root" if head == 0 else "parataxis" if root else token.dep_ or "dep"
        blank = whole[token.idx + len(token) : token.idx + len(token) + 1].isspace()
        more = misc.of(token, spaced=blank or token.i == words[-1].i)
        cells = (
            ids[token.i],
            token.text,
            token.lemma_ or "_",
            token.pos_ or "_",
            token.tag_ or "_",
            "_",
            head,
            relation,
        )
        yield "\t".join((*map(str, cells), "_", more)) + "\n"


class _Misc:
    """The records on a token; tokens are asked for in the order of the text."""

    def __init__(self, article: Article) -> None:
        self._of = {
            "Quote": _Passing([(part.start, part.end, q.id) for q in article.quotes for part in q.content]),
            "Claim": _Passing([(c.start, c.end, c.id) for c in article.claims]),
            "Date": _Passing([(d.start, d.end, d.id) for d in article.dates]),
        }
        names = [e for e in article.entities if e.mention in ("name", "short")]
        self._names = _Passing([(e.start, e.end, e.label) for e in names])

    def of(self, token: Token, spaced: bool) -> str:
        """The cell, sorted by key."""
        start, end = token.idx, token.idx + len(token)
        cell = {"start_char": str(start), "end_char": str(end)}
        if not spaced:
            cell["SpaceAfter"] = "No"
        for key, spans in self._of.items():
            if found := spans.over(start, end):
                cell[key] = ",".join(name for _, _, name in found)
        if found := self._names.over(start, end):
            first, _, label = found[0]
            cell["Entity"] = f"{'B' if start <= first else 'I'}-{label}"
        return "|".join(f"{key}={_escape(value)}" for key, value in sorted(cell.items()))


class _Passing:
    """Spans (start, end, name) that are met one token after the other, so that each is looked at while it lasts."""

    def __init__(self, spans: list[tuple[int, int, str]]) -> None:
        self._waiting = deque(sorted(enumerate(spans), key=lambda row: row[1][0]))
        self._open: list[tuple[int, tuple[int, int, str]]] = []

    def over(self, start: int, end: int) -> list[tuple[int, int, str]]:
        """Those on the stretch, in the order in which they were given; ``start`` never goes back."""
        while self._waiting and self._waiting[0][1][0] < end:
            self._open.append(self._waiting.popleft())
        self._open = sorted(row for row in self._open if row[1][1] > start)
        return [span for _, span in self._open if span[0] < end]


def _escape(value: str) -> str:
    return _BLANKS.sub("_", value).replace("|", "%7C")
