"""Rates and composites around an amount: "$5 a share", "4.70 to the dollar", "5 ft 2 in"."""

from __future__ import annotations

from pipeline.claims.lexicon import numbers
from pipeline.claims.parse.currency import currency_word
from pipeline.claims.parse.numbers import numeral
from pipeline.claims.parse.quantity import Draft
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


def past_per(scope: Scope, j: int) -> int:
    """The index after "per" or "for every" at ``j``, or ``j``."""
    return j + (scope.low(j) == "per") + 2 * (scope.low(j) == "for" and scope.low(j + 1) == "every")


def rate(scope: Scope, j: int) -> tuple[str, int] | None:
    """``per share``, ``a barrel``, ``/kg`` after a unit at ``j``: the denominator's symbol and the next index."""
    j = scope.past_hyphen(j)
    word, per = scope.low(j), past_per(scope, j)
    k = scope.past_hyphen(per if per > j else j + 1)
    name = scope.low(k)
    if (per == j and word not in ("/", "a", "an")) or not scope.is_word(k) or scope.low(k + 1) in _EARLIER:
        return None  # "$6 billion a year earlier"
    if word in ("a", "an") and scope.pos(k) not in ("NOUN", "NUM", ""):
        return None
    sized = name in numbers("scales") and scope.is_word(k + 1)
    found = unit_at(scope, k + sized)
    if found is not None and found[0].kind != "money":
        return f"{name} {found[0].symbol}" if sized else found[0].symbol, found[1]
    if scope.pos(k) in ("ADJ", "VERB") and scope.pos(k + 1) == "NOUN":
        return scope.low(k + 1), k + 2  # "$1.87 per diluted share"
    return _DENOMINATORS.get(name, name), k + 1


def composite(scope: Scope, draft: Draft) -> None:
    """``5 ft 2 in``, ``three hours 20 minutes``, ``thirteen dollars and forty-five cents``: one value."""
    small = numeral(scope, draft.j + (scope.low(draft.j) in ("and", ",")))
    if small is None or draft.unit is None or not (draft.single and small.single):
        return
    found, above = unit_at(scope, small.j), draft.unit.symbol
    below, end = (found[0].symbol, found[1]) if found is not None else ("", small.j)
    if draft.unit.kind == "money" and above not in ("cent", "penny"):  # "10p and 20p" are two
        above = "money"
    if scope.low(small.j) == "in":
        below, end = "in", small.j + 1
    elif found is None and not draft.currency_before and (not scope.is_word(end) or scope.low(end) in ("more", "each")):
        below = "cent"  # "15 dollars 50", "thirteen dollars forty-five"
    if (above, below) == ("year", "month") and found is not None:  # "nine years and four months"
        draft.values = (draft.values[0] * 12 + small.value,)
        draft.unit, draft.unit_name = found[0], below
        draft.grow(draft.i, end)
    elif small.value < _PARTS.get((above, below), 0):
        draft.values = (draft.values[0] + small.value / _PARTS[above, below],)
        draft.grow(draft.i, end)


def exchange(scope: Scope, draft: Draft) -> bool:
    """``4.70 to the dollar``: an exchange rate; its other currency is the nearest one named before."""
    word, article = scope.low(draft.j), scope.low(draft.j + 1) in ("the", "a", "one")
    below = unit_at(scope, draft.j + 1 + article) if word in ("to", "per", "against") else None
    if below is None or below[0].kind != "money" or not (article or word == "per"):
        return False
    named = (currency_word(scope, k) for k in range(draft.i - 1, max(-1, draft.i - EXCHANGE_PIECES), -1))
    above = next((unit for unit in named if unit is not None and unit.symbol != below[0].symbol), None)
    draft.become("ratio", f"{above.symbol if above else ''}/{below[0].symbol}", "exchange rate")
    draft.grow(draft.i, below[1])
    return True
