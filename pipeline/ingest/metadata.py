"""What a page says of itself to machines: the moment of publication, its authors, whether it is free to read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from lxml.html import HtmlElement

from pipeline.dates.publication import parse_absolute
from pipeline.ingest.names import signed

# Where the moment of publication stands, the surest first; trafilatura gives the day only
_STAMPS = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@itemprop='datePublished' or @name='datePublished' or @property='og:published_time']/@content",
    "//meta[@name='pubdate' or @name='publishdate' or @name='parsely-pub-date' or @name='publication_date']/@content",
    "//time[@itemprop='datePublished' or @pubdate]/@datetime",
)

# Where authors stand in a page without JSON-LD, or with one that names none
_AUTHORS = (
    "//*[@itemprop='author']//*[@itemprop='name']",
    "//*[@itemprop='author']",
    "//meta[@name='author' or @name='parsely-author' or @name='byl' or @property='article:author']",
    "//a[@rel='author']",
)
LONGEST = 80  # characters of a date


class Metadata(NamedTuple):
    """``published``: a date as given, mostly ISO 8601; ``byline``: names of persons joined by commas and "and"."""

    published: str | None
    byline: str | None
    paywalled: bool


def read(tree: HtmlElement) -> Metadata:
    """Metadata of a page, from its JSON-LD and its meta elements."""
    articles = [item for item in _linked_data(tree) if "headline" in item or "datePublished" in item]
    stamps = [item.get("datePublished") for item in articles] + [s for path in _STAMPS for s in tree.xpath(path)]
    authors = next((item["author"] for item in articles if item.get("author")), None)
    return Metadata(
        published=next((stamp.strip() for stamp in stamps if isinstance(stamp, str) and _is_date(stamp.strip())), None),
        byline=joined(_names(authors)) or _marked(tree),
        paywalled=any(str(item.get("isAccessibleForFree")).casefold() == "false" for item in articles),
    )


def joined(names: Iterable[str]) -> str | None:
    """Names of persons as a byline has them: "A", "A and B", "A, B and C"; None when there are none."""
    persons = list(dict.fromkeys(name.strip() for name in names if signed(f"By {name.strip()}")))
    if len(persons) < 2:
        return persons[0] if persons else None
    return f"{', '.join(persons[:-1])} and {persons[-1]}"


def _marked(tree: HtmlElement) -> str | None:
    """Names of the first kind of mark that holds any."""
    found = (joined(_text(element) for element in tree.xpath(path)) for path in _AUTHORS)
    return next((names for names in found if names), None)


def _text(element: HtmlElement) -> str:
    return " ".join((element.get("content") or element.text_content()).split()).removeprefix("By ")


def _linked_data(tree: HtmlElement) -> Iterator[Mapping[str, Any]]:
    """The objects of the page's JSON-LD, graphs opened; blocks that are not JSON are passed over."""
    for block in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            content = json.loads(block, strict=False)
        except (json.JSONDecodeError, RecursionError):
            continue
        for item in content if isinstance(content, list) else [content]:
            if isinstance(item, Mapping):
                graph = item.get("@graph")
                yield from (
                    part for part in (graph if isinstance(graph, list) else [item]) if isinstance(part, Mapping)
                )


def _names(authors: Any) -> Iterator[str]:
    for author in authors if isinstance(authors, list) else [authors]:
        name = author.get("name") if isinstance(author, Mapping) else author
        if isinstance(name, str):
            yield name


def _is_date(stamp: str) -> bool:
    try:
        datetime.fromisoformat(stamp)
    except ValueError:
        return parse_absolute(stamp[:LONGEST]) is not None
    return True
