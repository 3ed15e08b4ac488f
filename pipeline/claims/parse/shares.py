"""Shares and ratios: "one-third", "half of", "one in five", "29 of the 31 provinces", "voted 54-46"."""

from __future__ import annotations

from functools import cache

from pipeline.claims.parse.numbers import numeral
from pipeline.claims.parse.pieces import ENDS, MINUS
from pipeline.claims.parse.quantity import Draft, Numeral
from pipeline.claims.parse.scope import Scope
from pipeline.claims.parse.spelled import share
from pipeline.claims.parse.units import unit_at
from pipeline.claims.rows import Table, read
from pipeline.claims.view import View

JOINT_PIECES = 8  # from the first number to the second
_JOINTS = frozenset(("in", "of", "out", ":", *MINUS))


def _unit_behind(scope: Scope, draft: Draft) -> str | None:
    found = unit_at(scope, draft.j)
    return found[0].kind if found is not None else None


TESTS = {
    "nothing_counted": lambda scope, draft: scope.pos(draft.j) not in ("NOUN", "PROPN", "ADJ", "NUM", "SYM"),
    "no_unit_follows": lambda scope, draft: _unit_behind(scope, draft) is None,
    "no_size_follows": lambda scope, draft: _unit_behind(scope, draft) in (None, "duration"),  # "9 of the 11 months"
}


@cache
def rows(section: str) -> Table:
    """The rows of ``data/shares.toml``: of a ``fraction`` in words, or of a ``pair`` of numbers."""
    return read("shares", section, frozenset(("says", "rule", "noun")), TESTS)


def fraction(scope: Scope, k: int) -> Draft | None:
    """A share in words at piece ``k``: "one-third", "half of", "a quarter"; not "a third party"."""
    found = share(scope, k)
    if found is None:
        return None
    draft = Draft(k, found[1], (found[0],), "fraction")
    draft.become("share", "fraction", "fraction")
    return draft if rows("fraction").first(View(scope, draft, draft.i, draft.j)) is not None else None


def pair(scope: Scope, number: Numeral) -> Draft | None:
    """A share or ratio of the number and one behind it: "one in five", "3.5 out of 10", "29 of the 31"."""
    joined = scope.low(number.j) in _JOINTS or scope.low(number.j + 1) == "in"
    below = _second(scope, number) if joined and len(number.values) == 1 else None
    voted = scope.low(number.j) in (*MINUS, ":")
    if below is None or number.value <= 0 or (number.value > below.value and not voted) or below.value % 1:
        return None
    draft = Draft(number.i, below.j, (number.value, below.value), number.form, number.scale)
    row = rows("pair").first(View(scope, draft, draft.i, draft.j))
    if row is None:
        return None
    draft.kind, draft.rule = row.says["says"], row.says["rule"]
    draft.noun = (number.j, number.j + 1) if "noun" in row.says else None  # "one *calf* in five"
    if draft.kind == "share":
        draft.values, draft.unit_name, draft.form = (number.value / below.value,), "fraction", "fraction"
    return draft


def _second(scope: Scope, number: Numeral) -> Numeral | None:
    """The number behind the joint, single and not vague."""
    for k in range(number.j + 1, number.j + JOINT_PIECES):
        if scope.low(k) in ENDS:
            return None
        found = numeral(scope, k)
        if found is not None:
            return found if len(found.values) == 1 else None
    return None
