"""What the page's script knows: the records, as JSON that is safe inside a ``<script>`` element."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import orjson

from pipeline import records
from pipeline.views.across.entries import Entry
from pipeline.views.across.ledger import ledger_of
from pipeline.views.across.output import ledger_data
from pipeline.views.results import Article
from pipeline.views.speakers import voices

# In a script element only "<" could end it or open a comment; the two separators end a line in old JavaScript.
LEDGER_ROWS = 300
_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def script_json(value: object) -> str:
    """JSON that HTML reads as nothing but text."""
    text = orjson.dumps(value).decode()
    for character, escape in _ESCAPES.items():
        text = text.replace(character, escape)
    return text


def article_payload(article: Article, href: str = "") -> dict[str, Any]:
    """An article with all its records. ``href``: the page it stands on, empty for the page at hand.

    Offsets stay what they are, code points: the script counts those too where it turns a selection into a span.
    """
    return {
        **_head(article, href),
        "text": article.text,
        "quotes": [quote.model_dump(exclude={"doc_id"}) for quote in article.quotes],
        "claims": [claim.model_dump(exclude={"doc_id"}) for claim in article.claims],
        "dates": [date.model_dump(exclude={"doc_id"}) for date in article.dates],
        "entities": [entity.model_dump(exclude={"doc_id"}) for entity in article.entities],
        "speakers": [vars(voice) | {"key": key} for key, voice in voices(article).items()],
    }


def ledger_payload(found: Sequence[Entry]) -> dict[str, Any]:
    """Figures side by side: what several articles state first, as much of it as a page bears."""
    data = ledger_data(ledger_of(found))
    return {"rows": data["rows"][:LEDGER_ROWS], "sources": data["sources"][:LEDGER_ROWS]}


def brief(article: Article) -> dict[str, list[dict[str, Any]]]:
    """The records as an index of many articles has them: what lists show, without spans and evidence."""
    periods = {date.id: date.text for date in article.dates}
    return {
        "quotes": [
            {
                **quote.model_dump(include={"id", "kind", "start", "speech", "modality"}),
                "content": [{"text": part.text} for part in quote.content],
                "speaker": _brief_speaker(quote.speaker) if quote.speaker else None,
            }
            for quote in article.quotes
        ],
        "claims": [
            {
                **claim.model_dump(include=_CLAIM),
                "measure": {"text": claim.measure.text} if claim.measure else None,
                "when": periods.get(claim.period or ""),
            }
            for claim in article.claims
        ],
        "dates": [date.model_dump(include=_DATE) for date in article.dates if date.begin],
    }


_CLAIM = {"id", "start", "text", "kind", "value", "value2", "unit", "about_name", "quote", "speaker_name"}
_DATE = {"id", "start", "text", "value", "begin", "finish"}


def _brief_speaker(speaker: records.Speaker) -> dict[str, Any]:
    role = {"text": speaker.role.text} if speaker.role else None
    return {"entity": speaker.entity, "name": speaker.name, "type": speaker.type, "role": role}


def index_payload(article: Article, href: str) -> dict[str, Any]:
    """What the index of a large run knows of an article: its head, and what lists and charts need."""
    return {
        **_head(article, href),
        "counts": {
            "quotes": len(article.quotes),
            "claims": len(article.claims),
            "dates": len(article.dates),
            "entities": len({entity.entity for entity in article.entities}),
        },
    }


def _head(article: Article, href: str) -> dict[str, Any]:
    document = article.document
    return {
        "id": article.doc_id,
        "href": href,
        "title": article.title,
        "published": article.published,
        "publisher": document.publisher,
        "byline": document.byline.text if document.byline else None,
        "source": document.source,
        "url": document.url,
        "duplicate_of": document.duplicate_of,
    }
