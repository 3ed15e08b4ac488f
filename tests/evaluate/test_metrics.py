"""The measures of the literature on cases that can be counted by hand."""

from __future__ import annotations

import pytest

from tests.evaluate import date_metrics, quantity_metrics, quote_metrics
from tests.evaluate.figures import prf

TEXT = "“Wet feet,” Roe said. Poe hopes that it stops."
WET = {"content": [[0, 11]], "source": [[12, 15]], "cue": [[16, 20]]}
HOPE = {"content": [[32, 45]], "source": [[22, 25]], "cue": [[26, 31]]}


def test_precision_and_recall() -> None:
    assert prf(1, 2, 4) == {"p": 50.0, "r": 25.0, "f1": pytest.approx(100 / 3), "pred": 2, "gold": 4}
    assert prf(0, 0, 0)["f1"] == 0.0


@pytest.mark.parametrize(
    ("found", "content", "source", "cofenet"),
    [
        ([WET, HOPE], 100.0, 100.0, 100.0),
        ([WET], 50.0, 50.0, 50.0),
        ([WET, {**HOPE, "source": [[12, 15]]}], 100.0, 50.0, 100.0),  # somebody else's
        ([WET, {**HOPE, "content": [[37, 45]]}], 100.0, 100.0, 50.0),  # not exact, but more than half of it
        ([WET, {**HOPE, "content": [[0, 20]]}], 50.0, 50.0, 50.0),
    ],
)
def test_quotes(found: list[dict], content: float, source: float, cofenet: float) -> None:
    figures = quote_metrics.score([(TEXT, [WET, HOPE], found)])
    pairs = figures["pair content"]["r"], figures["pair content+source"]["r"]
    assert (*pairs, figures["cofenet exact content"]["r"]) == (content, source, cofenet)


def test_speech_alone_forgives_beliefs() -> None:
    figures = quote_metrics.score([(TEXT, [WET, HOPE], [WET, HOPE])], speech=True)["pair content"]
    assert (figures["pred"], figures["gold"], figures["f1"]) == (1, 1, 100.0)


@pytest.mark.parametrize(
    ("span", "value", "right"),
    [
        ((5, 11), "2025-03-03", {"strict", "relaxed", "value", "valueN", "type", "strictval"}),
        ((5, 11), "2025-03-03T00", {"strict", "relaxed", "type"}),
        ((2, 11), "2025-03-03", {"relaxed", "value", "valueN", "type"}),
        ((0, 2), "2025-03-03", set()),
    ],
)
def test_dates(span: tuple[int, int], value: str, right: set[str]) -> None:
    gold = {"start": 5, "end": 11, "text": "Monday", "type": "DATE", "value": "2025-03-03"}
    found = {"start": span[0], "end": span[1], "type": "DATE", "value": value}
    documents = {"a": {"dct": "2025-03-05", "text": "So on Monday.", "timexes": [gold]}}
    figures, wrong = date_metrics.score(documents, {"a": [found]})
    assert {name for name in date_metrics.FIGURES if figures[name]["f1"]} == right
    assert bool(wrong) == (len(right) < 6)


@pytest.mark.parametrize(
    ("found", "right"),
    [
        ({"values": [4], "unit": "percent", "change": "up"}, {"value", "value+unit", "value+change"}),
        ({"values": [4], "unit": "%", "change": "="}, {"value", "value+unit"}),
        ({"values": [4], "unit": "boats", "change": "up"}, {"value", "value+change"}),
        ({"values": [5], "unit": "percent", "change": "up"}, set()),
        ({"values": [4, 5], "unit": "percent", "change": "up"}, set()),
    ],
)
def test_quantities(found: dict, right: set[str]) -> None:
    gold = {"values": [4], "unit": "percent", "change": "up"}
    figures = quantity_metrics.score([[gold]], [[found]])
    assert {name for name in ("value", "value+unit", "value+change") if figures[name]["f1"]} == right
