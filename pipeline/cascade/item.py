"""What the patterns speak of: tokens of the text and, on higher levels, the phrases made of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Facts = dict[str, Any]
"""Classes of a token or phrase, each with its value: ``{"MONTH": 3, "MONTHS": 3}``."""


@dataclass(slots=True)
class Item:
    """A token or phrase: span, classes with their values, the rule that made it and its result.

    ``start`` and ``end`` are code points of the text (half-open). A token has no ``rule``; of a phrase, ``emit`` says
    whether it is a result of the cascade or only a piece for the levels above.
    """

    start: int
    end: int
    facts: Facts
    kind: str = ""  # the character that stands for the classes in the patterns
    rule: str = ""
    value: Any = None
    mod: str | None = None
    emit: bool = False
