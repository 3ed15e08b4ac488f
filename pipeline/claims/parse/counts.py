"""What a bare number counts: "three of the largest crowds", "14 patents per 10,000 people", "10 out of 250"."""

from __future__ import annotations

from pipeline.claims.lexicon import words
from pipeline.claims.parse.bounds import past_bound
from pipeline.claims.parse.nouns import counted
from pipeline.claims.parse.numbers import numeral
from pipeline.claims.parse.pieces import HYPHENS
from pipeline.claims.parse.quantity import Draft
from pipeline.claims.parse.rates import past_per
from pipeline.claims.parse.scope import Scope

_WHOSE = frozenset(("the", "these", "those", "its", "their", "our", "his", "her", "my"))
_TIMES = frozenset(("day", "week", "month", "year", "hour", "minute", "second"))


def count(scope: Scope, draft: Draft) -> None:
    """The noun phrase after a bare number, and "per 10,000 people" after that."""
    if draft.unit_name is not None:
        return
    j = past_bound(scope, draft.j)
    hyphen = scope.low(j) in HYPHENS
    if hyphen and scope.low(j + 1) in ("strong", "plus"):
        j += 2  # "its 228,000-strong workforce"
    elif hyphen and scope.glued(j + 1) and scope.is_word(j + 1):
        draft.hyphen, draft.rule = True, "attribute"  # "three-point range": points; "two-pronged" counts nothing
        draft.noun = (j + 1, j + 2)
    j += draft.form == "vague" and scope.low(j) in ('"', "”")  # "“dozens” of boats"
    if scope.low(j) == "of" and (draft.form == "vague" or draft.scale > 1):
        j += 1 + (scope.low(j + 1) in _WHOSE)
    elif scope.low(j) == "of" and scope.low(j + 1) in _WHOSE:
        draft.noun = _members(scope, j + 2)
    draft.noun = draft.noun or counted(scope, j, one=draft.values == (1.0,))
    if draft.noun is not None:
        _name(scope, draft, *draft.noun)
    elif past_per(scope, j) > j:
        _ratio(scope, draft, j, past_per(scope, j))


def _name(scope: Scope, draft: Draft, a: int, b: int) -> None:
    """The unit of a count: the noun phrase at pieces ``[a, b)``, or "times"; and the rate behind it."""
    while a + 1 < b and scope.low(a) in words("nouns", "others"):
        a += 1  # "20 other bridges": bridges
    if scope.low(a) == "times":
        draft.unit_name, draft.noun = "times", None
        draft.grow(draft.i, a + 1)
        return
    unit = scope.said(a, b)
    draft.noun, draft.unit_name = (a, b), "points" if unit == "point" else unit
    whole = numeral(scope, b + 2) if scope.low(b) == "out" and scope.low(b + 1) == "of" else None
    if whole is not None and whole.single and draft.single:
        draft.values, draft.kind, draft.rule = (draft.values[0], whole.value), "ratio", "out of"
        draft.grow(draft.i, whole.j)  # "10 learners out of 250"
    k = past_per(scope, b)
    if k > b and numeral(scope, k) is not None:
        _ratio(scope, draft, a, k)
    elif (scope.low(b) == "per" and scope.is_word(k)) or (scope.low(b) == "a" and scope.low(b + 1) in _TIMES):
        draft.unit_name = f"{draft.unit_name} per {scope.pieces[b + 1].text}"


def _members(scope: Scope, j: int) -> tuple[int, int] | None:
    """``three of the *largest crowds*``: the plural that the number counts some of."""
    noun = counted(scope, j) if scope.tagged and scope.pos(j) != "NUM" else None
    return noun if noun is not None and scope.tag(noun[1] - 1) in ("NNS", "NNPS") else None


def _ratio(scope: Scope, draft: Draft, unit_at: int, k: int) -> None:
    """Make a ratio of a count and the number at ``k``: "14 patents per 10,000 people", "165 per 100,000 people"."""
    number = numeral(scope, k)
    if number is None or not (number.single and draft.single):
        return
    end = (counted(scope, number.j) or (k, number.j))[1]
    draft.values, draft.rule = (draft.values[0], number.value), "per"
    draft.kind, draft.unit_name = "ratio", scope.said(unit_at, end).replace("for every ", "per ")
    draft.grow(draft.i, end)
