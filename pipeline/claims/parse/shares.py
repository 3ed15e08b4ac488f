"""Shares and ratios: "one-third", "half of", "one in five", "29 of the 31 provinces"."""

from __future__ import annotations

from pipeline.claims.lexicon import words
from pipeline.claims.parse.draft import Draft
from pipeline.claims.parse.numbers import HYPHENS, MINUS, Numeral, magnitude, numeral
from pipeline.claims.parse.scope import Scope
from pipeline.claims.parse.spelled import share
from pipeline.claims.parse.units import unit_table

VOTE_PIECES = 5  # before a result among which a word says that it was voted
MEMBERS = frozenset((2, 3, 4, 5, 6, 8, 10))  # wholes of a share: "nine out of 10", against "7 out of 20"


def fraction(scope: Scope, k: int) -> Draft | None:
    """A share in words at piece ``k``: "one-third", "half of", "a quarter"."""
    found = share(scope.pieces, k)
    if found is None:
        return None
    value, j = found
    word = scope.low(j - 1)
    if word == "half":
        if not _half(scope, k, j):
            return None
    elif (
        not word.endswith("s")
        and scope.low(j - 2) not in HYPHENS
        and scope.low(j) not in words("shares", "share", "after")
    ):
        return None  # "a third party"
    draft = Draft(k, j, k, (value,), "fraction", 1.0)
    draft.kind, draft.unit_name, draft.rule = "share", "fraction", "fraction"
    draft.hyphen = scope.low(j) == "-" and scope.glued(j + 1)
    return draft


def _half(scope: Scope, k: int, j: int) -> bool:
    """Whether "half" is a share here and not a part of a match, a year or another word."""
    before, after = scope.low(k - 1), scope.low(j)
    following = scope.low(j + 1) if after in HYPHENS else after
    if before in words("shares", "half", "not_before") or following in words("shares", "half", "not_after"):
        return False
    if after in HYPHENS and before != "a":
        return False
    return after in words("shares", "half", "after") or before in words("shares", "half", "before")


def _whole(number: Numeral | None) -> bool:
    return number is not None and len(number.values) == 1 and number.value == int(number.value) and number.value > 0


def _member(scope: Scope, number: Numeral) -> bool:
    """Whether one noun and "in five" follow, and nothing that the five could count."""
    j = number.j
    if scope.pos(j) != "NOUN" or scope.low(j + 1) != "in":
        return False
    below = numeral(scope.pieces, j + 2)
    return below is not None and below.value <= 100 and scope.pos(below.j) not in ("NOUN", "PROPN", "ADJ", "NUM", "SYM")


def out_of(scope: Scope, number: Numeral) -> Draft | None:
    """``one in five``, ``nine out of 10``: a share."""
    j = number.j
    if scope.low(j) == "out" and not _whole(number):
        return _score(scope, number, j + 2)
    if not _whole(number):
        return None
    joint = scope.low(j)
    noun = (j, j + 1) if _member(scope, number) else None
    if noun is not None:  # "one calf in five"
        j, joint = j + 1, "in"
    hung = scope.low(j) in HYPHENS and scope.low(j + 1) == "in" and scope.low(j + 2) in HYPHENS
    if hung and not scope.is_number(number.i):
        j, joint = j + 3, "in"  # "one-in-six cooks"
    elif joint == "out" and scope.low(j + 1) == "of":
        j += 2
    elif joint == "in" and (number.value <= 10 or scope.low(j + 1) in ("every", "each")):
        j += 1
    else:
        return None
    every = scope.low(j) in ("every", "each")
    j += every
    below = numeral(scope.pieces, j)
    if joint == "out" and not every and (below is None or below.value not in MEMBERS):
        return _score(scope, number, j)
    if below is None or not _whole(below) or below.value <= number.value or below.value > 1e10:
        return None
    if joint == "in" and (
        scope.is_number(j) and below.value > 1000 and below.scale == 1 and "," not in scope.pieces[j].text
    ):
        return None
    if (
        joint == "in"
        and not every
        and scope.low(below.j)
        in ("years", "months", "days", "weeks", "games", "matches", "hours", "minutes", "seasons", "%", "percent")
    ):
        return None
    if joint == "in" and number.value > 10:  # "87 in every 100,000 residents": a ratio, as "14 per 10,000" is
        draft = Draft(number.i, below.j, number.i, (number.value, below.value), number.form, number.scale)
        draft.kind, draft.rule = "ratio", "per"
        return draft
    draft = Draft(number.i, below.j, number.i, (number.value / below.value,), "fraction", 1.0)
    draft.kind, draft.unit_name, draft.rule, draft.noun = "share", "fraction", "out of", noun
    return draft


def vote(scope: Scope, number: Numeral) -> Draft | None:
    """``voted 54-46``, ``rejected 210-198``, ``split 5:2``, ``a 51-49 majority``: two sides of one vote."""
    j = number.j
    joined = scope.low(j) in (*MINUS, ":") and scope.glued(j) and scope.glued(j + 1) and scope.is_number(j + 1)
    if not joined or not _whole(number) or number.form != "digits":
        return None
    other = numeral(scope.pieces, j + 1)
    if other is None or not _whole(other) or scope.low(other.j) in (*MINUS, ":", "/"):
        return None
    around = [scope.low(n) for n in (*range(number.i - VOTE_PIECES, number.i), *range(other.j, other.j + 2))]
    if not any(word in words("shares", "votes") for word in around):
        return None
    draft = Draft(number.i, other.j, number.i, (number.value, other.value), number.form, number.scale)
    draft.kind, draft.rule = "ratio", "vote"
    return draft


def _score(scope: Scope, number: Numeral, j: int) -> Draft | None:
    """``3.5 out of 10``, ``7 out of 20 suspected cases``: a ratio."""
    below = numeral(scope.pieces, j) if scope.low(j - 1) == "of" and len(number.values) == 1 else None
    if below is None or not _whole(below) or below.value < number.value:
        return None
    draft = Draft(number.i, below.j, number.i, (number.value, below.value), number.form, number.scale)
    draft.kind, draft.rule = "ratio", "out of"
    return draft


def of_the(scope: Scope, number: Numeral) -> Draft | None:
    """``29 of the 31 provinces``, ``three of the top 10 makers``, ``five of 11 seats``: a ratio."""
    if not _whole(number) or scope.low(number.j) != "of":
        return None
    k = number.j + 1
    while scope.low(k) in words("shares", "whole") and k < number.j + 5:
        k += 1
    if scope.is_word(k) and scope.low(k + 1) in ("'", "’") and scope.low(k + 2) == "s" and scope.glued(k + 2):
        k += 3  # "22 of the province's 24 cities"
    whole = numeral(scope.pieces, k)
    if whole is None or not _whole(whole) or whole.value < number.value or whole.form == "vague":
        return None
    bare = k == number.j + 1
    if bare and (number.value in (1, whole.value) or magnitude(scope.pieces[k]) or number.scale > 1):
        return None  # "the 9 of 2019", "one of 312 lakes"
    unit = unit_table().after(scope.pieces, whole.j)
    if unit is not None and (unit[0].kind != "duration" or bare):
        return None  # "280 million of the 1.5 billion shekels": two claims; "9 of the past 11 months" is one
    piece = scope.piece(whole.j)
    if piece is not None and (piece.lower in ("%", "percent", "per") or (piece.kind != "word" and whole.value > 1900)):
        return None
    draft = Draft(number.i, whole.j, number.i, (number.value, whole.value), number.form, number.scale)
    draft.kind, draft.rule = "ratio", "of the"
    return draft
