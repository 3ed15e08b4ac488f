"""A number with its sign, currency and unit: the smallest whole that a quantity is built from."""

from __future__ import annotations

from pipeline.claims.parse.bounds import past_bound
from pipeline.claims.parse.currency import mass_pounds, money_before, past_dollar, weak_currency
from pipeline.claims.parse.implied import UNITS, said
from pipeline.claims.parse.numbers import numeral, scales
from pipeline.claims.parse.pieces import HYPHENS, MINUS
from pipeline.claims.parse.quantity import Draft
from pipeline.claims.parse.rates import composite, exchange, rate
from pipeline.claims.parse.scope import Scope
from pipeline.claims.parse.spelled import share
from pipeline.claims.parse.unit_table import Unit
from pipeline.claims.parse.units import millions_of, unit_at

RATES_PIECES = 16  # around "half a point" among which a percentage stands
_LETTERS = 4  # of the shortest unit that is taken behind an adjective: "days"
_BRACKETS = {"(": ")", "[": "]", "<": ">", "{": "}"}
_SYSTEMS = frozenset(("us", "u.s.", "imperial", "metric"))  # "1/16 of a US pint"
_SAID_MINUS = frozenset(("minus", "negative"))


def amount(scope: Scope, k: int, floor: int) -> Draft | None:
    """The amount whose number starts at piece ``k``; nothing left of piece ``floor`` is taken."""
    sign, start = _sign(scope, k)
    money = money_before(scope, start)
    if money is not None and money[1] < floor:
        money = None
    number = numeral(scope, k, money=money is not None)
    if number is None:
        return None
    if money is not None:
        outer, start = _sign(scope, money[1])
        sign = min(sign, outer)  # "-$5", "$-5"
    values = tuple(sign * v for v in number.values)
    draft = Draft(max(start, floor), number.j, values, number.form, number.scale, number.i)
    draft.currency_before = money is not None
    found = (money[0], past_dollar(scope, draft.j)) if money is not None else _unit_after(scope, draft)
    if found is not None:
        set_unit(scope, draft, *found)
        composite(scope, draft)
    elif not _millions(scope, draft) and not exchange(scope, draft):
        _unit_said(scope, draft)
    return draft


def _sign(scope: Scope, i: int) -> tuple[int, int]:
    """The sign before piece ``i``: -1 or 1, and where it starts."""
    before, second = scope.low(i - 1), scope.low(i - 2)
    if before in _SAID_MINUS:
        return (1, i) if second == "or" else (-1, i - 1)  # "plus or minus 3": a margin
    if not scope.glued(i):
        return 1, i
    if before == ")" and second in MINUS and scope.low(i - 3) == "(":
        return -1, i - 3  # "(-)2.8%"
    if before in MINUS and second in _SAID_MINUS:
        return -1, i - 2
    if before in MINUS and (not scope.glued(i - 1) or second in ("(", "$", "€", "£", "¥")):
        return -1, i - 1
    return 1, i - (before == "+")


def _unit_after(scope: Scope, draft: Draft) -> tuple[Unit, int] | None:
    """The unit that follows the number, a hyphen or bracket between them allowed."""
    j = past_bound(scope, draft.j)
    if scope.low(j) in _BRACKETS and scope.low(j + 2) == _BRACKETS[scope.low(j)]:
        found = unit_at(scope, j + 1)
        return (found[0], j + 3) if found is not None and len(scope.low(j + 1)) > 1 else None  # "(g)" is a clause
    hyphen = scope.low(j) in HYPHENS and scope.glued(j)
    if hyphen or (scope.low(j) == "of" and draft.form == "vague"):
        j += 1
    elif scope.low(j) == "of" and scope.low(j + 1) in ("a", "an"):
        j += 2  # "three quarters of an hour"
    found = unit_at(scope, j) or _modified(scope, j)
    if found is None or weak_currency(scope, j, draft):
        return None
    draft.hyphen = hyphen
    pounds = found[0].symbol == "GBP" and mass_pounds(scope, draft, j)
    return (Unit("lb", "mass", "measure"), found[1]) if pounds else found


def _modified(scope: Scope, j: int) -> tuple[Unit, int] | None:
    """``three long years``, ``a US pint``: a unit after the name of a system, its plural after one adjective."""
    adjective = scope.pos(j) == "ADJ" or scope.tag(j) in ("VBG", "VBN")
    plural = len(scope.low(j + 1)) >= _LETTERS and scope.low(j + 1).endswith("s")
    return unit_at(scope, j + 1) if (adjective and plural) or scope.low(j) in _SYSTEMS else None


def set_unit(scope: Scope, draft: Draft, unit: Unit, j: int) -> None:
    """Give the draft the unit that ends before piece ``j``, with what belongs to it: "a barrel", "below zero"."""
    if unit.kind == "money" and draft.scale == 1:
        draft.scale, j = scales(scope, j)  # "75 USD million"
        draft.times(draft.scale)
    draft.take(unit)
    draft.grow(draft.i, j)
    if scope.low(j) == "below" and scope.low(j + 1) in ("zero", "freezing"):
        draft.times(-1)  # "six degrees below zero"
        draft.grow(draft.i, j + 2)
    elif unit.kind in ("money", "measure"):
        _rated(scope, draft, unit)


def _rated(scope: Scope, draft: Draft, unit: Unit) -> None:
    """``$5 a share``, ``Rs 7,000 per 100 kg``: the unit with its denominator, and that one's number if it has one."""
    base = numeral(scope, draft.j + 1) if scope.low(draft.j) == "per" and unit.kind == "money" else None
    below = unit_at(scope, base.j) if base is not None and base.form == "digits" else None
    if base is not None and below is not None and draft.single:
        draft.values = (draft.values[0], base.value)
        draft.unit_name = f"{unit.symbol}/{below[0].symbol}"
        draft.grow(draft.i, below[1])
        return
    per = rate(scope, draft.j)
    if per is not None:
        draft.unit_name = f"{unit.symbol}/{per[0]}"
        draft.grow(draft.i, per[1])


def _millions(scope: Scope, draft: Draft) -> bool:
    """``30 MUSD``, ``MEUR 60``: millions in the code of the currency."""
    for k, j in ((draft.j, draft.j + 1), (draft.i - 1, draft.j)):
        unit = millions_of(scope.piece(k))
        if unit is not None:
            draft.scale, draft.currency_before = 1e6, k < draft.i
            draft.times(1e6)
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
    j += 2 if scope.low(j) == "of" and scope.low(j + 1) in ("a", "an", "one") else scope.low(j) in ("a", "an")
    found = unit_at(scope, j)
    if found is None and scope.low(j) == "point" and (scope.low(behind) in HYPHENS or _of_rates(scope, j)):
        found = Unit("percentage point", "dimensionless", "percent"), j + 1  # "cut by half a point to 2.8%"
    bare = j == behind and found is not None and found[0].kind == "duration"
    if found is None or (bare and (found[0].symbol != "hour" or scope.low(k) != "a")):
        return None  # "half year", "third quarter"; "a half hour" is none
    draft = Draft(k, j, (value,), "fraction")
    set_unit(scope, draft, *found)
    return draft


def _of_rates(scope: Scope, j: int) -> bool:
    return any(scope.low(k) in ("%", "percent") for k in range(j - RATES_PIECES, j + RATES_PIECES))
