"""What a user is told when a run is done: what was not read or failed, by kind, with the way out; what has no date."""

from __future__ import annotations

from collections import Counter
from pathlib import Path, PurePosixPath

import orjson

from pipeline.run import files
from pipeline.run.manifest import Manifest
from pipeline.run.stages import ERRORS

SHOWN = 8  # kinds of failures
BY_FORM = frozenset({"UnknownForm", "MissingPackage", "Encrypted"})


def notices(folder: Path, made: Manifest, reads: bool = True) -> list[str]:
    """Lines for the console, none where all was read (``reads``: the run read anything) and dated."""
    found = []
    if reads and made.inputs.undated:
        found.append(
            f"{made.inputs.undated:,} of {made.inputs.articles:,} articles have no publication date: "
            "what they say of “Tuesday” or “last year” stays open (a column `published` gives it)"
        )
    counts, firsts = _failures(folder / ERRORS)
    found += [f"{verb}: {count:,} × {firsts[verb, what]}" for (verb, what), count in counts.most_common(SHOWN)]
    if len(counts) > SHOWN:
        found.append(f"{len(counts) - SHOWN:,} other kinds of failure in {ERRORS}")
    return found


def is_mostly_unread(made: Manifest) -> bool:
    """Whether more inputs could not be read than could."""
    return made.inputs.unreadable > made.inputs.articles


def _failures(errors: Path) -> tuple[Counter[tuple[str, str]], dict[tuple[str, str], str]]:
    """How often each kind of failure is there, and the first of it in words."""
    counts: Counter[tuple[str, str]] = Counter()
    firsts: dict[tuple[str, str], str] = {}
    for line in files.lines(errors) if errors.exists() else ():
        row = orjson.loads(line)
        verb = "not read" if row["stage"] == "read" else f"failed in {row['stage']}"
        what = _form(row["source"], row["message"]) if row["error"] in BY_FORM else row["error"]
        counts[verb, what] += 1
        told = what if row["error"] in BY_FORM else f"{what}, as {row['source']}: {row['message']}"
        firsts.setdefault((verb, what), told)
    return counts, firsts


def _form(source: str, message: str) -> str:
    """A form by its ending, with the way out."""
    suffix = PurePosixPath(source.rpartition(":")[2] if ":" in source else source).suffix.lower()
    if suffix and message.startswith(suffix):
        return message.replace(" files are not read", "", 1)
    return f"{suffix or 'files'} ({message})"
