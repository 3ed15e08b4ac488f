"""Articles to rows: one for each quote, claim, date, entity mention, speaker and article.

A cell is the field that ``columns.toml`` names for its column, unless it is counted or looked up: that stands here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

import orjson

from pipeline import records
from pipeline.views.context import Sentences
from pipeline.views.results import Article
from pipeline.views.speakers import speaker_key, voices, words
from pipeline.views.tables.columns import tables

Cell = str | int | float | bool | None
Rows = dict[str, list[tuple[Cell, ...]]]


def flatten(article: Article) -> Rows:
    """Rows by table, cells in the order of the columns."""
    sentences = Sentences(article.text)
    speakers = _speakers(article)
    ids = {key: str(row["speaker_id"]) for key, row in speakers.items()}
    common = _common(article, sentences)
    found: Mapping[str, Iterable[tuple[records.Model | None, Mapping[str, Cell]]]] = {
        "articles": [(article.document, _article(article))],
        "speakers": [(None, row) for row in speakers.values()],
        "entities": [(entity, common(entity)) for entity in article.entities],
        "dates": [(date, common(date)) for date in article.dates],
        "quotes": [(quote, common(quote) | _quote(quote, ids)) for quote in article.quotes],
        "claims": [(claim, common(claim) | _claim(article, claim)) for claim in article.claims],
    }
    return {table: [_row(table, record, more) for record, more in rows] for table, rows in found.items()}


def _row(table: str, record: records.Model | None, more: Mapping[str, Cell]) -> tuple[Cell, ...]:
    """The cells of a row: what was counted or looked up (``more``), else the record's fields."""
    return tuple(more[name] if name in more else _cell(record, path) for name, path in _paths(table))


@cache
def _paths(table: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((column.name, tuple(column.field.split("."))) for column in tables()[table])


def _cell(record: Any, path: tuple[str, ...]) -> Cell:
    """The value at a path of fields; none where a part of it is missing. What is no single value becomes text."""
    for name in path:
        if record is None:
            return None
        record = getattr(record, name)
    if isinstance(record, list):
        return "; ".join(map(str, record)) or None
    if isinstance(record, dict):
        return orjson.dumps(record, default=str).decode() if record else None
    if isinstance(record, records.Model):
        return "; ".join(f"{name}: {value}" for name, value in record if value is not None) or None
    found: Cell = record
    return found


def _article(article: Article) -> dict[str, Cell]:
    return {
        "title": article.title,  # the first words where there is none
        "words": len(article.text.split()),
        "quotes": len(article.quotes),
        "claims": len(article.claims),
    }


def _speakers(article: Article) -> dict[str, dict[str, Cell]]:
    return {
        key: {
            "speaker_id": f"{article.doc_id}/s{number}",
            "doc_id": article.doc_id,
            "name": voice.name,
            "type": voice.type,
            "role": "; ".join(voice.roles) or None,
            "affiliation": voice.affiliation,
            "gender": voice.gender,
            "gender_by": voice.gender_by,
            "quotes": len(voice.quotes),
            "words": voice.words,
        }
        for number, (key, voice) in enumerate(voices(article).items(), 1)
    }


def _common(article: Article, sentences: Sentences) -> Callable[[records.Record], dict[str, Cell]]:
    """Where a record stands."""

    def of(record: records.Record) -> dict[str, Cell]:
        sentence = sentences.around(record.start, record.end)
        return {"sentence": sentence, "title": article.title, "published": article.published}

    return of


def _quote(quote: records.Quote, ids: Mapping[str, str]) -> dict[str, Cell]:
    return {
        "content": " … ".join(part.text for part in quote.content),
        "words": words(quote),
        "speaker_id": ids[speaker_key(quote.speaker)] if quote.speaker else None,
    }


def _claim(article: Article, claim: records.Claim) -> dict[str, Cell]:
    """The period in words, value and days; a period that is no record of the article counts as none."""
    period = article.dates_by_id.get(claim.period) if claim.period else None
    return {
        "period": period.text if period else None,
        "period_value": period.value if period else None,
        "begin": period.begin if period else None,
        "finish": period.finish if period else None,
        "date_id": claim.period if period else None,
    }
