"""schema.org: articles as NewsArticle, quotes as Quotation, figures as Claim, in one JSON-LD graph a line."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote as quoted

import orjson

from pipeline import records
from pipeline.views.context import Sentences
from pipeline.views.results import Article

_TYPES = {"person": "Person", "organization": "Organization", "document": "CreativeWork", "group": "Organization"}


def write(articles: Iterable[Article], target: Path) -> int:
    """JSON lines, a graph an article; returns their number."""
    count = 0
    with target.open("wb") as file:
        for article in articles:
            count += 1
            file.write(orjson.dumps(graph(article)) + b"\n")
    return count


def graph(article: Article) -> dict[str, Any]:
    """The graph of an article."""
    news = article.document.url or _urn(article.doc_id)
    speakers = {quote.id: _speaker(quote.speaker) for quote in article.quotes}
    sentences = Sentences(article.text)
    nodes = [_news(article, news)]
    nodes += [_quotation(quote, speakers[quote.id], news) for quote in article.quotes if quote.speech]
    for claim in article.claims:
        author = speakers.get(claim.quote) if claim.quote else None
        nodes.append(_claim(claim, sentences.around(claim.start, claim.end), author, news))
    return {"@context": "https://schema.org", "@graph": [_full(node) for node in nodes]}


def _news(article: Article, news: str) -> dict[str, Any]:
    document = article.document
    return {
        "@type": "NewsArticle",
        "@id": news,
        "headline": article.title,
        "datePublished": article.published,
        "author": document.byline.text if document.byline else None,
        "publisher": {"@type": "Organization", "name": document.publisher} if document.publisher else None,
        "inLanguage": document.language,
    }


def _quotation(quote: records.Quote, speaker: dict[str, Any] | None, news: str) -> dict[str, Any]:
    return {
        "@type": "Quotation",
        "@id": _urn(quote.id),
        "text": " … ".join(part.text for part in quote.content),
        "creator": speaker,
        "isPartOf": {"@id": news},
    }


def _claim(claim: records.Claim, sentence: str, author: dict[str, Any] | None, news: str) -> dict[str, Any]:
    return {
        "@type": "Claim",
        "@id": _urn(claim.id),
        "text": sentence,
        "author": author,
        "about": claim.about_name,
        "appearance": {"@id": news},
        "mainEntity": {"@type": "QuantitativeValue", "value": claim.value, "unitText": claim.unit},
    }


def _speaker(speaker: records.Speaker | None) -> dict[str, Any] | None:
    """Who is quoted; someone without a name is no node of the graph."""
    if speaker is None or speaker.type not in _TYPES:
        return None
    job = speaker.role.text if speaker.role and speaker.type == "person" else None
    work = {"@type": "Organization", "name": speaker.affiliation.text} if speaker.affiliation else None
    kind = _TYPES[speaker.type]
    return _full(
        {"@type": kind, "name": speaker.name, "jobTitle": job, "affiliation": work if kind == "Person" else None}
    )


def _full(node: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in node.items() if value is not None}


def _urn(name: str) -> str:
    return "urn:onrecord:" + quoted(name, safe="/")
