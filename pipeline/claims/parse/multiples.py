"""Multiples: "doubled", "threefold", "twice as many", "three times higher", "10x"."""

from __future__ import annotations

from pipeline.claims.lexicon import table, words
from pipeline.claims.parse.pieces import HYPHENS
from pipeline.claims.parse.quantity import Draft, Numeral
from pipeline.claims.parse.scope import Scope
from pipeline.records import Change
from pipeline.syntax import lexicon


def multiple(scope: Scope, k: int) -> Draft | None:
    """A multiple in one word at piece ``k``: "doubled", "threefold", "twice as", "double the"."""
    word, after = scope.low(k), scope.low(k + 1)
    verbs: dict[str, tuple[float, Change]] = table("numbers")["multiples"]
    doubles = table("shares")["double"]
    if word in verbs:
        return None if after in doubles["not_after_verb"] else _multiple(k, k + 1, *verbs[word])
    if word in ("twice", "thrice"):
        return _multiple(k, k + 1, 2.0 if word == "twice" else 3.0) if _compares(scope, k + 1) else None
    if word in doubles["words"]:
        if after in doubles["after"]:
            return _multiple(k, k + 1, doubles["words"][word])
        verb = scope.tag(k) in ("VB", "VBP") and after not in doubles["not_after_verb"]
        return _multiple(k, k + 1, doubles["words"][word], "increase") if verb else None  # "is to double by 2040"
    stem = table("numbers")["cardinals"].get(word[:-4]) if word.endswith("fold") else None
    return _multiple(k, k + 1, stem) if stem else None


def times(scope: Scope, number: Numeral) -> Draft | None:
    """A multiple after a number: "three times as many", "10-fold", "3x"."""
    j = number.j
    if len(number.values) != 1:
        return None
    told = _compares(scope, j + 1) or _base(scope, j + 1) or scope.low(number.i - 1) == "from"  # "up from 4.1 times"
    if scope.low(j) == "times" and told:
        return _multiple(number.i, j + 1, number.value)
    fold = j + (scope.low(j) in HYPHENS)
    if scope.low(fold) == "fold":
        return _multiple(number.i, fold + 1, number.value)
    if scope.low(j) == "x" and scope.glued(j) and not scope.glued(j + 1) and not scope.is_number(j + 1):
        return _multiple(number.i, j + 1, number.value)
    return None


def _compares(scope: Scope, k: int) -> bool:
    """Whether a comparison follows at piece ``k``: "as *many*", "higher", "the size"; not "twice as they won"."""
    if scope.low(k) == "as" and scope.tagged:
        return scope.pos(k + 1) in ("ADJ", "ADV")
    return scope.low(k) in words("shares", "compared")


def _base(scope: Scope, k: int) -> bool:
    """Whether the noun at piece ``k`` is what is multiplied: "2.3 times *earnings*", "19 times forecast *earnings*"."""
    noun = scope.pos(k) in ("NOUN", "PROPN") and scope.low(k) not in lexicon("time_phrase")
    return noun or (scope.tagged and scope.low(k + 1) in words("measured", "results"))


def _multiple(i: int, j: int, value: float, direction: Change | None = None) -> Draft:
    draft = Draft(i, j, (float(value),), direction=direction)
    draft.become("multiple", "times", "multiple")
    return draft
