"""Saved web pages, written for this repository with the structures of news sites."""

# ruff: noqa: E501 - tables with one row a case
from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.config import Config
from pipeline.ingest.article import Article
from pipeline.ingest.document import document
from pipeline.ingest.readers import read
from pipeline.records import Document

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
    assert found.url is None or found.source == found.url


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


def test_author_that_is_no_person_is_no_byline(tmp_path: Path) -> None:
    page = (
        '<html><head><title>Bridge opens after nine years</title><meta name="author" content="Newsroom"></head>'
        "<body><article><h1>Bridge opens after nine years</h1>"
        f"<p>{'The bridge was opened on Monday, the city said in a statement to the press. ' * 4}</p></article></body></html>"
    )
    (tmp_path / "a.html").write_text(page)
    assert load(tmp_path / "a.html").byline is None


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
