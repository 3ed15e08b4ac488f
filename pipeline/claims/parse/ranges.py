"""Two amounts that are one: "5-7 million", "between 10 and 15 percent", "from 6 to 18 weeks"."""

from __future__ import annotations

from pipeline.claims.lexicon import moves, words
from pipeline.claims.parse.amounts import amount
from pipeline.claims.parse.draft import Draft
from pipeline.claims.parse.numbers import HYPHENS, MINUS, exact
from pipeline.claims.parse.scope import Scope

MAX_BARE_VALUE = 1000.0  # a bare first number above this carries its own scale
MAX_CHANGE_RATIO = 10  # of the ends of a range of change: "rose 3 to 5 percent", not "rose 3 to 45"
MAX_BY_RATIO = 2.5  # of those behind "by": "by 20 to 50", not "by 212 to 640"
TREND_PIECES = 16  # before "from" among which a word says that something moved
RATIO_PIECES = 25  # before "3 to 1" among which "ratio" or "odds" stands


def _joint(scope: Scope, a: Draft, floor: int) -> tuple[str, int] | None:
    """The word that joins ``a`` to a second number: its kind and the index after it."""
    word = scope.low(a.j)
    ages = scope.low(a.i - 1) == "of" and scope.low(a.i - 2) == "ages"  # "between the ages of 18 and 29"
    between = ages or any(scope.low(a.i - n) == "between" for n in (1, 2, 3))
    if word == "and" and between:
        return "and", a.j + 1
    if word in ("to", "through"):
        k = a.j + 1
        k += scope.low(k) == "-" and scope.glued(k)
        return "to", k
    if word in HYPHENS and scope.glued(a.j) and scope.low(a.j + 1) == "to":
        k = a.j + 2  # "a 6-to-8-week wait", "a six- to eight-week wait"
        return "to", k + (scope.low(k) in HYPHENS)
    if word in MINUS or word == "‐":
        if word == "-" and not scope.glued(a.j) and scope.glued(a.j + 1):
            return None
        return "-", a.j + 1
    if word == "or":
        return "or", a.j + 1
    return None


def _change_before(scope: Scope, a: Draft) -> bool:
    """Whether the first number is itself the change: "rose 5% to 10%", "by 3 to 4"."""
    before = scope.low(a.first - 1 if a.first > 0 else -1)
    return before in ("up", "down") or moves("verbs", before)


def _share_scale(a: Draft, b: Draft, joint: str) -> tuple[float, ...]:
    """The first value with the second's scale: "5 to 7 million"."""
    low, raw = a.values[0], b.values[0] / b.scale
    if joint == "-" and a.scale == b.scale == 1 and abs(low) < MAX_BARE_VALUE <= b.values[0]:
        thousands = b.values[0] / 1000
        return (low * 1000,) if low < thousands == int(thousands) else (low,)  # "20-30,000"
    bare = abs(low) < MAX_BARE_VALUE or abs(low) <= abs(raw)  # "Rs 10,000 and Rs 15,000 crore"
    if a.scale == 1 and b.scale > 1 and bare and b.form != "vague":
        if a.currency_before and b.currency_before and joint == "to" and abs(low) > 10 * abs(raw):
            return (low,)  # "from $200 to $4 million"
        if abs(low) <= abs(raw) or abs(raw) < 1 or joint == "to":
            return (exact(low * b.scale),)
    return (low,)


def _same_unit(a: Draft, b: Draft) -> bool:
    if a.unit is None:
        return True
    if b.unit is None:
        return True
    return a.unit.symbol == b.unit.symbol


def _is_ratio(scope: Scope, a: Draft) -> bool:
    """Whether "A to B" is a proportion: the sentence speaks of a ratio or of odds before it."""
    if a.unit is not None:
        return False
    for k in range(a.i - 1, max(-1, a.i - RATIO_PIECES), -1):
        word = scope.low(k)
        if word in (".", "!", "?", "\n", "("):
            return False
        if word in ("ratio", "odds", "proportion", "outnumber", "outnumbered"):
            return True
    return False


def _ok(scope: Scope, a: Draft, b: Draft, joint: str, floor: int) -> bool:
    """Whether ``a`` and ``b`` make one range."""
    if a.unit is None and _is_date(scope, a):
        return False  # "raised its target for 2027 to 42,000 tonnes"
    if len(a.values) != 1 or len(b.values) != 1 or not _same_unit(a, b) or a.form == "vague" or b.form == "vague":
        return False
    if a.unit is not None and a.unit.kind == "percent" and b.unit is None and b.values[0] > 100:
        return False  # "fell 2.6% to 1,454"
    if a.currency_before and not b.currency_before and b.unit is not None and b.unit.kind != "money":
        return False
    if (
        b.currency_before
        and a.unit is None
        and joint != "-"
        and not a.scale > 1
        and scope.low(a.i - 1) not in ("from", "between")
    ):
        return False
    low, high = _share_scale(a, b, joint)[0], b.values[0]
    if joint == "or":
        return a.unit is None and high > low and (high - low == 1 or b.unit is not None) and b.scale == a.scale
    if joint == "-":
        sized = b.unit is not None or b.scale > 1 or a.unit is not None or _counted(scope, b)
        return high > low and (
            sized or scope.low(a.i - 1) in words("parse", "before a range") or (low >= 100 and _measured(scope, a))
        )
    if joint == "and":
        return high > low
    if _from(scope, a):
        return True
    if scope.low(a.first - 1) == "by" and high > MAX_BY_RATIO * abs(low) > 0:
        return False  # "grew by 755,254 to 69.3 million"
    if _change_before(scope, a) and (a.unit is not None or (low != 0 and high > MAX_CHANGE_RATIO * abs(low))):
        return False  # "rose 5% to 10%"
    falling = a.unit is not None and a.unit == b.unit and a.kind == "measure"  # "3 m to 2 m"
    return high > low or (falling and high != low)


def _measured(scope: Scope, a: Draft) -> bool:
    """``an AQI of 301-400``: a noun and "of" before three digits."""
    return scope.low(a.i - 1) == "of" or (scope.low(a.i - 1).isalpha() and scope.pieces[a.i - 1].text.isupper())


def _from(scope: Scope, a: Draft) -> bool:
    """Whether "from" opens the pair."""
    return "from" in (scope.low(a.first - 1), scope.low(a.i - 1)) or (scope.low(a.i - 2) == "from" and a.first < a.i)


def _trend(scope: Scope, a: Draft, b: Draft) -> bool:
    """``rose from 7.6 to 13 percent``: two levels; "ranging from 7.6 to 13 percent" is a range."""
    if not _from(scope, a):
        return False
    if scope.low(b.j) == "to":
        return False  # "revised from 5 to 7 percent to 3 to 5 percent"
    if b.values[0] < a.values[0]:
        return True
    for k in range(a.first - 1, max(-1, a.first - TREND_PIECES), -1):
        word = scope.low(k)
        if word in (".", "!", "?", ";", "\n") or word in words("parse", "ranging"):
            return False
        if word in words("parse", "moves") or any(moves(kind, word) for kind in ("verbs", "nouns")):
            return True
    return False


def _is_date(scope: Scope, a: Draft) -> bool:
    """Whether the number ends a date ("2027", "on July 14"); in "6 to 18 weeks" it is part of a duration."""
    start, end = scope.pieces[a.i].start, scope.pieces[a.j - 1].end
    date = scope.date_at(start, end)
    return date is not None and date.type == "DATE" and date.start <= start and date.end == end


def _counted(scope: Scope, b: Draft) -> bool:
    """Whether a plain noun follows the second number of "10-15 people", so that it is no score."""
    piece = scope.piece(b.j)
    return (
        piece is not None
        and piece.kind == "word"
        and piece.text.islower()
        and piece.lower not in words("nouns", "stop")
    )


def join(scope: Scope, a: Draft, floor: int) -> Draft:
    """``a`` widened to a range if a second amount follows it, else ``a`` itself."""
    if a.kind in ("share", "ratio", "rank", "multiple"):
        return a
    joint = _joint(scope, a, floor)
    if joint is None:
        return a
    kind, k = joint
    while kind in ("to", "and") and scope.low(k) in words("parse", "hedges") and k < joint[1] + 3:
        k += 1
    b = _second(scope, a, k)
    if b is None:
        return a
    if kind == "to" and _is_ratio(scope, a) and b.unit is None:
        a.values, a.kind, a.unit_name, a.rule = (a.values[0], b.values[0]), "ratio", "ratio", "ratio"
        a.grow(a.i, b.j)
        return a
    if not _ok(scope, a, b, kind, floor):
        return a
    first = _share_scale(a, b, kind) if a.unit is None or a.unit.kind == "money" else a.values
    a.values = first
    if kind == "to" and _trend(scope, a, b):
        if a.unit is None and b.unit is not None:
            a.unit, a.unit_name, a.kind = b.unit, b.unit_name, b.kind
        return a
    a.values = (first[0], b.values[0])
    if b.unit is not None or a.unit is None:
        rate = (
            a.unit_name
            if a.unit is not None and "/" in (a.unit_name or "") and "/" not in (b.unit_name or "")
            else b.unit_name
        )
        a.unit, a.unit_name, a.kind = b.unit, rate, b.kind if b.unit else a.kind
    a.hyphen = a.hyphen or b.hyphen
    a.rule = "range" if a.rule != "age" else a.rule
    a.grow(a.i, b.j)
    return a


def _second(scope: Scope, a: Draft, k: int) -> Draft | None:
    """The amount right after the joint, its currency sign or minus included."""
    for start in range(k, min(k + 4, len(scope.pieces))):
        piece = scope.pieces[start]
        if piece.kind == "break" or (
            start > k
            and piece.kind == "word"
            and scope.pieces[start - 1].kind == "word"
            and not piece.glued
            and scope.low(start - 1) not in ("us", "u.s.", "minus", "usd", "rs", "c", "a")
        ):
            return None
        b = amount(scope, start, k)
        if b is not None:
            return b if b.i == k else None
    return None
