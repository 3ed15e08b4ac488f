"""Articles to rows: one for each quote, claim, date, entity mention, speaker and article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

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
    found: Mapping[str, Iterable[Mapping[str, Cell]]] = {
        "articles": [_article(article)],
        "speakers": speakers.values(),
        "entities": [_common(article, sentences, entity) for entity in article.entities],
        "dates": [_common(article, sentences, date) for date in article.dates],
        "quotes": [_quote(article, sentences, quote, ids) for quote in article.quotes],
        "claims": [_claim(article, sentences, claim) for claim in article.claims],
    }
    return {
        table: [tuple(row.get(column.name) for column in tables()[table]) for row in rows]
        for table, rows in found.items()
    }


def _article(article: Article) -> dict[str, Cell]:
    document = article.document
    return {
        **document.model_dump(include={"doc_id", "publisher", "source", "url", "language", "duplicate_of", "text"}),
        "title": article.title,
        "published": article.published,
        "byline": document.byline.text if document.byline else None,
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
            "quotes": len(voice.quotes),
            "words": voice.words,
        }
        for number, (key, voice) in enumerate(voices(article).items(), 1)
    }


def _common(article: Article, sentences: Sentences, record: records.Record) -> dict[str, Cell]:
    """A record's own fields, and where it stands."""
    return {
        **record.model_dump(),
        "sentence": sentences.around(record.start, record.end),
        "title": article.title,
        "published": article.published,
    }


def _quote(article: Article, sentences: Sentences, quote: records.Quote, ids: Mapping[str, str]) -> dict[str, Cell]:
    speaker = quote.speaker
    return {
        **_common(article, sentences, quote),
        "content": " … ".join(part.text for part in quote.content),
        "cue": quote.cue.text if quote.cue else None,
        "source": quote.source.text if quote.source else None,
        "words": words(quote),
        "speaker_id": ids[speaker_key(speaker)] if speaker else None,
        "speaker": speaker.name if speaker else None,
        "speaker_type": speaker.type if speaker else None,
        "role": speaker.role.text if speaker and speaker.role else None,
        "affiliation": speaker.affiliation.text if speaker and speaker.affiliation else None,
    }


def _claim(article: Article, sentences: Sentences, claim: records.Claim) -> dict[str, Cell]:
    period = next((date for date in article.dates if date.id == claim.period), None) if claim.period else None
    return {
        **_common(article, sentences, claim),
        "measure": claim.measure.text if claim.measure else None,
        "about": claim.about_name,
        "period": period.text if period else None,
        "period_value": period.value if period else None,
        "begin": period.begin if period else None,
        "finish": period.finish if period else None,
        "date_id": claim.period if period else None,
        "quote_id": claim.quote,
        "speaker": claim.speaker_name,
    }
