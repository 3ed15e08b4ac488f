"""Numbers that are dates, years, times of day, and lengths of time that only place something in time."""

from __future__ import annotations

from pipeline.claims.lexicon import words
from pipeline.claims.parse.draft import Draft, surely
from pipeline.claims.parse.nouns import plural
from pipeline.claims.parse.numbers import magnitude, numeral
from pipeline.claims.parse.scope import Scope

_ORDINALS = frozenset(("st", "nd", "rd", "th", "first", "second", "third", "fourth", "fifth", "maiden", "unbeaten"))
_CLOCK = frozenset(
    ("a.m", "a.m.", "p.m", "p.m.", "am", "pm", "gmt", "est", "edt", "pdt", "pst", "bst", "utc", "cet", "hrs", "o")
)


def calendar(scope: Scope, draft: Draft) -> str | None:
    """Dates, years and times of day, by the date stage's records and by shape."""
    k, j = draft.k, draft.j
    start, end = scope.pieces[draft.i].start, scope.pieces[draft.j - 1].end
    date = scope.date_at(start, end)
    if date is not None and not surely(draft) and date.type in ("DATE", "TIME"):
        return "date"
    after, before = scope.low(j), scope.low(k - 1)
    if (
        after in _CLOCK
        and draft.unit is None
        and draft.scale == 1
        and draft.values[0] <= 24
        and (after != "o" or scope.low(j + 1) in ("'", "’"))
    ):
        return "clock time"
    if draft.unit is None and _month_near(scope, draft):
        return "date"
    if draft.unit is None and draft.scale == 1 and _year(scope, draft):
        return "year"
    if draft.kind == "duration" and magnitude(scope.pieces[k]) and numeral(scope.pieces, j) is not None:
        return "year"  # "World Cup 2018 day five"
    if scope.low(j - 1) in ("century", "centuries") and draft.form == "fraction" and before in _ORDINALS:
        return "score"  # "her 14th half-century"
    if draft.unit is None and before in ("'", "’") and scope.glued(k) and len(scope.pieces[k].text) == 2:
        return "year"
    return _anchored(scope, draft)


def _month_near(scope: Scope, draft: Draft) -> bool:
    """A day or year beside a month's name, lower case too where the name is no other word."""
    k, j = draft.k, draft.j
    if (
        draft.form not in ("digits", "words")
        or draft.scale != 1
        or not all(v == int(v) and 1 <= v <= 2199 for v in draft.values)
    ):
        return False
    before = k - 1 - (scope.low(k - 1) == ".")
    after = j + (scope.low(j) == "of")
    return _month(scope, before, day_after=True) or (_month(scope, after, day_after=False) and draft.values[0] <= 31)


def _month(scope: Scope, at: int, *, day_after: bool) -> bool:
    word = scope.low(at)
    if word not in words("refuse", "years", "months"):
        return False
    if word not in ("may", "march", "mar"):
        return True
    capital = scope.pieces[at].text[:1].isupper()
    return capital or (day_after and scope.low(at - 1) in ("on", "in", "of", "by", "since", "until", "from", "to"))


def _year(scope: Scope, draft: Draft) -> bool:
    """A bare number between 1500 and 2199: a year after a word of time, or where nothing round is counted."""
    pieces = [p for p in scope.pieces[draft.k : draft.j] if p.kind == "number"]
    if not pieces or not all(magnitude(p) and 1500 <= float(p.text) <= 2199 for p in pieces):
        return False
    before = scope.low(draft.k - 1)
    timely = before in words("refuse", "years", "before") or before in ("-", "–", "(", "/")
    things = draft.noun is not None and plural(scope.low(draft.noun[1] - 1))
    if draft.first < draft.i or (things and draft.values[0] % 100 == 0 and before not in ("in", "since", "by")):
        return timely and not things and len(draft.values) > 1
    return timely or not things or 1900 <= draft.values[0] <= 2100


def _anchored(scope: Scope, draft: Draft) -> str | None:
    """``the past two years``, ``three days ago``: a place in time and not a length."""
    if draft.kind != "duration" or draft.hyphen:
        return None
    if scope.low(draft.first - 1) in words("refuse", "durations", "before") or (
        scope.low(draft.j) in words("refuse", "durations", "after")
    ):
        return "time anchored elsewhere"
    return None
