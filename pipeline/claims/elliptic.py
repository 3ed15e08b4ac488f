"""Units that a number leaves out and its neighbours say: "29 have …" after "31 provinces", "more than 300 injured"."""

from __future__ import annotations

from pipeline.claims.draft import Draft
from pipeline.claims.lexicon import words
from pipeline.claims.scope import Scope

_FAR = 40  # pieces between a number and the noun it may borrow
_PEOPLE_FAR = 25  # pieces between "population" or "toll" and its figure


def inherit(scope: Scope, drafts: list[Draft]) -> None:
    """Give bare counts the unit of the people they are said of, or of the amount beside them in the sentence."""
    last: Draft | None = None
    for n, draft in enumerate(drafts):
        following = drafts[n + 1] if n + 1 < len(drafts) else None
        if draft.kind == "count" and draft.unit_name in (None, "others"):
            _complete(scope, draft, last, following)
        if draft.kind in ("count", "ratio", "percent", "money", "measure") and draft.unit_name not in (
            None,
            "times",
            "ratio",
        ):
            last = draft


def _complete(scope: Scope, draft: Draft, last: Draft | None, following: Draft | None) -> None:
    """Find the unit of one bare count."""
    if _people(scope, draft):
        draft.unit_name = "people"
    elif following is not None and following.kind == "money" and _joined_by_of(scope, draft, following):
        _borrow(draft, following)
    elif last is not None and _same_sentence(scope, last, draft) and _may_borrow(scope, draft, last):
        _borrow(draft, last)


def _joined_by_of(scope: Scope, a: Draft, b: Draft) -> bool:
    """``280 million of the 1.5 billion shekels``."""
    between = [scope.low(k) for k in range(a.j, b.first)]
    return 1 <= len(between) <= 3 and between[0] == "of"


def _may_borrow(scope: Scope, draft: Draft, last: Draft) -> bool:
    """A count goes on counting; money and percentages go on only where the words join the two amounts.

    "rose to 5 percent from 4.2", "by 2 percent … by 1": percent. "fell 3 percent to 45.20": a level of something else.
    """
    if draft.hyphen:
        return False
    if last.kind in ("count", "ratio"):
        return True
    before = scope.low(draft.first - 1)
    if before == "to":
        return scope.low(last.first - 1) == "from"
    return before in ("from", "by", "than", "versus", "or") and (
        last.kind != "percent" or (draft.scale == 1 and abs(draft.values[0]) < 200)
    )


def _borrow(draft: Draft, other: Draft) -> None:
    draft.unit_name, draft.unit = other.unit_name, other.unit
    draft.kind = other.kind if other.kind != "ratio" else "count"


def _people(scope: Scope, draft: Draft) -> bool:
    """Whether the number counts people without saying so."""
    if draft.unit_name == "others" or scope.low(draft.j) in words("nouns", "people"):
        return True
    for k in range(draft.first - 1, max(-1, draft.first - _PEOPLE_FAR), -1):
        word = scope.low(k)
        if word in (".", "!", "?", "\n", ";"):
            return False
        if word in words("nouns", "people", "before"):
            return True
    return False


def _same_sentence(scope: Scope, a: Draft, b: Draft) -> bool:
    if b.i - a.j > _FAR:
        return False
    return not any(scope.low(k) in (".", "!", "?", "\n") for k in range(a.j, b.i))
