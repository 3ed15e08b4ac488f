"""What a bare number counts: "three of the largest crowds", "14 patents per 10,000 people", "10 out of 250"."""

from __future__ import annotations

from pipeline.claims.lexicon import words
from pipeline.claims.parse.bounds import past_bound
from pipeline.claims.parse.nouns import counted
from pipeline.claims.parse.numbers import numeral
from pipeline.claims.parse.pieces import HYPHENS
from pipeline.claims.parse.quantity import Draft
from pipeline.claims.parse.scope import Scope

_WHOSE = frozenset(("the", "these", "those", "its", "their", "our", "his", "her", "my"))
_TIMES = frozenset(("day", "week", "month", "year", "hour", "minute", "second"))


def count(scope: Scope, draft: Draft) -> None:
    """The noun phrase after a bare number, and "per 10,000 people" after that."""
    if draft.kind not in ("count", "ratio") or draft.unit is not None or draft.unit_name is not None:
        return
    j = past_bound(scope, draft.j)
    hyphen = scope.low(j) in HYPHENS and scope.glued(j)
    if hyphen and scope.low(j + 1) in ("strong", "plus"):
        j += 2  # "its 228,000-strong workforce"
    elif hyphen and scope.glued(j + 1) and scope.is_word(j + 1):
        draft.hyphen, draft.rule = True, "attribute"  # "three-point range": points; "two-pronged" counts nothing
        draft.noun = (j + 1, j + 2)
    j += draft.form == "vague" and scope.low(j) in ('"', "”")  # "“dozens” of boats"
    large = draft.form == "vague" or draft.scale >= 1e3 or scope.low(j - 1) in ("dozen", "hundred")
    if scope.low(j) == "of" and large:
        j += 1 + (scope.low(j + 1) in _WHOSE)
    elif scope.low(j) == "of" and scope.low(j + 1) in _WHOSE:
        draft.noun = _members(scope, j + 2)
    if draft.noun is None:
        draft.noun = counted(scope, j, one=draft.values == (1.0,))
    if draft.noun is None:
        every = scope.low(j) == "for" and scope.low(j + 1) == "every"  # "169 for every 100,000 residents"
        if scope.low(j) == "per" or every:
            _ratio(scope, draft, j, j + 1 + every)
        return
    _name(scope, draft, *draft.noun)


def _name(scope: Scope, draft: Draft, a: int, b: int) -> None:
    """The unit of a count: the noun phrase at pieces ``[a, b)``, or "times"; and the rate behind it."""
    while a + 1 < b and scope.low(a) in words("nouns", "others"):
        a += 1  # "20 other bridges": bridges
    one = draft.hyphen or draft.values == (1.0,)  # "at one time", "a six-time champion"
    if scope.low(a) == "times" or (scope.low(a) == "time" and b - a == 1 and not one):
        draft.unit_name, draft.noun = "times", None
        draft.grow(draft.i, a + 1)
        return
    unit = scope.text[scope.pieces[a].start : scope.pieces[b - 1].end]
    draft.noun, draft.unit_name = (a, b), "points" if unit == "point" else unit
    whole = numeral(scope, b + 2) if scope.low(b) == "out" and scope.low(b + 1) == "of" else None
    if whole is not None and len(whole.values) == len(draft.values) == 1:
        draft.values, draft.kind, draft.rule = (draft.values[0], whole.value), "ratio", "out of"
        draft.grow(draft.i, whole.j)  # "10 learners out of 250"
    _per(scope, draft, a, b)


def _members(scope: Scope, j: int) -> tuple[int, int] | None:
    """``three of the *largest crowds*``: the plural that the number counts some of."""
    noun = counted(scope, j) if scope.tagged and scope.pos(j) != "NUM" else None
    return noun if noun is not None and scope.tag(noun[1] - 1) in ("NNS", "NNPS") else None


def _per(scope: Scope, draft: Draft, a: int, b: int) -> None:
    """``14 patents per 10,000 people`` is a ratio; ``3,000 tests per day`` a count with a rate."""
    word, k = scope.low(b), b + 1
    every = word == "for" and scope.low(k) == "every"
    if numeral(scope, k + every) is not None and (word == "per" or every):
        _ratio(scope, draft, a, k + every)
    elif (word == "per" and scope.is_word(k)) or (word in ("a", "an") and scope.low(k) in _TIMES):
        draft.unit_name = f"{draft.unit_name} per {scope.pieces[k].text}"


def _ratio(scope: Scope, draft: Draft, unit_at: int, k: int) -> None:
    """Make a ratio of a count and the number at ``k``: "14 patents per 10,000 people", "165 per 100,000 people"."""
    number = numeral(scope, k)
    if number is None or not len(number.values) == len(draft.values) == 1:
        return
    end = (counted(scope, number.j) or (k, number.j))[1]
    draft.values, draft.kind, draft.rule = (draft.values[0], number.value), "ratio", "per"
    draft.unit_name = scope.text[scope.pieces[unit_at].start : scope.pieces[end - 1].end].replace("for every ", "per ")
    draft.grow(draft.i, end)
