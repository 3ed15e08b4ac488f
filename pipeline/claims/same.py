"""Claims that say one thing twice: "105 billion yuan ($14 billion)", "seven miles (11 km)", "87 mph, or 140 km/h"."""

from __future__ import annotations

from itertools import pairwise

from pipeline.claims.parse.quantity import Quantity

_JOINTS = ("(", "[", ", or", ", or about", "or", "(or", "(about", "(approximately", "(around", "(roughly", "/")
_CHAINS = (";", ",", "/", "; or")  # after a first restatement: "($120m; £95m)"
_KINDS = frozenset(("money", "measure", "duration"))  # that have units


def restated(quantities: list[Quantity], text: str) -> dict[str, str]:
    """Ids of claims that restate an earlier one in other units, with the id of that one."""
    found: dict[str, str] = {}
    for a, b in pairwise(quantities):
        between = text[a.number[1] : b.start].strip().lower().removeprefix("on average ")
        if (between in _JOINTS or (between in _CHAINS and a.id in found)) and _comparable(a, b):
            found[b.id] = found.get(a.id, a.id)
    return found


def _comparable(a: Quantity, b: Quantity) -> bool:
    """Whether two neighbours are of one kind in different units, or a number and its percentage."""
    if a.kind == b.kind and a.kind in _KINDS:
        # "$1.4 billion, or $2 a share" are two figures
        if a.kind == "money" and _is_code(a) != _is_code(b):
            return False  # "$5.1 million, or 21 cents"
        rated = a.kind == "money" and ("/" in (a.unit or "")) != ("/" in (b.unit or ""))
        return a.unit != b.unit and a.dimension == b.dimension and not rated
    return a.kind == "share" and b.kind == "percent" and a.unit == "fraction"  # "three-quarters (74%)"


def _is_code(quantity: Quantity) -> bool:
    """Whether a sum is of a currency and not of its cents or pence."""
    return (quantity.unit or "").split("/")[0].isupper()
