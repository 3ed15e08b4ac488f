"""Two amounts that are one: "5-7 million", "between 10 and 15 percent", "from 6 to 18 weeks"."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from pipeline.claims.lexicon import words
from pipeline.claims.parse.amounts import amount
from pipeline.claims.parse.pieces import HYPHENS, MINUS
from pipeline.claims.parse.quantity import Draft, exact
from pipeline.claims.parse.scope import Scope
from pipeline.claims.rows import Row, Table, read
from pipeline.claims.view import View

MAX_BARE_VALUE = 1000.0  # a bare first number above this carries its own scale
SECOND_PIECES = 4  # from the joint to the digits of the second number
REACH_CHARS = 90  # of text on each side of the two that a row sees
_WHOLE = frozenset(("share", "ratio", "rank", "multiple"))  # kinds that are no end of a range


@cache
def rows() -> Table:
    """The rows of ``data/ranges.toml``."""
    return read("ranges", "joined", frozenset(("says",)), {})


def join(scope: Scope, a: Draft) -> None:
    """Widen ``a`` to a range or ratio if a second amount follows that is one figure with it."""
    b = _second(scope, a) if a.kind not in _WHOLE else None
    if b is None or not _comparable(scope, a, b):
        return
    low = _first_value(a, b, hyphen=scope.low(a.j) in MINUS)
    row = _row(scope, replace(a, values=(low,)), b)
    if row is not None and row.says["says"] != "two":
        a.values = (low,)
        _unite(a, b, row.says["says"])


def _row(scope: Scope, a: Draft, b: Draft) -> Row | None:
    """The first row that holds of the two."""
    view = View(scope, b, b.i, b.j, a, REACH_CHARS)
    return next((row for row in rows().of(view) if row.holds(view)), None)


def _joint(scope: Scope, a: Draft) -> int | None:
    """The index after what may join ``a`` to a second number: "and", "to", "-" or "or"."""
    word, k = scope.low(a.j), a.j + 1
    before = [scope.low(a.i - n) for n in (1, 2, 3)]
    if word in ("to", "through") or (word == "and" and ("between" in before or before[1] == "ages")):
        k += scope.low(k) == "-"
    elif word in HYPHENS and scope.low(k) == "to":  # "a 6-to-8-week wait", "a six- to eight-week wait"
        k = scope.past_hyphen(k + 1)
    else:
        return k if word in MINUS or word == "or" else None
    while scope.low(k) in words("parse", "hedges"):
        k += 1
    return k


def _second(scope: Scope, a: Draft) -> Draft | None:
    """The amount right after the joint, its currency sign or minus included."""
    k = _joint(scope, a)
    if k is None:
        return None
    amounts = (amount(scope, start, k) for start in range(k, min(k + SECOND_PIECES, len(scope.pieces))))
    b = next((b for b in amounts if b is not None), None)
    return b if b is not None and b.i == k else None


def _comparable(scope: Scope, a: Draft, b: Draft) -> bool:
    """Whether the two may be of one thing: of one unit, or the first without one and no date."""
    if not (a.single and b.single):
        return False
    if a.unit is not None:
        return a.unit.kind != "percent" if b.unit is None else a.unit.symbol == b.unit.symbol  # "fell 2.6% to 1,454"
    start, end = scope.span(a.i, a.j)
    date = scope.date_at(start, end)  # "its target for 2027 to 42,000 tonnes"; in "6 to 18 weeks" it goes on
    return date is None or date.type != "DATE" or date.end != end


def _first_value(a: Draft, b: Draft, *, hyphen: bool) -> float:
    """The first value in the second's scale: "5 to 7 million", "20-30,000"; "$200 to $4 million" has its own."""
    low = a.values[0]
    if hyphen and a.scale == b.scale == 1 and abs(low) < MAX_BARE_VALUE <= b.values[0]:
        thousands = b.values[0] / 1000
        return low * 1000 if low < thousands == int(thousands) else low
    return exact(low * b.scale) if a.scale == 1 and abs(low) <= abs(b.values[0] / b.scale) else low


def _unite(a: Draft, b: Draft, what: str) -> None:
    """Give the first number the second's unit, and take the second in where the two are one figure."""
    if a.unit is None and b.unit is not None:
        a.unit, a.unit_name, a.kind = b.unit, b.unit_name, b.kind
    if what == "trend":
        return
    if b.unit is not None:
        a.unit_name = b.unit_name  # "$20 to $30 a share"
    a.values = (a.values[0], b.values[0])
    if what == "ratio":
        a.become("ratio", "ratio", "ratio")
    else:
        a.rule = "range" if a.rule != "age" else a.rule
    a.grow(a.i, b.j)
