"""The report in a browser: what clicks, keys and addresses do, and what axe-core says of it."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.views.report.build import report
from pipeline.views.report.site import write_site
from pipeline.views.results import Article
from tests.views.make import DESKTOP, PHONE, Draft, write

WCAG_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
VIEWS = ("overview", "quotes", "people", "figures", "ledger", "dates", "charts")


def test_a_click_on_a_quote_shows_who_says_it(opened: Any, html: Path) -> None:
    page = opened(html, "#harbour")
    page.locator("article:not([hidden]) .m.quote").first.click()
    detail = page.locator("#detail")
    assert "Mara Voss" in detail.inner_text()
    assert "the harbour chief" in detail.inner_text()
    assert "hand" in detail.inner_text()  # the rule
    assert page.locator(".m.quote.on").count() >= 2  # both parts of the quote
    assert page.locator(".on-source").all_inner_texts() == ["Mara Voss"]
    assert page.evaluate("location.hash") in ("#harbour/q1", "#harbour/m2")
    detail.get_by_role("button", name="Close").click()
    assert page.locator(".m.on").count() == 0


def test_an_address_leads_to_its_record(opened: Any, html: Path) -> None:
    page = opened(html, "#cargo/c2")
    assert page.locator("article:not([hidden])").get_attribute("data-doc") == "cargo"
    assert "8.4 percent" in page.locator("#detail").inner_text()
    page.locator("#contents a", has_text="Ports report").click()
    assert page.locator("article:not([hidden]) h2").inner_text() == "Ports report 🚢🇫🇷"
    page.go_back()
    assert page.locator("article:not([hidden])").get_attribute("data-doc") == "cargo"


def test_a_speaker_and_a_layer_are_buttons(opened: Any, html: Path) -> None:
    page = opened(html, "#harbour")
    page.get_by_role("button", name="Mara Voss").click()
    assert page.evaluate("location.hash") == "#harbour/q1"
    quoted = page.locator(".m.claim").first
    assert quoted.evaluate("n => getComputedStyle(n).boxShadow") != "none"
    page.get_by_role("group", name="Layers").get_by_role("button", name="Figures").click()
    assert quoted.evaluate("n => getComputedStyle(n).boxShadow") == "none"


def test_keys_go_from_record_to_record(opened: Any, html: Path) -> None:
    page = opened(html, "#harbour")
    visited = []
    for key in "jjk":
        page.keyboard.press(key)
        visited.append(page.evaluate("location.hash"))
    assert visited[0] == visited[2] != visited[1]
    page.keyboard.press("]")
    assert page.locator("article:not([hidden])").get_attribute("data-doc") == "cargo"
    page.keyboard.press("/")
    page.keyboard.type("ports")
    assert page.locator(".quotation mark").all_inner_texts() == ["Ports"]
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    assert page.get_by_role("dialog").is_visible()


def test_an_article_with_markup_is_text(opened: Any, html: Path) -> None:
    page = opened(html, "#" + "odd/..%2F<b>/q1")
    for view in VIEWS:
        page.goto(html.as_uri() + "#" + view)
        page.locator(f"#{view}-view > *").first.wait_for()
    assert page.locator("main img, main b, article script").count() == 0
    assert page.locator("article").nth(2).locator("h2").text_content() == "</script><script>alert(1)</script>"


EVIL = '"><img src=x onerror=window.broken=1><script>window.broken=1</script>{{7*7}}${7*7}'


def evil() -> Article:
    """An article that is hostile in every field that can hold what a stranger wrote."""
    draft = Draft(EVIL, f"{EVIL} title\n\n{EVIL}, said {EVIL} who {EVIL} in 2024 {EVIL}.\n", "2025-01-01")
    draft.entity(EVIL, "PERSON", "e1")
    draft.date("2024", EVIL, "2024-01-01", "2024-12-31")
    quote = draft.quote([EVIL, f"{EVIL} who {EVIL}"], "said", EVIL, "e1", EVIL)
    for kind, value in (("rank", 7), ("rank", 8)):
        draft.claim(EVIL, kind, value, EVIL, measure=EVIL, quote=quote, speaker=EVIL, period="t1")
    made = draft.article()
    more = {"publisher": EVIL, "url": "javascript:window.broken=1", "byline": draft.span(EVIL), "source": EVIL}
    return replace(made, document=made.document.model_copy(update=more))


def test_a_hostile_article_stays_text_in_every_view(opened: Any, articles: list[Article], tmp_path: Path) -> None:
    report(write([evil(), articles[2]], tmp_path / "evil"), tmp_path / "evil.html")
    page = opened(tmp_path / "evil.html", "#read")
    for _ in range(6):  # every record's card
        page.keyboard.press("j")
    page.get_by_role("button", name="Edit").click()
    for view in VIEWS:
        page.evaluate(f"location.hash = '{view}'")
        page.locator(f"#{view}-view > *").first.wait_for()
    assert page.evaluate("window.broken") is None
    assert page.locator("img, main script, a[href^=javascript]").count() == 0


def test_figures_are_sorted_and_filtered(opened: Any, html: Path) -> None:
    page = opened(html, "#figures")
    values = page.locator("#figures-view tbody td.n")
    page.get_by_role("columnheader", name="Value").get_by_role("button").click()
    assert values.all_text_contents() == ["7", "7", "8.4", "3,000,000"]
    assert page.get_by_role("columnheader", name="Value").get_attribute("aria-sort") == "ascending"
    page.get_by_label("Unit").select_option("USD")
    assert values.all_text_contents() == ["3,000,000"]
    page.get_by_label("Unit").select_option("")
    page.get_by_label("Period").select_option("2024")
    assert values.all_text_contents() == ["7", "3,000,000"]
    page.get_by_label("Said by").select_option("Mara Voss")
    assert values.all_text_contents() == ["3,000,000"]
    page.locator("#figures-view tbody a").first.click()
    assert page.evaluate("location.hash") == "#harbour/c2"


@pytest.mark.parametrize(
    ("view", "selector"),
    [
        ("Overview", ".bars tbody tr"),
        ("Quotes", ".quotation"),
        ("People", "#people-view tbody tr"),
        ("Ledger", ".entry .agree"),
        ("Dates", ".moments li"),
        ("Charts", "canvas[aria-label]"),
    ],
)
def test_every_view_has_something_in_it(opened: Any, html: Path, view: str, selector: str) -> None:
    page = opened(html)
    page.get_by_role("navigation").get_by_role("button", name=view).click()
    page.locator(selector).first.wait_for()
    assert page.locator("[data-panel]:visible").count() == 1


def rows_of(page: Any, caption: str) -> list[list[str]]:
    rows = page.locator("figure.bars", has_text=caption).locator("tbody tr").all()
    return [row.locator("th, td").all_inner_texts() for row in rows]


def test_the_overview_leads_to_what_it_counts(opened: Any, html: Path) -> None:
    page = opened(html)
    assert page.locator(".number strong").all_inner_texts() == ["3", "3", "2", "4"]
    assert rows_of(page, "How it is told")[0] == ["direct", "3", "100 %"]
    assert rows_of(page, "Women and men") == [
        ["Women", "0", "0 %", "0", "0 %"], ["Men", "0", "0 %", "0", "0 %"], ["Not shown", "2", "100 %", "2", "100 %"]
    ]  # fmt: skip
    page.locator("figure.bars", has_text="Who is quoted most").get_by_role("link", name="Mara Voss").click()
    assert page.evaluate("location.hash") == "#quotes?speaker=Mara+Voss"
    assert page.locator(".quotation strong").all_inner_texts() == ["Mara Voss"]


def test_the_index_tells_what_a_page_counts(opened: Any, html: Path, articles: list[Article], tmp_path: Path) -> None:
    """The overview of an index is summed by Python, that of a page with all records by its script: one result."""
    write_site(articles, tmp_path / "index.html")
    here, there = opened(html), opened(tmp_path / "index.html")
    for selector in ("#overview-view", "#people-view"):
        for page in (here, there):
            page.evaluate(f"location.hash = '{selector[1:].split('-')[0]}'")
        assert here.locator(selector).inner_text() == there.locator(selector).inner_text()


def test_quotes_are_filtered_sorted_and_the_address_says_so(opened: Any, html: Path) -> None:
    page = opened(html, "#quotes")
    shown = page.locator(".quotation strong")
    assert shown.all_inner_texts() == ["Mara Voss", "Voss", "she"]
    page.get_by_label("Sort").select_option("newest")
    assert shown.all_inner_texts() == ["Voss", "Mara Voss", "she"]
    page.get_by_label("From").fill("2025-03-01")
    page.get_by_label("From").blur()
    assert shown.all_inner_texts() == ["Voss"]
    assert page.evaluate("location.hash") == "#quotes?from=2025-03-01&sort=newest"
    page.reload()
    assert shown.all_inner_texts() == ["Voss"]
    page.get_by_role("button", name="Show all").click()
    assert shown.count() == 3
    page.get_by_label("Source is").select_option("unnamed")
    assert shown.all_inner_texts() == ["she"]
    page.evaluate("location.hash = 'overview'")
    page.evaluate("location.hash = 'quotes?type=person'")
    assert shown.all_inner_texts() == ["Mara Voss", "Voss"]


def test_what_is_filtered_is_copied_and_saved(opened: Any, html: Path) -> None:
    page = opened(html, "#quotes?type=unnamed")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Download as CSV").click()
    rows = list(csv.DictReader(io.StringIO(Path(saved.value.path()).read_text(encoding="utf-8-sig"))))
    assert [(row["id"], row["speaker"], row["content"]) for row in rows] == [
        ("odd/../<b>/q1", "she", "“<img src=x onerror=alert(2)>”")
    ]  # fmt: skip
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(html.as_uri() + "#quotes?speaker=Mara+Voss")
    page.get_by_role("button", name="Copy with citation").click()
    page.get_by_role("button", name="Copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.endswith("— Mara Voss, the harbour chief, in: Ports report 🚢🇫🇷, 2025-02-01 [harbour/q1]")


def test_a_search_finds_articles_too(opened: Any, html: Path) -> None:
    page = opened(html)
    page.get_by_role("searchbox", name="Search quotes and articles").fill("city index")
    found = page.locator(".articles .hit")
    assert found.count() == 1
    assert "Cargo grows" in found.inner_text()
    assert set(found.locator("mark").all_inner_texts()) == {"city", "Index"}
    assert "0 quotes" in page.locator("#quotes-view .count").inner_text()


def test_a_chart_leads_to_its_quotes_whatever_was_searched(opened: Any, html: Path) -> None:
    page = opened(html, "#quotes?type=unnamed")
    page.get_by_role("searchbox", name="Search quotes and articles").fill("nothing of the kind")
    page.evaluate("location.hash = 'charts'")
    page.locator("#chart-0").click(position={"x": 200, "y": 20})
    page.locator(".quotation").first.wait_for()
    assert page.locator(".quotation strong").all_inner_texts() == ["Mara Voss"]


def test_the_index_leads_to_the_pages(opened: Any, articles: list[Article], tmp_path: Path) -> None:
    write_site(articles, tmp_path / "index.html")
    page = opened(tmp_path / "index.html", "#read")
    page.locator("#contents a", has_text="Ports report").click()
    page.get_by_role("navigation").get_by_role("button", name="Dates").click()
    page.locator(".moments li").first.wait_for()
    page.get_by_role("navigation").get_by_role("button", name="Read").click()
    page.get_by_role("link", name="All articles").click()
    page.locator(".number", has_text="articles").click()
    page.locator("#contents a", has_text="Cargo grows").wait_for()
    page.evaluate("location.hash = 'harbour/q1'")
    page.locator("#detail .who", has_text="Mara Voss").wait_for()
    assert page.url.endswith("index_articles/harbour.html#harbour/q1")


@pytest.mark.parametrize(("viewport", "scheme"), [(DESKTOP, "light"), (PHONE, "dark")], ids=["desktop", "phone"])
def test_axe_finds_nothing_against_wcag_aa(opened: Any, html: Path, viewport: dict[str, int], scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()
    page = opened(html, "#harbour/q1", viewport, scheme)
    for view in ("harbour/q1", *VIEWS):
        page.goto(f"{html.as_uri()}#{view}")
        page.locator(f"#{view}-view > *" if view in VIEWS else ".m.on").first.wait_for()
        found = axe.run(page, options={"runOnly": WCAG_AA}).response
        assert "color-contrast" in {rule["id"] for rule in found["passes"]}
        assert [(view, rule["id"], node["html"]) for rule in found["violations"] for node in rule["nodes"]] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


def test_what_is_selected_does_not_hide_the_text_on_a_phone(opened: Any, html: Path) -> None:
    page = opened(html, "#harbour/q1", PHONE)
    card, quote = page.locator("#detail").bounding_box(), page.locator(".m.quote.on").first.bounding_box()
    assert quote["y"] + quote["height"] <= card["y"]
    assert card["height"] <= PHONE["height"] / 2


def test_a_page_without_articles_opens(opened: Any, tmp_path: Path) -> None:
    report(write([], tmp_path / "empty"), tmp_path / "empty.html")
    opened(tmp_path / "empty.html")
