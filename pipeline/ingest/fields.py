"""Which column of a table is our text, title, date …: as an option maps it, else by the names that are usual."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

FIELDS = ("id", "text", "title", "published", "byline", "url", "publisher")
USUAL = "usual"
MAX_EXTRA_CHARS = 20_000  # of one column that travels along: what is longer is a second text or a picture
MAX_DEPTH = 12  # of objects in objects, lists in lists
_UNSAID = re.compile(r"[\s_-]+")

Path = tuple[str, ...]  # keys from a row into the objects in it


@cache
def _tables() -> Mapping[str, Mapping[str, str]]:
    loaded: dict[str, dict[str, str]] = tomllib.loads(
        files("pipeline.ingest").joinpath("fields.toml").read_text(encoding="utf-8")
    )
    return loaded


def presets() -> Mapping[str, Mapping[str, str]]:
    """The named field maps that ship (``fields.toml``)."""
    return {name: table for name, table in _tables().items() if name != USUAL}


@cache
def usual() -> Mapping[str, Sequence[Path]]:
    """For each field of ours the usual names of its column, the surest first, as ``normal`` has them."""
    return {ours: [_path(name) for name in names.split("|")] for ours, names in _tables()[USUAL].items()}


def _path(name: str) -> Path:
    return tuple(normal(key) for key in name.split("."))


def normal(name: str) -> str:
    """A column's name without case, spaces, hyphens and underscores."""
    return _UNSAID.sub("", name).casefold()


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


def columns(row: Mapping[str, Any], fields: Mapping[str, str], name: str) -> list[Path]:
    """Where the row may hold a field of ours, the surest place first: only as mapped where it is mapped."""
    if name in fields:
        return [path for alternative in fields[name].split("|") for path in _mapped(row, alternative)]
    return _usual_columns(tuple(map(str, row)))[name]


def _mapped(row: Mapping[str, Any], name: str) -> list[Path]:
    return [(name,)] * (name in row) + [tuple(name.split("."))] * ("." in name)


@lru_cache(maxsize=256)
def _usual_columns(names: tuple[str, ...]) -> Mapping[str, list[Path]]:
    """For each field of ours the places of a row with these columns that are usual for it."""
    own = {normal(name): name for name in reversed(names)}
    return {
        ours: [(own[path[0]], *path[1:]) for path in paths if path[0] in own]
        + [(own["".join(path)],) for path in paths if len(path) > 1 and "".join(path) in own]
        for ours, paths in usual().items()
    }


def value(row: Mapping[str, Any], path: Path) -> Any:
    """What stands under a path; None for nothing, as for what tables write for nothing (NaN, NaT, an empty cell)."""
    found: Any = row.get(path[0])
    for key in path[1:]:
        if not isinstance(found, Mapping):
            return None
        found = found.get(key, next((v for k, v in found.items() if normal(str(k)) == key), None))
    return None if is_nothing(found) else found


def is_nothing(value: Any) -> bool:
    """Whether it is what tables write for nothing: an empty cell, NaN, NaT."""
    if isinstance(value, str | list | tuple | Mapping):
        return value == ""
    return value is None or value != value


def as_text(value: Any, depth: int = 0) -> str | None:
    """A field's value as text: dates in ISO 8601, lists (of authors) joined by commas; None for nothing."""
    if is_nothing(value) or depth == MAX_DEPTH:
        return None
    if isinstance(value, str):
        return value
    if isinstance(value, date):  # datetime is one
        return value.isoformat()
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, (as_text(part, depth + 1) for part in value))) or None
    if isinstance(value, Mapping):
        keys = ("name", "value", "text", "$date", "rendered")
        return as_text(next((value[key] for key in keys if key in value), None), depth + 1)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def extra(row: Mapping[str, Any], used: Iterable[str]) -> tuple[dict[str, Any], list[str]]:
    """The row's other columns, as JSON has values, and the names of those left out for their length."""
    known, kept, left = frozenset(used), {}, []
    for name, given in row.items():
        if name in known or is_nothing(given):
            continue
        plain = _plain(given)
        if plain is None:
            continue
        if len(str(plain)) > MAX_EXTRA_CHARS:
            left.append(str(name))
        else:
            kept[_unicode(str(name))] = plain
    return kept, left


def _plain(given: Any, depth: int = 0) -> Any:
    """A value of JSON; None for bytes and for what lies too deep."""
    if given is None or isinstance(given, bool):
        return given
    if isinstance(given, str):
        return _unicode(given)
    if isinstance(given, int):
        return given if abs(given) < 2**53 else str(given)
    if isinstance(given, float):
        return given if math.isfinite(given) else None
    if isinstance(given, date | time):
        return given.isoformat()
    if isinstance(given, bytes) or depth == MAX_DEPTH:
        return None
    if isinstance(given, Mapping):
        return {_unicode(str(key)): _plain(inner, depth + 1) for key, inner in given.items()}
    if isinstance(given, list | tuple):
        return [_plain(inner, depth + 1) for inner in given]
    return str(given)


def _unicode(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")
