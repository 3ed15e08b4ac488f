"""A large run as an index and a page an article, in a folder beside the index."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pipeline.views.across.corpus import Corpus
from pipeline.views.across.entries import Entry, entries
from pipeline.views.across.output import people_data
from pipeline.views.across.people import Voice
from pipeline.views.folder import Folder, file_name
from pipeline.views.report.page import page, render, write_text
from pipeline.views.report.payload import brief, index_payload, ledger_payload
from pipeline.views.results import Article
from pipeline.views.speakers import voices

ROWS_IN_INDEX = {"quotes": 10_000, "claims": 10_000, "dates": 5_000}  # listed there, the first of a run: some 5 MB
PEOPLE_IN_INDEX = 2_000  # those with the most words; `onrecord people` has all
QUOTES_OF_ONE = 20  # that a person's row leads to
FIGURES_IN_LEDGER = 50_000  # beyond that the command `onrecord ledger` has room for all


@dataclass
class Sums:
    """What the charts of the index show."""

    speakers: Counter[str] = field(default_factory=Counter)
    names: Counter[tuple[str, str]] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)

    def add(self, article: Article) -> None:
        """Count an article in."""
        for voice in voices(article).values():
            self.speakers[voice.name] += voice.words
        self.names.update((e.name, e.label) for e in article.entities if e.mention in ("name", "short"))
        self.kinds.update(claim.kind for claim in article.claims)


def write_site(reading: Iterable[Article], target: Path, run: str = "") -> int:
    """Write the index to ``target`` and the pages beside it; returns the number of articles."""
    with Folder(pages(target)) as folder:
        return _write(reading, target, folder, run)


def pages(target: Path) -> Path:
    """The folder of a report's pages."""
    return target.with_name(target.stem + "_articles")


def _write(reading: Iterable[Article], target: Path, folder: Folder, run: str) -> int:
    sums = Sums()
    rows: list[dict[str, Any]] = []
    room = dict(ROWS_IN_INDEX)
    sums_of_all = Corpus()
    figures: list[Entry] = []
    for article in reading:
        name = file_name(article.doc_id, "html")
        folder.write(name, page([article], f"../{quote(target.name)}", run).encode("utf-8", "surrogatepass"))
        row = index_payload(article, f"{quote(folder.path.name)}/{quote(name)}")
        for kind, found in brief(article).items():
            row[kind] = found[: max(room[kind], 0)]
            room[kind] -= len(row[kind])
        rows.append(row)
        sums_of_all.add(article)
        sums.add(article)
        if len(figures) < FIGURES_IN_LEDGER:
            figures += entries(article)
    people = sums_of_all.people()
    payload = {"articles": rows, "index": "", "run": run, "ledger": ledger_payload(figures), **_charts(sums)}
    payload["overview"] = sums_of_all.overview(people)
    payload["people"] = [_counted(voice) for voice in people[:PEOPLE_IN_INDEX]]
    write_text(target, render(payload, articles=[], index=""))
    return len(rows)


def _counted(voice: Voice) -> dict[str, Any]:
    """A person as the index shows it: of what he is quoted with, the numbers and the first quotes."""
    row = people_data([voice])[0]
    sums = {name: len(row.pop(name)) for name in ("claims", "articles", "quotes")}
    return {**row, "quotes": voice.quotes[:QUOTES_OF_ONE], "counts": sums}


def _charts(sums: Sums) -> dict[str, list[list[Any]]]:
    return {
        "speakers": [[name, words, None] for name, words in sums.speakers.most_common(15)],
        "names": [[name, count, label] for (name, label), count in sums.names.most_common(15)],
        "kinds": [[kind, count] for kind, count in sums.kinds.most_common()],
    }
