"""Two amounts that are one: "5-7 million", "between 10 and 15 percent", "from 6 to 18 weeks"."""

from __future__ import annotations

from pipeline.claims.lexicon import moves, words
from pipeline.claims.parse.amounts import amount
from pipeline.claims.parse.pieces import HYPHENS, MINUS
from pipeline.claims.parse.quantity import Draft, exact
from pipeline.claims.parse.scope import Scope

MAX_BARE_VALUE = 1000.0  # a bare first number above this carries its own scale
MAX_CHANGE_RATIO = 10  # of the ends of a range of change: "rose 3 to 5 percent", not "rose 3 to 45"
MAX_BY_RATIO = 2.5  # of those behind "by": "by 20 to 50", not "by 212 to 640"
TREND_PIECES = 16  # before "from" among which a word says that something moved
RATIO_PIECES = 25  # before "3 to 1" among which a word of proportion stands
SECOND_PIECES = 4  # from the joint to the digits of the second number
_PROPORTION_ENDS = frozenset(".!?\n(")
_PROPORTIONS = frozenset(("ratio", "odds", "proportion", "outnumber", "outnumbered"))


def join(scope: Scope, a: Draft) -> Draft:
    """``a`` widened to a range or ratio if a second amount follows it, else ``a`` itself."""
    joint = _joint(scope, a) if a.kind not in ("share", "ratio", "rank", "multiple") else None
    if joint is None:
        return a
    kind, k = joint
    while kind in ("to", "and") and scope.low(k) in words("parse", "hedges"):
        k += 1
    b = _second(scope, k)
    if b is None:
        return a
    if kind == "to" and a.unit is None is b.unit and _proportion(scope, a):
        a.values = a.values[0], b.values[0]
        a.become("ratio", "ratio", "ratio")
        a.grow(a.i, b.j)
    elif _one(scope, a, b, kind):
        _unite(scope, a, b, kind)
    return a


def _proportion(scope: Scope, a: Draft) -> bool:
    """Whether the sentence speaks of a ratio or of odds before it."""
    return not _PROPORTIONS.isdisjoint(scope.back(a.i, RATIO_PIECES, _PROPORTION_ENDS))


def _joint(scope: Scope, a: Draft) -> tuple[str, int] | None:
    """What joins ``a`` to a second number: "and", "to", "-" or "or", and the index after it."""
    word, k = scope.low(a.j), a.j + 1
    ages = scope.low(a.i - 2) == "ages"  # "between the ages of 18 and 29"
    if word == "and" and (ages or "between" in (scope.low(a.i - 1), scope.low(a.i - 2), scope.low(a.i - 3))):
        return "and", k
    if word in ("to", "through"):
        return "to", k + (scope.low(k) == "-")
    if word in HYPHENS and scope.low(k) == "to":  # "a 6-to-8-week wait", "a six- to eight-week wait"
        return "to", k + 1 + (scope.low(k + 1) in HYPHENS)
    if word in MINUS and (scope.glued(a.j) or not scope.glued(k)):
        return "-", k
    return ("or", k) if word == "or" else None


def _second(scope: Scope, k: int) -> Draft | None:
    """The amount right after the joint, its currency sign or minus included."""
    for start in range(k, min(k + SECOND_PIECES, len(scope.pieces))):
        b = amount(scope, start, k)
        if b is not None:
            return b if b.i == k else None
    return None


def _first_value(a: Draft, b: Draft, joint: str) -> float:
    """The first value in the second's scale: "5 to 7 million", "20-30,000"; "$200 to $4 million" has its own."""
    low = a.values[0]
    if a.unit is not None and a.unit.kind != "money":
        return low
    if joint == "-" and a.scale == b.scale == 1 and abs(low) < MAX_BARE_VALUE <= b.values[0]:
        thousands = b.values[0] / 1000
        return low * 1000 if low < thousands == int(thousands) else low
    return exact(low * b.scale) if a.scale == 1 and abs(low) <= abs(b.values[0] / b.scale) else low


def _one(scope: Scope, a: Draft, b: Draft, joint: str) -> bool:
    """Whether ``a`` and ``b`` make one range, or are the ends of a trend."""
    if not len(a.values) == len(b.values) == 1 or (a.unit is None and _is_date(scope, a)):
        return False  # "raised its target for 2027 to 42,000 tonnes"
    if a.unit is not None and (a.unit.kind == "percent" if b.unit is None else a.unit.symbol != b.unit.symbol):
        return False  # "fell 2.6% to 1,454"
    low, high = _first_value(a, b, joint), b.values[0]
    if joint == "or":
        return high - low == 1 or (b.unit is not None and a.unit is None and high > low)
    if joint == "-" and not _sized(scope, a, b, low):
        return False
    if joint == "to" and _from(scope, a):
        return True
    if joint == "to" and scope.low(a.first - 1) == "by" and high > MAX_BY_RATIO * abs(low) > 0:
        return False  # "grew by 755,254 to 69.3 million"
    changed = joint == "to" and moves("verbs", scope.low(a.first - 1))  # "rose 5% to 10%"
    return high > low and not (changed and (a.unit is not None or high > MAX_CHANGE_RATIO * abs(low)))


def _sized(scope: Scope, a: Draft, b: Draft, low: float) -> bool:
    """Whether "10-15" is no score: it has a unit, or counts something, or is a size ("an AQI of 301-400")."""
    before = scope.low(a.i - 1)
    if a.unit is not None or b.unit is not None or b.scale > 1 or before in words("parse", "before a range"):
        return True
    counts = scope.is_word(b.j) and scope.pieces[b.j].text.islower() and scope.low(b.j) not in words("nouns", "stop")
    return counts or (low >= 100 and (before == "of" or scope.pieces[a.i - 1].text.isupper()))


def _is_date(scope: Scope, a: Draft) -> bool:
    """Whether the number ends a date ("2027", "on July 14"); in "6 to 18 weeks" it is part of a duration."""
    end = scope.pieces[a.j - 1].end
    date = scope.date_at(scope.pieces[a.i].start, end)
    return date is not None and date.type == "DATE" and date.end == end


def _from(scope: Scope, a: Draft) -> bool:
    """Whether "from" opens the pair."""
    return "from" in (scope.low(a.first - 1), scope.low(a.i - 1))


def _trend(scope: Scope, a: Draft, b: Draft) -> bool:
    """``rose from 7.6 to 13 percent``: two levels; "ranging from 7.6 to 13 percent" is a range."""
    if not _from(scope, a) or scope.low(b.j) == "to":
        return False  # "revised from 5 to 7 percent to 3 to 5 percent"
    for word in scope.back(a.first, TREND_PIECES):
        if word in words("parse", "ranging"):
            return False
        if word in words("parse", "moves") or moves("verbs", word) or moves("nouns", word):
            return True
    return b.values[0] < a.values[0]


def _unite(scope: Scope, a: Draft, b: Draft, joint: str) -> None:
    """Give the first number the second's scale and unit, and take the second in where the two are one range."""
    a.values = (_first_value(a, b, joint),)
    if joint == "to" and _trend(scope, a, b):
        if a.unit is None and b.unit is not None:
            a.unit, a.unit_name, a.kind = b.unit, b.unit_name, b.kind
        return
    a.values = (a.values[0], b.values[0])
    if b.unit is not None or a.unit is None:
        a.unit, a.unit_name, a.kind = b.unit, b.unit_name, b.kind if b.unit else a.kind
    a.rule = "range" if a.rule != "age" else a.rule
    a.grow(a.i, b.j)
