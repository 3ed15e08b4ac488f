"""Field maps: which column of an export is our text, title, date …"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

FIELDS = ("id", "text", "title", "published", "byline", "url", "publisher")


@cache
def presets() -> Mapping[str, Mapping[str, str]]:
    """The named field maps that ship (``fields.toml``)."""
    loaded: dict[str, dict[str, str]] = tomllib.loads(
        files("pipeline.ingest").joinpath("fields.toml").read_text(encoding="utf-8")
    )
    return loaded


def field_map(options: Iterable[str]) -> dict[str, str]:
    """The map that ``--field`` options ask for: names of presets and ``ours=theirs`` pairs, later ones winning.

    Raises:
        ValueError: neither a preset nor a pair with one of our fields.
    """
    mapping: dict[str, str] = {}
    for option in options:
        ours, pair, theirs = option.partition("=")
        if not pair and option in presets():
            mapping.update(presets()[option])
        elif pair and ours in FIELDS and theirs:
            mapping[ours] = theirs
        else:
            raise ValueError(
                f"{option!r} is neither a pair like text=body (fields: {', '.join(FIELDS)}) "
                f"nor a known export ({', '.join(presets())})"
            )
    return mapping


def column(fields: Mapping[str, str], name: str) -> str:
    """Where a field of ours stands: as mapped, else under its own name (an id also as in our own records)."""
    return fields.get(name) or ("id|doc_id" if name == "id" else name)


def lookup(row: Mapping[str, Any], path: str) -> Any:
    """Value under the first alternative of ``a|b.c`` that the row holds; None when there is none."""
    for alternative in path.split("|"):
        value = row.get(alternative)
        if value is None and "." in alternative:
            value = _descend(row, alternative.split("."))
        if value is not None and value != "":
            return value
    return None


def _descend(value: Any, keys: list[str]) -> Any:
    for key in keys:
        if not isinstance(value, Mapping):
            return None
        value = value.get(key)
    return value


def as_text(value: Any) -> str | None:
    """A field's value as text: dates in ISO 8601, lists (of authors) joined by commas; None for nothing."""
    if value is None or value != value or value == "":  # NaN is how tables say "nothing"
        return None
    if isinstance(value, str):
        return value
    if isinstance(value, date):  # datetime is one
        return value.isoformat()
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, map(as_text, value))) or None
    if isinstance(value, Mapping):
        return as_text(value.get("name"))
    return str(value)
