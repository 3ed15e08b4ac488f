"""What a reader decides in the browser: shown at once, kept, saved, applied, scored."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pipeline.run.correct import apply
from pipeline.run.extract import extract
from pipeline.views.report.build import report
from pipeline.views.report.site import write_site
from pipeline.views.results import Article

HOUSE = Path(__file__).parents[2]
SHARED = HOUSE.parent / "shared"


def corrections(page: Any, html: Path) -> Path:
    """What a reader saves who rejects a figure, accepts a quote and edits another figure."""
    for address, key in (("harbour/c1", "r"), ("harbour/q1", "a")):
        page.goto(f"{html.as_uri()}#{address}")
        page.keyboard.press(key)
    page.goto(f"{html.as_uri()}#harbour/c2")
    page.get_by_role("button", name="Edit").click()
    page.get_by_label("Value", exact=True).fill("3500000")
    page.get_by_role("button", name="Save").click()
    assert page.locator("#review [role=status]").inner_text() == "1 accepted · 1 edited · 1 rejected"
    with page.expect_download() as saved:
        page.get_by_role("button", name="Download corrections").click()
    assert saved.value.suggested_filename == "corrections.jsonl"
    saved.value.save_as(html.with_name("corrections.jsonl"))
    return html.with_name("corrections.jsonl")


def test_corrections_are_gold(opened: Any, html: Path, articles: list[Article]) -> None:
    (line,) = corrections(opened(html), html).read_text(encoding="utf-8").splitlines()
    gold, text = json.loads(line), articles[0].text
    assert (gold["id"], gold["text"], gold["published"]) == ("harbour", text, "2025-02-01")
    assert [(c["text"], c["value"]) for c in gold["claims"]] == [("$3m", 3_500_000)]
    assert [text[s:e] for s, e in gold["attributions"][0]["content"]][1] == "“We paid $3m in 2024.”"
    assert gold["verdicts"] == {"harbour/q1": "accepted", "harbour/c1": "rejected", "harbour/c2": "edited"}


def test_decisions_show_at_once_and_stay(opened: Any, html: Path) -> None:
    page = opened(html, "#harbour/q1")
    page.get_by_role("button", name="Edit").click()
    page.get_by_label("Speaker", exact=True).fill("Ada Lund")
    page.get_by_role("button", name="Save").click()
    for _ in range(2):  # at once, and when the page is opened again
        assert page.locator("#detail .who").inner_text() == "Ada Lund"
        assert page.locator("article:not([hidden]) .notes a").all_inner_texts() == ["Ada Lund"]
        assert page.locator("#speakers button").all_inner_texts() == ["Ada Lund"]
        assert page.locator("#contents small").first.inner_text() == "2025-02-01 · 1 quote · 2 figures"
        page.reload()
    page.evaluate("location.hash = 'quotes'")
    assert "Ada Lund" in page.locator(".quotation").first.inner_text()
    page.evaluate("location.hash = 'harbour/q1'")
    page.get_by_role("button", name="Reject").click()
    assert page.locator("article:not([hidden]) .notes a:visible").count() == 0
    page.evaluate("location.hash = 'quotes'")
    assert page.locator(".quotation").count() == 2


def test_the_index_gathers_the_decisions_of_its_pages(opened: Any, articles: list[Article], tmp_path: Path) -> None:
    write_site(articles, tmp_path / "index.html", run="r1")
    page = opened(tmp_path / "index.html")
    for name, at in (("harbour", "harbour/c1"), ("cargo", "cargo/q1")):
        page.goto((tmp_path / "index_articles" / f"{name}.html").as_uri() + "#" + at)
        page.keyboard.press("r")
    page.goto((tmp_path / "index.html").as_uri())
    assert page.locator("#review [role=status]").inner_text() == "0 accepted · 0 edited · 2 rejected"
    with page.expect_download() as saved:
        page.get_by_role("button", name="Download corrections").click()
    lines = [json.loads(line) for line in Path(saved.value.path()).read_text(encoding="utf-8").splitlines()]
    assert [(line["id"], [d["id"] for d in line["decisions"]]) for line in lines] == [
        ("harbour", ["harbour/c1"]), ("cargo", ["cargo/q1"])
    ]  # fmt: skip


def test_a_rejected_quote_is_out_of_overview_and_people(opened: Any, html: Path) -> None:
    page = opened(html, "#harbour/q1")
    page.keyboard.press("r")
    page.evaluate("location.hash = 'overview'")
    assert page.locator(".number strong").all_inner_texts() == ["3", "2", "1", "4"]
    page.evaluate("location.hash = 'people'")
    assert page.locator("#people-view tbody a").all_inner_texts() == ["Voss"]


def test_what_a_reader_corrects_is_applied(opened: Any, tmp_path: Path) -> None:
    """From the page through the file into the results, and on to a new page."""
    text = (
        "Boat sails\n\n“We lend 4,000 books,” said Ines Duarte, the skipper. Noor Aziz said the crew was 12 strong.\n"
    )
    (tmp_path / "boat.txt").write_text(text, encoding="utf-8")
    extract([tmp_path / "boat.txt"], tmp_path / "out")
    report(tmp_path / "out", tmp_path / "a.html")
    page = opened(tmp_path / "a.html", "#boat/q1")
    page.get_by_role("button", name="Edit").click()
    page.get_by_label("Speaker", exact=True).fill("Noor Aziz")
    page.get_by_role("button", name="Save").click()
    page.keyboard.press("Escape")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Download corrections").click()
    saved.value.save_as(tmp_path / "corrections.jsonl")
    apply(tmp_path / "corrections.jsonl", tmp_path / "out")
    report(tmp_path / "out", tmp_path / "b.html")
    page = opened(tmp_path / "b.html", "#figures")
    assert page.locator("#figures-view td.by").all_inner_texts() == ["Noor Aziz", "Noor Aziz"]


@pytest.mark.shared
@pytest.mark.skipif(not (SHARED / "score").exists(), reason="the scorers are not beside this checkout")
def test_corrections_are_scored(opened: Any, html: Path) -> None:
    saved = corrections(opened(html), html)
    command = [sys.executable, "-m", "tests.evaluate", "--data", str(SHARED / "data"), "--gold", str(saved)]
    done = subprocess.run(command, cwd=HOUSE, capture_output=True, text=True, check=True)
    for task in ("entities", "quotes", "dates", "claims"):
        assert f"-- {task}" in done.stdout
    assert "not reading back 0" in done.stdout


def test_a_selection_counts_code_points(opened: Any, html: Path) -> None:
    page = opened(html, "#harbour/q1")
    page.evaluate(
        "const t = document.querySelector('article h2').firstChild; const r = document.createRange();"
        "r.setStart(t, 6); r.setEnd(t, t.length); getSelection().removeAllRanges(); getSelection().addRange(r)"
    )
    page.keyboard.press("e")
    assert "report 🚢🇫🇷" in page.locator("#detail").inner_text()
