"""JSON Schemas of the record files, generated from ``pipeline.records`` by ``onrecord schema --write``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.records import Claim, Date, Document, Entity, Failure, Model, Quote, Rejected

FOLDER = Path(__file__).resolve().parent
DIALECT = "https://json-schema.org/draft/2020-12/schema"
RECORDS: Mapping[str, type[Model]] = {
    "documents": Document,
    "entities": Entity,
    "dates": Date,
    "quotes": Quote,
    "claims": Claim,
    "errors": Failure,
    "rejected": Rejected,
}


def schema(name: str) -> dict[str, Any]:
    """Schema of one line of ``<name>.jsonl``; every key is required, as every line has every key."""
    return {"$schema": DIALECT, **RECORDS[name].model_json_schema(by_alias=True, mode="serialization")}


def as_text(name: str) -> str:
    """The schema as it is checked in."""
    return json.dumps(schema(name), indent=2, ensure_ascii=False) + "\n"


def write(folder: Path = FOLDER) -> list[Path]:
    """Write all schemas; returns their paths."""
    paths = []
    for name in RECORDS:
        path = folder / f"{name}.json"
        path.write_text(as_text(name), encoding="utf-8")
        paths.append(path)
    return paths
