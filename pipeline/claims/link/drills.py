"""Sentences of our own that drill the rarer ways of telling a change or a role (``data/drills.csv``), and the plain
ones of telling what a figure measures (``data/measured.csv``).

They are fitted on beside the gold; those of change and role without a tree. A row marks its figure: "Shares were up
[14p] at 212p."
"""

from __future__ import annotations

from collections.abc import Iterator

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.claims.lexicon import rows
from pipeline.claims.link.around import Around, arounds
from pipeline.claims.parse.find import find
from pipeline.claims.parse.quantity import Quantity
from pipeline.claims.setting import Setting

Row = dict[str, str]
Drill = tuple[str, Row, list[Around]]
Measured = tuple[str, Row, Doc, list[Quantity]]


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
