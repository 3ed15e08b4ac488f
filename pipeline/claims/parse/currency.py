"""Money: the sign, code or name before a number, words that only look like one, and which country's dollar it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import cache, lru_cache
from typing import Any

from pipeline.claims.lexicon import table, words
from pipeline.claims.parse.numbers import numeral
from pipeline.claims.parse.quantity import Draft
from pipeline.claims.parse.scope import Scope
from pipeline.claims.parse.unit_table import Unit
from pipeline.claims.parse.units import currency_before, unit_at

MIN_WEAK = 50  # of a currency whose name is another word, too
MAX_POUNDS = 1000  # that are a weight
MIN_LETTERED = 20  # of a currency in one or two letters
MIN_LARGE = 1000  # from which an amount is one of money also behind a doubtful sign
POUND_PIECES = 14  # on both sides of pounds that may speak of money
ENOUGH = 2  # mentions of a country before an article's bare dollars are its own
GUESS = 0.7  # confidence of a currency read off the country
_SURE_LETTERS = frozenset(("Rs", "RM", "Rp", "Tk", "Sh"))  # money also before a blank
_NAMES_BEFORE = frozenset(("dollar", "euro", "yuan", "rmb", "usd"))
_WORD = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+\.)?")


def money_before(scope: Scope, number_at: int) -> tuple[Unit, int] | None:
    """The currency sign, code or name before the number: unit and the index where it starts."""
    found = currency_before(scope, number_at)
    if found is None:
        named = unit_at(scope, number_at - 1) if scope.low(number_at - 1) in _NAMES_BEFORE else None
        return (named[0], number_at - 1) if named is not None and scope.is_number(number_at) else None
    surface = "".join(p.text for p in scope.pieces[found[1] : number_at])
    if surface in words("parse", "wordy codes") and not _large(scope, number_at):
        return None  # "ALL 5 answers"
    short = surface.isalpha() and len(surface) <= 2 and surface not in _SURE_LETTERS
    return None if short and not _strong_letters(scope, surface, found[1], number_at) else found


def _large(scope: Scope, number_at: int) -> bool:
    number = numeral(scope, number_at, money=True)
    return number is not None and (number.scale > 1 or number.value >= MIN_LARGE)


def _strong_letters(scope: Scope, surface: str, start: int, number_at: int) -> bool:
    """Whether one or two letters before a number are a currency ("R500m", "N500m" in Lagos) and not a code ("R2")."""
    number = numeral(scope, number_at, money=True)
    if len(surface) == 1 and surface != "R":
        row = next((row for row in _shared().values() if surface.lower() == row.get("letter")), None)
        return _large(scope, number_at) and row is not None and max(_by_code(scope.text, row).values()) > 0
    opens = not scope.glued(start) or scope.low(start - 1) == "("
    return opens and scope.glued(number_at) and number is not None and number.value >= MIN_LETTERED


def past_dollar(scope: Scope, j: int) -> int:
    """The index after "US" or "dollars" that repeats the sign before the number: "$76 US a barrel"."""
    while scope.low(j) in words("parse", "dollar tail"):
        j += 1
    return j


def weak_currency(scope: Scope, j: int, draft: Draft) -> bool:
    """Whether the currency word at ``j`` is more likely another word ("20 won", "three real").

    Kings wear "crowns" too: money only where the article names one of the countries that pay in them.
    """
    row = next((row for row in _shared().values() if scope.low(j) in row.get("beside", ())), None)
    if row is not None:
        return draft.form == "words" or max(_by_code(scope.text, row).values()) < ENOUGH
    return scope.low(j) in words("parse", "weak currencies") and draft.values[0] < MIN_WEAK


def mass_pounds(scope: Scope, draft: Draft, j: int) -> bool:
    """Whether "pounds" are a weight here: of something, or few, and nothing near them speaks of money."""
    if draft.hyphen or scope.low(j + 1) == "of":
        return True
    near = {scope.low(k) for k in range(j - POUND_PIECES, j + POUND_PIECES)}
    return draft.values[0] < MAX_POUNDS and near.isdisjoint(words("parse", "money"))


def currency_word(scope: Scope, k: int) -> Unit | None:
    """The currency whose name starts at piece ``k``, if one does."""
    found = unit_at(scope, k) if scope.is_word(k) else None
    return found[0] if found is not None and found[0].kind == "money" else None


def settle(scope: Scope, drafts: Iterable[Draft]) -> None:
    """Give bare dollars, pesos or kroner the currency of the article's country where that is plain."""
    for draft in drafts:
        row = _shared().get(draft.unit.symbol) if draft.unit is not None else None
        if row is None or draft.unit is None or draft.kind != "money" or _said(scope, draft, row):
            continue
        code = _code(scope.text, row)
        if code != row["default"]:
            draft.unit_name = (draft.unit_name or "").replace(row["default"], code, 1)
            draft.unit, draft.confidence = replace(draft.unit, symbol=code), GUESS


def _said(scope: Scope, draft: Draft, row: dict[str, Any]) -> bool:
    """Whether the amount's own words name the country: "US$5", "5 Norwegian kroner"."""
    pieces = scope.pieces[draft.i : draft.j]
    return any(piece.lower.rstrip(".") in row["sure"] or piece.text == row["default"] for piece in pieces)


def _code(text: str, row: dict[str, Any]) -> str:
    """The code whose country is named most often and often enough, else the default."""
    counts = _by_code(text, row)
    best = max(counts, key=lambda code: (counts[code], code == row["default"]))
    return best if counts[best] >= row.get("enough", ENOUGH) else str(row["default"])


@cache
def _shared() -> dict[str, dict[str, Any]]:
    """Default code → its row of the lexicon."""
    return {row["default"]: row for row in table("local_currency").values()}


def _by_code(text: str, row: dict[str, Any]) -> dict[str, int]:
    return {code: sum(_named(text)[word] for word in words) for code, words in row["homes"].items()}


@lru_cache(maxsize=4)
def _named(text: str) -> Counter[str]:
    """How often an article names the countries, counted once."""
    countries = {word for row in _shared().values() for words in row["homes"].values() for word in words}
    found = (match.group().lower() for match in _WORD.finditer(text))
    return Counter(word for word in found if word in countries)
