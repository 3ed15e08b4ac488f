"""Shares, ratios, multiples and ranks: what begins like a plain number and is none, by the rows of their tables."""

from __future__ import annotations

from functools import cache

from pipeline.claims.lexicon import numbers, table
from pipeline.claims.parse.numbers import digits, numeral
from pipeline.claims.parse.pieces import ENDS, MINUS
from pipeline.claims.parse.quantity import Draft, Numeral
from pipeline.claims.parse.scope import Scope
from pipeline.claims.parse.spelled import share
from pipeline.claims.parse.units import unit_at
from pipeline.claims.rows import Table, read
from pipeline.records import ClaimKind

JOINT_PIECES = 8  # from the first number of "one in five" to the second
MAX_NUMBERED = 200  # of "number 7": a larger one is a label
_OPENERS = frozenset(("(", '"', "“", "'", "-", "–", "—"))  # before a number, and no part of another word
_JOINTS = frozenset(("in", "of", "out", ":", *MINUS))
_SUFFIXES = frozenset(("st", "nd", "rd", "th"))
_LABELS = frozenset(("no", "number", "position"))
_TIMES = frozenset(("times", "fold", "x"))
_SAYS = frozenset(("says", "rule", "noun", "direction"))
_KINDS: dict[str, tuple[ClaimKind, str, str]] = {  # table → kind, unit and rule of what its rows tell
    "ranks": ("rank", "rank", "rank"),
    "multiples": ("multiple", "times", "multiple"),
    "shares": ("share", "fraction", "fraction"),
}


def _unit_behind(scope: Scope, draft: Draft) -> str | None:
    found = unit_at(scope, draft.j)
    return found[0].kind if found is not None else None


TESTS = {
    "a_verb": lambda scope, draft: scope.tag(draft.i) in ("VB", "VBP"),
    "multiplied": lambda scope, draft: scope.pos(draft.j) in ("NOUN", "PROPN"),
    "so_many": lambda scope, draft: (
        not scope.tagged or scope.pos(draft.j + 1) in ("ADJ", "ADV")
    ),  # not "twice as he won"
    "nothing_counted": lambda scope, draft: scope.pos(draft.j) not in ("NOUN", "PROPN", "ADJ", "NUM", "SYM"),
    "no_unit_follows": lambda scope, draft: _unit_behind(scope, draft) is None,
    "no_size_follows": lambda scope, draft: _unit_behind(scope, draft) in (None, "duration"),  # "9 of the 11 months"
}


@cache
def rows(name: str, section: str) -> Table:
    """The rows of a section of ``data/ranks.toml``, ``multiples.toml`` or ``shares.toml``."""
    return read(name, section, _SAYS, TESTS)


def proportion(scope: Scope, k: int) -> Draft | None:
    """The share, ratio, multiple or rank that starts at piece ``k``; most ordinals, and "a third party", are none."""
    draft = _multiple(scope, k) or _rank(scope, k)
    number = numeral(scope, k) if draft is None else None
    if number is not None and (not scope.glued(k) or scope.low(k - 1) in _OPENERS):
        draft = _pair(scope, number) or _times(scope, number)
    if draft is None and (number is None or number.j == k + 1):
        draft = _fraction(scope, k)
    return draft


def _told(scope: Scope, draft: Draft, name: str, section: str) -> Draft | None:
    """The draft as the table's rows tell it, or None where no row holds."""
    row = rows(name, section).first(scope, draft)
    if row is None:
        return None
    kind, unit, rule = _KINDS[name]
    draft.become(row.says.get("says", kind), unit, row.says.get("rule", rule))
    draft.direction = row.says.get("direction")
    if row.says.get("noun"):
        draft.noun = draft.k + 1, draft.k + 2  # "one *calf* in five"
    return draft


def _multiple(scope: Scope, k: int) -> Draft | None:
    """A multiple in one word: "doubled", "threefold", "twice as", "double the"."""
    word = scope.low(k)
    factor = numbers("cardinals").get(word[:-4]) if word.endswith("fold") else table("multiples")["factors"].get(word)
    return _told(scope, Draft(k, k + 1, (float(factor),)), "multiples", "word") if factor else None


def _times(scope: Scope, number: Numeral) -> Draft | None:
    """A multiple behind a number: "three times as many", "10-fold", "3x"."""
    j = scope.past_hyphen(number.j)
    if not number.single or scope.low(j) not in _TIMES:
        return None
    return _told(scope, Draft(number.i, j + 1, number.values), "multiples", "times")


def _rank(scope: Scope, k: int) -> Draft | None:
    """``ranks 11th``, ``the second in the world``, ``world number one``."""
    section, found = "ordinal", _ordinal(scope, k)
    if found is None and scope.low(k - 1 - (scope.low(k - 1) == ".")) in _LABELS:
        section, found = "number", _number(scope, k)
    return None if found is None else _told(scope, Draft(k, found[1], (found[0],)), "ranks", section)


def _ordinal(scope: Scope, k: int) -> tuple[float, int] | None:
    """The ordinal at piece ``k`` ("11th", "second", "3 millionth"): value and next index."""
    word, after = scope.low(k), scope.low(k + 1)
    if scope.is_number(k):
        factor = numbers("milestones").get(after, 1 if after in _SUFFIXES and scope.glued(k + 1) else 0)
        return (digits(scope.pieces[k]) * factor, k + 2) if factor else None
    return (float(numbers("ordinals")[word]), k + 1) if word in numbers("ordinals") else None


def _number(scope: Scope, k: int) -> tuple[float, int] | None:
    """The small whole number at piece ``k``."""
    text = scope.pieces[k].text
    value = float(text) if text.isdecimal() else numbers("cardinals").get(scope.low(k), 0)
    return (float(value), k + 1) if 0 < value <= MAX_NUMBERED else None


def _fraction(scope: Scope, k: int) -> Draft | None:
    """A share in words: "one-third", "half of", "a quarter"."""
    found = share(scope, k)
    return None if found is None else _told(scope, Draft(k, found[1], (found[0],), "fraction"), "shares", "fraction")


def _pair(scope: Scope, number: Numeral) -> Draft | None:
    """A share or ratio of the number and one behind it: "one in five", "3.5 out of 10", "29 of the 31"."""
    joined = scope.low(number.j) in _JOINTS or scope.low(number.j + 1) == "in"  # "one calf in five"
    below = _second(scope, number) if joined and number.single else None
    voted = scope.low(number.j) in (*MINUS, ":")
    if below is None or number.value <= 0 or (number.value > below.value and not voted) or below.value % 1:
        return None
    draft = Draft(number.i, below.j, (number.value, below.value), number.form, number.scale)
    if _told(scope, draft, "shares", "pair") is None:
        return None
    if draft.kind == "share":
        draft.values, draft.form = (number.value / below.value,), "fraction"
    else:
        draft.unit_name = None
    return draft


def _second(scope: Scope, number: Numeral) -> Numeral | None:
    """The number behind the joint, single and not vague."""
    for k in range(number.j + 1, number.j + JOINT_PIECES):
        if scope.low(k) in ENDS:
            return None
        found = numeral(scope, k)
        if found is not None:
            return found if found.single else None
    return None
