"""CoNLL-U: the syntax of ``annotations.jsonl`` with names, quotes, figures and dates in the last column.

``MISC`` has ``Entity=B-ORG`` (IOB), ``Quote``, ``Claim`` and ``Date`` (ids of records), and the characters' range.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import orjson

from pipeline.views.results import Article, NoResults, articles

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

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
    target.parent.mkdir(parents=True, exist_ok=True)
    count = 0
    with ExitStack() as stack:
        rows = map(orjson.loads, stack.enter_context(source.open("rb")))
        file = stack.enter_context(target.open("w", encoding="utf-8", newline="\n"))
        waiting = next(rows, None)
        for article in articles(out):
            count += 1
            if waiting is None or waiting["doc_id"] != article.doc_id:
                continue  # an article that the model failed on has no annotations
            file.writelines(sentences(to_doc(waiting, article.text, vocab), article))
            waiting = next(rows, None)
    return count


def sentences(doc: Doc, article: Article) -> Iterator[str]:
    """The blocks of an article, each with its empty line."""
    misc = _Misc(article)
    yield f"# newdoc id = {article.doc_id}\n"
    number = 0
    for sentence in doc.sents if doc.has_annotation("SENT_START") else [doc[:]]:
        words = [token for token in sentence if not token.is_space]
        if words:
            number += 1
            text = _BLANKS.sub(" ", sentence.text.strip())
            yield f"# sent_id = {article.doc_id}-{number}\n# text = {text}\n"
            yield from _lines(words, sentence, misc)
            yield "\n"


def _lines(words: list[Token], sentence: Span, misc: _Misc) -> Iterator[str]:
    ids = {token.i: number for number, token in enumerate(words, 1)}
    roots = [token for token in words if token.head.i == token.i or token.head.i not in ids]
    for token in words:
        root = token in roots
        # a second root (its head was a line break) hangs on the first, since a sentence has only one
        head = (0 if token is roots[0] else ids[roots[0].i]) if root else ids[token.head.i]
        relation = "root" if head == 0 else "parataxis" if root else token.dep_ or "dep"
        blank = token.doc.text[token.idx + len(token) : token.idx + len(token) + 1].isspace()
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
    """The records on a token."""

    def __init__(self, article: Article) -> None:
        self._of: dict[str, list[tuple[int, int, str]]] = {
            "Quote": [(part.start, part.end, q.id) for q in article.quotes for part in q.content],
            "Claim": [(c.start, c.end, c.id) for c in article.claims],
            "Date": [(d.start, d.end, d.id) for d in article.dates],
        }
        self._names = [e for e in article.entities if e.mention in ("name", "short")]

    def of(self, token: Token, spaced: bool) -> str:
        """The cell, sorted by key."""
        start, end = token.idx, token.idx + len(token)
        cell = {"start_char": str(start), "end_char": str(end)}
        if not spaced:
            cell["SpaceAfter"] = "No"
        for key, spans in self._of.items():
            if ids := [name for first, last, name in spans if first < end and start < last]:
                cell[key] = ",".join(ids)
        for entity in self._names:
            if entity.start < end and start < entity.end:
                cell["Entity"] = f"{'B' if start <= entity.start else 'I'}-{entity.label}"
                break
        return "|".join(f"{key}={_escape(value)}" for key, value in sorted(cell.items()))


def _escape(value: str) -> str:
    return _BLANKS.sub("_", value).replace("|", "%7C")
