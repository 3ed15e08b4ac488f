"""Results to HTML: one file for a small run, an index and a page an article for a large one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from pipeline.run import manifest
from pipeline.views.folder import check_target, remove
from pipeline.views.report.page import page, write_text
from pipeline.views.report.site import pages, write_site
from pipeline.views.results import Article, articles

SINGLE_CHARACTERS = 600_000  # of text; beyond that a page grows past what a phone opens in a second
SINGLE_ARTICLES = 60


def report(out: Path, target: Path) -> int:
    """Write the report of the results in ``out`` to ``target``; returns the number of articles.

    A large run gets a folder beside ``target``, named after it, with a page an article.

    Raises:
        NoResults: ``out`` holds no results.
        FileExistsError: ``target`` is no file.
    """
    check_target(target, "file")
    reading = articles(out)
    first = list(_first(reading))
    target.parent.mkdir(parents=True, exist_ok=True)
    if len(first) > SINGLE_ARTICLES or sum(len(article.text) for article in first) > SINGLE_CHARACTERS:
        return write_site(chain(first, reading), target, run_of(out))
    write_text(target, page(first, run=run_of(out)))
    remove(pages(target))  # of an earlier, larger run
    return len(first)


def run_of(out: Path) -> str:
    """What the browser keeps decisions under: they are of these inputs, whatever page shows them."""
    made = manifest.read(out)
    return made.inputs.sha256[:16] if made else out.resolve().name


def _first(reading: Iterator[Article]) -> Iterator[Article]:
    """Articles as long as they fit on one page, and the first that does not."""
    size = 0
    for number, article in enumerate(reading, 1):
        yield article
        size += len(article.text)
        if size > SINGLE_CHARACTERS or number > SINGLE_ARTICLES:
            return
