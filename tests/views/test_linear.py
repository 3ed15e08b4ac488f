"""Views of one article with thousands of figures: four times the figures, not much more than four times the time."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.config import Config
from pipeline.views.across.entries import entries
from pipeline.views.interchange import brat, conllu
from pipeline.views.report.page import page
from pipeline.views.report.payload import ledger_payload
from pipeline.views.results import Article
from tests.growth import grows
from tests.run.helpers import article as text_of
from tests.run.helpers import run
from tests.views.make import Draft

SMALL, LARGE = 400, 1_600
GROWTH = 7.0  # for four times the figures; quadratic is sixteen


def figures(count: int) -> Article:
    draft = Draft("long", "Sums\n\n" + "".join(f"Mill {n} took ${n + 1000}m.\n" for n in range(count)), "2025-02-01")
    for n in range(count):
        draft.claim(f"${n + 1000}m", "money", (n + 1000) * 1e6, "USD", measure=f"Mill {n} ")
    return draft.article()


VIEWS: dict[str, Callable[[Article, Path], object]] = {
    "report": lambda article, folder: page([article]),
    "ledger": lambda article, folder: ledger_payload(list(entries(article))),
    "brat": lambda article, folder: brat.write([article], folder),
}


@pytest.mark.parametrize("view", VIEWS)
def test_time_grows_with_the_figures(tmp_path: Path, view: str) -> None:
    made = {count: figures(count) for count in (SMALL, LARGE)}

    def seconds(count: int) -> float:
        began = time.process_time()
        VIEWS[view](made[count], tmp_path)
        return time.process_time() - began

    assert grows(seconds, SMALL, LARGE, most=GROWTH)


def test_syntax_is_written_in_time_that_grows_with_the_text(tmp_path: Path) -> None:
    for count in (SMALL, LARGE):
        (tmp_path / f"{count}.txt").write_text("".join(text_of(n) for n in range(count // 16)), encoding="utf-8")
        run(tmp_path / str(count), Config()).extract([tmp_path / f"{count}.txt"])

    def seconds(count: int) -> float:
        began = time.process_time()
        conllu.write(tmp_path / str(count), tmp_path / "a.conllu")
        return time.process_time() - began

    assert grows(seconds, SMALL, LARGE, most=GROWTH)
