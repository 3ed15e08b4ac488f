"""W3C Web Annotation: one JSON-LD page of annotations an article.

The recommendation counts code points, as we do. Every target has a position and, for a text that has moved since, the
words with what stands before and after.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

import orjson

from pipeline import records
from pipeline.views.folder import Folder, file_name
from pipeline.views.interchange.spans import Stretch
from pipeline.views.results import Article

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32  # characters of prefix and suffix


def write(articles: Iterable[Article], target: Path) -> int:
    """A folder of ``.jsonld`` files; returns the number of articles."""
    count = 0
    with Folder(target) as folder:
        for article in articles:
            count += 1
            data = orjson.dumps(page(article), option=orjson.OPT_INDENT_2)
            folder.write(file_name(article.doc_id, "jsonld"), data)
    return count


def page(article: Article) -> dict[str, Any]:
    """An AnnotationPage."""
    found = [*article.quotes, *article.claims, *article.dates, *article.entities]
    return {
        "@context": CONTEXT,
        "id": _urn(f"{article.doc_id}/annotations"),
        "type": "AnnotationPage",
        "items": [_annotation(article, record) for record in found],
    }


def _annotation(article: Article, record: records.Record) -> dict[str, Any]:
    spans: Sequence[Stretch] = record.content if isinstance(record, records.Quote) else [record]
    return {
        "id": _urn(record.id),
        "type": "Annotation",
        "motivation": "identifying",
        "generator": {"type": "Software", "name": f"onrecord, {record.rule}"},
        "body": [{"type": "TextualBody", "purpose": purpose, "value": value} for purpose, value in _bodies(record)],
        "target": [_target(article, span) for span in spans],
    }


def _bodies(record: records.Record) -> list[tuple[str, str]]:
    """What is said of the span: its class first, then tags."""
    if isinstance(record, records.Quote):
        speaker = record.speaker.name if record.speaker else ""
        found = [("classifying", f"{record.kind} quote"), ("tagging", speaker and f"speaker: {speaker}")]
    elif isinstance(record, records.Claim):
        found = [
            ("classifying", f"{record.kind} claim"),
            ("tagging", f"value: {record.value} {record.unit or ''}".strip()),
        ]
    elif isinstance(record, records.Date):
        found = [("classifying", record.type), ("tagging", f"value: {record.value}")]
    elif isinstance(record, records.Entity):
        found = [("classifying", record.label), ("tagging", f"name: {record.name}")]
    else:
        found = []
    return [(purpose, value) for purpose, value in found if value]


def _target(article: Article, span: Stretch) -> dict[str, Any]:
    return {
        "source": article.document.url or _urn(article.doc_id),
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": span.text,
                "prefix": article.text[max(0, span.start - AROUND) : span.start],
                "suffix": article.text[span.end : span.end + AROUND],
            },
            {"type": "TextPositionSelector", "start": span.start, "end": span.end},
        ],
    }


def _urn(name: str) -> str:
    return "urn:onrecord:" + quote(name, safe="/")
