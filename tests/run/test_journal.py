"""Who is to blame for a death: strikes against articles."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.run.journal import CRASH, MARK, Journal

KEY = "0123456789abcdef"
RUN, OTHER = "aaaaaaaa", "bbbbbbbb"


def die(folder: Path, run: str, crash: str = "") -> None:
    """What a process leaves that ended while it was at the entities of article 3."""
    journal = Journal(folder, KEY, run)
    journal.at(3, "entities")
    journal.crash.close()
    (folder / CRASH).write_text(crash, encoding="utf-8")


@pytest.mark.parametrize(
    ("crash", "deaths", "kind"),
    [
        ("", 4, None),
        ("", 5, "Killed"),
        ("Fatal Python error: Segmentation fault\n", 1, None),
        ("Fatal Python error: Segmentation fault\n", 2, "Crash"),
        ("Current thread 0x01 (most recent call first):\n", 1, "Timeout"),
    ],
)
def test_so_many_deaths_are_enough(tmp_path: Path, crash: str, deaths: int, kind: str | None) -> None:
    for _ in range(deaths):
        die(tmp_path, RUN, crash)
    with Journal(tmp_path, KEY, RUN) as journal:
        assert journal.quarantined(3, "entities") == kind
        assert journal.quarantined(2, "entities") is None


def test_a_run_that_was_killed_itself_blames_nobody(tmp_path: Path) -> None:
    for n in range(9):
        die(tmp_path, f"{n:08}")
    with Journal(tmp_path, KEY, OTHER) as journal:
        assert journal.quarantined(3, "entities") is None


def test_a_crash_counts_whoever_sees_it(tmp_path: Path) -> None:
    for n in range(2):
        die(tmp_path, f"{n:08}", "Fatal Python error: Aborted\n")
    with Journal(tmp_path, KEY, OTHER) as journal:
        assert journal.quarantined(3, "entities") == "Crash"


def test_who_is_told_to_end_withdraws_the_mark(tmp_path: Path) -> None:
    from pipeline.run.journal import withdraw

    with Journal(tmp_path, KEY, RUN) as journal:
        journal.at(3, "entities")
        withdraw()
        assert not (tmp_path / MARK).exists()
