"""Title, byline, publisher and publication date of an article."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from pipeline.config import Config
from pipeline.dates.publication import Order, parse_absolute
from pipeline.ingest import published as dates
from pipeline.ingest import title as titles
from pipeline.ingest.article import Article
from pipeline.ingest.layout import Layout
from pipeline.ingest.lines import Line
from pipeline.ingest.names import bare, is_opening, is_signature, plain, signed
from pipeline.ingest.signs import is_field, is_outlet, is_section
from pipeline.records import Heading, Published

# "Source: MK Sports time: ...", "© 2025 The Western Standard", "(Xinhua) --"
_SOURCE = re.compile(
    r"\b(?:source|publication|publisher|newspaper)\s*[:：]\s*(?P<name>[^|:：]{2,60}?)"
    r"(?=\s+(?:time|date|editor|author|by|updated|published)\b|\s*[|•·]|\s{2}|$)",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    r"^(?:©|\(c\)|copyright)\W*(?:©|\(c\))?\W*(?:(?:19|20)\d\d)?(?:\s*[-–]\s*\d{2,4})?,?\s*(?:by\s+)?"
    r"(?P<name>[A-Z][^.,|;]{2,50}?)(?=\s*(?:[.,|;]|all rights|$))",
    re.IGNORECASE,
)
_MAIL = re.compile(r"[\w.+-]@\w")
_AGENCY = re.compile(r"\((?P<name>[A-Z][\w&. -]{1,30})\)\s*(?:--|[-–—_])")

BEGINNING_LINES = 3  # of the running text, in which a title may stand that reads as a sentence

Signature = tuple[int, tuple[int, int]]  # index of a signed line, and the name's place in it


@dataclass(frozen=True, slots=True)
class Header:
    """What the header says, and in which of the page's lines title and byline stand."""

    title: Heading | None = None
    title_line: int | None = None
    byline: Heading | None = None
    byline_line: int | None = None
    publisher: str | None = None
    published: Published | None = None


def read(page: Layout, article: Article, config: Config) -> Header:
    """Read the header (and foot) of a page; what was given with the article wins where it is more than a span."""
    given = _clean(article.title)
    signature = _signature(page)
    title_line = _title_line(page, signature and signature[0], given)
    if signature is None or signature[0] > page.last:
        signature = _bare_name(page, title_line, signature) or signature
    return Header(
        title=_title(page, title_line, given),
        title_line=title_line,
        byline=_byline(page, signature, article.byline),
        byline_line=signature[0] if signature else None,
        publisher=article.publisher or _publisher(page),
        published=_published(page, article, dates.date_order(config, article.url, page.lines, article.published)),
    )


def _clean(given: str | None) -> str | None:
    """Words given beside the text, on one line and without entities; None for none."""
    return " ".join(html.unescape(given).split()) or None if given else None


def _span(line: Line, start: int, end: int) -> Heading:
    return Heading(start=line.start + start, end=line.start + end, text=line.text[start:end])


def _title(page: Layout, line: int | None, given: str | None) -> Heading | None:
    """The given title where it stands, else as given; without one what the page shows as its title."""
    shown = None if line is None else _span(page.lines[line], *titles.stretch(page.lines[line].text))
    if given is None or (shown is not None and titles.are_one(shown.text, given)):
        return shown
    return Heading(text=given)


def _byline(page: Layout, signature: Signature | None, given: str | None) -> Heading | None:
    """The given byline where it stands, else as given; without one the signature of the page."""
    shown = _span(page.lines[signature[0]], *signature[1]) if signature else None
    wanted = plain(given) if given else None
    if wanted is None or (shown is not None and titles.normal(shown.text) == titles.normal(wanted)):
        return shown
    return Heading(text=wanted)


def _title_line(page: Layout, signature: int | None, given: str | None) -> int | None:
    if given is not None and (shown := _shown(page, given)) is not None:
        return shown
    possible = _possible(page, signature)
    unlike_names = [ok and not (bare(page.lines[i].text) and _beside_date(page, i)) for i, ok in enumerate(possible)]
    top = page.head[: titles.MAX_LINES]
    days = [i for i, line in enumerate(top) if dates.is_date_line(line)]
    furniture = [i for i in range(len(top)) if page.signs[i] == "boilerplate"]
    below = titles.Below(signature, days, furniture)
    found = titles.find(page.head, unlike_names, below, given)
    return titles.find(page.head, possible, below, given) if found is None else found


def _shown(page: Layout, given: str) -> int | None:
    """Where the given title stands in the beginning, though it reads as running text ("Who pays for the bridge?")."""
    beginning = range(min(len(page.lines), page.first + BEGINNING_LINES))
    return next((i for i in beginning if titles.are_one(page.lines[i].text, given)), None)


def _possible(page: Layout, signature: int | None) -> list[bool]:
    """Which lines of the head may be the title."""
    return [
        i != signature
        and (page.signs[i] is None or titles.is_labelled(line.text))
        and not is_signature(line.text)
        and not dates.is_dateline(line)
        and not (i and page.signs[i - 1] == "caption" and not line.gap)
        and (not dates.is_date_line(line) or _is_more_than_date(line.text))
        for i, line in enumerate(page.head[: titles.MAX_LINES])
    ]


def _is_more_than_date(text: str) -> bool:
    start, end = titles.stretch(text)
    rest = text[start:end]
    return start > 0 and not is_field(rest) and parse_absolute(rest) is None


def _outside(page: Layout) -> Iterator[int]:
    """Indices of head and foot lines."""
    yield from range(page.first)
    yield from range(page.last + 1, len(page.lines))


def _signature(page: Layout) -> Signature | None:
    """The first signed line outside the running text: its index and the name's place in it."""
    for i in _outside(page):
        line = page.lines[i]
        if i >= page.cut or page.signs[i] in ("caption", "boilerplate") or line.words > 40:
            continue
        parted = 0 < i < page.first and is_opening(page.lines[i - 1].text)
        if name := signed(line.text) or (bare(line.text) if parted else None):
            return i, name
    return None


def _bare_name(page: Layout, title_line: int | None, below: Signature | None) -> Signature | None:
    """A name without "By", under the title or beside a date; the one signed ``below`` the text, if that is signed."""
    wanted = page.lines[below[0]].text[slice(*below[1])] if below else None
    outlets = []
    for i in range(page.first):
        text = page.lines[i].text
        near_title = title_line is not None and 0 < i - title_line <= 2
        sure = near_title or _beside_date(page, i)
        unmarked = page.signs[i] is None or _MAIL.search(text)
        if i == title_line or not unmarked or not (sure or _above_outlet(page, i)):
            continue
        name = bare(text)
        if name and wanted in (None, text[slice(*name)]) and not dates.is_dateline(page.lines[i]):
            if sure:
                return i, name
            outlets.append((i, name))
    return outlets[0] if outlets else None


def _beside_date(page: Layout, i: int) -> bool:
    return any(0 <= j < page.first and dates.is_date_line(page.lines[j]) for j in (i - 1, i + 1))


def _above_outlet(page: Layout, i: int) -> bool:
    """Whether the next line is an outlet or a job, as below names ("BBC Scotland", "Business reporter")."""
    return i + 1 < page.first and page.signs[i + 1] in (None, "header") and is_outlet(page.lines[i + 1].text)


def _publisher(page: Layout) -> str | None:
    for i in _outside(page):
        found = _SOURCE.search(page.lines[i].text[:300]) or _COPYRIGHT.search(page.lines[i].text[:300])
        if found and not is_section(found["name"]):
            return found["name"].strip()
    if page.first < len(page.lines):
        agency = _AGENCY.search(page.lines[page.first].text[:120])
        return agency["name"] if agency else None
    return None


def _published(page: Layout, article: Article, order: Order) -> Published | None:
    if article.published:
        given = dates.given(article.published, article.published_from, order)
        if given:
            return given
    inside = (i for i in range(page.first, page.last + 1) if dates.is_stamp(page.lines[i]))
    places = (i for i in chain(_outside(page), inside) if i < page.cut and page.signs[i] != "caption")
    lines = [page.lines[i] for i in places if len(page.lines[i].text) <= dates.LONGEST]
    found, origin = dates.in_header(lines, order), "header"
    if found is None and page.first < len(page.lines):
        found, origin = dates.in_dateline(page.lines[page.first], order), "dateline"
    if found is None:
        return None
    text = next(line for line in page.lines if line.start <= found.start < line.end)
    return Published.model_validate(
        {
            "value": found.value,
            "start": found.start,
            "end": found.end,
            "text": text.text[found.start - text.start : found.end - text.start],
            "from": origin,
        }
    )
