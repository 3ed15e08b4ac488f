"""Order of day and month in numeric dates: the article's own usage decides where it is plain."""

from __future__ import annotations

import re

from pipeline.dates.publication import Order

_NUMERIC = re.compile(r"(?<![\d/-])(\d{1,2})[/-](\d{1,2})[/-](?:19|20)\d\d(?![\d/-])")
_DAY_FIRST = """AE AR AT AU BD BE BR CH CL CO CZ DE DK EG ES FI FR GB GH GR HK HU IE IL IN IT KE LK MX MY NG NL NO NZ PE
    PK PL PT RO RU SA SE SG TH TR UA UG UK VN ZA ZW"""
DAY_FIRST = frozenset(re.findall("[A-Z]+", _DAY_FIRST))


def of_article(text: str, default: Order) -> Order:
    """MDY or DMY by the numeric dates that only one of them can read; ``default`` where none or both are there."""
    day_first = month_first = 0
    for match in _NUMERIC.finditer(text):
        first, second = int(match[1]), int(match[2])
        day_first += first > 12 >= second
        month_first += second > 12 >= first
    if bool(day_first) == bool(month_first):
        return default
    return "DMY" if day_first else "MDY"


def of_country(country: str | None) -> Order:
    """How numeric dates are written in a country (ISO 3166 alpha-2); MDY where it is not known."""
    return "DMY" if country and country.upper() in DAY_FIRST else "MDY"
