"""The table of styles (``exports.toml``), compiled."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from pipeline.ingest.lines import Line

LONGEST_CHARS = 400  # of a line that patterns see
_LABEL = re.compile(r"(?P<name>[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ /-]{0,28}?)\s?:\s?(?P<value>.*)", re.DOTALL)
_CODE = re.compile(r"(?P<name>[A-Z]{2,3})(?:\s+(?P<value>.*))?", re.DOTALL)


@dataclass(frozen=True)
class Style:
    """One archive's way to write articles down; the fields are explained in the table."""

    name: str
    sign: re.Pattern[str]
    needs: re.Pattern[str] | None
    begins: re.Pattern[str] | None
    begins_above: re.Pattern[str] | None
    ends: re.Pattern[str] | None
    body: re.Pattern[str] | None
    until: re.Pattern[str] | None
    above: tuple[str, ...]
    below: tuple[str, ...]
    date: str
    codes: bool = False

    def label(self, text: str) -> tuple[str, int] | None:
        """The field that a line's label stands for, and where its value begins; None without a known label."""
        match = (_CODE if self.codes else _LABEL).fullmatch(text[:LONGEST_CHARS])
        name = labels().get(match["name"] if self.codes else match["name"].lower()) if match else None
        if match is None or name is None:
            return None
        return name, match.start("value") if match["value"] else len(text)


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("pipeline.ingest.exports").joinpath("exports.toml").read_text(encoding="utf-8"))


@cache
def styles() -> tuple[Style, ...]:
    """All styles; the one with the surest sign first."""
    return tuple(_style(row) for row in _table()["style"])


def _style(row: dict[str, Any]) -> Style:
    patterns = {name: _pattern(row.get(name)) for name in ("needs", "begins", "begins_above", "ends", "body", "until")}
    return Style(
        name=row["name"],
        sign=re.compile(row["sign"], re.IGNORECASE),
        above=tuple(row["above"]),
        below=tuple(row["below"]),
        date=row["date"],
        codes=row.get("codes", False),
        **patterns,
    )


def _pattern(source: str | None) -> re.Pattern[str] | None:
    return re.compile(source, re.IGNORECASE) if source else None


@cache
def labels() -> dict[str, str]:
    """Label or code to field of ours; ``other`` for what only belongs to a header."""
    return {label: field for field, listed in _table()["labels"].items() for label in listed.split("|")}


@cache
def months() -> dict[str, int]:
    """Names of months in other tongues."""
    found: dict[str, int] = _table()["months"]
    return found


def of_text(lines: Sequence[Line]) -> Style | None:
    """The style of a text's lines, or None: most files are no exports."""
    short = [line.text for line in lines if len(line.text) <= LONGEST_CHARS]
    return next(
        (style for style in styles() if _has(short, style.sign) and (not style.needs or _has(short, style.needs))), None
    )


def _has(texts: Sequence[str], pattern: re.Pattern[str]) -> bool:
    return any(pattern.fullmatch(text) for text in texts)
