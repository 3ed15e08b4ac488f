"""Exports of archives as web pages: Factiva and Europresse, one element an article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lxml.html import HtmlElement

from pipeline.ingest.article import Article, Frame, Where
from pipeline.ingest.exports.frames import date_of, publisher_of
from pipeline.ingest.names import plain


@dataclass(frozen=True)
class Markup:
    """Where one archive's pages hold articles, and in each its fields and paragraphs: XPath, the surest first."""

    name: str
    article: str
    title: str
    byline: str
    publisher: str
    dated: str
    body: str


def _of_class(*names: str, tag: str = "*") -> str:
    tests = " or ".join(f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')" for name in names)
    return f".//{tag}[{tests}]"


MARKUPS = (
    Markup(
        "Factiva",
        _of_class("article", tag="div")
        + "[.//*[contains(@class, 'Headline')] or .//*[contains(@class, 'articleParagraph')]]",
        ".//*[@id='hd']//*[contains(@class, 'Headline')]|.//*[contains(@class, 'Headline')]|.//*[@id='hd']",
        _of_class("author"),
        "",
        "./div",
        ".//p[contains(@class, 'articleParagraph')]",
    ),
    Markup(
        "Europresse",
        "//article[.//*[contains(@class, 'titreArticle') or contains(@class, 'DocPublicationName')]]",
        _of_class("titreArticleVisu", "titreArticle"),
        _of_class("docAuthors", "sm-margin-bottomNews"),
        _of_class("DocPublicationName", "rdp__DocPublicationName"),
        _of_class("DocHeader"),
        _of_class("docOcurrContainer", "DocText"),
    ),
    Markup(
        "Nexis",
        "//div[@class='article' or @class='doc'][.//h1 or .//p[@class='loose']]",
        ".//h1",
        ".//*[contains(@class, 'byline')]",
        ".//*[contains(@class, 'pubName') or contains(@class, 'SS_Pub')]",
        ".//*[contains(@class, 'date')]",
        ".//p[@class='loose']",
    ),
)
_WORDS = re.compile(r"\d[\d,. ]* (?:words|mots)", re.IGNORECASE)
_CODE = re.compile(
    r"[A-Z]{3,8}|\d{1,4}|[A-Z]\d{1,4}|english|anglais|(?:©|copyright).*|\d\d?:\d\d|page .*", re.IGNORECASE
)


def split(tree: HtmlElement, given: Article) -> Iterator[Article]:
    """The articles of an exported page; none where the page is no export."""
    for markup in MARKUPS:
        elements = [e for e in tree.xpath(markup.article) if e.xpath(markup.body)]
        if not elements or (markup.name == "Factiva" and not tree.xpath("//p[contains(@class, 'articleParagraph')]")):
            continue
        for number, element in enumerate(elements, 1):
            made = _article(markup, element, given)
            yield made if len(elements) == 1 else replace(made, doc_id=f"{given.doc_id}#{number}")
        return


def _article(markup: Markup, element: HtmlElement, given: Article) -> Article:
    body = element.xpath(markup.body)
    title, byline = (_words(element, path) for path in (markup.title, markup.byline))
    rest = [
        _clean(e) for e in element.xpath(markup.dated) if not e.xpath(markup.body) and _clean(e) not in (title, byline)
    ]
    rest = [line for line in rest if line]
    dated = next((line for line in rest if date_of(line)), None)
    publisher = _words(element, markup.publisher) if markup.publisher else _below(rest, dated)
    length = next((m.group() for line in rest if (m := _WORDS.search(line))), None)
    lines = [line for line in dict.fromkeys([title, byline, *([publisher] if markup.publisher else []), *rest]) if line]
    paragraphs = [words for part in body for words in _paragraphs(part)]
    text = "\n".join(lines) + "\n\n" + "\n\n".join(paragraphs)
    starts = _starts(lines)
    begin = len("\n".join(lines)) + 2
    byline_name = plain(byline) if byline else None
    return replace(
        given,
        text=text,
        title=title,
        byline=byline_name,
        publisher=publisher_of(publisher),
        published=date_of(dated),
        extra={"length": length} if length else {},
        archive=markup.name,
        frame=Frame(
            body=((begin, len(text)),) if paragraphs else (),
            header=(0, begin),
            title=starts.get(title or ""),
            byline=_inside(starts.get(byline or ""), byline, byline_name),
            published=starts.get(dated or ""),
        ),
    )


def _inside(where: Where | None, line: str | None, name: str | None) -> Where | None:
    """The name's own stretch in the byline's line."""
    at = line.find(name) if line and name else -1
    return (where[0] + at, where[0] + at + len(name or "")) if where is not None and at >= 0 else None


def _starts(lines: Sequence[str]) -> dict[str, Where]:
    found: dict[str, Where] = {}
    at = 0
    for line in lines:
        found.setdefault(line, (at, at + len(line)))
        at += len(line) + 1
    return found


def _below(lines: Sequence[str], dated: str | None) -> str | None:
    """The publication: the first line below the date that is no code, page or time."""
    behind = lines[lines.index(dated) + 1 :] if dated in lines else []
    return next((line for line in behind if not _CODE.fullmatch(line)), None)


def _words(element: HtmlElement, path: str) -> str | None:
    return next((words for found in element.xpath(path) if (words := _clean(found))), None)


def _clean(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _paragraphs(part: HtmlElement) -> list[str]:
    inner = part.xpath(".//p")
    return [words for element in (inner or [part]) if (words := _clean(element))]
