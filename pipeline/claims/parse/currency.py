"""Currency before and after a number, and the words that only look like money."""

from __future__ import annotations

from pipeline.claims.lexicon import words
from pipeline.claims.parse.local_currency import claimed, lettered
from pipeline.claims.parse.numbers import numeral
from pipeline.claims.parse.quantity import Draft
from pipeline.claims.parse.scope import Scope
from pipeline.claims.parse.units import Unit, currency_before, unit_at

MIN_WEAK = 50  # of a currency whose name is another word, too
MAX_POUNDS = 1000  # that are a weight
MIN_LETTERED = 20  # of a currency in one or two letters
POUND_PIECES = 14  # on both sides of pounds that may speak of money
_SURE_LETTERS = frozenset(("Rs", "RM", "Rp", "Tk", "Sh"))  # money also before a blank
_NAMES_BEFORE = frozenset(("dollar", "euro", "yuan", "rmb", "usd"))


def weak_currency(scope: Scope, j: int, end: int, draft: Draft) -> bool:
    """Whether the currency word is more likely another word ("20 won", "three real")."""
    named = claimed(scope.text, scope.low(j))
    if named is not None:
        return draft.form == "words" or not named
    return end == j + 1 and scope.low(j) in words("parse", "weak currencies") and draft.values[0] < MIN_WEAK


def mass_pounds(scope: Scope, draft: Draft, j: int) -> bool:
    """Whether "pounds" are a weight here: few, and nothing near them speaks of money."""
    if draft.hyphen or scope.low(j + 1) == "of" or scope.low(j) == "pound":
        return draft.scale < 1e6
    near = {scope.low(k) for k in range(max(0, j - POUND_PIECES), min(len(scope.pieces), j + POUND_PIECES))}
    return draft.values[0] < MAX_POUNDS and near.isdisjoint(words("parse", "money"))


def trailing_dollar(scope: Scope, j: int) -> int:
    """The index after "US" or "dollars" that repeats the sign before the number: "$76 US a barrel"."""
    while scope.low(j) in words("parse", "dollar tail"):
        j += 1
    return j


def money_before(scope: Scope, number_at: int) -> tuple[Unit, int] | None:
    """The currency sign, code or name before the number: unit and the index where it starts."""
    found = currency_before(scope, number_at)
    if found is None:
        return _name_before(scope, number_at)
    unit, start = found
    surface = "".join(p.text for p in scope.pieces[start:number_at])
    if surface in words("parse", "wordy codes") and not _large(scope, number_at):
        return None  # "ALL 5 answers"
    short = surface.isalpha() and len(surface) <= 2 and surface not in _SURE_LETTERS
    return None if short and not _strong_letters(scope, surface, start, number_at) else (unit, start)


def _large(scope: Scope, number_at: int) -> bool:
    number = numeral(scope, number_at, money=True)
    return number is not None and (number.scale > 1 or number.value >= 1000)


def _name_before(scope: Scope, number_at: int) -> tuple[Unit, int] | None:
    """``dollar 22.5 million``."""
    if scope.low(number_at - 1) not in _NAMES_BEFORE or not scope.is_number(number_at):
        return None
    named = unit_at(scope, number_at - 1)
    return (named[0], number_at - 1) if named is not None else None


def _strong_letters(scope: Scope, surface: str, start: int, number_at: int) -> bool:
    """Whether one or two letters before a number are a currency ("R500m", "N500m" in Lagos) and not a code ("R2")."""
    number = numeral(scope, number_at, money=True)
    if number is None or not scope.glued(number_at):
        return False
    if len(surface) == 1 and surface != "R":
        return _large(scope, number_at) and lettered(scope.text, surface.lower())
    return (not scope.glued(start) or scope.low(start - 1) in ("(", "[")) and number.value >= MIN_LETTERED


def currency_word(scope: Scope, k: int) -> Unit | None:
    """The currency whose name starts at piece ``k``, if one does."""
    found = unit_at(scope, k) if scope.is_word(k) else None
    return found[0] if found is not None and found[0].kind == "money" else None
