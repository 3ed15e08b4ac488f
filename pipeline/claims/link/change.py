"""Whether a figure is a change, and in which direction: a choice among increase, decrease and none.

"rose 8 percent", "an 8 percent increase", "up 2.2", "8 percent lower": the figure is the change. "rose to 8 percent",
"at 8 percent": it is the level reached. Each reading of ``readings.py`` is one way in which a text says so; the weights
tell how far it is to be believed, and of which figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from pipeline.choices import Choice, Example
from pipeline.claims.lexicon import words
from pipeline.claims.link.around import Around, arounds
from pipeline.claims.link.gold import drilled, matched
from pipeline.claims.link.readings import read
from pipeline.claims.parse.quantity import Quantity
from pipeline.claims.setting import Setting
from pipeline.records import Change

WEIGHTS = Path(__file__).with_name("change.csv")
CLASSES: tuple[Change | None, ...] = (None, "increase", "decrease")


def choose(around: Around) -> tuple[Change | None, str | None]:
    """The direction, which is kept with the figure, and the first reading that says it; both None for no change."""
    said = read(around)
    verdict = Choice.read(WEIGHTS).pick(candidates(around, said)) if said else None
    around.change = CLASSES[verdict.index] if verdict is not None else None
    return around.change, next((name for name, (way, _) in said.items() if way == around.change), None)


def candidates(around: Around, said: Mapping[str, tuple[Change, str]]) -> list[Sequence[str]]:
    """What is true of each of ``CLASSES``."""
    facts: dict[Change | None, list[str]] = {kind: [] for kind in CLASSES}
    facts[None] = ["none", f"none, {around.group}", f"none, {around.next} next"]
    facts[None] += [f"none, {around.case}"] if around.case != "up" else []
    for name, (way, word) in said.items():
        facts[way] += ["says so", name]
        facts[way] += [f"{name}, {beside}" for beside in (around.group, around.case, f"{around.next} next")]
        takes = "a thing" if word in words("changes", "transitive", "money") else "an extent"
        for what in (takes, word) if word else ():
            facts[way] += [f"{name} {what}", f"{name} {what}, {around.group}"]
    return [list(dict.fromkeys(f)) for f in facts.values()]


def examples(doc: Doc, gold: Mapping[str, Any]) -> list[Example]:
    """The changes of the gold article's claims, with the tree and without: weights must do for both."""
    quantities: list[Quantity] = doc._.onrecord.quantities
    claims, found = matched(quantities, gold), []
    for blind in (False, True):
        for around in arounds(Setting(doc), quantities, blind=blind):
            facts, claim = candidates(around, read(around)), claims.get(around.quantity.id)
            choose(around)
            if claim is not None:
                around.change = claim["change"]  # of the next one it is said what came before
                right = frozenset((CLASSES.index(claim["change"]),))
                found.append(Example(gold["id"], tuple(tuple(f) for f in facts), right))
    return found


def drills() -> Iterator[Example]:
    """The drills of change; each is an article of its own."""
    for name, row, figures in drilled():
        for around in figures:
            facts = candidates(around, read(around))
            choose(around)
        yield Example(name, tuple(tuple(f) for f in facts), frozenset((CLASSES.index(row["change"] or None),)))
