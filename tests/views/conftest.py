"""A small run, written out by hand: two articles that state the same rank, and one that tries to break out.

And a browser to open its pages in. Tests that ask for one are skipped where there is no Chromium (Debian:
``apt-get install chromium``).
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.views.report.build import report
from pipeline.views.results import Article
from tests.views.make import DESKTOP, PHONE, Draft, write


@pytest.fixture
def articles() -> list[Article]:
    rank = Draft(
        "harbour",
        "Ports report 🚢🇫🇷\n\n“We rank 7th in the World Ports Index,” Mara Voss, the harbour chief, said. "
        "“We paid $3m in 2024.”\n",
        "2025-02-01",
    )
    rank.entity("Mara Voss", "PERSON", "e1")
    rank.entity("World Ports Index", "ORG", "e2")
    rank.date("2024", "2024", "2024-01-01", "2024-12-31")
    quote = rank.quote(
        ["“We rank 7th in the World Ports Index,”", "“We paid $3m in 2024.”"],
        "said",
        "Mara Voss",
        "e1",
        "the harbour chief",
    )
    rank.claim("7th", "rank", 7, "rank", measure="World Ports Index", quote=quote, speaker="Mara Voss")
    rank.claim("$3m", "money", 3_000_000, "USD", quote=quote, speaker="Mara Voss", period="t1")

    again = Draft(
        "cargo",
        "Cargo grows\n\nThe city came 7th in the World Ports Index in 2024. Voss said trade rose 8.4 percent.\n",
        "2025-03-09",
    )
    again.entity("Voss", "PERSON", "e1")
    again.date("2024", "2024", "2024-01-01", "2024-12-31")
    again.quote(["trade rose 8.4 percent"], "said", "Voss", "e1")
    again.claim("7th", "rank", 7, "rank", measure="World Ports Index", period="t1")
    again.claim("8.4 percent", "percent", 8.4, "percent", measure="trade")

    rude = Draft(
        "odd/../<b>",
        "</script><script>alert(1)</script>\n\n=SUM(A1) said “<img src=x onerror=alert(2)>”, she said.\n",
        None,
    )
    rude.quote(["“<img src=x onerror=alert(2)>”"], "said", "she", None)
    return [rank.article(), again.article(), rude.article()]


@pytest.fixture
def out(articles: list[Article], tmp_path: Path) -> Path:
    return write(articles, tmp_path / "run")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if not chromium:
        pytest.skip("no chromium on this machine")
    with playwright.sync_playwright() as running:
        started = running.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def opened(browser: Any) -> Iterator[Any]:
    """Opens a file in a fresh window; afterwards nothing may have gone wrong, and nothing may have been fetched."""
    wrong: list[str] = []
    contexts = []

    def open_(path: Path, at: str = "", viewport: dict[str, int] = DESKTOP, scheme: str = "light") -> Any:
        contexts.append(browser.new_context(viewport=viewport, color_scheme=scheme, has_touch=viewport is PHONE))
        page = contexts[-1].new_page()
        page.set_default_timeout(30_000)  # a busy machine is no bug
        page.on("console", lambda message: wrong.append(message.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on(
            "request", lambda request: request.url.startswith(("file:", "data:", "blob:")) or wrong.append(request.url)
        )
        page.goto(path.as_uri() + at)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert wrong == []


@pytest.fixture
def html(out: Path, tmp_path: Path) -> Path:
    report(out, tmp_path / "report.html")
    return tmp_path / "report.html"
