"""What each pass did to one quote, in the terminal: ``onrecord show OUT ARTICLE --trace q3``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import spacy
from rich.console import Console
from rich.table import Table
from spacy.tokens import Doc

from pipeline.ingest.reading import Reading, of_document
from pipeline.quotes.trace import trace
from pipeline.quotes.types import Attribution
from pipeline.records import Date, Document, Entity, Quote
from pipeline.run.annotations import to_doc
from pipeline.views.results import check_results


def show_trace(out: Path, doc_id: str | None, quote_id: str, console: Console | None = None) -> None:
    """Print a line for every pass that made or changed a quote.

    Raises:
        NoResults: ``out`` holds no results.
        LookupError: no such article or quote, or one that this version does not make.
    """
    check_results(out)
    row = next((row for row in _rows(out, "documents") if doc_id in (None, row["doc_id"])), None)
    if row is None:
        raise LookupError(f"no article {doc_id!r} in {out}")
    own = row["doc_id"]
    wanted = quote_id if "/" in quote_id else f"{own}/{quote_id}"
    quotes = (q for q in _rows(out, "quotes") if q["id"] == wanted)
    quote = next((Quote.model_validate(q) for q in quotes), None)
    if quote is None:
        raise LookupError(f"no quote {wanted!r} in {out}")
    document = Document.model_validate(row)
    reading = of_document(document)
    doc = _doc(out, own, reading, reading.as_read(document))
    table = Table("pass", "content", "cue", "source", "rule", title=wanted, caption="of: what the pass made it from")
    for change in trace(doc, reading.as_read(quote)):
        for a in change.before:
            table.add_row("of", *_cells(doc.text, a), style="dim")
        table.add_row(change.name, *_cells(doc.text, change.after))
    (console or Console()).print(table)


def _doc(out: Path, doc_id: str, reading: Reading, document: Document) -> Doc:
    """The article as quotes find it: its annotations, names and dates."""
    row = next(r for r in _rows(out, "annotations") if r["doc_id"] == doc_id)
    doc = to_doc(row, document.text, spacy.blank("en").vocab)
    found = doc._.onrecord
    found.document = document
    own = {kind: [r for r in _rows(out, kind) if r["doc_id"] == doc_id] for kind in ("entities", "dates")}
    entities = [reading.as_read(Entity.model_validate(r)) for r in own["entities"]]
    found.entities = [e for e in entities if e.mention in ("name", "short")]
    found.dates = [reading.as_read(Date.model_validate(r)) for r in own["dates"]]
    return doc


def _rows(out: Path, kind: str) -> Iterator[dict[str, Any]]:
    path = out / f"{kind}.jsonl"
    if not path.exists():
        raise FileNotFoundError(f"no {kind}.jsonl in {out}: run `onrecord extract` first")
    with path.open("rb") as lines:
        yield from (orjson.loads(line) for line in lines)


def _cells(text: str, a: Attribution) -> tuple[str, ...]:
    parts = " … ".join(text[s:e] for s, e in a.content)
    return (parts, text[slice(*a.cue)] if a.cue else "", text[slice(*a.source)] if a.source else "", a.rule)
