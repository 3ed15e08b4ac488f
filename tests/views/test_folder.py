"""Folders with a file an article: what an earlier writing left goes, what others put there stays."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.views.export import FORMS, Form, export
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


def half_written(*given: object) -> None:
    """A writer of any kind that is stopped in the middle of a file."""
    target = Path(str(given[-1]))
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("half")
    raise KeyboardInterrupt


@pytest.mark.parametrize("form", [name for name, form in FORMS.items() if not form.listed])
def test_an_export_that_is_broken_off_leaves_what_was_there(
    out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    target = tmp_path / "made" / FORMS[form].target
    before = target if target.suffix else target / "quotes"
    before.parent.mkdir(parents=True)
    before.write_text("whole")
    monkeypatch.setattr(Form, "load", lambda _: half_written)
    with pytest.raises(KeyboardInterrupt):
        export(out, form, target)
    assert before.read_text() == "whole"
    assert names(target.parent) == {target.name}


def test_a_file_comes_to_the_place_of_a_file_alone(out: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(FileExistsError, match="file is a file; what is written is a folder"):
        export(out, "csv", tmp_path / "file")
    for target, there in ((tmp_path, "folder"), (tmp_path / "pipe", "device")):
        for write in (build.report, lambda out, target: export(out, "xlsx", target)):
            with pytest.raises(FileExistsError, match=f"is a {there}; what is written is a file"):
                write(out, target)
    assert names(tmp_path) >= {"file", "pipe"}


def test_a_folder_in_the_way_leaves_nothing_in_the_making(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(OSError), Folder(tmp_path) as folder:
        folder.write("a", b"")
    assert names(tmp_path) == {"a", LIST}
