"""The ledger and the people as plain data, for files and for the report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from pipeline.views.across.entries import Entry
from pipeline.views.across.ledger import Cell, Ledger, Row, Source
from pipeline.views.across.people import Voice


def ledger_data(found: Ledger) -> dict[str, list[dict[str, Any]]]:
    """``rows`` and ``sources``, with ids of claims."""
    return {"rows": [_row(row) for row in found.rows], "sources": [_source(source) for source in found.sources]}


def people_data(found: list[Voice]) -> list[dict[str, Any]]:
    """One object a speaker."""
    return [asdict(voice) for voice in found]


def people_table(found: Iterable[Voice]) -> list[dict[str, str | int | None]]:
    """One row a speaker with counts in place of ids, for a spreadsheet."""
    return [
        {
            "name": voice.name,
            "type": voice.type,
            "gender": voice.gender,
            "gender_by": voice.gender_by,
            "roles": "; ".join(voice.roles) or None,
            "affiliations": "; ".join(voice.affiliations) or None,
            "aliases": "; ".join(voice.aliases) or None,
            "articles": len(voice.articles),
            "publishers": len(voice.publishers),
            "quotes": len(voice.quotes),
            "words": voice.words,
            "figures": len(voice.claims),
            "note": voice.note,
        }
        for voice in found
    ]


def ledger_table(found: Ledger) -> list[dict[str, str | float | None]]:
    """One row a figure, for a spreadsheet."""
    return [
        {
            "measure": row.measure,
            "period": cell.period,
            "verdict": cell.verdict,
            "figure": entry.claim.text,
            "value": entry.claim.value,
            "unit": entry.claim.unit,
            "speaker": entry.speaker.name if entry.speaker else None,
            "title": entry.title,
            "published": entry.published,
            "claim": entry.claim.id,
            "sentence": entry.sentence,
        }
        for row in found.rows
        for cell in row.cells
        for entry in cell.entries
    ]


def _row(row: Row) -> dict[str, Any]:
    return {"measure": row.measure, "kind": row.kind, "articles": row.articles, "cells": [_cell(c) for c in row.cells]}


def _cell(cell: Cell) -> dict[str, Any]:
    figures = [_figure(entry) for entry in cell.entries]
    return {"period": cell.period, "begin": cell.begin, "verdict": cell.verdict, "gap": cell.gap, "figures": figures}


def _source(source: Source) -> dict[str, Any]:
    articles = [
        {"doc_id": doc, "figures": [_figure(entry) | {"near": entry.claim.id in source.near} for entry in found]}
        for doc, found in source.articles
    ]
    return {"name": source.name, "articles": articles}


def _figure(entry: Entry) -> dict[str, Any]:
    claim = entry.claim
    return {
        "claim": claim.id,
        "text": claim.text,
        "restated": list(entry.restated),
        "value": claim.value,
        "unit": claim.unit,
        "role": claim.role,
        "measure": claim.measure.text if claim.measure else None,
        "speaker": entry.speaker.name if entry.speaker else None,
        "doc_id": entry.doc_id,
        "title": entry.title,
        "published": entry.published,
        "sentence": entry.sentence,
    }
