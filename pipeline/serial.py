"""How records travel inside a serialised ``Doc``: as their JSON, tagged with the name of their class.

srsly, which spaCy writes msgpack with, asks the functions here about what it does not know. They are entry points too,
so that ``DocBin().from_disk(path)`` gives records back in a process that imported nothing of ours.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from importlib import import_module
from typing import Any

from srsly import msgpack_decoders, msgpack_encoders

TAG = "onrecord"
PARSED = {"Quantity": "pipeline.claims.parse.quantity"}  # dataclasses on a Doc; all else is a model of ``records``


def encode(value: Any, chain: Callable[[Any], Any] | None = None) -> Any:
    """A record as a dict that msgpack can write; everything else is the next encoder's."""
    kind = type(value)
    if kind.__module__ == "pipeline.records" and hasattr(value, "model_dump_json"):
        return {TAG: kind.__name__, "json": value.model_dump_json(by_alias=True)}
    if PARSED.get(kind.__name__) == kind.__module__ and is_dataclass(value):
        return {TAG: kind.__name__, "fields": [getattr(value, field.name) for field in fields(value)]}
    return value if chain is None else chain(value)


def decode(value: Any, chain: Callable[[Any], Any] | None = None) -> Any:
    """The record again."""
    name = value.get(TAG) if isinstance(value, dict) and len(value) == 2 else None
    if isinstance(name, str) and name in PARSED and "fields" in value:
        made = getattr(import_module(PARSED[name]), name)
        return made(*(tuple(part) if isinstance(part, list) else part for part in value["fields"]))
    if isinstance(name, str) and "json" in value:
        from pipeline import records

        model = getattr(records, name, None)
        if isinstance(model, type) and issubclass(model, records.Model):
            return model.model_validate_json(value["json"])
    return value if chain is None else chain(value)


msgpack_encoders.register("onrecord", func=encode)
msgpack_decoders.register("onrecord", func=decode)
