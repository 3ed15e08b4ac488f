"""One article in the terminal: its text with the findings in colour, its quotes and claims as tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import orjson
from rich.console import Console, Group
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from pipeline.views.printing import PlainConsole
from pipeline.views.results import check_results

Row = Mapping[str, Any]
COLOURS = {
    "PERSON": "bold cyan",
    "ORG": "bold magenta",
    "GPE": "bold green",
    "LOC": "bold green",
    "FAC": "green",
    "NORP": "bright_blue",
}
NAMED = 12  # articles that are named to whoever asks for one that is not there
OTHER_NAME, DATE, CLAIM, QUOTE, JUNK = "bold blue", "yellow", "bold red", "on grey23", "dim"


def show(out: Path, doc_id: str | None = None, console: Console | None = None) -> None:
    """Print one article of a results folder; the first one where no id is given.

    Raises:
        NoResults: ``out`` holds no results.
        LookupError: no article with this id.
    """
    check_results(out)
    path = out / "documents.jsonl"
    document = next((row for row in _rows(path) if doc_id in (None, row["doc_id"])), None)
    if document is None:
        raise LookupError(
            f"no article {doc_id!r} in {path}; there are {_ids(path)}" if doc_id else f"no article in {path}"
        )
    found = {kind: _of(out, kind, document["doc_id"]) for kind in ("entities", "dates", "quotes", "claims")}
    (console or PlainConsole()).print(render(document, found))


def render(document: Row, found: Mapping[str, Sequence[Row]]) -> Group:
    """The article as something that rich prints; ``found`` are its records by kind."""
    parts: list[Any] = [
        Panel(_text(document, found), title=Text(document["doc_id"]), subtitle=Text(_subtitle(document)))
    ]
    parts.append(_legend())
    if found["quotes"]:
        parts.append(_quotes(found["quotes"]))
    if found["claims"]:
        parts.append(_claims(found["claims"], found["dates"]))
    return Group(*parts)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            try:
                yield orjson.loads(line)
            except orjson.JSONDecodeError as error:
                raise LookupError(f"{path}, line {number}, is no record: it is damaged; run extract again") from error


def _ids(path: Path) -> str:
    """The first ids, for whoever mistyped one."""
    ids = [row["doc_id"] for row in _rows(path)]
    return ", ".join(ids[:NAMED]) + (f" and {len(ids) - NAMED:,} more" if len(ids) > NAMED else "")


def _of(out: Path, kind: str, doc_id: str) -> list[dict[str, Any]]:
    path = out / f"{kind}.jsonl"
    return [row for row in _rows(path) if row["doc_id"] == doc_id] if path.exists() else []


def _text(document: Row, found: Mapping[str, Sequence[Row]]) -> Text:
    text = Text(document["text"])
    for block in document["blocks"]:
        if block["kind"] in ("boilerplate", "caption"):
            text.stylize(JUNK, block["start"], block["end"])
    for quote in found["quotes"]:
        for part in quote["content"]:
            text.stylize(QUOTE, part["start"], part["end"])
    for entity in found["entities"]:
        if entity["mention"] in ("name", "short"):
            text.stylize(COLOURS.get(entity["label"], OTHER_NAME), entity["start"], entity["end"])
    for date in found["dates"]:
        text.stylize(DATE, date["start"], date["end"])
    for claim in found["claims"]:
        text.stylize(CLAIM, claim["start"], claim["end"])
    return text


def _subtitle(document: Row) -> str:
    published = document["published"]["value"] if document["published"] else "no publication date"
    return " · ".join(filter(None, (document["publisher"], published, document["language"])))


def _legend() -> Text:
    legend = Text()
    for name, style in [("person", "PERSON"), ("organization", "ORG"), ("place", "GPE"), ("group", "NORP")]:
        legend.append(name, COLOURS[style]).append("  ")
    for name, style in [("date", DATE), ("number", CLAIM), (" quote ", QUOTE), ("junk", JUNK)]:
        legend.append(name, style).append("  ")
    return legend


def _quotes(quotes: Sequence[Row]) -> Table:
    table = Table("who", "role", "cue", "what", title="Quotes", title_justify="left", expand=True)
    for quote in quotes:
        speaker = quote["speaker"] or {}
        role = (speaker.get("role") or {}).get("text", "")
        who = speaker.get("name") or (quote["source"] or {}).get("text", "")
        what = " … ".join(_line(part["text"]) for part in quote["content"])
        style = "" if quote["kind"] == "direct" else "italic"
        table.add_row(Text(who), Text(role), Text((quote["cue"] or {}).get("text", "")), Text(what, style))
    return table


def _claims(claims: Sequence[Row], dates: Sequence[Row]) -> Table:
    periods = {date["id"]: date["text"] for date in dates}
    table = Table("number", "kind", "value", "unit", "of what", "period", "who", title="Claims", title_justify="left")
    for claim in claims:
        upper = "" if claim["value2"] is None else f" – {claim['value2']:,g}"
        value = "" if claim["value"] is None else f"{claim['value']:,g}{upper}"
        cells = (
            claim["text"],
            claim["kind"],
            value,
            claim["unit"] or "",
            (claim["measure"] or {}).get("text", ""),
            periods.get(claim["period"] or "", ""),
            claim["speaker_name"] or "",
        )
        table.add_row(*(Text(_line(cell)) for cell in cells))
    return table


def _line(text: str) -> str:
    return " ".join(text.split())
