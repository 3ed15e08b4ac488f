"""When a field of a record is right, and what the figures are made of."""

from __future__ import annotations

import pytest

from tests.evaluate.records import CLAIM, QUOTE, Tally, f1, near, pair_up, same_name


@pytest.mark.parametrize(
    ("want", "got", "right"),
    [
        ("Lei Jun", "Lei Jun", True),
        ("the Lervik Council", "Lervik Council", True),
        ("Astrid Lervik", "Astrid M. Lervik", True),
        ("Xiaomi", "Xiaomi Corp", True),  # a legal form is no part of a name
        ("Lei Jun", "Lei", False),
        ("Lei Jun", None, False),
        (None, None, True),
    ],
)
def test_names(want: str | None, got: str | None, right: bool) -> None:
    assert same_name(want, got) is right


@pytest.mark.parametrize(
    ("field", "want", "got", "right"),
    [
        ("measure", "total exports of fish", "exports of fish", True),
        ("measure", "exports", "fish", False),
        ("unit", "percent", "%", True),
        ("value2", None, None, True),
        ("value2", 7.0, None, False),
        ("period", (3, 9), (5, 12), True),
        ("period", (3, 9), (9, 12), False),
        ("period", None, (9, 12), False),
        ("change", "increase", None, False),
    ],
)
def test_fields_of_claims(field: str, want: object, got: object, right: bool) -> None:
    assert bool(CLAIM[field](want, got)) is right


def test_contents_of_quotes_may_differ_by_a_word_in_ten() -> None:
    ten = "one two three four five six seven eight nine ten"
    assert QUOTE["content"](ten, f"{ten} eleven")
    assert not QUOTE["content"](ten, ten[:20])


def test_small_words_do_not_count() -> None:
    assert f1("the price of sand", "price sand") == 1


def _date(start: int, end: int, value: str) -> dict:
    return {"start": start, "end": end, "span": (start, end), "value": value}


def test_figures() -> None:
    tally = Tally({"value": lambda a, b: a == b}, show=None)
    must = [_date(0, 4, "2019"), _date(9, 13, "2020"), _date(20, 24, "2021")]
    got = [_date(0, 4, "2019"), _date(10, 13, "2002"), _date(30, 34, "2022"), _date(40, 44, "2023")]
    tally.add({"id": "a", "text": "-" * 50}, must, [_date(41, 43, "?")], got, near("dates"))
    figures = tally.figures()
    assert figures["found"] == {"p": 66.7, "r": 66.7, "f1": 66.7, "gold": 3}
    assert figures["value"]["accuracy"] == 50
    assert figures["whole"] == {"accuracy": 33.3, "of found": 50.0}
    assert figures["spurious"] == {"per 100": 33.3}


def test_a_record_is_paired_with_the_nearer_gold_row() -> None:
    assert pair_up([_date(0, 4, ""), _date(2, 9, "")], [_date(2, 9, ""), _date(0, 4, "")], near("dates")) == {
        0: 1,
        1: 0,
    }
