"""A saved web page to an article: main text and metadata by trafilatura, what it leaves out looked after here."""

from __future__ import annotations

import codecs
import json
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import lxml.html
import trafilatura
import webencodings
from lxml.etree import ParserError
from lxml.html import HtmlElement

from pipeline.ingest import metadata
from pipeline.ingest.article import Article, Unreadable, sha256
from pipeline.ingest.decode import decode
from pipeline.ingest.exports import html as exports
from pipeline.ingest.names import bare, signed
from pipeline.ingest.published import in_order, numeric_order
from pipeline.ingest.reading import read
from pipeline.ingest.title import normal

HEAD_LINES = 6  # lines at the beginning of a main text in which title and byline stand if they are in it
BEGINNING_CHARS = 600  # in which a page says what it is in place of an article
_CHARSET = re.compile(
    rb"<meta[^>]{0,80}charset=[\"']?([\w.:-]{2,30})|<\?xml[^>]{0,60}encoding=[\"']([\w.:-]{2,30})", re.IGNORECASE
)
_QUOTED = re.compile(r"“([^“”]{15,600})”|\"([^\"“”]{15,600})\"")
_QUOTE_OPENED, _QUOTE_CLOSED = re.compile(r"<q(?:\s[^<>]*)?>", re.IGNORECASE), re.compile(r"</q\s*>", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{2}")
_LINKED = re.compile(r"<script[^>]{0,200}application/ld\+json[^>]{0,200}>", re.IGNORECASE)
# Control characters and the like, as they are or as references ("&#11;"): lxml reads them and refuses to write them
_NO_CHARACTER = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]"
    r"|&#0*(?:[1-8]|1[124-9]|2\d|3[01]|6553[45])(?!\d);?|&#x0*(?:[1-8bcef]|1[\da-f]|fff[ef])(?![\da-f]);?",
    re.IGNORECASE,
)
_NO_GUESSES = {"extensive_search": False, "original_date": True}  # else any year in the text may become the date
_NO_PROSE = (
    "//script|//style|//noscript|//template|//nav|//footer|//form|//aside[not(contains(@class, 'pull'))]|//figure"
    "|//header[not(.//h1)]|//*[self::div or self::section or self::ol or self::ul]"
    "[@id='comments' or contains(concat(' ', @class, ' '), ' comments ')]"
)
_POSTS = "//blockquote[contains(@class, 'twitter-tweet') or contains(@class, 'instagram-media')]//a"
_SIGNED_QUOTES = "//blockquote[.//footer or .//cite or .//figcaption]"
_UNITS = re.compile(r"(?:^|[\s\d(/])(?:m|km|cm|mm|ft|mi|yd|in|CO|R)$")
_POWER_OF_TEN = re.compile(r"(?:^|\D)10$")
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def articles(data: bytes, source: str, stem: str, label: str | None = None) -> Iterator[Article]:
    """The page's article, or the articles of an archive's export.

    Args:
        data: the page's bytes.
        source: its name in the records.
        stem: what ids are made of.
        label: the character set that the server named.

    Raises:
        Unreadable: no text page, or no article in it.
    """
    html, encoding, warnings = _decode(data, label)
    html = _NO_CHARACTER.sub(" ", html)
    tree = _tree(html)
    given = Article(stem, source, sha256(data), "", encoding=encoding, warnings=warnings)
    exported = list(exports.split(tree, given))
    yield from exported or [
        _article(html, tree, Article(stem, source, sha256(data), "", encoding=encoding, warnings=warnings))
    ]


def article(data: bytes, source: str, stem: str) -> Article:
    """The first article of a page.

    Raises:
        Unreadable: no text page, or no article in it.
    """
    return next(articles(data, source, stem))


def text_of(markup: bytes | str) -> str:
    """The words of a page or of a part of one as plain text, a blank line between paragraphs."""
    html = _decode(markup, None)[0] if isinstance(markup, bytes) else markup
    body = re.sub(r"(?is)^.*?<body\b[^>]*>", "", html, count=1) if re.search(r"(?i)<body\b", html) else html
    lines = (" ".join(line.split()) for line in read(body).text.split("\n"))
    return "\n\n".join(line for line in lines if line)


def _article(html: str, tree: HtmlElement, given: Article) -> Article:
    html = _QUOTE_CLOSED.sub("”", _QUOTE_OPENED.sub("“", _sound(html)))  # browsers draw these marks, too
    prepared = _prepared(_tree(html))
    found = trafilatura.bare_extraction(
        lxml.html.tostring(prepared, encoding="unicode"),
        with_metadata=True,
        include_comments=False,
        date_extraction_params=_NO_GUESSES,
    )
    if found is None or isinstance(found, dict) or not _WORD.search(found.text or ""):
        raise Unreadable("NoArticle", _no_article(tree) or "no main text in the page")
    page = metadata.read(tree, found.url, found.sitename)
    title = metadata.headline(tree, found.title or None, found.sitename)
    other = _instead(found.text or "", f"{title or ''}\n{found.title or ''}\n{tree.findtext('.//title') or ''}")
    if other:
        raise Unreadable("NoArticle", f"{other}, not an article")
    byline = page.byline or metadata.joined((found.author or "").split("; "), found.sitename)
    text = _with_head(found.text or "", title, byline)
    return Article(
        doc_id=given.doc_id,
        source=given.source,
        sha256=given.sha256,
        text=text,
        title=title,
        published=_ordered(page.published or found.date, tree),
        byline=byline,
        url=found.url,
        publisher=found.sitename,
        encoding=given.encoding,
        warnings=(
            *given.warnings,
            *_lost_quotes(tree, text),
            *(("the page is not free: its text may be cut",) * page.paywalled),
        ),
    )


def _decode(data: bytes, label: str | None) -> tuple[str, str, tuple[str, ...]]:
    """The page's text as browsers read it: UTF-8 where it is that, else as the server or the page says (WHATWG)."""
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return _text(data.decode("utf-8")), "utf-8", ()
    except UnicodeDecodeError:
        pass
    found = _CHARSET.search(data[:4096])
    declared = (found[1] or found[2]).decode("ascii", "replace") if found else None
    for name in (label, declared):
        known = webencodings.lookup(name) if name else None
        if known is not None and known.name not in ("utf-8", "x-user-defined") and not known.name.startswith("utf-16"):
            return _text(data.decode(known.codec_info.name, "replace")), known.name.replace("windows-", "cp"), ()
    return decode(data)


def _text(text: str) -> str:
    if not text.strip("\x00 \t\r\n"):
        raise Unreadable("Empty", "the file is empty")
    return text


def _tree(html: str) -> HtmlElement:
    try:
        return lxml.html.document_fromstring(html.encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))
    except (ParserError, ValueError) as error:
        raise Unreadable("NoArticle", "the page is empty") from error


def _sound(html: str) -> str:
    """The page without JSON-LD that is no JSON: trafilatura would search it with thousands of patterns."""
    pieces, at = [], 0
    for opening in _LINKED.finditer(html):
        end = html.find("</script", opening.end())
        if end < 0 or opening.start() < at:
            continue
        try:
            json.loads(html[opening.end() : end], strict=False)
        except (ValueError, RecursionError):
            pieces.append(html[at : opening.end()])
            at = end
    return "".join([*pieces, html[at:]])


def _prepared(tree: HtmlElement) -> HtmlElement:
    """The page with what misleads resolved: numbers of notes, dates of posts shown, who signs a block quotation."""
    for element in tree.xpath("//sup[not(.//img)]"):
        _resolve_superscript(element)
    for link in tree.xpath(_POSTS):
        link.drop_tree()
    for quotation in tree.xpath(_SIGNED_QUOTES):
        _sign(quotation)
    return tree


def _resolve_superscript(element: HtmlElement) -> None:
    """Take the number of a note out of the text; a power or a unit's exponent stays."""
    number = element.text_content().strip().strip("[]")
    if not (number.isdigit() and len(number) <= 3):
        return
    parent, previous = element.getparent(), element.getprevious()
    before = ((previous.tail if previous is not None else parent.text if parent is not None else "") or "").rstrip(
        "\xa0"
    )
    if _POWER_OF_TEN.search(before) or _UNITS.search(before):
        for child in list(element):
            child.drop_tree()
        element.text = number.translate(_SUPERSCRIPTS) if _POWER_OF_TEN.search(before) else number
        return
    element.drop_tree()


def _sign(quotation: HtmlElement) -> None:
    """A block quotation with who said it below: put between marks, its signature behind them in the same paragraph."""
    signatures = quotation.xpath(".//footer|.//cite|.//figcaption")
    name = " ".join(" ".join(s.text_content().split()) for s in signatures[:1]).lstrip("—–-― ").strip()
    for signature in signatures:
        signature.drop_tree()
    said = " ".join(quotation.text_content().split())
    if not name or not said or len(name.split()) > 16:
        return
    marked = said if said[0] in "“\"‘'«" else f"“{said}”"
    for child in list(quotation):
        child.drop_tree()
    quotation.text = None
    paragraph = lxml.html.fragment_fromstring("<p></p>")
    paragraph.text = f"{marked} — {name}"
    quotation.append(paragraph)
    quotation.tag = "div"


def _ordered(published: str | None, tree: HtmlElement) -> str | None:
    """A numeric date in the order of day and month that other dates of the page show."""
    order = numeric_order([tree.text_content(), *map(str, tree.xpath("//meta/@content"))])
    return in_order(published, order) if order else published


def _no_article(tree: HtmlElement) -> str | None:
    other = _instead(tree.text_content(), tree.findtext(".//title") or "")
    return f"{other}, not an article" if other else None


def _instead(text: str, title: str) -> str | None:
    """What stands in place of an article, by its few words; None where there may be one."""
    words = len(text.split())
    beginning = f"{title[:BEGINNING_CHARS]}\n{text[:BEGINNING_CHARS]}"
    return next((name for name, most, pattern in _others() if words <= most and pattern.search(beginning)), None)


@cache
def _others() -> tuple[tuple[str, int, re.Pattern[str]], ...]:
    """Pages that stand where an article was looked for, how many words they have, what they say (``pages.toml``)."""
    data = tomllib.loads(files("pipeline.ingest").joinpath("pages.toml").read_text(encoding="utf-8"))
    return tuple((row["name"], row["words"], re.compile("|".join(row["says"]), re.IGNORECASE)) for row in data["other"])


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
    """A warning when quoted passages of paragraphs that stand beside the article's are not in the text."""
    for element in tree.xpath(_NO_PROSE):
        if element.getparent() is not None:
            element.drop_tree()
    kept = "".join(text.split())
    paragraphs = [(p.getparent(), p.text_content()) for p in tree.xpath("//p|//blockquote[not(.//p)]|//aside")]
    ours = {id(parent) for parent, words in paragraphs if len(words) > 60 and "".join(words.split()) in kept}
    passages = (m[1] or m[2] for parent, words in paragraphs if id(parent) in ours for m in _QUOTED.finditer(words))
    lost = [passage for passage in passages if "".join(passage.split()) not in kept]
    if not lost:
        return ()
    beginning = " ".join(lost[0].split())[:60]
    return (f"{len(lost)} quoted passage{'s' * (len(lost) > 1)} of the page not in the text, as “{beginning}…”",)
