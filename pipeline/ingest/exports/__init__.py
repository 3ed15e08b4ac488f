"""Exports of news archives: one file, many articles, each with a header of its own.

Nexis (classic and Uni), Factiva (with and without field codes), ProQuest, NewsBank and Europresse are known by lines
that only they have (``exports.toml``). Every article becomes a document, its text the file's own stretch; its header
says what is title, byline, date and body, and what is neither header nor body is boilerplate.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.ingest.article import Article
from pipeline.ingest.exports.frames import framed
from pipeline.ingest.exports.styles import Style, of_text
from pipeline.ingest.lines import Line
from pipeline.ingest.lines import split as lines_of

MIN_ARTICLE_LINES = 4


def split(article: Article) -> Iterator[Article]:
    """The articles of an export; the article itself where its file is none."""
    lines = lines_of(article.text)
    style = of_text(lines)
    parts = list(_parts(lines, style)) if style else []
    if style is None or not parts:
        yield article
        return
    found = []
    for first, last in parts:
        # The whole file is the text of an article that is alone in it
        start, end = (0, len(article.text)) if len(parts) == 1 else (lines[first].start, lines[last].end)
        made = framed(style, article, lines[first : last + 1], start, end)
        if made is not None:
            found.append(made)
    if not found:
        yield article
        return
    alone = len(found) == 1
    for number, made in enumerate(found, 1):
        yield made if alone else replace(made, doc_id=f"{article.doc_id}#{number}")


def _parts(lines: list[Line], style: Style) -> Iterator[tuple[int, int]]:
    """First and last line of every article."""
    starts = _starts(lines, style)
    if not starts and style.ends is not None:
        last = [i for i, line in enumerate(lines) if style.ends.fullmatch(line.text)]
        starts, ends = [0, *(i + 1 for i in last[:-1])], last
    else:
        ends = [start - 1 for start in starts[1:]] + [len(lines) - 1]
    yield from ((a, b) for a, b in zip(starts, ends, strict=False) if b - a >= MIN_ARTICLE_LINES - 1)


def _starts(lines: list[Line], style: Style) -> list[int]:
    if style.begins is not None:
        return [i for i, line in enumerate(lines) if style.begins.fullmatch(line.text)]
    if style.begins_above is not None:
        return [i - 1 for i, line in enumerate(lines) if i and style.begins_above.fullmatch(line.text)]
    return []
