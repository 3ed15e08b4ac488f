"""What gold articles say of the persons whom they quote by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipeline.choices.gold import ALIKE, same_name, word_f1
from pipeline.quotes.speakers.mentions import PERSON, Mentions, Referent
from pipeline.quotes.speakers.phrases import analyse, describing
from pipeline.quotes.types import Offsets

Rows = list[Mapping[str, Any]]


def speakers(known: Mentions, gold: Mapping[str, Any]) -> Iterator[tuple[Referent, Rows, list[Offsets]]]:
    """The persons whom the gold quotes, each with its rows and the sources that describe them."""
    by_entity: dict[str, Rows] = {}
    for row in gold["attributions"]:
        referent = referent_of(known, row["speaker"]) if row["speaker"] else None
        if referent is not None and referent.label == PERSON:
            by_entity.setdefault(referent.entity, []).append(row)
    for entity, rows in by_entity.items():
        spans = [(r["source"][0][0], r["source"][-1][1]) for r in rows if r["source"]]
        sources = [describing(known.text, analyse(known.text, span, known.inside(*span))) for span in spans]
        yield known.people[entity], rows, list(dict.fromkeys(s for s in sources if s is not None))


def referent_of(known: Mentions, speaker: str) -> Referent | None:
    """The thing that bears a name, else one that is mentioned by it."""
    things = list(known.people.values())
    by_name = (r for r in things if same_name(speaker, r.name))
    return next(by_name, None) or next((r for r in things if any(same_name(speaker, m.text) for m in r.mentions)), None)


def said(rows: Rows, field: str) -> str | None:
    """What most rows say of a person."""
    count = Counter((r.get(field) or {}).get("text") for r in rows)
    return count.most_common(1)[0][0]


def agreeing(wanted: str | None, offered: Sequence[str]) -> frozenset[int]:
    """Indices of the phrases that say what is wanted; that behind the last where nothing is."""
    if wanted is None:
        return frozenset({len(offered)})
    return frozenset(n for n, phrase in enumerate(offered) if word_f1(wanted, phrase) >= ALIKE)
