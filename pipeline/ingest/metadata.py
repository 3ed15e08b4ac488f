"""What a page says of itself to machines: its headline, the moment of publication, its authors, whether it is free."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from lxml.html import HtmlElement

from pipeline.dates.publication import parse_absolute
from pipeline.ingest.lines import Line
from pipeline.ingest.names import plain, signed
from pipeline.ingest.published import in_header, iso
from pipeline.ingest.title import normal

# Where the moment of publication stands, the surest first; trafilatura gives the day only
_STAMPS = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@itemprop='datePublished' or @name='datePublished' or @property='og:published_time']/@content",
    "//meta[@name='pubdate' or @name='publishdate' or @name='parsely-pub-date' or @name='publication_date']/@content",
    "//meta[@name='DC.date.issued' or @name='dcterms.created' or @name='sailthru.date']/@content",
    "//time[@itemprop='datePublished' or @pubdate]/@datetime",
)

# Where authors stand in a page without JSON-LD, or with one that names none; not in what stands beside the article
_ASIDE = "ancestor::aside or ancestor::nav or ancestor::footer"
_AUTHORS = (
    f"//*[@itemprop='author' and not({_ASIDE})]//*[@itemprop='name']",
    f"//*[@itemprop='author' and not({_ASIDE})]",
    "//meta[@name='author' or @name='parsely-author' or @name='byl' or @property='article:author'"
    " or @name='dc.creator' or @name='DC.creator' or @name='citation_author' or @name='sailthru.author']",
    f"//a[@rel='author' and not({_ASIDE})]",
)
MAX_AUTHORS = 4  # of marked ones: more are those of teasers, unless they stand by the headline
# What readers see of the date: in an element of that name, not in one of a teaser, a caption or somebody's post
_DATED = "date|time|publish|posted|byline|dateline|article-?info|meta"
_VISIBLE = (
    "//time|//*[self::p or self::span or self::div or self::li][@class or @itemprop or @id]"
    f"[not({_ASIDE} or ancestor::figure or ancestor::blockquote)]"
)
_DATE_CLASS = re.compile(_DATED, re.IGNORECASE)
VISIBLE_CHARS, VISIBLE_ELEMENTS = 200, 400  # of such an element, and of those looked at
_URL_DAY = re.compile(r"[/-](20\d\d|19\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?!\d)")
_UTC = re.compile(r"(?:Z|[+-]00:?00)$", re.IGNORECASE)
_ARTICLE = re.compile(r"Article|Posting|Report|Review|Story|Opinion", re.IGNORECASE)
_NOT_ARTICLE = re.compile(
    r"Video|Image|WebSite|WebPage|Breadcrumb|Person|Organization|Event|Product|ItemList|SearchAction", re.IGNORECASE
)
_SEPARATED = re.compile(r"\s+[|–—»·•*:-]\s+|\s*[|»•]\s*")
_NOBODY = frozenset(
    [
        "admin",
        "administrator",
        "author",
        "editor",
        "user",
        "root",
        "webmaster",
        "anonymous",
        "unknown",
        "none",
        "null",
        "guest",
        "test",
    ]
)
_ADDRESS = re.compile(r"https?:|www\.|@|\.(?:com|org|net|co)\b|/", re.IGNORECASE)
_AND = re.compile(r",? and |,? & |\s*;\s*|\s*\|\s*")
_PICTURES = re.compile(
    r"(?:pictures?|photos?|photographs?|photography|images?|illustrations?|video|graphics?)\b", re.IGNORECASE
)
BYLINE_WORDS = 6  # of an author that is no person


class Metadata(NamedTuple):
    """``published``: a date as given, mostly ISO 8601; ``byline``: names joined by commas and "and"."""

    published: str | None
    byline: str | None
    paywalled: bool


def read(tree: HtmlElement, url: str | None = None, site: str | None = None) -> Metadata:
    """Metadata of a page, from its JSON-LD, its meta elements and what it shows; ``site`` is its name."""
    items = list(_linked_data(tree))
    by_id = {item["@id"]: item for item in items if isinstance(item.get("@id"), str)}
    found = sorted((item for item in items if "headline" in item or "datePublished" in item), key=_rank)
    stamps = [item.get("datePublished") for item in found if _rank(item) < 2]
    stamps += [stamp for path in _STAMPS for stamp in tree.xpath(path)]
    stamps += [item.get("datePublished") for item in found if _rank(item) == 2]
    authors = next((item["author"] for item in found if item.get("author") and _rank(item) < 2), None)
    return Metadata(
        published=_published([s.strip() for s in stamps if isinstance(s, str)], tree, url),
        byline=joined(_names(authors, by_id), site) or _marked(tree, site),
        paywalled=any(str(item.get("isAccessibleForFree")).casefold() == "false" for item in found),
    )


def _rank(item: Mapping[str, Any]) -> int:
    """0 for an article, 2 for what is none (the site, a video), 1 for what does not say."""
    kind = " ".join(item["@type"]) if isinstance(item.get("@type"), list) else str(item.get("@type") or "")
    return 0 if _ARTICLE.search(kind) else 2 if _NOT_ARTICLE.search(kind) else 1


def headline(tree: HtmlElement, found: str | None, site: str | None) -> str | None:
    """The page's headline: what its single h1, its JSON-LD and its meta titles agree on, without the site's name."""
    shown = [" ".join(h1.text_content().split()) for h1 in tree.xpath(f"//h1[not({_ASIDE})]")]
    shown = [words for words in dict.fromkeys(shown) if words and normal(words) != normal(site or "")]
    stated = [item.get("headline") for item in _linked_data(tree) if _rank(item) < 2]
    given = [found, *tree.xpath("//meta[@property='og:title']/@content"), *stated, tree.findtext(".//title")]
    titles = [
        _without_site(" ".join(html.unescape(t).split()), site) for t in given if isinstance(t, str) and t.strip()
    ]
    for words in shown:
        if any(_begins(title, words) for title in titles):
            return words
    if len(shown) == 1 and titles and _is_like(shown[0], titles):
        return shown[0]
    return titles[0] if titles else shown[0] if len(shown) == 1 else None


def _begins(title: str, words: str) -> bool:
    return f"{normal(title)} ".startswith(f"{normal(words)} ") and len(normal(words).split()) > 1


def _is_like(words: str, titles: Sequence[str]) -> bool:
    """Whether a single h1 of some length shares words with the title made for searching."""
    own = set(normal(words).split())
    return len(own) >= 4 and any(len(own & set(normal(title).split())) >= 2 for title in titles)


def _without_site(title: str, site: str | None) -> str:
    """A title without the name of the site before or behind it."""
    parts = _SEPARATED.split(title)
    if len(parts) < 2 or not site:
        return title
    wanted = normal(site).removeprefix("the ")
    keep = title
    for at, part in ((-1, parts[-1]), (0, parts[0])):
        words = normal(part).removeprefix("the ").removesuffix(" com")
        if words and len(keep) > len(part) + 3 and (words in wanted or wanted in words) and len(words.split()) <= 6:
            keep = keep[: keep.rindex(part)] if at else keep[keep.index(part) + len(part) :]
            keep = keep.strip(" \t|–—»·•*:-")
    return keep or title


def joined(names: Iterable[str], site: str | None = None) -> str | None:
    """Names of authors as a byline has them: "A", "A and B", "A, B and C"; persons, or else an agency or a newsroom."""
    written = [name for given in names for name in _each(given)]
    persons = _persons(written)
    found = persons or list(dict.fromkeys(name for name in written if _is_author(name, site)))
    if len(found) < 2:
        return found[0] if found else None
    return f"{', '.join(found[:-1])} and {found[-1]}"


def _persons(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(name for name in names if signed(f"By {name}")))


def _each(given: str) -> Iterator[str]:
    """Names in one string: "By A, B and C", "Osdal, Marit"."""
    whole = plain(given)
    if whole is None:
        return
    for part in _AND.split(whole):
        if _PICTURES.match(part):
            continue
        names = [name.strip() for name in part.split(",")]
        if len(names) > 1 and all(signed(f"By {name}") for name in names):
            yield from names
        elif names[0] and signed(f"By {names[0]}"):
            yield names[0]
        elif part.strip():
            yield part.strip()


def _is_author(name: str, site: str | None) -> bool:
    words = name.casefold().split()
    return (
        0 < len(words) <= BYLINE_WORDS
        and name[0].isupper()
        and not _ADDRESS.search(name)
        and words[0] not in _NOBODY
        and normal(name) != normal(site or "")
    )


def _marked(tree: HtmlElement, site: str | None) -> str | None:
    """Names of the first kind of mark that holds persons, else of the first that holds any."""
    article = tree.xpath("//article[.//h1]|//*[@itemscope][.//h1]")
    others = None
    for path in _AUTHORS:
        elements = tree.xpath(path)
        if len(elements) > MAX_AUTHORS and article:
            elements = [e for e in elements if article[-1] in e.iterancestors()] or elements[:1]
        written = [name for element in elements if _is_of_page(element) for name in _each(_text(element))]
        if _persons(written):
            return joined(written)
        others = others or joined(written, site)
    return others


def _is_of_page(element: HtmlElement) -> bool:
    """Whether a marked author is not that of a teaser: of a thing with a link and no headline of its own."""
    holders = [
        e for e in element.iterancestors() if e.get("itemscope") is not None and "Article" in (e.get("itemtype") or "")
    ]
    return not holders or bool(holders[0].xpath(".//h1|.//*[@itemprop='articleBody']"))


def _text(element: HtmlElement) -> str:
    return " ".join((element.get("content") or element.text_content()).split())


def _linked_data(tree: HtmlElement) -> Iterator[Mapping[str, Any]]:
    """The objects of the page's JSON-LD, graphs opened; blocks that are not JSON are passed over."""
    for block in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            content = json.loads(block, strict=False)
        except (ValueError, RecursionError):
            continue
        for item in content if isinstance(content, list) else [content]:
            if isinstance(item, Mapping):
                graph = item.get("@graph")
                parts = graph if isinstance(graph, list) else [item]
                yield from (part for part in parts if isinstance(part, Mapping))


def _names(authors: Any, by_id: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    for author in authors if isinstance(authors, list) else [authors]:
        if isinstance(author, Mapping):
            author = by_id.get(str(author.get("@id")), author) if "name" not in author else author
            parts = [author.get(part) for part in ("givenName", "familyName")]
            name = author.get("name") or " ".join(part for part in parts if isinstance(part, str))
            yield from (n for n in (name if isinstance(name, list) else [name]) if isinstance(n, str) and n)
        elif isinstance(author, str):
            yield author


def _published(stamps: Sequence[str], tree: HtmlElement, url: str | None) -> str | None:
    """The first date that can be one; of a stamp in universal time the day that the address or the page has."""
    stamp = next((stamp for stamp in stamps if _is_date(stamp)), None)
    shown = _shown(tree)
    if stamp is None:
        return shown
    day = _day(stamp)
    if day is None or not _UTC.search(stamp) or len(stamp) <= 10:
        return stamp
    match = _URL_DAY.search(url or "")
    named = "-".join(match.groups()) if match else None
    seen = parse_absolute(shown) if shown else None
    near = {(day + timedelta(days=step)).isoformat() for step in (-1, 1)}
    if seen is not None and seen.value[:10] in near and named in (None, seen.value[:10]):
        return seen.value
    return named if named in near else stamp


def _shown(tree: HtmlElement) -> str | None:
    """The date that readers see beside the headline, as written; that of publication before that of an update."""
    lines: list[Line] = []
    for element in tree.xpath(_VISIBLE)[:VISIBLE_ELEMENTS]:
        marks = f"{element.get('class') or ''} {element.get('itemprop') or ''} {element.get('id') or ''}"
        if element.tag != "time" and not _DATE_CLASS.search(marks):
            continue
        text = " ".join(element.text_content().split())
        if 0 < len(text) <= VISIBLE_CHARS and not any(line.text == text for line in lines):
            lines.append(Line(0, len(text), text, True))
    for line in lines:  # an update is taken only where nothing else is shown
        found = in_header([line], "MDY")
        if found is not None and found.weight > 0:
            return line.text[found.start : found.end]
    return None


def _day(stamp: str) -> date | None:
    try:
        return datetime.fromisoformat(stamp).date()
    except ValueError:
        return None


def _is_date(stamp: str) -> bool:
    return iso(stamp, "MDY") is not None or iso(stamp, "DMY") is not None
