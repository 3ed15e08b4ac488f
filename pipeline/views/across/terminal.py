"""The ledger and the people on a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console, Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from pipeline.views.across.entries import Entry
from pipeline.views.across.ledger import Cell, Ledger
from pipeline.views.across.people import Voice

_STYLES = {"agree": "green", "compatible": "green", "differ": "red", "several": "dim", "single": "dim"}


def show_people(found: list[Voice], console: Console) -> None:
    """A table of speakers; what is not sure stands below the name."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in ("speaker", "role", "articles", "quotes", "words", "figures"):
        table.add_column(title, justify="right" if title not in ("speaker", "role") else "left")
    for voice in found:
        name = Text(voice.name, style="bold")
        if voice.aliases:
            name.append(f" ({', '.join(voice.aliases)})", style="not bold")
        if voice.note:
            name.append(f"\n{voice.note}", style="not bold yellow")
        counts = (len(voice.articles), len(voice.quotes), voice.words, len(voice.claims))
        table.add_row(name, Text("; ".join(voice.roles)), *(f"{count:,}" for count in counts))
    console.print(table)


def show_ledger(found: Ledger, console: Console) -> None:
    """Measures with their figures by period, then sources that several articles use."""
    for row in found.rows:
        across = f"{len(row.articles)} articles" if len(row.articles) > 1 else "1 article"
        console.print(Text.assemble((row.measure, "bold"), f"  {row.kind}, {across}"))
        table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 2))
        for cell in row.cells:
            table.add_row(Text(cell.period), Group(*_figures(cell.entries)), _verdict(cell))
        console.print(Padding(table, (0, 0, 1, 2)))
    for source in found.sources:
        console.print(Text.assemble((source.name, "bold"), f"  cited by {len(source.articles)} articles"))
        table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 2))
        for doc_id, entries in source.articles:
            head = "\n".join(filter(None, (entries[0].title, doc_id, (entries[0].published or "")[:10])))
            table.add_row(Text(head), Group(*_figures(entries, measure=True, near=source.near)))
        console.print(Padding(table, (0, 0, 1, 2)))


def _figures(entries: tuple[Entry, ...], measure: bool = False, near: frozenset[str] = frozenset()) -> Iterator[Text]:
    for entry in entries:
        text = Text(entry.claim.text, style="bold")
        for other in entry.restated:
            text.append(f" ({other})", style="not bold")
        if measure and entry.claim.measure:
            text.append(f" · {entry.claim.measure.text}", style="not bold")
        if entry.claim.id in near:
            text.append("  stated by the article, beside the report's name", style="not bold dim")
        if not measure:
            text.append(f"  {entry.speaker.name if entry.speaker else 'the article'}", style="not bold cyan")
            text.append(f"  {entry.claim.id}", style="not bold dim")
        yield text


def _verdict(cell: Cell) -> Text:
    if cell.verdict in ("single", "several"):
        return Text("")
    gap = f" by {cell.gap:.1%}" if cell.gap else ""
    return Text(cell.verdict + gap, style=_STYLES[cell.verdict])
