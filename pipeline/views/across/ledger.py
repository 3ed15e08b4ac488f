"""The ledger: for each measure, period by period, who says which figure, and whether they agree."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import shorten

from pipeline import records
from pipeline.views.across.agreement import Verdict, gap, same, verdict
from pipeline.views.across.entries import Entry, entries
from pipeline.views.across.lines import Line, lines
from pipeline.views.across.words import is_name, plain, terms, unwrapped
from pipeline.views.results import Article

RECENT = 2 * 366  # days: how old a period "now" may still mean, where the figure is the same


@dataclass(frozen=True)
class Cell:
    """The figures of a line for one period. ``gap``: highest above lowest, as a part of the lowest."""

    period: str
    begin: str | None
    entries: tuple[Entry, ...]
    verdict: Verdict
    gap: float | None


@dataclass(frozen=True)
class Row:
    """A measure with its figures, periods ascending."""

    measure: str
    kind: str
    articles: tuple[str, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Source:
    """A source that several articles draw figures from; its figures by article."""

    name: str
    articles: tuple[tuple[str, tuple[Entry, ...]], ...]  # doc_id and figures
    near: frozenset[str] = frozenset()  # claims that only stand in a paragraph which names it


@dataclass(frozen=True)
class Ledger:
    """Rows with more than one figure, those of several articles first; sources of several articles."""

    rows: tuple[Row, ...]
    sources: tuple[Source, ...]


def ledger(articles: Iterable[Article], alone: bool = False) -> Ledger:
    """The ledger of a run. ``alone``: also measures with a single figure."""
    return ledger_of([entry for article in articles for entry in entries(article)], alone)


def ledger_of(found: Sequence[Entry], alone: bool = False) -> Ledger:
    """The ledger of figures already gathered."""
    rows = [_row(line) for line in lines(found) if alone or len(line.entries) > 1]
    rows.sort(key=lambda row: (-len(row.articles), -sum(len(cell.entries) for cell in row.cells)))
    return Ledger(tuple(rows), tuple(_sources(found)))


def _row(line: Line) -> Row:
    cells = sorted(_cells(line.entries), key=lambda cell: (cell.begin is None, cell.begin or "", cell.period))
    docs = tuple(dict.fromkeys(entry.doc_id for entry in line.entries))
    return Row(_label(line.entries), line.entries[0].claim.kind, docs, tuple(cells))


def _label(found: Sequence[Entry]) -> str:
    """What the line is of: the measure most used, and a name that all figures stand beside."""
    measures = Counter(e.claim.measure.text for e in found if e.claim.measure and terms(e.claim.measure.text))
    if measures:
        label = max(measures, key=lambda text: (measures[text], -abs(len(text) - 40), text))
    else:
        label = f"“{shorten(found[0].sentence, 70, placeholder=' …')}”"
    shared = [name for name in found[0].names if all(_has(entry, name) for entry in found[1:])]
    more = next((name for name in sorted(shared, key=len, reverse=True) if plain(name) not in plain(label)), None)
    if not more or len(found) == 1:
        return label
    return more if plain(label) in plain(more) else f"{more}, {label}"


def _has(entry: Entry, name: str) -> bool:
    return plain(name) in {plain(other) for other in entry.names}


def _cells(found: Sequence[Entry]) -> list[Cell]:
    """Figures by period. One without a stated period, or of "now", joins a recent period where it is the same."""
    by_period: dict[tuple[str | None, str | None], list[Entry]] = defaultdict(list)
    loose: list[Entry] = []
    for entry in found:
        if entry.period and entry.period.begin and entry.period.type != "DURATION":
            by_period[entry.period.begin, entry.period.finish].append(entry)
        else:
            loose.append(entry)
    groups = list(by_period.values())
    unplaced: dict[str, list[Entry]] = defaultdict(list)
    for entry in loose:
        home = next((group for group in groups if _belongs(entry, group)), unplaced[_time(entry)[0]])
        home.append(entry)
    return [_cell(group) for group in (*groups, *unplaced.values()) if group]


def _belongs(entry: Entry, group: Sequence[Entry]) -> bool:
    if not any(same(entry, other) for other in group):
        return False
    finish = group[0].period.finish if group[0].period else None
    if not finish or not entry.published:
        return True
    return (date.fromisoformat(entry.published[:10]) - _day(finish)).days <= RECENT


def _day(text: str) -> date:
    """The day of an ISO date or date-time; of a year or month the first."""
    return date.fromisoformat((text + "-01-01")[:10] if len(text) < 10 else text[:10])


def _cell(group: Sequence[Entry]) -> Cell:
    found = verdict(group)
    return Cell(*_time(group[0]), tuple(group), found, gap(group) if found == "differ" else None)


def _time(entry: Entry) -> tuple[str, str | None]:
    """Label and first day of the time a figure is of: its period, or else the day of its article."""
    period = entry.period
    if period and period.begin and period.type != "DURATION":
        return period.value, period.begin
    label = period.text if period else "no period given"
    if entry.published:
        return f"{label}, as of {entry.published[:10]}", entry.published[:10]
    return label, None


def _sources(found: Sequence[Entry]) -> Iterable[Source]:
    """Sources of figures in several articles.

    A report also gathers figures for which nobody else answers, from paragraphs that name it: an article often names
    its report once and then goes on in its own voice. Those are told apart (``near``).
    """
    groups: dict[tuple[str, ...], dict[str, list[Entry]]] = defaultdict(lambda: defaultdict(list))
    for entry in found:
        if entry.source and entry.speaker and entry.speaker.type not in ("group", "unnamed") and _one(entry.speaker):
            groups[entry.source][entry.doc_id].append(entry)
    near: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for entry in found:
        for key in () if entry.source else _reports(entry, groups):
            groups[key][entry.doc_id].append(entry)
            near[key].add(entry.claim.id)
    for key, docs in groups.items():
        if len(docs) > 1:
            names = Counter(e.speaker.name for rows in docs.values() for e in rows if e.speaker)
            name = min(map(unwrapped, names), key=lambda text: (len(text), text))
            yield Source(name, tuple((doc, tuple(rows)) for doc, rows in docs.items()), frozenset(near[key]))


def _one(speaker: records.Speaker) -> bool:
    """Whether the same words in two articles mean the same source."""
    return speaker.type == "person" or is_name(speaker.name)


def _reports(entry: Entry, known: Container[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Known reports that the figure's paragraph names by two words or more."""
    tails = (paper[-length:] for paper in entry.papers for length in range(len(paper), 1, -1))
    return list(dict.fromkeys(tail for tail in tails if tail in known))
