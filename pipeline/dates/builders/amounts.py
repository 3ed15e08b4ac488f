"""What the builders of lengths and sets share: amounts, units and modifiers of a match."""

from __future__ import annotations

import re
from typing import Any, cast

from pipeline.cascade import Match, Modified
from pipeline.dates.expressions import Expression

_MODS = (
    (r"or more|or longer", "EQUAL_OR_MORE"),
    (r"more than|over|above", "MORE_THAN"),
    (r"less than|fewer than|under|nearly|almost|just under", "LESS_THAN"),
    (r"at least|no less than|no fewer than", "EQUAL_OR_MORE"),
    (r"at most|up to|no more than|no longer than|within|as many as|as much as|as long as", "EQUAL_OR_LESS"),
    (r"about|around|approximately|roughly|some|circa|couple|or so|just about", "APPROX"),
)


def modifier(m: Match) -> str | None:
    """TIMEX3's modifier of an approximator in the match: "more than", "nearly", "or more"."""
    text = " ".join(m.text.lower().split())
    return next((mod for pattern, mod in _MODS if re.search(rf"\b(?:{pattern})\b", text)), None)


def amounts(m: Match) -> list[float | None]:
    """All amounts of a match in order of the text; None where the text does not say ("several")."""
    found = []
    for item in m.items:
        value = next((item.facts[name] for name in ("AMOUNT", "NUM", "MANY") if name in item.facts), 0)
        if value != 0:
            found.append(None if value == "X" else float(value))
    return found


def unit_of(m: Match) -> str:
    """The unit of the match's length: Y of "three years", s of "a second"."""
    return cast("str", m["units"] or m["unit"] or m["second"])


def modified(m: Match, expression: Expression) -> Any:
    """The expression with the match's modifier, if there is one."""
    mod = modifier(m)
    return Modified(expression, mod) if mod else expression
