"""An article to a ``Document``: what each line is, and what the header says."""

from __future__ import annotations

from pipeline.config import Config
from pipeline.ingest import header as headers
from pipeline.ingest.article import Article, sha256
from pipeline.ingest.blocks import blocks
from pipeline.ingest.language import detect
from pipeline.ingest.layout import layout
from pipeline.ingest.lines import split
from pipeline.records import Document


def document(article: Article, config: Config) -> Document:
    """The document of an article, its text unchanged and every line of it given a kind."""
    page = layout(split(article.text))
    header = headers.read(page, article, config)
    kinds = blocks(page, header)
    body = "\n".join(article.text[block.start : block.end] for block in kinds if block.kind == "body")
    warnings = list(article.warnings)
    if article.published and (header.published is None or header.published.origin not in ("metadata", "argument")):
        warnings.append(f"the given publication date is no date: {article.published[:60]!r}")
    return Document(
        doc_id=article.doc_id,
        source=article.source,
        sha256=article.sha256,
        text=article.text,
        title=header.title,
        byline=header.byline,
        publisher=header.publisher,
        language=detect(body or article.text),
        published=header.published,
        blocks=kinds,
        url=article.url,
        encoding=article.encoding,
        warnings=warnings,
    )


def from_text(
    text: str,
    doc_id: str = "doc",
    published: str | None = None,
    title: str | None = None,
    config: Config | None = None,
) -> Document:
    """The document of a text that a caller has in hand."""
    article = Article(
        doc_id, doc_id, sha256(text.encode()), text, title=title, published=published, published_from="argument"
    )
    return document(article, config or Config())
