"""A large run as an index and a page an article, in a folder beside the index."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pipeline.views.across.entries import Entry, entries
from pipeline.views.folder import file_name
from pipeline.views.report.page import page, render, write_text
from pipeline.views.report.payload import index_payload, ledger_payload
from pipeline.views.results import Article
from pipeline.views.speakers import voices

QUOTES_IN_INDEX = 20_000  # searchable from the index; some 5 MB


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
    folder = target.with_name(target.stem + "_articles")
    folder.mkdir(parents=True, exist_ok=True)
    sums = Sums()
    rows: list[dict[str, Any]] = []
    room = QUOTES_IN_INDEX
    figures: list[Entry] = []
    for article in reading:
        name = file_name(article.doc_id, "html")
        write_text(folder / name, page([article], f"../{quote(target.name)}", run))
        row = index_payload(article, f"{quote(folder.name)}/{quote(name)}")
        row["quotes"] = _brief(article)[: max(room, 0)]
        room -= len(row["quotes"])
        rows.append(row)
        sums.add(article)
        if len(figures) < FIGURES_IN_LEDGER:
            figures += entries(article)
    payload = {"articles": rows, "index": "", "run": run, "ledger": ledger_payload(figures), **_charts(sums)}
    write_text(target, render(payload, articles=[], index=""))
    return len(rows)


def _brief(article: Article) -> list[dict[str, Any]]:
    """Quotes as the index searches them."""
    keep = {"id", "kind", "start", "content", "speaker", "source"}
    return [quote.model_dump(include=keep) for quote in article.quotes]


def _charts(sums: Sums) -> dict[str, list[list[Any]]]:
    return {
        "speakers": [[name, words, None] for name, words in sums.speakers.most_common(15)],
        "names": [[name, count, label] for (name, label), count in sums.names.most_common(15)],
        "kinds": [[kind, count] for kind, count in sums.kinds.most_common()],
    }
