"""Gold claims beside the figures that were found: what the choices of this room are fitted on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from spacy.tokens import Doc

from pipeline.claims.link.measure import Measure
from pipeline.claims.link.source import Sources
from pipeline.claims.parse.quantity import Quantity
from pipeline.claims.same import restated
from pipeline.claims.setting import Setting
from pipeline.records import Quote

_CLOSE = 1e-4  # of a value: as near as two readings of one figure are

Pair = tuple[Quantity, tuple[int, int] | None, Quote | None, Mapping[str, Any]]


def pairs(doc: Doc, gold: Mapping[str, Any]) -> Iterator[Pair]:
    """The figures that the gold article has too: with the measured phrase, the quote around it, the gold claim."""
    quantities: list[Quantity] = doc._.onrecord.quantities
    measure = Measure(Setting(doc), quantities)
    sources = Sources(doc._.onrecord.quotes or [])
    claims = matched(quantities, gold)
    for quantity in quantities:
        measured, _ = measure(quantity)
        if quantity.id in claims:
            yield quantity, measured, sources.around(quantity), claims[quantity.id]


def matched(quantities: list[Quantity], gold: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """The gold claim of each figure that has one, of the same value, at the same place; of restatements none.

    What restates a figure has its links, and none is chosen for it.
    """
    claims = [claim for claim in gold["claims"] if not claim.get("optional")]
    again = restated(quantities, gold["text"])
    found = ((q.id, next((c for c in claims if _same(q, c)), None)) for q in quantities if q.id not in again)
    return {key: claim for key, claim in found if claim is not None}


def _same(quantity: Quantity, claim: Mapping[str, Any]) -> bool:
    a, b = quantity.value, claim["value"]
    near = a == b or (a is not None and b is not None and abs(a - b) <= _CLOSE * abs(b))
    return near and quantity.start < claim["end"] and claim["start"] < quantity.end
