"""Numbers that are parts of codes and formats: C919, 6G, 14th, 3-1, 10:30, 555-0100, list numbers."""

from __future__ import annotations

from pipeline.claims.parse.draft import Draft
from pipeline.claims.parse.numbers import HYPHENS, MINUS
from pipeline.claims.parse.scope import Scope

_LAST_ITEM = 20  # "2)" opens an item of a list
_CODE = 9  # digits without grouping that count nothing
_SCORE = 3  # digits of a score
_BRACKET = 15  # pieces
_DECIDED = frozenset(
    ("vote", "votes", "tie", "decision", "ruling", "majority", "win", "victory", "loss", "defeat", "lead", "draw")
)
_LINKS = frozenset(("in", "to", "for"))  # between the numbers of an adjective
_ORDINAL = frozenset(("st", "nd", "rd", "th"))


def inside_word(scope: Scope, draft: Draft) -> str | None:
    """Digits glued to letters or to a name by a hyphen: C919, SU7, F-16, COVID-19, 6G, 3D."""
    k = draft.k
    if draft.form == "words" or draft.form == "vague":
        before = scope.low(k - 1)
        return (
            "part of a word"
            if before in HYPHENS
            and scope.glued(k)
            and scope.is_word(k - 2)
            and scope.glued(k - 1)
            and draft.unit is None
            else None
        )
    if draft.currency_before:
        return None
    if draft.i == k - 1 and draft.values[0] < 0 and scope.is_word(k - 2) and scope.pieces[k - 2].text.isupper():
        return "code"  # "COVID -19"
    if scope.glued(k) and scope.is_word(k - 1) and draft.i == k:
        return "code"
    if scope.glued(k) and scope.low(k - 1) == "_":
        return "code"
    if scope.glued(k) and scope.low(k - 1) in HYPHENS and scope.glued(k - 1) and scope.is_word(k - 2) and draft.i == k:
        name = scope.pieces[k - 2].text
        if draft.unit is None or len(draft.unit.symbol) == 1 or name.isupper():
            return (
                "code"
                if name.lower()
                not in ("to", "now", "mid", "sub", "over", "under", "about", "some", "plus", "minus", "negative")
                else None
            )
    after = scope.piece(draft.j)
    if after is not None and after.lower == "(" and after.glued and len(scope.low(draft.j + 1)) == 1:
        return "code"  # "401(k)"
    if after is not None and after.glued and draft.unit is None and draft.scale == 1:
        if after.kind == "word" and after.lower not in (*_ORDINAL, "x", "s", "plus"):
            return "code"
        if (
            after.lower in HYPHENS
            and scope.is_word(draft.j + 1)
            and scope.glued(draft.j + 1)
            and len(scope.low(draft.j + 1)) == 1
        ):
            return "code"
    return None


def ordinal(scope: Scope, draft: Draft) -> str | None:
    """``14th``, ``1990s``, ``the 20s``."""
    after = scope.low(draft.j)
    if draft.unit is None and draft.scale == 1 and scope.glued(draft.j) and after in _ORDINAL:
        return "ordinal"
    if (
        draft.unit is not None
        and draft.unit.symbol == "second"
        and scope.low(draft.j - 1) == "s"
        and scope.glued(draft.j - 1)
    ):
        return "decade"
    if scope.glued(draft.j) and after == "s" and draft.form == "digits":
        return "decade"
    if (
        after in ("'", "’")
        and scope.low(draft.j + 1) == "s"
        and scope.glued(draft.j + 1)
        and draft.form == "digits"
        and draft.unit is None
    ):
        return "decade"
    return None


def numbering(scope: Scope, draft: Draft) -> str | None:
    """Versions, list numbers, telephone numbers, scores, fractions that are none, clock times."""
    k, j = draft.k, draft.j
    if draft.form not in ("digits", "fraction"):
        return None
    before, after = scope.low(k - 1), scope.low(j)
    bare = draft.unit is None and draft.scale == 1 and not draft.currency_before
    if before in (":", ".", "/") and scope.glued(k) and scope.is_number(k - 2) and scope.glued(k - 1) and bare:
        return {":": "clock time", ".": "version or section", "/": "date or code"}[before]
    if after in (":", "/") and scope.glued(j) and scope.is_number(j + 1) and scope.glued(j + 1) and bare:
        return "clock time" if after == ":" else "date or code"
    if after == "." and scope.glued(j) and scope.is_number(j + 1) and scope.glued(j + 1) and bare:
        return "version or section"
    if (
        bare
        and k == draft.i
        and scope.opens(k)
        and after in (".", ")")
        and (k == 0 or scope.low(k - 1) == "\n")
        and not scope.glued(j + 1)
    ):
        return "list number"
    if bare and after == ")" and draft.values[0] <= _LAST_ITEM and not _bracketed(scope, k):
        return "list number"
    if bare and _dashed(scope, draft):
        return "score, date or telephone number"
    if bare and _par(scope, draft):
        return "score"
    if _odds(scope, draft):
        return "adjective"
    if bare and _dialled(scope, k):
        return "telephone number"
    if bare and before in ("#", "№", "@"):
        return "label"
    if bare and before == '"' and scope.low(k - 2) == "=":
        return "code"  # an attribute of mark-up
    if bare and draft.noun is None and len(scope.pieces[k].text) >= _CODE and scope.pieces[k].text.isdecimal():
        return "code"
    if (
        bare
        and draft.values[0] == int(draft.values[0])
        and scope.pieces[k].text.startswith("0")
        and len(scope.pieces[k].text) > 1
        and "." not in scope.pieces[k].text
    ):
        return "code"
    return None


def _par(scope: Scope, draft: Draft) -> bool:
    """``a 5-under 67``, ``2-over-par``: strokes against par, and the round that they make."""
    k, j = draft.k, draft.j
    against = scope.low(j) in HYPHENS and scope.glued(j + 1) and scope.low(j + 1) in ("under", "over")
    round_ = scope.low(k - 1) in ("under", "over") and scope.low(k - 2) in HYPHENS and scope.glued(k - 1)
    return against or round_


def _odds(scope: Scope, draft: Draft) -> bool:
    """``a 1-in-100-year storm``, ``a 4-to-4 tie``, ``a 3-for-1 split``: both numbers are parts of an adjective."""
    j, k = draft.k + 1, draft.k
    if len(draft.values) > 1:
        noun = scope.low(draft.noun[1] - 1) if draft.noun is not None else ""
        return "-to-" in scope.text[scope.pieces[draft.i].start : scope.pieces[draft.j - 1].end] and noun in _DECIDED
    first = scope.low(j) in HYPHENS and scope.low(j + 1) in _LINKS and scope.low(j + 2) in HYPHENS
    return first or (scope.low(k - 1) in HYPHENS and scope.low(k - 2) in _LINKS and scope.low(k - 3) in HYPHENS)


def _dialled(scope: Scope, k: int) -> bool:
    """``0800 123 456``: groups of digits behind one that starts with a naught."""
    while scope.is_number(k) and not scope.glued(k) and scope.pieces[k].text.isdecimal():
        if scope.pieces[k].text.startswith("0") and len(scope.pieces[k].text) > 2:
            return True
        k -= 1
    return False


def _bracketed(scope: Scope, k: int) -> bool:
    """Whether a bracket opens shortly before piece ``k``."""
    return any(scope.low(n) in ("(", "[") for n in range(max(0, k - _BRACKET), k))


def _dashed(scope: Scope, draft: Draft) -> bool:
    """A bare number joined to another by a hyphen or dash: 3-1, 555-0100, 1 – 0."""
    k, j = draft.k, draft.j
    if draft.kind not in ("count",) or len(draft.values) > 1:
        return False
    if scope.tag(j) not in ("NNS", "NN") and (_spaced(scope, k - 1, k - 2) or _spaced(scope, j, j + 1)):
        return True
    left = scope.low(k - 1) in MINUS and scope.is_number(k - 2) and (scope.glued(k) and scope.glued(k - 1))
    right = scope.low(j) in MINUS and scope.is_number(j + 1) and (scope.glued(j) and scope.glued(j + 1))
    return left or right


def _spaced(scope: Scope, dash: int, other: int) -> bool:
    """Whether a dash between blanks parts a number from another small one: "Sweden 1 – 0 Korea"."""
    if scope.low(dash) not in MINUS or not scope.is_number(other) or scope.glued(dash) or scope.glued(dash + 1):
        return False
    return len(scope.pieces[other].text) <= _SCORE and scope.pieces[other].text.isdecimal()


def attribute(scope: Scope, draft: Draft) -> str | None:
    """``two-pronged``, ``one-sided``, ``three-way``: an adjective."""
    if draft.unit is None and draft.kind == "count" and draft.hyphen and draft.noun is not None:
        word = scope.low(draft.noun[1] - 1)
        if draft.form != "words":
            return "adjective" if word == "time" else None
        if word.endswith("ed") or word in (
            "way",
            "off",
            "time",
            "timer",
            "sum",
            "fold",
            "woman",
            "man",
            "person",
            "liner",
            "handed",
            "up",
            "on",
            "to",
            "piece",
        ):
            return "adjective"
    return None


def bare_letter(scope: Scope, draft: Draft) -> str | None:
    """A single "a" or "an" with a scale that is an idiom: "a hundred percent" stays, "in a million" goes."""
    if (
        scope.low(draft.k) in ("a", "an")
        and scope.low(draft.k - 1) == "in"
        and draft.scale >= 1e6
        and draft.unit is None
        and draft.noun is None
    ):
        return "idiom"
    return None
