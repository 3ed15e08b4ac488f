"""Matchers and checks of the field cases."""

from __future__ import annotations

import pytest

from tests.evaluate.cases import fits, passes

FOUND = {
    "quotes": {
        "a": [
            {"speaker": "Ana Ruiz", "content": "“We  wait.”", "record": {"speaker": {"type": "person"}}},
            {"speaker": None, "content": "that it rained", "record": {"speaker": None}},
        ]
    }
}


@pytest.mark.parametrize(
    ("value", "matcher", "right"),
    [
        ("the Board", {"norm": "board"}, True),
        ("two  words", "two words", True),
        (["a b", "c"], {"has": "b"}, True),
        (2 / 3, {"near": 0.667}, True),
        (0.7, {"near": 0.667}, False),
        ([], None, True),
        ("x", {"not": {"any": ["x", "y"]}}, False),
        (True, 1, False),
    ],
)
def test_matchers(value: object, matcher: object, right: bool) -> None:
    assert bool(fits(value, matcher)) is right


@pytest.mark.parametrize(
    ("check", "right"),
    [
        ({"file": "quotes", "where": {"content": {"has": "We wait"}}, "want": {"speaker": "Ana Ruiz"}}, True),
        ({"file": "quotes", "where": {"content": {"has": "We wait"}}, "want": {"speaker": None}}, False),
        ({"file": "quotes", "where": {"speaker.type": "person"}, "count": 1}, True),
        ({"file": "quotes", "none": {"speaker": None}}, False),
        ({"any": [{"file": "quotes", "count": 9}, {"file": "quotes", "count": 2}]}, True),
    ],
)
def test_checks(check: dict, right: bool) -> None:
    assert bool(passes(check, FOUND, "a")) is right
