"""Corrections: what a reader decided about records, applied to what the stages find.

``corrections.jsonl``, as the report saves it, has a line for each article that was worked on; ``decisions`` in it says
of each record that was looked at what it was (kind and place, since ids move when a rule changes) and the verdict. In a
folder of results the file is an input of the stages: what is made from a corrected record is made from it as corrected.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, TypeVar

import orjson
from pydantic import Field, ValidationError

from pipeline import records
from pipeline.records import Model

FILE = "corrections.jsonl"  # in the folder of results
RULE = "correction"  # what an edited record names as its rule, and an edited speaker as what resolved it
Kind = Literal["entities", "dates", "quotes", "claims"]
Row = TypeVar("Row", bound=records.Record)
Decisions = Mapping[str, Sequence["Decision"]]  # by doc_id


class Decision(Model):
    """A verdict on one record; ``start`` and ``end`` are those that the record had when it was looked at."""

    id: str
    kind: Kind
    start: int
    end: int
    verdict: Literal["accepted", "rejected", "edited"]
    edit: dict[str, Any] = Field(default={}, description="field to new value; span: {start, end, text}")


class Line(Model):
    """What is read of an article's line; the gold that stands beside it is for scorers."""

    model_config = Model.model_config | {"extra": "ignore"}

    id: str
    text: str | None = None
    decisions: list[Decision] = Field(default=[])


class BadCorrections(ValueError):
    """A file that is none of corrections; the message says which line and why."""


def lines(path: Path) -> Iterator[Line]:
    """Lines of a file of corrections.

    Raises:
        BadCorrections: a line of another form.
    """
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            try:
                yield Line.model_validate_json(line)
            except ValidationError as error:
                first = error.errors()[0]
                where = ".".join(map(str, first["loc"]))
                told = f"{where}: {first['msg']}" if where else f"no corrections ({first['msg']})"
                raise BadCorrections(f"{path}, line {number}: {told}") from error


def read(path: Path) -> dict[str, list[Decision]]:
    """Decisions by article; none where there is no file."""
    found: dict[str, list[Decision]] = {}
    for line in lines(path) if path.is_file() else ():
        found.setdefault(line.id, []).extend(line.decisions)
    return {doc_id: latest(decisions) for doc_id, decisions in found.items()}


def latest(decisions: Iterable[Decision]) -> list[Decision]:
    """The last decision on each record, by place."""
    found = {(d.kind, d.start, d.end): d for d in decisions}
    return sorted(found.values(), key=lambda d: (d.kind, d.start, d.end))


def write(found: Decisions) -> bytes:
    """Decisions as the lines of a folder's file; equal decisions, equal bytes."""
    rows = ({"id": name, "decisions": [d.model_dump() for d in found[name]]} for name in sorted(found))
    return b"".join(orjson.dumps(row) + b"\n" for row in rows)


def applied(kind: str, rows: Sequence[Any], decisions: Sequence[Decision], text: str) -> list[Any]:
    """The records of one kind as decided: rejected ones gone, edited ones as edited, the others untouched."""
    known = {(d.start, d.end): d for d in decisions if d.kind == kind}
    if not known:
        return list(rows)
    found = []
    for row in rows:
        now, met = row, set()
        while (place := (now.start, now.end)) not in met and (decision := known.get(place)) is not None:
            met.add(place)  # one that was moved may have been looked at again where it stands now
            if decision.verdict == "rejected":
                break
            now = edited(now, decision.edit, rows, text) if decision.verdict == "edited" else now
        else:
            found.append(now)
    return found


def rejects(decisions: Iterable[Decision], place: records.Span) -> bool:
    """Whether there is no claim at this place: its quantity goes before quotes and claims refer to it."""
    return any(d.kind == "claims" and d.verdict == "rejected" and (d.start, d.end) == (place.start, place.end)
               for d in decisions)  # fmt: skip


def edited(row: Row, edit: Mapping[str, Any], rows: Sequence[Row], text: str) -> Row:
    """The record with its fields as edited; what edits make of it is checked against the contract.

    Raises:
        BadCorrections: a value that the field cannot have.
    """
    data = row.model_dump(by_alias=True)
    for name, value in edit.items():
        if name == "span":
            data |= _span(value, text) | ({"content": [_span(value, text)]} if "content" in data else {})
        elif name == "speaker" and isinstance(row, records.Quote):
            data["speaker"] = _speaker(value, row, rows)
        elif name in data and name not in ("id", "doc_id", "start", "end", "text"):
            data[name] = value if value != "" else None
    try:
        return type(row).model_validate({**data, "rule": RULE, "confidence": None})
    except ValidationError as error:
        first = error.errors()[0]
        raise BadCorrections(f"{row.id}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from error


def _span(value: Mapping[str, Any], text: str) -> dict[str, Any]:
    """A span as the text has it, whatever the edit says its words are."""
    start, end = int(value["start"]), int(value["end"])
    if not 0 <= start < end <= len(text):
        raise BadCorrections(f"a span from {start} to {end} is not in a text of {len(text):,} characters")
    return {"start": start, "end": end, "text": text[start:end]}


def _speaker(name: str | None, quote: records.Quote, rows: Sequence[Any]) -> dict[str, Any] | None:
    """The speaker of that name in the article as he is known there, or one of whom only the name is known."""
    name = (name or "").strip()
    if not name:
        return None
    if quote.speaker and quote.speaker.name == name:
        return quote.speaker.model_dump()
    for other in rows:
        if other.speaker and other.speaker.name.casefold() == name.casefold():
            return {**other.speaker.model_dump(), "resolved_by": RULE}
    kind = quote.speaker.type if quote.speaker and quote.speaker.type in ("organization", "document") else "person"
    return {"name": name, "type": kind, "resolved_by": RULE}


def unfit(found: Decisions, rows: Mapping[str, Sequence[tuple[str, int, int]]]) -> list[Decision]:
    """Edits that fit no record: ``rows`` has kind, start and end of every record, by article.

    A rejected record is rightly gone, and one whose bounds were edited stands where the edit put it.
    """
    lost = []
    for doc_id, decisions in found.items():
        places = set(rows.get(doc_id, ()))
        for decision in decisions:
            span = decision.edit.get("span") or {"start": decision.start, "end": decision.end}
            if decision.verdict != "rejected" and (decision.kind, span["start"], span["end"]) not in places:
                lost.append(decision)
    return lost
