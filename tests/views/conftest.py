"""A small run, written out by hand: two articles that state the same rank, and one that tries to break out."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.views.results import Article
from tests.views.make import Draft, write


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
