"""A part of one unit: "half an hour", "a quarter of a mile"."""

from __future__ import annotations

from pipeline.claims.parse.amounts import set_unit
from pipeline.claims.parse.pieces import HYPHENS
from pipeline.claims.parse.quantity import Draft
from pipeline.claims.parse.scope import Scope
from pipeline.claims.parse.spelled import share
from pipeline.claims.parse.units import Unit, unit_at

_RATES = 16  # pieces around "half a point" among which a percentage stands


def _of_rates(scope: Scope, j: int) -> bool:
    """Whether a percentage stands near piece ``j``."""
    return any(scope.low(k) in ("%", "percent") for k in range(j - _RATES, j + _RATES))


def part_of_unit(scope: Scope, k: int) -> Draft | None:
    """``half an hour``, ``a quarter of a mile``, ``three quarters of a percentage point``: a fraction of one unit."""
    part = share(scope, k)
    if part is None:
        return None
    value, j = part
    if scope.low(j) in HYPHENS:
        j += 1
    elif scope.low(j) == "of" and scope.low(j + 1) in ("a", "an", "one"):
        j += 2
    elif scope.low(j) in ("a", "an"):
        j += 1
    point = scope.low(j) == "point" and (scope.low(part[1]) in HYPHENS or _of_rates(scope, j))
    found = unit_at(scope, j)
    if found is None and point:
        found = Unit("percentage point", "dimensionless", "percent"), j + 1  # "cut by half a point to 2.8%"
    if found is None or (found[0].kind == "money" and found[0].symbol not in ("cent", "penny")):
        return None
    if j == part[1] and found[0].kind == "duration" and not (found[0].symbol == "hour" and scope.low(k) == "a"):
        return None  # "half year", "third quarter"; "a half hour" is none
    draft = Draft(k, j, (value,), "fraction")
    set_unit(scope, draft, *found)
    return draft
