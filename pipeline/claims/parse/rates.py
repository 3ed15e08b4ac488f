"""Rates and composites around an amount: "$5 a share", "4.70 to the dollar", "5 ft 2 in"."""

from __future__ import annotations

from pipeline.claims.lexicon import words
from pipeline.claims.parse.currency import currency_word
from pipeline.claims.parse.numbers import numeral
from pipeline.claims.parse.pieces import HYPHENS
from pipeline.claims.parse.quantity import Draft, Numeral
from pipeline.claims.parse.scope import Scope
from pipeline.claims.parse.units import unit_at

EXCHANGE_PIECES = 20  # before a rate of exchange among which its other currency is named
_PARTS = {  # how many of the lower unit make one of the upper
    ("ft", "in"): 12.0,
    ("lb", "ounce"): 16.0,
    ("hour", "minute"): 60.0,
    ("minute", "second"): 60.0,
    ("money", "cent"): 100.0,
    ("money", "penny"): 100.0,
}


_DENOMINATORS = {"pound": "lb", "pounds": "lb", "annum": "year"}
_EARLIER = frozenset(("earlier", "ago", "later", "before", "old"))
_AFTER_INCHES = frozenset(("more", "or", "and", "but", "tall", "long", "high", "wide", "deep", "with", "when"))


def rate(scope: Scope, j: int) -> tuple[str, int] | None:
    """``per share``, ``a barrel``, ``/kg`` after a unit at ``j``: the denominator's symbol and the next index."""
    j += scope.low(j) in HYPHENS
    every = scope.low(j) == "for" and scope.low(j + 1) == "every"
    word, k = scope.low(j), j + 1 + every
    if not every and (word not in ("per", "/", "a", "an") or (word == "/" and not scope.glued(j))):
        return None
    k += scope.low(k) in HYPHENS
    name = scope.low(k)
    if not scope.is_word(k) or scope.low(k + 1) in _EARLIER:
        return None  # "$6 billion a year earlier"
    if word in ("a", "an") and name not in words("nouns", "each"):
        return None
    sized = name in ("hundred", "thousand", "million") and scope.is_word(k + 1)
    found = unit_at(scope, k + sized)
    if found is not None and found[0].kind != "money":
        return f"{name} {found[0].symbol}" if sized else found[0].symbol, found[1]
    if scope.pos(k) in ("ADJ", "VERB") and scope.low(k + 1) in words("nouns", "each"):
        return scope.low(k + 1), k + 2  # "$1.87 per diluted share"
    return _DENOMINATORS.get(name, name), k + 1


def composite(scope: Scope, draft: Draft) -> None:
    """``5 ft 2 in``, ``three hours 20 minutes``, ``thirteen dollars and forty-five cents``: one value."""
    small = numeral(scope, draft.j + (scope.low(draft.j) in ("and", ",")))
    if small is None or draft.unit is None or not len(draft.values) == len(small.values) == 1:
        return
    found, above = unit_at(scope, small.j), draft.unit.symbol
    below, end = (found[0].symbol, found[1]) if found is not None else ("", small.j)
    if draft.unit.kind == "money" and above not in ("cent", "penny"):  # "10p and 20p" are two
        above = "money"
    if found is None and _cents(scope, draft, small):
        below = "cent"
    elif scope.low(small.j) == "in" and not (scope.is_word(end + 1) and scope.low(end + 1) not in _AFTER_INCHES):
        below, end = "in", small.j + 1
    if (above, below) == ("year", "month") and found is not None:  # "nine years and four months"
        draft.values, draft.unit, draft.unit_name = (draft.values[0] * 12 + small.value,), found[0], below
        draft.grow(draft.i, end)
    elif small.value < _PARTS.get((above, below), 0):
        draft.values = (draft.values[0] + small.value / _PARTS[above, below],)
        draft.grow(draft.i, end)


def _cents(scope: Scope, draft: Draft, small: Numeral) -> bool:
    """``15 dollars 50``, ``thirteen dollars forty-five``: cents that nothing names."""
    dollars = draft.unit is not None and draft.unit.kind == "money" and not draft.currency_before and draft.scale == 1
    behind = not scope.is_word(small.j) or scope.low(small.j) in ("more", "each")
    return dollars and behind and 10 <= small.value < 100 and scope.low(draft.j) != ","


def exchange(scope: Scope, draft: Draft) -> bool:
    """``4.70 to the dollar``: an exchange rate; its other currency is the nearest one named before."""
    j = draft.j
    article = scope.low(j + 1) in ("the", "a", "one")
    if scope.low(j) not in ("to", "per", "against", "for") or not (article or scope.low(j) == "per"):
        return False
    below = unit_at(scope, j + 1 + article)
    if below is None or below[0].kind != "money":
        return False
    named = (currency_word(scope, k) for k in range(draft.i - 1, max(-1, draft.i - EXCHANGE_PIECES), -1))
    above = next((unit for unit in named if unit is not None and unit.symbol != below[0].symbol), None)
    draft.kind, draft.rule = "ratio", "exchange rate"
    draft.unit_name = f"{above.symbol}/{below[0].symbol}" if above else f"/{below[0].symbol}"
    draft.grow(draft.i, below[1])
    return True
