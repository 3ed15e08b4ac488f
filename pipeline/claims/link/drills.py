"""Sentences of our own that drill the rarer ways of telling a change or a role (``data/drills.csv``).

They are fitted on beside the gold, without a tree. A row marks its figure: "Shares were up [14p] at 212p."
"""

from __future__ import annotations

from collections.abc import Iterator

import spacy

from pipeline.claims.lexicon import rows
from pipeline.claims.link.around import Around, arounds
from pipeline.claims.parse.find import find
from pipeline.claims.setting import Setting

Drill = tuple[str, dict[str, str], list[Around]]


def drilled() -> Iterator[Drill]:
    """A name for each row, the row, and the figures of its sentence up to the marked one.

    Raises:
        ValueError: no figure stands where the row marks one.
    """
    nlp = spacy.blank("en")
    for n, row in enumerate(rows("drills"), 1):
        start, end = row["text"].index("["), row["text"].index("]") - 1
        doc = nlp(row["text"].replace("[", "").replace("]", ""))
        found, _ = find(doc)
        figures = list(arounds(Setting(doc), [q for q in found if q.start < end]))
        if not figures or figures[-1].quantity.end <= start:
            raise ValueError(f"drills.csv, {row['text']!r}: no figure where one is marked")
        yield f"drill {n}", row, figures
