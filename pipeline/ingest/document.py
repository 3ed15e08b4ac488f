"""An article to a ``Document``: what each line is, and what the header says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.config import Config
from pipeline.ingest import framed, mojibake
from pipeline.ingest import header as headers
from pipeline.ingest.article import Article, sha256
from pipeline.ingest.blocks import blocks
from pipeline.ingest.language import detect
from pipeline.ingest.layout import layout
from pipeline.ingest.lines import split
from pipeline.ingest.reading import read
from pipeline.records import Block, Document

LEFT_OUT_CHARS, LEFT_OUT_SHARE = 600, 0.5  # of a text whose boilerplate is worth a warning, and that share of it


def document(article: Article, config: Config) -> Document:
    """The document of an article, its text unchanged and every line of it given a kind."""
    reading = read(article.text)
    page = layout(split(reading.text))
    if article.frame is None:
        header = headers.read(page, article, config)
        kinds = blocks(page, header)
    else:
        header = framed.header(article.frame, article, reading)
        kinds = framed.blocks(article.frame, reading, page)
    body = "\n".join(reading.text[block.start : block.end] for block in kinds if block.kind == "body")
    found = Document(
        doc_id=article.doc_id,
        source=article.source,
        sha256=article.sha256,
        text=reading.text,
        title=header.title,
        byline=header.byline,
        publisher=header.publisher,
        language=detect(body or reading.text),
        published=header.published,
        blocks=kinds,
        url=article.url,
        encoding=article.encoding,
        warnings=[*article.warnings, *reading.seen, *_doubts(article, header, kinds)],
        extra=dict(article.extra),
        archive=article.archive,
    )
    return _covering(reading.as_given(found))


def _doubts(article: Article, header: headers.Header, kinds: Sequence[Block]) -> Iterator[str]:
    """What a user should know of how the article was read."""
    if article.published and (header.published is None or header.published.origin not in ("metadata", "argument")):
        yield f"the given publication date is no date: {article.published[:60]!r}"
    wrong = mojibake.seen(article.text)
    if wrong:
        yield f"the text was decoded from the wrong encoding ({wrong!r} stands in it): --repair reads it right"
    size = sum(block.end - block.start for block in kinds)
    left = sum(block.end - block.start for block in kinds if block.kind == "boilerplate")
    if size >= LEFT_OUT_CHARS and left > LEFT_OUT_SHARE * size:
        yield f"{100 * left // size} percent of the text taken for boilerplate: nothing is looked for there"


def _covering(found: Document) -> Document:
    """The document with its blocks grown over what is not read (tags, line numbers), so that no line is without one."""
    kinds: list[Block] = []
    for block in found.blocks:
        previous = kinds[-1].end if kinds else 0
        between = found.text[previous : block.start]
        lead = len(between) - len(between.lstrip()) if not between.isspace() and between else len(between)
        kinds.append(block if lead == len(between) else block.model_copy(update={"start": previous + lead}))
    rest = found.text[kinds[-1].end :].rstrip() if kinds else ""
    if rest:
        kinds[-1] = kinds[-1].model_copy(update={"end": kinds[-1].end + len(rest)})
    return found.model_copy(update={"blocks": kinds})


def from_text(
    text: str,
    doc_id: str = "doc",
    published: str | None = None,
    title: str | None = None,
    byline: str | None = None,
    config: Config | None = None,
) -> Document:
    """The document of a text that a caller has in hand."""
    article = Article(doc_id, doc_id, sha256(text.encode()), text, title, published, byline, published_from="argument")
    return document(article, config or Config())
