"""What a user is told when a run is done: what was not read, by form and with the way out, and what lacks a date."""

from __future__ import annotations

from collections import Counter
from pathlib import Path, PurePosixPath

import orjson

from pipeline.run import files
from pipeline.run.manifest import Manifest
from pipeline.run.stages import ERRORS

SHOWN = 8  # kinds of what was not read
BY_FORM = frozenset({"UnknownForm", "MissingPackage", "Encrypted"})


def notices(folder: Path, made: Manifest) -> list[str]:
    """Lines for the console, none where all was read and dated."""
    found = []
    if made.inputs.undated:
        found.append(
            f"{made.inputs.undated:,} of {made.inputs.articles:,} articles have no publication date: "
            "what they say of “Tuesday” or “last year” stays open (a column `published` gives it)"
        )
    unread = _unread(folder / ERRORS) if made.inputs.unreadable and (folder / ERRORS).exists() else Counter()
    for what, count in unread.most_common(SHOWN):
        found.append(f"not read: {count:,} × {what}")
    if len(unread) > SHOWN:
        found.append(f"not read: {sum(unread.values()):,} in all, see {ERRORS}")
    return found


def is_mostly_unread(made: Manifest) -> bool:
    """Whether more inputs could not be read than could."""
    return made.inputs.unreadable > made.inputs.articles


def _unread(errors: Path) -> Counter[str]:
    """How often what could not be read, in words: forms by their ending, other faults by their kind."""
    counts: Counter[str] = Counter()
    for line in files.lines(errors):
        row = orjson.loads(line)
        if row["stage"] == "read":
            counts[_what(row["source"], row["error"], row["message"])] += 1
    return counts


def _what(source: str, error: str, message: str) -> str:
    if error in BY_FORM:
        suffix = PurePosixPath(source.rpartition(":")[2] if ":" in source else source).suffix.lower()
        return (
            message.replace(" files are not read", "", 1)
            if suffix and message.startswith(suffix)
            else f"{suffix or 'files'} ({message})"
        )
    return error
