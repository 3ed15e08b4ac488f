from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.views.report.article import paragraphs
from pipeline.views.report.build import report
from pipeline.views.report.page import CHART, asset, page
from pipeline.views.report.payload import script_json
from pipeline.views.report.segments import Mark, segments
from pipeline.views.report.site import write_site
from pipeline.views.results import Article, NoResults
from pipeline.views.results import articles as read


class Tags(HTMLParser):
    """Elements of a page, and the text of its paragraphs."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.paragraphs: list[str] = []
        self._inside = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if dict(attrs).get("data-s"):
            self._inside = True
            self.paragraphs.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("p", "h2", "h3"):
            self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.paragraphs[-1] += data


def test_the_page_shows_the_text_unchanged_and_makes_no_elements_of_it(articles: list[Article]) -> None:
    tags = Tags(page(articles))
    assert "img" not in tags.tags
    assert tags.tags.count("script") == 3  # data, charts, ours
    shown = [line for line in tags.paragraphs if line]
    expected = [line for article in articles for line in article.text.split("\n") if line]
    assert shown == expected


def test_the_data_in_the_page_is_the_records(articles: list[Article]) -> None:
    html = page(articles)
    data = json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.S)[1])
    assert [a["id"] for a in data["articles"]] == ["harbour", "cargo", "odd/../<b>"]
    assert data["articles"][0]["text"] == articles[0].text
    assert data["articles"][0]["speakers"][0] | {"key": ""} == {
        "name": "Mara Voss", "type": "person", "roles": ["the harbour chief"], "affiliation": None,
        "gender": None, "gender_by": None, "quotes": ["q1"], "words": 13, "hue": 0, "key": "",
    }  # fmt: skip


def test_only_our_scripts_may_run(articles: list[Article]) -> None:
    html = page(articles)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html)[1]
    assert "default-src 'none'" in policy
    assert policy.count("sha256-") == 2
    assert "http" not in policy


@pytest.mark.parametrize("text", ["</script>", "<!--<script>", "a\u2028b", "]]>", "&lt;"])
def test_json_cannot_leave_its_script(text: str) -> None:
    written = script_json({"x": text})
    assert "<" not in written
    assert "\u2028" not in written
    assert json.loads(written) == {"x": text}


def test_names_stand_beside_the_paragraph_once(articles: list[Article]) -> None:
    rows = paragraphs(articles[0])
    assert [[note.name for note in row.notes] for row in rows] == [[], ["Mara Voss"]]


def test_a_large_run_is_an_index_and_pages(articles: list[Article], tmp_path: Path) -> None:
    count = write_site(articles, tmp_path / "index.html")
    assert count == 3
    pages = sorted(path.name for path in (tmp_path / "index_articles").glob("*.html"))
    assert len(pages) == 3
    assert all(re.fullmatch(r"[\w.-]+\.html", name) for name in pages)
    index = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "index_articles/harbour.html" in index
    article = (tmp_path / "index_articles" / "harbour.html").read_text(encoding="utf-8")
    assert "../index.html" in article
    assert (asset(CHART) in index, asset(CHART) in article) == (True, False)
    assert len(article.encode()) < 100_000


def test_reading_follows_the_order_of_documents(out: Path) -> None:
    assert [(a.doc_id, len(a.quotes), len(a.claims)) for a in read(out)] == [
        ("harbour", 1, 2), ("cargo", 1, 2), ("odd/../<b>", 1, 0)
    ]  # fmt: skip


def test_an_article_without_a_title_is_known_by_its_first_words(articles: list[Article]) -> None:
    document = articles[1].document
    nameless = replace(articles[1], document=document.model_copy(update={"title": None}))
    assert nameless.title.startswith("The city came 7th in the World Ports Index")
    assert nameless.title.endswith(" …")
    bare = replace(nameless, document=document.model_copy(update={"title": None, "text": " ", "blocks": []}))
    assert bare.title == "cargo.txt"


def test_no_results_is_said(tmp_path: Path) -> None:
    with pytest.raises(NoResults, match="onrecord extract"):
        report(tmp_path, tmp_path / "x.html")
    assert not (tmp_path / "x.html").exists()


def test_a_run_without_articles_is_a_page(tmp_path: Path) -> None:
    (tmp_path / "documents.jsonl").write_text("")
    assert report(tmp_path, tmp_path / "x.html") == 0


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 12)), max_size=12))
def test_segments_cover_the_text_and_every_mark(drawn: list[tuple[int, int]]) -> None:
    marks = sorted(
        (Mark(s, s + n, "quote", f"q{i}") for i, (s, n) in enumerate(drawn)), key=lambda m: (m.start, -m.end)
    )
    bounds = [(0, 20), (22, 60)]
    for (start, end), row in zip(bounds, segments(bounds, marks), strict=True):
        assert [s.start for s in row] + [end] == [start] + [s.end for s in row]
        for segment in row:
            covering = {m.key for m in marks if m.start <= segment.start and segment.end <= m.end}
            assert set(segment.keys) == covering
