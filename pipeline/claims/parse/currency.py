"""Currency before and after a number, and the words that only look like money."""

from __future__ import annotations

from pipeline.claims.lexicon import table, words
from pipeline.claims.parse.draft import Draft
from pipeline.claims.parse.local_currency import claimed, lettered
from pipeline.claims.parse.numbers import numeral
from pipeline.claims.parse.scope import Scope
from pipeline.claims.parse.units import Unit, unit_table

_SURE_LETTERS = frozenset(("Rs", "RM", "Rp", "Tk", "Sh"))  # money also before a blank
_NAMES_BEFORE = frozenset(("dollar", "euro", "yuan", "rmb", "usd"))


def weak_currency(scope: Scope, unit: Unit, j: int, end: int, draft: Draft) -> bool:
    """Whether the currency word is more likely another word ("20 won", "three real")."""
    word = scope.low(j)
    if end - j != 1:
        return False
    named = claimed(scope.text, word)
    if named is not None:
        return draft.form == "words" or not named
    if word not in words("parse", "weak currencies"):
        return False
    if draft.form == "words" and draft.scale < 1e6:
        return True
    return draft.values[0] < 50 or (
        draft.values[0] < 1000 and draft.scale == 1 and scope.pos(j) in ("VERB", "AUX", "ADJ")
    )


def mass_pounds(scope: Scope, draft: Draft, j: int) -> bool:
    """Whether "pounds" are a weight here."""
    lexicon = table("ambiguous")["pound"]
    if draft.scale >= 1e6 or scope.low(j - 1) in ("british", "uk"):
        return False
    if draft.hyphen or scope.low(j + 1) == "of" or scope.low(j) == "pound":
        return True
    near = {scope.low(k) for k in range(max(0, j - 14), min(len(scope.pieces), j + 12))}
    if near & set(lexicon["money"]):
        return False
    return bool(near & set(lexicon["mass"])) or draft.values[0] < 1000


def trailing_dollar(scope: Scope, j: int) -> int:
    """The index after "US" or "dollars" that repeats the sign before the number: "$76 US a barrel"."""
    while scope.low(j) in words("parse", "dollar tail") and scope.is_word(j):
        j += 1
    return j


def money_before(scope: Scope, number_at: int) -> tuple[Unit, int] | None:
    """The currency sign, code or name before the number: unit and the index where it starts."""
    found = unit_table().before(scope.pieces, number_at)
    if found is None:
        return _name_before(scope, number_at)
    unit, start = found
    if (
        scope.pieces[start].text in words("parse", "wordy codes")
        and number_at == start + 1
        and not _large(scope, number_at)
    ):
        return None  # "ALL 5 answers"
    surface = "".join(p.text for p in scope.pieces[start:number_at])
    if surface.isalpha() and len(surface) <= 2 and not _strong_letters(scope, surface, start, number_at):
        return None
    return unit, start


def _large(scope: Scope, number_at: int) -> bool:
    number = numeral(scope.pieces, number_at, money=True)
    return number is not None and (number.scale > 1 or number.value >= 1000)


def _name_before(scope: Scope, number_at: int) -> tuple[Unit, int] | None:
    """``dollar 22.5 million``."""
    if scope.low(number_at - 1) not in _NAMES_BEFORE or not scope.is_number(number_at):
        return None
    named = unit_table().after(scope.pieces, number_at - 1)
    return (named[0], number_at - 1) if named is not None else None


def _strong_letters(scope: Scope, surface: str, start: int, number_at: int) -> bool:
    """Whether one or two letters before a number are a currency ("Rs 500", "R500m") and not a code ("R2")."""
    number = numeral(scope.pieces, number_at, money=True)
    if number is None or surface in _SURE_LETTERS:
        return number is not None
    if len(surface) == 1 and surface != "R":
        return scope.glued(number_at) and _large(scope, number_at) and lettered(scope.text, surface.lower())
    apart = not scope.glued(start) or scope.low(start - 1) in ("(", "[")
    return scope.glued(number_at) and apart and (number.scale > 1 or number.value >= 20)


def currency_word(scope: Scope, k: int) -> Unit | None:
    """The currency whose name starts at piece ``k``, if one does."""
    if not scope.is_word(k) or len(scope.pieces[k].text) < 3:
        return None
    found = unit_table().after(scope.pieces, k)
    return found[0] if found is not None and found[0].kind == "money" else None
