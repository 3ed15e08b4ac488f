"""Approximators: "more than", "nearly", "or so" and their like around a number."""

from __future__ import annotations

from functools import cache

from pipeline.claims.lexicon import table, words
from pipeline.claims.parse.pieces import Pieces
from pipeline.claims.parse.quantity import Draft
from pipeline.claims.parse.scope import Scope
from pipeline.claims.parse.units import unit_at
from pipeline.records import Bound

_Phrase = tuple[str, ...]
_PLACES = frozenset(
    ("over", "above", "under", "below", "around", "near", "to", "max", "minimum", "maximum", "estimated")
)  # may be prepositions before an article
_BEFORE_VERB = frozenset(("to", "will", "would", "could", "can", "may", "might", "should", "likely"))
_MARKS = frozenset(("mark", "level", "threshold", "barrier", "milestone", "range"))


@cache
def _phrases(side: str) -> dict[str, list[tuple[_Phrase, Bound]]]:
    """Phrases by the word next to the number, longest first."""
    found: dict[str, list[tuple[_Phrase, Bound]]] = {}
    for bound, surfaces in table("bounds")[side].items():
        for surface in surfaces:
            phrase = tuple(piece.lower for piece in Pieces(surface).pieces)
            found.setdefault(phrase[-1 if side == "before" else 0], []).append((phrase, bound))
    return {word: sorted(known, key=lambda x: -len(x[0])) for word, known in found.items()}


def _match_before(scope: Scope, i: int, floor: int) -> tuple[int, Bound] | None:
    """The longest approximator that ends before piece ``i``."""
    for phrase, bound in _phrases("before").get(scope.low(i - 1), ()):
        start = i - len(phrase)
        if start >= floor and scope.reads(start, phrase):
            return start, bound
    return None


def _match_after(scope: Scope, j: int) -> tuple[int, Bound] | None:
    """The longest approximator that starts at piece ``j``; not "12 firms and over 40 percent", "5 + 7"."""
    for phrase, bound in _phrases("after").get(scope.low(j), ()):
        end = j + len(phrase)
        loose = phrase[0] in ("plus", "+") and not (scope.glued(j) or not scope.is_word(end))
        if scope.reads(j, phrase) and not (loose or scope.is_number(end)):
            return end, bound
    return None


def _across_article(scope: Scope, draft: Draft, floor: int) -> tuple[int, Bound] | None:
    """``around the 5.5 percent mark``, ``nearly a 30 percent rise``: an approximator before the article."""
    article = scope.low(draft.i - 1)
    marked = scope.low(draft.j) in _MARKS
    if article not in ("the", "a", "an") or (article == "the" and not marked):
        return None
    found = _match_before(scope, draft.i - 1, floor)
    if found is None or (not marked and scope.low(draft.i - 2) in _PLACES):
        return None
    if marked:
        draft.last = draft.j + 1
    return found


def _spans(scope: Scope, draft: Draft, start: int) -> bool:
    """``fell 34% over three years``: a preposition of time; "lasted over three years" says how long."""
    over = draft.kind == "duration" and scope.low(start) == "over" and scope.tagged
    lasts = scope.low(start - 1) in words("parse", "lasting") or scope.pos(start - 1) in ("AUX", "ADV")
    return over and not lasts


def _owned(scope: Scope, start: int) -> bool:
    """``edged up to £412m``, ``handed over $5``, ``care about two things``: the word is the verb's."""
    word, verb = scope.low(start), scope.low(start - 1)
    if word == "up":
        return f"{verb} up" in words("changes", "verbs", "up")
    return verb in table("bounds")["owned"].get(word, ())


def _by_verb(scope: Scope, draft: Draft) -> Bound | None:
    """``exceed 17 percent``, ``within 5 miles``."""
    at = draft.i - 1 - (scope.low(draft.i - 1) == "the" and scope.low(draft.j) in _MARKS)
    word = scope.low(at)
    if word == "top" and scope.low(at - 1) not in _BEFORE_VERB:
        return None  # "the top 10"
    if word == "within" and draft.kind in ("percent", "money", "measure"):
        return "at_most"
    return next((bound for bound, verbs in table("bounds")["verbs"].items() if word in verbs), None)


def one_unit(scope: Scope, k: int, floor: int) -> Draft | None:
    """``more than a decade``, ``less than a mile``: one unit, where an approximator stands before the article."""
    found = unit_at(scope, k + 1) if scope.low(k) in ("a", "an") else None
    if found is None or _match_before(scope, k, floor) is None or scope.pos(found[1]) in ("NOUN", "PROPN", "ADJ"):
        return None
    draft = Draft(k, found[1], (1.0,))
    draft.take(found[0])
    return draft if draft.kind in ("duration", "measure") and not _spans(scope, draft, k - 1) else None


def _within(scope: Scope, draft: Draft) -> tuple[int, Bound] | None:
    """``two or more weeks``, ``100+ years``: the approximator before the unit."""
    for n in range(draft.k + 1, draft.j - 1):
        found = _match_after(scope, n) if scope.low(n) in ("or", "+") else None
        if found is not None:
            return draft.j, found[1]
    return None


def past_bound(scope: Scope, j: int) -> int:
    """The index after an approximator between a number and its unit: "100+ years", "two or more weeks"."""
    return j + (scope.low(j) == "+") + 2 * (scope.low(j) == "or" and scope.low(j + 1) in ("more", "fewer", "less"))


def approximate(scope: Scope, draft: Draft, floor: int) -> None:
    """Set the draft's bound and widen its span over the approximators. Nothing before piece ``floor`` is read."""
    before = _match_before(scope, draft.i, floor) or _across_article(scope, draft, floor)
    if before is not None and (_spans(scope, draft, before[0]) or _owned(scope, before[0])):
        before = None
    after = _match_after(scope, scope.past_hyphen(draft.j)) or _within(scope, draft)
    if after is not None:
        draft.last = max(draft.last, after[0])
    elif draft.noun is not None:
        after = _match_after(scope, draft.noun[1])
    if before is not None:
        draft.first, draft.bound = before
        inner = _match_before(scope, draft.first, floor)  # "an estimated more than", "up to about"
        if inner is not None and scope.low(draft.first - 1) != "over":
            draft.first, draft.bound = inner[0], inner[1] if draft.bound == "about" else draft.bound
    else:
        draft.bound = after[1] if after is not None else _by_verb(scope, draft) or "exact"
