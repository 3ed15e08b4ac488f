"""Ordinals that are ranks: "ranks 11th", "the second in the world", "third-largest"."""

from __future__ import annotations

from pipeline.claims.lexicon import table, words
from pipeline.claims.parse.draft import Draft
from pipeline.claims.parse.numbers import HYPHENS, digits
from pipeline.claims.parse.scope import Scope

MILESTONE = 1000  # an ordinal from here on is a figure whatever it stands with
MAX_NUMBERED = 200  # of "number 7": a larger one is a label
LIST_PIECES = 20  # between the places of one list
_SUFFIXES = frozenset(("st", "nd", "rd", "th"))


def _ordinal(scope: Scope, k: int) -> tuple[float, int] | None:
    """The ordinal at piece ``k`` ("11th", "second", "twenty-first"): value and next index."""
    ordinals: dict[str, float] = table("numbers")["ordinals"]
    cardinals: dict[str, float] = table("numbers")["cardinals"]
    if (
        scope.is_number(k)
        and scope.low(k + 1) in _SUFFIXES
        and scope.glued(k + 1)
        and digits(scope.pieces[k]).is_integer()
    ):
        return digits(scope.pieces[k]), k + 2
    milestone = table("numbers")["milestones"].get(scope.low(k + 1))
    if milestone is not None and scope.is_number(k):
        return digits(scope.pieces[k]) * milestone, k + 2  # "3 millionth"
    word = scope.low(k)
    if cardinals.get(word, 0) >= 20 and scope.low(k + 1) in HYPHENS and 0 < ordinals.get(scope.low(k + 2), 0) < 10:
        return cardinals[word] + ordinals[scope.low(k + 2)], k + 3
    return (float(ordinals[word]), k + 1) if word in ordinals else None


def _cue_before(scope: Scope, k: int) -> bool:
    """Whether a verb of ranking stands before the ordinal ("ranks", "came in", "finished joint")."""
    for n in range(k - 1, max(-1, k - 5), -1):
        word = scope.low(n)
        if word in words("ranks", "verbs"):
            return not (
                word
                in (
                    "came",
                    "come",
                    "comes",
                    "coming",
                    "place",
                    "places",
                    "sits",
                    "sit",
                    "sat",
                    "stands",
                    "stood",
                    "lies",
                    "listed",
                )
                and n != k - 1
                and scope.low(k - 1) != "in"
            )
        if word not in words("ranks", "verbs", "gap"):
            return False
    return False


def _stands(scope: Scope, k: int, j: int, value: float) -> bool:
    """``Rovers are now 12th``: a place in a table, where nothing follows that the ordinal could belong to."""
    at = k - 1
    while scope.low(at) in words("ranks", "verbs", "gap") and scope.low(at) not in ("the", "a", "for", "at", "as"):
        at -= 1
    if scope.low(at) not in ("is", "are", "was", "were", "lie", "lies", "remain", "remains", "'re", "’re") or value < 2:
        return False
    return not scope.is_word(j) or scope.low(j) in ("in", "with", "on", "behind", "and", "but", "of", "after")


def _superlative(scope: Scope, j: int) -> bool:
    """``third-largest``, ``second most populous``."""
    after = j + (scope.low(j) in HYPHENS)
    return scope.low(after) in words("ranks", "superlatives") and not (
        scope.low(after) in ("most", "least") and scope.low(after + 1) == "of"
    )


def rank(scope: Scope, k: int) -> Draft | None:
    """The rank whose ordinal starts at piece ``k``, or None: most ordinals are no claims."""
    found = _ordinal(scope, k)
    if found is None:
        return _numbered(scope, k)
    value, j = found
    if value >= MILESTONE:
        return _rank(k, j, value)  # "its 15,000th robot"
    after = scope.low(j)
    if value == 1 and after == "place" and scope.low(k - 1) == "the" and scope.low(k - 2) == "in":
        return None  # "in the first place"
    if after in words("ranks", "superlatives", "not_after") or (after in HYPHENS and not _superlative(scope, j)):
        return None
    cue = _cue_before(scope, k) or _stands(scope, k, j, value) or _continued(scope, k, j, value)
    if not (cue or (value > 1 and _superlative(scope, j)) or _placed(scope, k, j, value) or _scoped(scope, j, value)):
        return None
    if cue and not _ends(scope, j):
        return None
    return _rank(k, j, value)


def _rank(k: int, j: int, value: float) -> Draft:
    draft = Draft(k, j, k, (value,), "words", 1.0)
    draft.kind, draft.unit_name, draft.rule = "rank", "rank", "rank"
    return draft


def _numbered(scope: Scope, k: int) -> Draft | None:
    """``world number one``, ``the world's No. 2 grower``, ``climbed to number four in the world``."""
    at = k - 1 - (scope.low(k - 1) == ".")
    cardinals: dict[str, float] = table("numbers")["cardinals"]
    value = float(scope.pieces[k].text) if scope.is_number(k) and scope.pieces[k].text.isdigit() else None
    value = cardinals.get(scope.low(k)) if value is None else value
    if scope.low(at) == "position" and scope.low(at - 1) in words("ranks", "verbs") and value:
        return _rank(k, k + 1, value)  # "ranked position 14"
    if scope.low(at) not in ("no", "number") or not value or value > MAX_NUMBERED:
        return None
    before, after = scope.low(at - 1), scope.low(k + 1)
    told = before in words("ranks", "numbered", "before") or (before == "s" and scope.low(at - 3) == "world")
    scoped = after in ("in", "on") and scope.low(k + 2 + (scope.low(k + 2) == "the")) in words("ranks", "scopes")
    placed = after in words("ranks", "numbered", "after")
    return _rank(k, k + 1, value) if told or scoped or placed else None


def _continued(scope: Scope, k: int, j: int, value: float) -> bool:
    """``Hull was the eighth poorest and Derby 17th``: the second place of one list."""
    named = scope.is_word(k - 1) and scope.pieces[k - 1].text[:1].isupper() and not scope.opens(k - 1)
    if not named or scope.is_word(j) or value < 2:
        return False
    for n in range(k - 2, max(-1, k - LIST_PIECES), -1):
        if scope.low(n) in (".", "!", "?", "\n"):
            return False
        if scope.low(n) in words("ranks", "superlatives") or scope.low(n) in words("ranks", "nouns"):
            return True
    return False


def _ends(scope: Scope, j: int) -> bool:
    """After "ranks 11th" no noun may follow, or the ordinal belongs to it ("placed first order")."""
    piece = scope.piece(j)
    if piece is None or piece.kind != "word":
        return True
    if piece.lower in words("nouns", "stop") or piece.lower in words("ranks", "nouns") or _superlative(scope, j):
        return True
    return piece.lower in words("ranks", "scopes") or piece.lower.endswith("ly")


def _placed(scope: Scope, k: int, j: int, value: float) -> bool:
    """``in third place``, ``the 5th spot``."""
    return (
        scope.low(j) in words("ranks", "nouns")
        and scope.low(k - 1) in ("in", "into", "to", "the", "joint", "of", "from", "at")
        and scope.low(j + 1) not in ("in",)
    ) or (scope.low(j) in words("ranks", "nouns") and scope.low(k - 1) == "in")


def _scoped(scope: Scope, j: int, value: float) -> bool:
    """``the second in the world``, ``third globally``, ``the third country in the world``."""
    j += scope.low(j) in words("ranks", "members") and scope.low(j + 1) == "in"
    if scope.low(j) in ("globally", "worldwide", "nationwide", "nationally", "overall"):
        return True
    if scope.low(j) not in ("in", "among"):
        return False
    after = j + 1 + (scope.low(j + 1) in ("the", "its", "our"))
    return scope.low(after) in words("ranks", "scopes") and value > 1
