"""Folders with a file an article: what an earlier writing left goes, what others put there stays."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.views.folder import LIST, Folder, remove
from pipeline.views.interchange import brat, webannotation
from pipeline.views.report import build
from pipeline.views.report.site import pages, write_site
from pipeline.views.results import Article

WRITERS: dict[str, Callable[[list[Article], Path], int]] = {
    "brat": lambda found, target: brat.write(found, target),
    "web annotation": lambda found, target: webannotation.write(found, target),
    "report": lambda found, target: write_site(found, target.with_name("report.html")),
}


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.mark.parametrize("form", WRITERS)
def test_no_page_of_an_earlier_run_stays(articles: list[Article], tmp_path: Path, form: str) -> None:
    target = pages(tmp_path / "report.html") if form == "report" else tmp_path / "made"
    WRITERS[form](articles[:1], target)
    alone = names(target)
    (target / "notes.txt").write_text("mine")
    WRITERS[form](articles, target)
    assert len(names(target)) > len(alone) + 1
    WRITERS[form](articles[:1], target)
    assert names(target) == alone | {"notes.txt"}


def test_a_report_of_one_page_takes_the_pages_away(out: Path, articles: list[Article]) -> None:
    target = out / "report.html"
    write_site(articles, target)
    assert pages(target).is_dir()
    build.report(out, target)
    assert not pages(target).exists()


def test_what_is_broken_off_is_cleared_by_the_next(tmp_path: Path) -> None:
    with Folder(tmp_path) as folder:
        folder.write("old", b"1")
    with pytest.raises(KeyError), Folder(tmp_path) as folder:
        folder.write("new", b"2")
        raise KeyError
    assert names(tmp_path) == {"old", "new", LIST}
    with Folder(tmp_path) as folder:
        folder.write("last", b"3")
    assert names(tmp_path) == {"last", LIST}


def test_a_list_leads_nowhere_else(tmp_path: Path) -> None:
    inner = tmp_path / "in"
    inner.mkdir()
    (tmp_path / "mine").write_text("")
    (inner / LIST).write_text("../mine\n..\n\n/etc/passwd\n")
    with Folder(inner) as folder:
        folder.write("a", b"")
    remove(inner)
    assert names(tmp_path) == {"mine"}


def test_a_folder_in_the_way_leaves_nothing_in_the_making(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(OSError), Folder(tmp_path) as folder:
        folder.write("a", b"")
    assert names(tmp_path) == {"a", LIST}
