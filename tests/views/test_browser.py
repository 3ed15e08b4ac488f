"""The report in a browser: what a click, a key and an address do. Skipped where there is no Chromium."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.views.report.build import report
from pipeline.views.report.site import write_site
from pipeline.views.results import Article

selenium = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")
pytestmark = pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="no chromium with its driver")
FLAGS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
FLAGS += ["--disable-background-networking", "--disable-component-update", "--window-size=1300,900"]


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    options = selenium.ChromeOptions()
    options.binary_location = CHROMIUM
    folder = tmp_path_factory.mktemp("browser")
    for flag in (*FLAGS, f"--user-data-dir={folder}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = selenium.Chrome(options=options, service=selenium.ChromeService(DRIVER))
    yield driver
    driver.quit()


@pytest.fixture
def page(browser: Any, out: Path, tmp_path: Path) -> Iterator[Any]:
    report(out, tmp_path / "report.html")
    browser.get((tmp_path / "report.html").as_uri())
    yield browser
    assert browser.get_log("browser") == []


def run(page: Any, script: str) -> Any:
    return page.execute_script(f"return {script}")


def press(page: Any, key: str) -> None:
    page.execute_script(
        "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: arguments[0], bubbles: true}))", key
    )


def detail(page: Any) -> str:
    return str(run(page, "document.getElementById('detail').innerText"))


def test_a_link_opens_its_record(page: Any) -> None:
    page.execute_script("location.hash = 'harbour/q1'")
    page.execute_async_script("setTimeout(arguments[0], 50)")
    assert "Mara Voss" in detail(page)
    assert "the harbour chief" in detail(page)
    assert run(page, "document.querySelectorAll('.m.quote.on').length") >= 2
    assert run(page, "[...document.querySelectorAll('.on-source')].map(n => n.textContent).join('')") == "Mara Voss"


def test_keys_go_from_record_to_record(page: Any) -> None:
    press(page, "j")
    first = run(page, "location.hash")
    press(page, "j")
    assert run(page, "location.hash") != first
    press(page, "k")
    assert run(page, "location.hash") == first


def test_an_article_with_markup_is_text(page: Any) -> None:
    assert run(page, "document.querySelectorAll('article img').length") == 0
    assert run(page, "document.querySelectorAll('article')[2].innerHTML.includes('&lt;/script&gt;')")


def test_figures_are_sorted_and_filtered(page: Any) -> None:
    page.execute_script("location.hash = 'figures'")
    page.execute_async_script("setTimeout(arguments[0], 50)")
    page.execute_script("document.querySelector('th[data-key=value] button').click()")
    cells = "[...document.querySelectorAll('#figures-view tbody td:nth-child(2)')].map(n => n.textContent)"
    assert run(page, cells) == ["7", "7", "8.4", "3,000,000"]
    page.execute_script(
        "const s = [...document.querySelectorAll('#figures-view select')][1]; s.value = 'USD';"
        "s.dispatchEvent(new Event('change'))"
    )
    assert run(page, cells) == ["3,000,000"]


def test_search_and_ledger_and_charts(page: Any) -> None:
    page.execute_script(
        "const s = document.getElementById('search'); s.value = 'ports'; s.dispatchEvent(new Event('input'))"
    )
    page.execute_async_script("setTimeout(arguments[0], 80)")
    assert run(page, "document.querySelectorAll('.quotation').length") == 1
    assert run(page, "document.querySelector('.quotation mark').textContent") == "Ports"
    for view, selector in (("ledger", ".entry .agree"), ("dates", ".moments li"), ("charts", "canvas[aria-label]")):
        page.execute_script(f"document.querySelector('[data-view={view}]').click()")
        page.execute_async_script("setTimeout(arguments[0], 80)")
        assert run(page, f"document.querySelectorAll('{selector}').length") > 0


def test_corrections_are_gold(page: Any, articles: list[Article]) -> None:
    page.execute_script(
        "window.saved = []; URL.createObjectURL = b => { b.text().then(t => window.saved.push(t)); return '#'; }"
    )
    for address, key in (("harbour/c1", "r"), ("harbour/q1", "a")):
        page.execute_script(f"location.hash = '{address}'")
        page.execute_async_script("setTimeout(arguments[0], 50)")
        press(page, key)
    page.execute_script("document.querySelector('#review button').click()")
    page.execute_async_script("setTimeout(arguments[0], 80)")
    (line,) = "".join(run(page, "window.saved")).splitlines()
    gold = json.loads(line)
    text = articles[0].text
    assert (gold["id"], gold["text"]) == ("harbour", text)
    assert [c["text"] for c in gold["claims"]] == ["$3m"]
    assert [text[s:e] for s, e in gold["attributions"][0]["content"]][1] == "“We paid $3m in 2024.”"
    assert gold["verdicts"] == {"harbour/q1": "accepted", "harbour/c1": "rejected"}


def test_a_selection_counts_code_points(page: Any, articles: list[Article]) -> None:
    page.execute_script("location.hash = 'harbour'")
    page.execute_async_script("setTimeout(arguments[0], 50)")
    page.execute_script(
        "const t = document.querySelector('article h2').firstChild; const r = document.createRange();"
        "r.setStart(t, 6); r.setEnd(t, t.length); getSelection().removeAllRanges(); getSelection().addRange(r)"
    )
    page.execute_script("location.hash = 'harbour/q1'")
    page.execute_async_script("setTimeout(arguments[0], 50)")
    press(page, "e")
    assert "report 🚢🇫🇷" in detail(page)


def test_the_index_leads_to_the_pages(browser: Any, articles: list[Article], tmp_path: Path) -> None:
    write_site(articles, tmp_path / "index.html")
    browser.get((tmp_path / "index.html").as_uri() + "#harbour/q1")
    browser.execute_async_script("setTimeout(arguments[0], 300)")
    assert "index_articles/harbour.html" in browser.current_url
    assert "Mara Voss" in detail(browser)
    assert browser.get_log("browser") == []
