"""Rates and composites around an amount: "$5 a share", "4.70 to the dollar", "5 ft 2 in"."""

from __future__ import annotations

from pipeline.claims.lexicon import words
from pipeline.claims.parse.currency import currency_word
from pipeline.claims.parse.draft import Draft
from pipeline.claims.parse.numbers import HYPHENS, Numeral, numeral
from pipeline.claims.parse.scope import Scope
from pipeline.claims.parse.units import unit_table

_PARTS = {  # how many of the lower unit make one of the upper
    ("ft", "in"): 12.0,
    ("lb", "ounce"): 16.0,
    ("hour", "minute"): 60.0,
    ("minute", "second"): 60.0,
    ("money", "cent"): 100.0,
    ("money", "penny"): 100.0,
}


_AFTER_INCHES = frozenset(("more", "or", "and", "but", "tall", "long", "high", "wide", "deep", "with", "when"))


def rate(scope: Scope, j: int, *, money: bool) -> tuple[str, int] | None:
    """``per share``, ``a barrel``, ``/kg`` after a unit at ``j``: the denominator's symbol and the next index."""
    word = scope.low(j)
    if money and word == "for" and scope.low(j + 1) == "every" and scope.pos(j + 2) == "NOUN":
        return scope.low(j + 2), j + 3  # "£2,400 for every household"
    k = j
    if word in HYPHENS and scope.low(j + 1) in ("a", "an", "per"):
        k, word = j + 1, scope.low(j + 1)
    if word not in ("per", "/", "a", "an", "each") or (word == "/" and not scope.glued(j)):
        return None
    k += 1
    if scope.low(k) in HYPHENS:
        k += 1
    modified = scope.pos(k) in ("ADJ", "VERB") and scope.low(k + 1) in words("nouns", "each")
    if modified and unit_table().after(scope.pieces, k) is None:
        k += 1  # "$1.87 per diluted share"
    strict = word in ("a", "an", "each")
    name = scope.low(k)
    if not scope.is_word(k) or (strict and name not in words("nouns", "each")) or (word == "each"):
        return None
    if strict and (name == "time" or scope.low(k + 1) in ("earlier", "ago", "later", "before", "old")):
        return None  # "$6 billion a year earlier"
    if name in ("thousand", "million", "hundred") and scope.is_word(k + 1):
        below = unit_table().after(scope.pieces, k + 1)
        end = below[1] if below is not None else k + 2
        return f"{name} {below[0].symbol if below is not None else scope.low(k + 1)}", end
    found = unit_table().after(scope.pieces, k)
    if found is not None and found[0].kind != "money":
        symbol = "pound" if found[0].symbol == "GBP" else found[0].symbol
        return symbol, found[1]
    if name in ("pound", "pounds"):
        return "lb", k + 1
    if name == "annum":
        return "year", k + 1
    return name, k + 1


def composite(scope: Scope, draft: Draft) -> None:
    """``5 ft 2 in``, ``three hours 20 minutes``, ``thirteen dollars and forty-five cents``: one value."""
    if draft.unit is None or len(draft.values) != 1:
        return
    small = numeral(scope.pieces, draft.j + (scope.low(draft.j) in ("and", ",")))
    if small is None or len(small.values) != 1:
        return
    found = unit_table().after(scope.pieces, small.j)
    if found is None and _cents(scope, draft, small):
        draft.values = (draft.values[0] + small.value / 100,)
        draft.grow(draft.i, small.j)
        return
    if found is not None:
        below, end = found[0].symbol, found[1]
    elif scope.low(small.j) == "in" and (not scope.is_word(small.j + 1) or scope.low(small.j + 1) in _AFTER_INCHES):
        below, end = "in", small.j + 1
    else:
        return
    above = draft.unit.symbol
    if draft.unit.kind == "money" and above not in ("cent", "penny"):  # "10p and 20p" are two
        above = "money"
    if (draft.unit.symbol, below) == ("year", "month") and small.value < 12:  # "nine years and four months"
        draft.values, draft.unit = (draft.values[0] * 12 + small.value,), found[0] if found else draft.unit
        draft.unit_name = below
        draft.grow(draft.i, end)
        return
    parts = _PARTS.get((above, below), 0)
    if small.value < parts:
        draft.values = (draft.values[0] + small.value / parts,)
        draft.grow(draft.i, end)


def _cents(scope: Scope, draft: Draft, small: Numeral) -> bool:
    """``15 dollars 50``, ``thirteen dollars forty-five``: cents that nothing names."""
    if draft.unit is None or draft.unit.kind != "money" or draft.currency_before or draft.scale != 1:
        return False
    if not 10 <= small.value < 100 or small.value != int(small.value) or draft.values[0] != int(draft.values[0]):
        return False
    return scope.low(draft.j) != "," and (not scope.is_word(small.j) or scope.low(small.j) in ("more", "each"))


def exchange(scope: Scope, draft: Draft) -> bool:
    """``4.70 to the dollar``: an exchange rate; its other currency is the nearest one named before."""
    j = draft.j
    article = scope.low(j + 1) in ("the", "a", "one")
    if scope.low(j) not in ("to", "per", "against", "for") or not (article or scope.low(j) == "per"):
        return False
    below = unit_table().after(scope.pieces, j + 1 + article)
    if below is None or below[0].kind != "money":
        return False
    above = next(
        (
            u
            for k in range(draft.i - 1, max(-1, draft.i - 20), -1)
            if (u := currency_word(scope, k)) and u.symbol != below[0].symbol
        ),
        None,
    )
    draft.kind, draft.rule = "ratio", "exchange rate"
    draft.unit_name = f"{above.symbol}/{below[0].symbol}" if above else f"/{below[0].symbol}"
    draft.grow(draft.i, below[1])
    return True
