"""Numbers in digits and words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.claims.parse.numbers import numeral
from pipeline.claims.parse.pieces import Pieces
from pipeline.claims.parse.spelled import share

VALUES = [
    ("1,234.5", 1234.5),
    ("12,34,567", 1234567),
    ("1\u202f500", 1500),
    (".75", 0.75),
    ("2 lakh crore", 2e12),
    ("1.2tn", 1.2e12),
    ("300k", 300_000),
    ("5M subscribers", 5e6),
    ("7-million", 7e6),
    ("10 1/2", 10.5),
    ("2½", 2.5),
    ("3.2×10^-5", 3.2e-5),
    ("1 . 6 billion", 1.6e9),
    ("twenty-nine", 29),
    ("a hundred", 100),
    ("twelve hundred", 1200),
    ("two hundred and five thousand three hundred", 205_300),
    ("three million two hundred thousand", 3_200_000),
    ("two and a half million", 2.5e6),
    ("a million and a half", 1.5e6),
    ("half a million", 5e5),
    ("three quarters of a billion", 7.5e8),
    ("a dozen", 12),
    ("half a dozen", 6),
    ("seven hundred", 700),
]


@pytest.mark.parametrize(("text", "value"), VALUES)
def test_value(text: str, value: float) -> None:
    number = numeral(Pieces(text), 0)
    assert number is not None
    assert number.values == (pytest.approx(value),)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("dozens of", 12, 120),
        ("hundreds of thousands of", 1e5, 1e6),
        ("Millions", 1e6, 1e7),
        ("tens of billions", 1e10, 1e11),
    ],
)
def test_vague_plurals_are_intervals(text: str, low: float, high: float) -> None:
    number = numeral(Pieces(text), 0)
    assert number is not None
    assert number.values == (low, high)


@pytest.mark.parametrize("text", ["and", "a man", "secondly", "point", "%", "", "per million"])
def test_no_number(text: str) -> None:
    assert numeral(Pieces(text), 0) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("one-third", 1 / 3),
        ("two thirds", 2 / 3),
        ("a quarter", 0.25),
        ("half", 0.5),
        ("three-fifths", 0.6),
        ("second", None),
        ("third", None),
        ("two third", None),
    ],
)
def test_share(text: str, value: float | None) -> None:
    found = share(Pieces(text), 0)
    assert (found and found[0]) == (value and pytest.approx(value))


ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = ["_", "_", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def spell(n: int) -> str:
    """British spelling-out of a whole number below 10^12."""
    if n < 20:
        return ONES[n]
    if n < 100:
        return TENS[n // 10] + (f"-{ONES[n % 10]}" if n % 10 else "")
    if n < 1000:
        return f"{ONES[n // 100]} hundred" + (f" and {spell(n % 100)}" if n % 100 else "")
    for size, word in ((10**9, "billion"), (10**6, "million"), (1000, "thousand")):
        if n >= size:
            rest = n % size
            joint = " and " if 0 < rest < 100 else " "
            return f"{spell(n // size)} {word}" + (joint + spell(rest) if rest else "")
    raise AssertionError(n)


@settings(max_examples=60)
@given(st.integers(min_value=1, max_value=10**12 - 1))
def test_every_whole_number_reads_back_from_its_words(n: int) -> None:
    pieces = Pieces(spell(n))
    number = numeral(pieces, 0)
    assert number is not None
    assert number.value == pytest.approx(n, rel=1e-11)
    assert number.j == len(pieces.pieces)


@settings(max_examples=30)
@given(st.integers(min_value=0, max_value=10**15))
def test_every_grouped_number_reads_back(n: int) -> None:
    number = numeral(Pieces(f"{n:,}"), 0)
    assert number is not None
    assert number.value == pytest.approx(n, rel=1e-11)
