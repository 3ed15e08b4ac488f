"""Label Studio, Prodigy and doccano: spans and relations as JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args
from xml.sax.saxutils import quoteattr

import orjson

from pipeline.records import EntityLabel
from pipeline.views.interchange.spans import LABELS, Labelled, Utf16, labelled
from pipeline.views.results import Article

_TOKEN = re.compile(r"\w+|[^\w\s]|\s+")
_LABELS = (*LABELS, *get_args(EntityLabel))


def write_labelstudio(articles: Iterable[Article], target: Path) -> int:
    """A JSON list of tasks with predictions, and the labelling interface beside it as ``….xml``."""
    target.with_suffix(".xml").write_text(labelstudio_interface(), encoding="utf-8")
    count = 0
    with target.open("wb") as file:
        for article in articles:
            count += 1
            file.write((b"[\n" if count == 1 else b",\n") + orjson.dumps(labelstudio(article)))
        file.write(b"\n]\n" if count else b"[]\n")
    return count


def write_prodigy(articles: Iterable[Article], target: Path) -> int:
    """JSON lines for ``prodigy spans.manual`` and ``rel.manual``."""
    return _write_lines(map(prodigy, articles), target)


def write_doccano(articles: Iterable[Article], target: Path) -> int:
    """JSON lines for a doccano project of sequence labelling with relations."""
    return _write_lines(map(doccano, articles), target)


def _write_lines(rows: Iterator[dict[str, Any]], target: Path) -> int:
    count = 0
    with target.open("wb") as file:
        for row in rows:
            count += 1
            file.write(orjson.dumps(row) + b"\n")
    return count


def labelstudio(article: Article) -> dict[str, Any]:
    """A task. Label Studio counts UTF-16 units."""
    spans, relations = labelled(article)
    units = Utf16(article.text)
    regions = [
        {
            "id": span.id,
            "from_name": "label",
            "to_name": "text",
            "type": "labels",
            "value": {
                "start": units(span.start),
                "end": units(span.end),
                "text": article.text[span.start : span.end],
                "labels": [span.label],
            },
            "meta": {"text": [span.note]} if span.note else {},
        }
        for span in spans
    ]
    links = [
        {"type": "relation", "from_id": r.head, "to_id": r.tail, "direction": "right", "labels": [r.label]}
        for r in relations
    ]
    data = {"text": article.text, "doc_id": article.doc_id, "title": article.title}
    return {"data": data, "predictions": [{"model_version": "onrecord", "result": regions + links}]}


def labelstudio_interface() -> str:
    """The labelling interface that the tasks fit."""
    labels = "\n".join(f"    <Label value={quoteattr(label)}/>" for label in _LABELS)
    return (
        '<View>\n  <Relations>\n    <Relation value="SOURCE"/>\n    <Relation value="CUE"/>\n'
        '    <Relation value="NEXT"/>\n    <Relation value="MEASURE"/>\n  </Relations>\n'
        f'  <Labels name="label" toName="text">\n{labels}\n  </Labels>\n  <Text name="text" value="$text"/>\n</View>\n'
    )


def prodigy(article: Article) -> dict[str, Any]:
    """An example. Prodigy counts code points, and wants spans that end where tokens end: so they are cut there."""
    spans, relations = labelled(article)
    tokens = list(_tokens(article.text, spans))
    first = {token["start"]: token["id"] for token in tokens}
    last = {token["end"]: token["id"] for token in tokens}
    places = {
        span.id: {
            "start": span.start,
            "end": span.end,
            "token_start": first[span.start],
            "token_end": last[span.end],
            "label": span.label,
        }
        for span in spans
        if span.start < span.end
    }
    return {
        "text": article.text,
        "tokens": tokens,
        "spans": list(places.values()),
        "relations": [
            {
                "head": places[r.head]["token_start"],
                "child": places[r.tail]["token_start"],
                "head_span": places[r.head],
                "child_span": places[r.tail],
                "label": r.label,
            }
            for r in relations
            if r.head in places and r.tail in places
        ],
        "meta": {"doc_id": article.doc_id, "title": article.title},
    }


def _tokens(text: str, spans: Iterable[Labelled]) -> Iterator[dict[str, Any]]:
    """Words, marks and blanks, cut at every span's bounds; a single space belongs to the token before (``ws``)."""
    starts, ends = {span.start for span in spans}, {span.end for span in spans}
    edges = sorted(starts | ends | {match.start() for match in _TOKEN.finditer(text)} | {0, len(text)})
    number = 0
    for start, end in pairwise(edges):
        if number and text[start:end] == " " and start not in starts and end not in ends:
            continue
        yield {"text": text[start:end], "start": start, "end": end, "id": number, "ws": text[end : end + 1] == " "}
        number += 1


def doccano(article: Article) -> dict[str, Any]:
    """A line. doccano counts UTF-16 units, unless its project counts grapheme clusters."""
    spans, relations = labelled(article)
    units = Utf16(article.text)
    numbers = {span.id: number for number, span in enumerate(spans, 1)}
    return {
        "text": article.text,
        "entities": [
            {"id": numbers[s.id], "label": s.label, "start_offset": units(s.start), "end_offset": units(s.end)}
            for s in spans
        ],
        "relations": [
            {"id": n, "from_id": numbers[r.head], "to_id": numbers[r.tail], "type": r.label}
            for n, r in enumerate(relations, 1)
        ],
        "doc_id": article.doc_id,
    }
