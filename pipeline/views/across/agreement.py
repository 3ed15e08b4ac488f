"""Whether two figures say the same."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations
from typing import Literal

from pipeline.views.across.entries import Entry
from pipeline.views.across.words import terms

Verdict = Literal["agree", "compatible", "several", "differ", "single"]
COMPARED = 40  # figures of a cell, the first, that are compared pair by pair
FAR = 10.0  # times: what sources dispute lies closer; figures further apart are of two things
NEAR = 0.05  # how far "about" reaches, as a part of the value
_ORDER: tuple[Verdict, ...] = ("agree", "compatible", "several", "differ")
_ABOVE, _BELOW = ("more_than", "at_least"), ("less_than", "at_most")


def verdict(found: Sequence[Entry]) -> Verdict:
    """The worst of all pairs; ``single`` where there is nothing to compare.

    ``compatible``: one rounds to the other, or lies within the other's "more than" or "about". ``several``: one
    source, or the article itself beside one, gives different figures in one article, which is no contradiction but a
    breakdown, or a sequence; or they lie so far apart that they cannot be of one thing (1,700 debt collectors, and
    billions of rand).
    """
    pairs = [_said(one, other) for one, other in combinations(found[:COMPARED], 2) if _comparable(one, other)]
    return max(pairs, key=_ORDER.index) if pairs else "single"


def _said(one: Entry, other: Entry) -> Verdict:
    found = compare(one, other)
    told = one.source == other.source or not one.source or not other.source  # a writer does not dispute a speaker
    together = one.doc_id == other.doc_id and told
    return "several" if found == "differ" and (together or _far(one, other)) else found


def _far(one: Entry, other: Entry) -> bool:
    """Whether one figure is so many times the other that they are of two things, whatever they are called."""
    if one.claim.kind == "rank" or not one.value or not other.value:
        return False
    low, high = sorted((abs(one.value), abs(other.value)))
    return high > FAR * low


def same(one: Entry, other: Entry) -> bool:
    """The very same value in the same unit."""
    return _comparable(one, other) and compare(one, other) == "agree"


def compare(one: Entry, other: Entry) -> Verdict:
    """Two figures in the same unit."""
    a, b = one.value, other.value
    if a is None or b is None or one.claim.value2 != other.claim.value2:
        return "agree" if one.claim.text == other.claim.text else "differ"
    bounds = {one.claim.bound, other.claim.bound}
    if abs(a - b) <= 1e-9 * max(abs(a), abs(b)):
        return "agree" if len(bounds) == 1 else "compatible"
    if (bounds <= {"exact", "about"} and _rounds(a, b)) or _within(one, b) or _within(other, a):
        return "compatible"
    return "differ"


def gap(found: Sequence[Entry]) -> float | None:
    """How far the highest lies above the lowest, as a part of the lowest; None where that says nothing."""
    values = [entry.value for entry in found if entry.value is not None]
    low, high = min(values, default=0.0), max(values, default=0.0)
    return (high - low) / abs(low) if low and found[0].claim.kind != "rank" else None


def _comparable(one: Entry, other: Entry) -> bool:
    if one.group != other.group:
        return False
    if one.claim.kind in ("count", "ratio"):  # drones are not compared with missiles
        ours, theirs = terms(one.claim.unit or ""), terms(other.claim.unit or "")
        return not ours or not theirs or bool(ours & theirs)
    return one.claim.kind != "money" or one.claim.unit == other.claim.unit


def _rounds(a: float, b: float) -> bool:
    """Whether the more exact of the two, rounded to the figures of the other, is that other."""
    rough, exact = sorted((a, b), key=_figures)
    return _figures(rough) < _figures(exact) and float(f"{exact:.{_figures(rough)}g}") == rough


def _figures(value: float) -> int:
    """Significant figures: 3 for 6910000, 2 for 0.14."""
    digits = Decimal(repr(value)).normalize().as_tuple().digits
    return max(len(digits), 1)


def _within(entry: Entry, value: float) -> bool:
    bound, own = entry.claim.bound, entry.value or 0.0
    if bound in _ABOVE:
        return own <= value <= own * 1.25
    if bound in _BELOW:
        return own * 0.75 <= value <= own
    return bound == "about" and abs(value - own) <= NEAR * abs(own)
