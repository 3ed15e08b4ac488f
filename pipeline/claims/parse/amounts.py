"""A number with its sign, currency and unit: the smallest whole that a quantity is built from."""

from __future__ import annotations

from pipeline.claims.lexicon import table
from pipeline.claims.parse.bounds import past_bound
from pipeline.claims.parse.currency import mass_pounds, money_before, trailing_dollar, weak_currency
from pipeline.claims.parse.implied import UNITS, said
from pipeline.claims.parse.numbers import numeral, scales, starts
from pipeline.claims.parse.pieces import HYPHENS, MINUS
from pipeline.claims.parse.quantity import Draft, exact
from pipeline.claims.parse.rates import composite, exchange, rate
from pipeline.claims.parse.scope import Scope
from pipeline.claims.parse.spelled import share
from pipeline.claims.parse.units import Unit, millions_of, unit_at

_WORD = 4  # letters of the shortest unit that is taken behind an adjective: "days"
_BRACKETS = {"(": ")", "[": "]", "<": ">", "{": "}"}


def _sign(scope: Scope, i: int) -> tuple[int, int]:
    """The sign before piece ``i``: -1 or 1, and where it starts."""
    before = scope.low(i - 1)
    if before in ("minus", "negative"):
        return (1, i) if scope.low(i - 2) == "or" else (-1, i - 1)  # "plus or minus 3": a margin
    if not scope.glued(i):
        return 1, i
    if before == ")" and scope.low(i - 2) in MINUS and scope.low(i - 3) == "(":
        return -1, i - 3  # "(-)2.8%"
    if before in MINUS and scope.low(i - 2) in ("minus", "negative"):
        return -1, i - 2
    if before in MINUS and (not scope.glued(i - 1) or scope.low(i - 2) in ("(", "$", "€", "£", "¥")):
        return -1, i - 1
    return 1, i - (before == "+")


def _unit_after(scope: Scope, draft: Draft) -> tuple[Unit, int] | None:
    """The unit that follows the number, a hyphen or bracket between them allowed."""
    j = past_bound(scope, draft.j)
    if scope.low(j) in HYPHENS and (scope.glued(j) or scope.glued(j + 1)):
        j += 1
        draft.hyphen = True
    elif scope.low(j) in _BRACKETS and scope.low(j + 2) == _BRACKETS[scope.low(j)]:
        found = unit_at(scope, j + 1)
        return (found[0], j + 3) if found is not None and len(scope.low(j + 1)) > 1 else None  # "(g)" is a clause
    elif scope.low(j) == "of" and draft.form == "vague":
        j += 1
    elif scope.low(j) == "of" and draft.form in ("words", "fraction") and scope.low(j + 1) in ("a", "an"):
        j += 2
    found = unit_at(scope, j) or _modified(scope, j)
    whole = found is not None and found[0].symbol in table("measures")["parts"]["units"]
    if found is None or whole or weak_currency(scope, j, found[1], draft):
        draft.hyphen = False
        return None
    if found[0].symbol == "GBP" and found[1] == j + 1 and mass_pounds(scope, draft, j):
        return Unit("lb", "mass", "measure"), found[1]
    return found


def _modified(scope: Scope, j: int) -> tuple[Unit, int] | None:
    """``517 rushing yards``, ``three long years``: the plural of a unit after one adjective or participle."""
    system = scope.low(j) in ("us", "u.s.", "imperial", "metric")  # "1/16 of a US pint"
    if not system and not (scope.low(j + 1).endswith("s") and len(scope.low(j + 1)) >= _WORD):
        return None
    if not system and scope.pos(j) != "ADJ" and scope.tag(j) not in ("VBG", "VBN"):
        return None
    found = unit_at(scope, j + 1)
    alone = scope.pos(j + 2) not in ("NOUN", "PROPN", "ADJ") or scope.low(j + 2) == "worth"
    return found if found is not None and found[0].kind in ("measure", "duration") and alone else None


def set_unit(scope: Scope, draft: Draft, unit: Unit, j: int) -> None:
    """Give the draft the unit that ends before piece ``j``, with what belongs to it: "a barrel", "below zero"."""
    if (
        unit.kind == "money"
        and draft.scale == 1
        and scope.low(j) in ("million", "billion", "trillion")
        and not draft.currency_before
    ):
        factor, j = scales(scope, j)  # "75 USD million"
        draft.values, draft.scale = tuple(exact(v * factor) for v in draft.values), factor
    draft.take(unit)
    draft.grow(draft.i, j)
    degrees = unit.dimension == "temperature" or unit.symbol == "degree"
    if degrees and scope.low(j) == "below" and scope.low(j + 1) in ("zero", "freezing"):
        draft.values = tuple(-v for v in draft.values)  # "six degrees below zero"
        draft.grow(draft.i, j + 2)
        return
    base = numeral(scope, draft.j + 1) if scope.low(draft.j) == "per" and unit.kind == "money" else None
    below = unit_at(scope, base.j) if base is not None else None
    if base is not None and below is not None and base.form == "digits" and len(draft.values) == 1:
        draft.values = (draft.values[0], base.value)  # "Rs 7,000 per 100 kg"
        draft.unit_name = f"{unit.symbol}/{below[0].symbol}"
        draft.grow(draft.i, below[1])
        return
    per = rate(scope, draft.j)
    if per is not None and (unit.kind in ("money", "measure")):
        draft.unit_name = f"{unit.symbol}/{per[0]}"
        draft.kind = "measure" if unit.kind == "measure" else draft.kind
        draft.grow(draft.i, per[1])


def amount(scope: Scope, k: int, floor: int) -> Draft | None:
    """The amount whose number starts at piece ``k``; nothing left of piece ``floor`` is taken."""
    if not starts(scope.pieces[k]):
        return None
    sign, start = _sign(scope, k)
    money = money_before(scope, start)
    if money is not None and money[1] < floor:
        money = None
    if start < floor:
        sign, start = 1, k
    number = numeral(scope, k, money=money is not None)
    if number is None:
        return None
    if sign == 1 and money is not None:
        sign, outer = _sign(scope, money[1])
        money = (money[0], outer if outer >= floor else money[1])
    draft = Draft.of(number, money[1] if money else start)
    draft.values = tuple(sign * v for v in draft.values)
    if money is not None:
        draft.currency_before = True
        set_unit(scope, draft, money[0], trailing_dollar(scope, number.j))
        composite(scope, draft)
        return draft
    if _millions(scope, draft):
        return draft
    found = _unit_after(scope, draft)
    if found is not None:
        set_unit(scope, draft, *found)
        composite(scope, draft)
    elif not exchange(scope, draft):
        _unit_said(scope, draft)
    return draft


def _millions(scope: Scope, draft: Draft) -> bool:
    """``30 MUSD``, ``MEUR 60``: millions in the code of the currency."""
    for k, j in ((draft.j, draft.j + 1), (draft.i - 1, draft.j)):
        unit = millions_of(scope.piece(k))
        if unit is not None and draft.scale == 1:
            draft.values, draft.scale = tuple(exact(v * 1e6) for v in draft.values), 1e6
            draft.currency_before = k < draft.i
            set_unit(scope, draft, unit, j)
            draft.grow(min(k, draft.i), draft.j)
            return True
    return False


def _unit_said(scope: Scope, draft: Draft) -> None:
    """``magnitude 6.1``, ``aged 45``: the unit's word stands before the number."""
    row = said(scope, draft)
    if row is not None:
        set_unit(scope, draft, UNITS[row.says["says"]], draft.j)
        draft.rule = row.says.get("rule", draft.rule)


def part_of_unit(scope: Scope, k: int) -> Draft | None:
    """``half an hour``, ``a quarter of a mile``, ``a half-point``: a fraction of one unit."""
    part = share(scope, k)
    if part is None:
        return None
    value, behind = part
    j = scope.past_hyphen(behind)
    if scope.low(j) == "of" and scope.low(j + 1) in ("a", "an", "one"):
        j += 2
    elif scope.low(j) in ("a", "an"):
        j += 1
    found = unit_at(scope, j)
    if found is None and scope.low(j) == "point" and scope.low(behind) in HYPHENS:
        found = Unit("percentage point", "dimensionless", "percent"), j + 1
    bare = j == behind and found is not None and found[0].kind == "duration"
    if found is None or (bare and (found[0].symbol != "hour" or scope.low(k) != "a")):
        return None  # "half year", "third quarter"; "a half hour" is none
    draft = Draft(k, j, (value,), "fraction")
    set_unit(scope, draft, *found)
    return draft
