"""Which country's dollar, peso or krone: bare names and signs that several currencies share."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

from pipeline.claims.lexicon import table
from pipeline.claims.parse.quantity import Draft
from pipeline.claims.parse.scope import Scope
from pipeline.claims.parse.units import Unit

_ENOUGH = 2  # mentions of a country before an article's bare dollars are its own
_LESS = 0.7  # confidence of a currency read off the country
_WORD = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+\.)?")


@cache
def _shared() -> dict[str, dict[str, Any]]:
    """Default code → its row of the lexicon."""
    return {row["default"]: row for row in table("local_currency").values()}


@cache
def _words() -> frozenset[str]:
    return frozenset(word for row in _shared().values() for words in row["homes"].values() for word in words)


@lru_cache(maxsize=4)
def _named(text: str) -> Counter[str]:
    """How often an article names the countries, counted once."""
    found = (match.group().lower() for match in _WORD.finditer(text))
    return Counter(word for word in found if word in _words())


def _by_code(text: str, row: dict[str, Any]) -> dict[str, int]:
    return {code: sum(_named(text)[word] for word in words) for code, words in row["homes"].items()}


def claimed(text: str, word: str) -> bool | None:
    """Whether an article names a country whose money a word is ("crowns"); None for words that need no country."""
    row = next((row for row in _shared().values() if word in row.get("beside", ())), None)
    return None if row is None else max(_by_code(text, row).values()) >= _ENOUGH


def lettered(text: str, letter: str) -> bool:
    """Whether an article names a country whose money one capital is ("N500m"): other letters are no money."""
    row = next((row for row in _shared().values() if letter == row.get("letter")), None)
    return row is not None and max(_by_code(text, row).values()) >= 1


def settle(scope: Scope, drafts: Iterable[Draft]) -> None:
    """Give bare money the currency of the article's country where that is plain."""
    for draft in drafts:
        row = _shared().get(draft.unit.symbol) if draft.unit is not None and draft.kind == "money" else None
        if row is None or draft.unit is None or _said(scope, draft, row):
            continue
        code = _code(scope.text, row)
        if code != row["default"]:
            name = (draft.unit_name or "").replace(row["default"], code, 1)
            draft.unit, draft.unit_name = Unit(code, draft.unit.dimension, draft.unit.kind), name
            draft.confidence = _LESS


def _said(scope: Scope, draft: Draft, row: dict[str, Any]) -> bool:
    """Whether the amount's own words name the country: "US$5", "5 Norwegian kroner"."""
    pieces = scope.pieces[draft.i : draft.j]
    return any(piece.lower.rstrip(".") in row["sure"] or piece.text == row["default"] for piece in pieces)


def _code(text: str, row: dict[str, Any]) -> str:
    """The code whose country is named most often and often enough, else the default."""
    counts = _by_code(text, row)
    best = max(counts, key=lambda code: (counts[code], code == row["default"]))
    return best if counts[best] >= row.get("enough", _ENOUGH) else str(row["default"])
