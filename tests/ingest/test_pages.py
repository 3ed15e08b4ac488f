"""Saved web pages, written for this repository with the structures of news sites."""

# ruff: noqa: E501 - tables with one row a case
from __future__ import annotations

import time
from pathlib import Path

import pytest

from pipeline.config import Config
from pipeline.ingest.article import Article
from pipeline.ingest.document import document
from pipeline.ingest.readers import read
from pipeline.records import Document, Failure

PAGES = Path(__file__).parent / "pages"
# page, title, byline, published, publisher, quotations that must be in the text
ROWS = [
    (
        "jsonld",
        "Harbour pilots test voice log on night shift",
        "Ingrid Tallow",
        "2024-11-19T06:45:00+01:00",
        "The Saltmarsh Times",
        ['"You cannot look at a keyboard and at a buoy,"', "“A log is for the ship, not for the personnel office,”"],
    ),
    (
        "opengraph",
        "Mountain bakers revive rye bread that keeps a year",
        "Tomas Wieland",
        "2023-01-27T11:05:00Z",
        "Highland Echo",
        ["“My grandchildren call it wood,”", "“They eat it all the same.”"],
    ),
    (
        "paywall",
        "Why the tunnel is three years late",
        "Leonie Ashcombe",
        "2025-02-03T05:00:12.000Z",
        "The Wharf Review",
        ["“We knew about the clay,”", "“Nobody had told us about the Romans.”"],
    ),
    (
        "liveblog",
        "Storm Odila live: 40,000 homes without power as wind eases",
        "Marit Solheim and Dev Chaudhuri",
        "2024-10-08T05:30:00+02:00",
        "Coastwire",
        ["“Nobody asked who would pay. They brought soup, and they brought their dogs.”"],
    ),
    (
        "blockquote",
        "Letter from 1911 found in school wall",
        "Hattie Browning",
        "2022-06-14T08:00:00-05:00",
        "Prairie Lantern",
        [
            "“The stove went out at ten and Miss Orr let us dance to keep warm.",
            "“If you find this, burn the nail but keep my name.”",
            "“She never told us that she could dance,”",
        ],
    ),
]


def load(path: Path) -> Document:
    [article] = read([path])
    assert isinstance(article, Article)
    return document(article, Config())


@pytest.mark.parametrize(
    ("name", "title", "byline", "published", "publisher", "quotes"), ROWS, ids=[row[0] for row in ROWS]
)
def test_metadata_and_quotes(
    name: str, title: str, byline: str, published: str, publisher: str, quotes: list[str]
) -> None:
    found = load(PAGES / f"{name}.html")
    assert found.title is not None
    assert found.byline is not None
    assert found.published is not None
    assert (found.title.text, found.byline.text, found.published.value) == (title, byline, published)
    assert (found.publisher, found.published.origin, found.encoding) == (publisher, "metadata", "utf-8")
    body = "\n".join(found.text[b.start : b.end] for b in found.blocks if b.kind == "body")
    for quote in quotes:
        assert quote in body
    assert found.source == f"{name}.html"


def test_what_a_page_lost_is_a_warning() -> None:
    assert "1 quoted passage of the page not in the text" in load(PAGES / "blockquote.html").warnings[0]
    assert load(PAGES / "paywall.html").warnings == ["the page is not free: its text may be cut"]
    assert not load(PAGES / "jsonld.html").warnings


def test_paywall_notice_is_no_body() -> None:
    found = load(PAGES / "paywall.html")
    kinds = {found.text[b.start : b.end]: b.kind for b in found.blocks}
    assert kinds["Subscribe to continue reading this article."] == "boilerplate"


@pytest.mark.parametrize(
    ("declared", "encoding"), [("windows-1251", "cp1251"), ("Shift_JIS", "shift_jis"), ("nonsense", "utf-8")]
)
def test_declared_character_set(tmp_path: Path, declared: str, encoding: str) -> None:
    words = {"windows-1251": "мост", "Shift_JIS": "橋です", "nonsense": "pont"}[declared]
    text = f"The bridge, called {words} by those who built it, was opened on Monday after nine years of work. "
    page = f'<html><head><meta charset="{declared}"><title>Bridge</title></head><body><p>{text * 3}</p></body></html>'
    (tmp_path / "a.html").write_bytes(page.encode(encoding))
    found = load(tmp_path / "a.html")
    assert words in found.text
    assert found.encoding == encoding


PROSE = "<p>The bridge was opened on Monday, the city said in a statement to the press. {}</p>"
PARAGRAPHS = "".join(
    PROSE.format(f"It took {years} years of work and the money of two towns.") for years in ("nine", "ten")
)


def page(tmp_path: Path, body: str, head: str = "") -> Document:
    text = f"<html><head><meta charset='utf-8'><title>Bridge opens after nine years</title>{head}</head><body>{body}"
    (tmp_path / "a.html").write_text(text + "</body></html>", encoding="utf-8")
    return load(tmp_path / "a.html")


AUTHORS = [
    ('<meta name="author" content="Reuters">', "Reuters"),
    ('<meta name="author" content="Orrin Post Newsroom">', "Orrin Post Newsroom"),
    ('<meta name="author" content="admin">', None),
    ('<meta name="author" content="https://orrin.example/staff">', None),
    ('<meta property="og:site_name" content="Orrin Post"><meta name="author" content="Orrin Post">', None),
    ('<meta name="dc.creator" content="Osdal, Marit">', "Marit Osdal"),
    ('<meta name="author" content="Marit Osdal, Una Heslop">', "Marit Osdal and Una Heslop"),
    ('<meta name="author" content="Text: Marit Osdal | Photos: Bo Li">', "Marit Osdal"),
    ('<meta name="author" content="By Marit Osdal and Una Heslop">', "Marit Osdal and Una Heslop"),
    ('<script type="application/ld+json">{"@type": "NewsArticle", "author": [{"givenName": "Marit", "familyName": "Osdal"}]}</script>', None),
    ('<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "x", "author": {"@id": "#1"}}, {"@id": "#1", "name": "Marit Osdal"}]}</script>', "Marit Osdal"),
]  # fmt: skip


@pytest.mark.parametrize(("head", "byline"), AUTHORS)
def test_authors_in_the_metadata(tmp_path: Path, head: str, byline: str | None) -> None:
    found = page(tmp_path, f"<article><h1>Bridge opens after nine years</h1>{PARAGRAPHS}</article>", head)
    assert (found.byline.text if found.byline else None) == byline


LINKED = (
    '<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "x", "datePublished": "{}"}}</script>'
)
DATES = [
    (LINKED.format("0001-01-01T00:00:00Z") + '<meta property="article:published_time" content="2024-03-07T06:00:00+01:00">', "", "2024-03-07T06:00:00+01:00"),
    (LINKED.format("2099-03-07"), "<time>7 March 2024</time>", "2024-03-07"),
    ('<script type="application/ld+json">[{"@type": "WebSite", "datePublished": "2009-05-01"}, {"@type": "NewsArticle", "datePublished": "2024-03-07"}]</script>', "", "2024-03-07"),
    ('<link rel="canonical" href="https://orrin.example/2024/03/06/bridge">' + LINKED.format("2024-03-07T03:28:35Z"), "", "2024-03-06"),
    (LINKED.format("2024-03-07T03:28:35Z"), '<p class="date">March 6, 2024 at 8:28 p.m.</p>', "2024-03-06T20:28"),
    (LINKED.format("2024-03-07T03:28:35Z"), '<p class="date">March 7, 2024</p>', "2024-03-07T03:28:35Z"),
    ('<meta property="article:published_time" content="05/03/2024">', "<p>Corrected 14/03/2024</p>", "2024-03-05"),
    ('<link rel="canonical" href="https://orrin.example/2024/03/08/bridge">' + LINKED.format("2024-03-07T22:30:00Z"), "", "2024-03-08"),
    ("", "<figure><img src=x><figcaption>The bridge on 2 January 2019. Photo: Bo Li</figcaption></figure><time>March 7, 2024</time>", "2024-03-07"),
    ("", '<time itemprop="dateModified" datetime="2024-03-09T19:20:45+01:00">Published 07/03/2024 18:30 | Updated 09/03/2024 19:20</time>', "2024-03-07T18:30"),
    ("", '<blockquote class="twitter-tweet"><p>Open!</p>&mdash; Orrin (@orrin) <a href="x">March 2, 2023</a></blockquote>', None),
    ('<meta property="article:published_time" content="1709798400">', "", "2024-03-07T08:00:00Z"),
]  # fmt: skip


@pytest.mark.parametrize(("head", "body", "published"), DATES)
def test_dates_of_publication(tmp_path: Path, head: str, body: str, published: str | None) -> None:
    found = page(tmp_path, f"<article><h1>Bridge opens after nine years</h1>{body}{PARAGRAPHS}</article>", head)
    assert (found.published.value if found.published else None) == published


TITLES = [
    ("Bridge opens after nine years", "Bridge opens after nine years - Orrin Post", "Bridge opens after nine years"),
    ("Bridge opens", "Bridge opens | Orrin Post", "Bridge opens"),
    (
        "Who pays for the bridge that nobody wanted to build?",
        "",
        "Who pays for the bridge that nobody wanted to build?",
    ),
    (
        "“We waited nine years,” says the mayor who opened it!",
        "",
        "“We waited nine years,” says the mayor who opened it!",
    ),
    ("Orrin Post", "Bridge opens after nine years of work - Orrin Post", "Bridge opens after nine years of work"),
    (
        "New bridge at Orrin opens nine years late",
        "Orrin bridge opens: what to know",
        "New bridge at Orrin opens nine years late",
    ),
]


@pytest.mark.parametrize(("shown", "stated", "title"), TITLES)
def test_headline(tmp_path: Path, shown: str, stated: str, title: str) -> None:
    head = f'<meta property="og:site_name" content="Orrin Post"><meta property="og:title" content="{stated or shown}">'
    found = page(tmp_path, f"<article><h1>{shown}</h1>{PARAGRAPHS}</article>", head)
    assert found.title is not None
    assert found.title.text == title


@pytest.mark.parametrize(
    ("title", "body", "told"),
    [
        ("Just a moment...", "<p>Checking your browser before accessing orrin.example.</p>", "a bot check"),
        (
            "404",
            "<h1>Page not found</h1><p>The page you were looking for does not exist any more.</p>",
            "an error page",
        ),
        (
            "Orrin Post",
            "<h1>Subscribe to read</h1><p>This article is for subscribers only. Already a subscriber?</p>",
            "a paywall",
        ),
        (
            "Orrin Post",
            "<p>We and our 311 partners store data on your device. Accept all cookies to go on.</p>",
            "a cookie wall",
        ),
    ],
)
def test_page_that_is_no_article(tmp_path: Path, title: str, body: str, told: str) -> None:
    (tmp_path / "a.html").write_text(f"<html><head><title>{title}</title></head><body>{body}</body></html>")
    [failure] = read([tmp_path])
    assert isinstance(failure, Failure)
    assert (failure.error, failure.message) == ("NoArticle", f"{told}, not an article")


def test_block_quotation_with_its_signature_and_numbers_of_notes(tmp_path: Path) -> None:
    body = "<blockquote><p>We were told on Monday.</p><footer>— Ola Vik, fisherman</footer></blockquote><p>It cost $18<sup>2</sup> million for 40 m<sup>2</sup>, the city said.</p>"
    found = page(tmp_path, f"<article><h1>Bridge opens after nine years</h1>{PARAGRAPHS}{body}</article>")
    assert "“We were told on Monday.” — Ola Vik, fisherman" in found.text
    assert "It cost $18 million for 40 m2, the city said." in found.text


@pytest.mark.parametrize(
    ("declared", "written", "encoding"),
    [
        ("iso-8859-1", "cp1252", "cp1252"),
        ("iso-8859-1", "utf-8", "utf-8"),
        ("gb2312", "gb18030", "gbk"),
        ("latin1", "cp1252", "cp1252"),
    ],
)
def test_character_set_as_browsers_read_it(tmp_path: Path, declared: str, written: str, encoding: str) -> None:
    story = (
        "<p>“It took nine years,” said Ola Vik, who had asked for the bridge at Orrin since he was a boy. “Nobody believed it.”</p>"
        * 2
    )
    data = f"<html><head><meta charset='{declared}'><title>Bridge</title></head><body>{story}</body></html>".encode(
        written
    )
    (tmp_path / "a.html").write_bytes(data)
    found = load(tmp_path / "a.html")
    assert "“It took nine years,” said Ola Vik" in found.text
    assert found.encoding == encoding


def test_broken_linked_data_costs_nothing(tmp_path: Path) -> None:
    broken = '<script type="application/ld+json">{"author": "' + '"name": "x", ' * 20_000 + "</script>"
    start = time.process_time()
    found = page(tmp_path, f"<article><h1>Bridge opens after nine years</h1>{PARAGRAPHS}</article>", broken)
    assert found.title is not None
    assert time.process_time() - start < 3


STORY = """<p>The night bus to Orrin will run until four in the morning from May, the board decided on Tuesday.</p>
<p>{open}People finish their shifts at three and walk home along the road,{shut} said Una Heslop, who drives the bus.</p>
<p>The extra hours cost 212,000 crowns a year, and the trial ends in October 2026, the board said.</p>"""
HEADS = [
    ('<p>By <span itemprop="author">Gil Aske</span></p><time itemprop="datePublished" datetime="2025-03-05T06:00Z">', "Gil Aske", "2025-03-05T06:00Z"),
    ('<script type="application/ld+json">{"headline": "Night bus", "datePublished": "March 5, 2025 6:00 am", "author": "Gil Aske"}</script>', "Gil Aske", "2025-03-05T06:00"),
    ('<meta name="author" content="Orrin Post Reporter"><a rel="author" href="/gil">Gil Aske</a>', "Gil Aske", None),
    ("", None, None),  # the year in the text is no date of publication
]  # fmt: skip


def saved(path: Path, head: str, marks: tuple[str, str] = ("“", "”")) -> Document:
    story = STORY.format(open=marks[0], shut=marks[1])
    page = (
        f"<html><head><title>Night bus</title></head><body><article><h1>Night bus to run until four</h1>{head}{story}"
    )
    path.write_text(page + "</article></body></html>", encoding="utf-8")
    return load(path)


@pytest.mark.parametrize(("head", "byline", "published"), HEADS)
def test_marks_of_authors_and_dates(tmp_path: Path, head: str, byline: str | None, published: str | None) -> None:
    found = saved(tmp_path / "bus.html", head)
    assert (found.byline and found.byline.text, found.published and found.published.value) == (byline, published)


def test_quote_elements_keep_their_marks(tmp_path: Path) -> None:
    found = saved(tmp_path / "bus.html", "", ('<q lang="en">', "</q>"))
    assert "“People finish their shifts at three and walk home along the road,” said Una Heslop" in found.text
