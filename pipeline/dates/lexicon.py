"""The grammar of dates: patterns.toml with the named days of holidays.toml, and the words of lexicon.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from pipeline.cascade import Grammar

_HERE = Path(__file__).parent
_MONTHS = ("MONTH", "SHYMONTH", "MONTHABBR")


def _holiday_rows() -> list[dict[str, Any]]:
    """The rows of holidays.toml, each also a pattern row."""
    table = tomllib.loads((_HERE / "holidays.toml").read_text(encoding="utf-8"))
    return [{**row, "make": "holiday", "gives": ["HOLIDAY", "DAY", "PERIOD"]} for row in table["holiday"]]


HOLIDAYS = _holiday_rows()
GRAMMAR = Grammar.read(
    _HERE / "patterns.toml", _HERE / "lexicon.toml", rows={"names": HOLIDAYS}, unions={"MONTHS": _MONTHS}
)
