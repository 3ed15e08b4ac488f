"""Figures with their right answers, which the choices of this room are fitted on.

Those of gold articles, and those of sentences of our own: ``data/drills.csv`` drills the rarer ways of telling a change
or a role, without a tree, ``data/measured.csv`` the plain ones of telling what a figure measures. A row marks its
figure: "Shares were up [14p] at 212p."
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.claims.lexicon import rows
from pipeline.claims.link.around import Around, arounds
from pipeline.claims.parse.find import find
from pipeline.claims.parse.quantity import Quantity
from pipeline.claims.same import restated
from pipeline.claims.setting import Setting

_CLOSE = 1e-4  # of a value: as near as two readings of one figure are

Row = dict[str, str]
Drill = tuple[str, Row, list[Around]]
Measured = tuple[str, Row, Doc, list[Quantity]]


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


def drilled() -> Iterator[Drill]:
    """A name for each row, the row, and the figures of its sentence up to the marked one.

    Raises:
        ValueError: no figure stands where the row marks one.
    """
    for name, row, doc, figures in _marked("drills", spacy.blank("en")):
        yield name, row, list(arounds(Setting(doc), figures))


def measured() -> Iterator[Measured]:
    """A name for each row, the row, its sentence as the network reads it, and the figures up to the marked one.

    Raises:
        ValueError: no figure stands where the row marks one.
    """
    from pipeline.loader import load

    yield from _marked("measured", load(stages=("entities",)))


def _marked(name: str, nlp: Language) -> Iterator[Measured]:
    for n, row in enumerate(rows(name), 1):
        start, end = row["text"].index("["), row["text"].index("]") - 1
        doc = nlp(row["text"].replace("[", "").replace("]", ""))
        found, _ = find(doc)
        doc._.onrecord.quantities = found
        figures = [q for q in found if q.start < end]
        if not figures or figures[-1].end <= start:
            raise ValueError(f"{name}.csv, {row['text']!r}: no figure where one is marked")
        yield f"{name} {n}", row, doc, figures
