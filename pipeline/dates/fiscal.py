"""Whose fiscal year a sentence speaks of, for its first month."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

_BODIES = [
    (re.compile(rf"\b(?:{body['words']})\b"), int(body["starts"]))
    for body in tomllib.loads(Path(__file__).with_name("fiscal.toml").read_text(encoding="utf-8"))["body"]
]
REACH = 150


def start_month(text: str, start: int, end: int) -> int | None:
    """Month (1 to 12) in which the fiscal year of an expression begins; None where its sentence does not tell."""
    begin = max(
        text.rfind("\n", max(0, start - REACH), start), text.rfind(". ", max(0, start - REACH), start), start - REACH, 0
    )
    for words, month in _BODIES:
        if words.search(text, begin, min(len(text), end + REACH // 2)):
            return month
    return None
