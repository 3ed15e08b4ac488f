"""A saved web page to an article: main text and metadata by trafilatura, what it leaves out looked after here."""

from __future__ import annotations

import codecs
import re

import lxml.html
import trafilatura
from lxml.etree import ParserError
from lxml.html import HtmlElement

from pipeline.ingest import metadata
from pipeline.ingest.article import Article, Unreadable, sha256
from pipeline.ingest.decode import decode
from pipeline.ingest.names import bare, signed
from pipeline.ingest.title import normal

HEAD_LINES = 6  # lines at the beginning of a main text in which title and byline stand if they are in it
_CHARSET = re.compile(rb"<meta[^>]{0,80}charset=[\"']?([\w.:-]{2,30})", re.IGNORECASE)
_QUOTED = re.compile(r"“([^“”]{15,600})”|\"([^\"“”]{15,600})\"")
_QUOTE_OPENED, _QUOTE_CLOSED = re.compile(r"<q(?:\s[^<>]*)?>", re.IGNORECASE), re.compile(r"</q\s*>", re.IGNORECASE)
_NO_GUESSES = {"extensive_search": False, "original_date": True}  # else any year in the text may become the date
_NO_PROSE = (
    "//script|//style|//noscript|//template|//nav|//footer|//form"
    "|//*[self::div or self::section or self::ol][@id='comments' or contains(concat(' ', @class, ' '), ' comments ')]"
)


def article(data: bytes, source: str, stem: str) -> Article:
    """The page's article; its text is the main text under the page's title and byline.

    Raises:
        Unreadable: no text page, or no article in it.
    """
    html, encoding, warnings = _decode(data)
    html = _QUOTE_CLOSED.sub("”", _QUOTE_OPENED.sub("“", html))  # browsers draw these marks, too
    tree = _tree(html)
    found = trafilatura.bare_extraction(
        html, with_metadata=True, include_comments=False, date_extraction_params=_NO_GUESSES
    )
    if found is None or isinstance(found, dict) or not (found.text or "").strip():
        raise Unreadable("NoArticle", "no main text in the page")
    page = metadata.read(tree)
    title = found.title or None
    byline = page.byline or metadata.joined((found.author or "").split("; "))
    text = _with_head(found.text or "", title, byline)
    return Article(
        doc_id=stem,
        source=found.url or source,
        sha256=sha256(data),
        text=text,
        title=title,
        published=page.published or found.date,
        byline=byline,
        url=found.url,
        publisher=found.sitename,
        encoding=encoding,
        warnings=(
            *warnings,
            *_lost_quotes(tree, text),
            *(("the page is not free: its text may be cut",) * page.paywalled),
        ),
    )


def _decode(data: bytes) -> tuple[str, str, tuple[str, ...]]:
    """The page's text: in the character set that it declares, if its bytes are that, else as any text."""
    declared = _CHARSET.search(data[:4096])
    if declared:
        try:
            name = codecs.lookup(declared[1].decode("ascii")).name
            return data.removeprefix(codecs.BOM_UTF8).decode(name), name, ()
        except (LookupError, UnicodeDecodeError):
            pass  # an unknown or a wrong declaration
    return decode(data)


def _tree(html: str) -> HtmlElement:
    try:
        return lxml.html.document_fromstring(html.encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))
    except (ParserError, ValueError) as error:
        raise Unreadable("NoArticle", "the page is empty") from error


def _with_head(text: str, title: str | None, byline: str | None) -> str:
    """The main text with the page's title and byline above it, where they are not in it already."""
    lines = text.split("\n")
    beginning = lines[:HEAD_LINES]
    at = next((i + 1 for i, line in enumerate(beginning) if title and normal(line) == normal(title)), None)
    signatures = any(signed(line) or bare(line) for line in beginning if at is None or line != lines[at - 1])
    names = byline and (f"By {byline}" if signed(f"By {byline}") else None)
    if names and not (signatures and any(normal(byline or "") in normal(line) for line in beginning)):
        lines.insert(at or 0, names)
    if title and at is None:
        lines.insert(0, title)
    return "\n".join(lines)


def _lost_quotes(tree: HtmlElement, text: str) -> tuple[str, ...]:
    """A warning when quoted passages of the page are not in the text."""
    for element in tree.xpath(_NO_PROSE):
        element.drop_tree()
    kept = "".join(text.split())
    passages = (match[1] or match[2] for match in _QUOTED.finditer(tree.text_content()))
    lost = [passage for passage in passages if "".join(passage.split()) not in kept]
    if not lost:
        return ()
    beginning = " ".join(lost[0].split())[:60]
    return (f"{len(lost)} quoted passage{'s' * (len(lost) > 1)} of the page not in the text, as “{beginning}…”",)
