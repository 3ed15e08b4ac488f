"""Text cut where a mark begins or ends, so that layers which overlap can all be shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.views.results import Article

Layer = Literal["quote", "claim", "date", "entity", "source", "cue"]


@dataclass(frozen=True)
class Mark:
    """A stretch of the text that belongs to a record (``key``: its id without the document's)."""

    start: int
    end: int
    layer: Layer
    key: str


@dataclass(frozen=True)
class Segment:
    """A stretch of text under the same marks, outermost first."""

    start: int
    end: int
    marks: tuple[Mark, ...]

    @property
    def layers(self) -> list[str]:
        """The layers on it, each once."""
        return list(dict.fromkeys(mark.layer for mark in self.marks))

    @property
    def keys(self) -> list[str]:
        """The records on it, the innermost first."""
        return list(dict.fromkeys(mark.key for mark in reversed(self.marks)))


def marks_of(article: Article) -> list[Mark]:
    """Every mark of an article, by start, the longer first."""
    cut = len(article.doc_id) + 1
    found: list[Mark] = []
    for quote in article.quotes:
        key = quote.id[cut:]
        found += [Mark(part.start, part.end, "quote", key) for part in quote.content]
        if quote.source:
            found.append(Mark(quote.source.start, quote.source.end, "source", key))
        if quote.cue:
            found.append(Mark(quote.cue.start, quote.cue.end, "cue", key))
    found += [Mark(claim.start, claim.end, "claim", claim.id[cut:]) for claim in article.claims]
    found += [Mark(date.start, date.end, "date", date.id[cut:]) for date in article.dates]
    found += [Mark(entity.start, entity.end, "entity", entity.id[cut:]) for entity in article.entities]
    return sorted(found, key=lambda m: (m.start, -m.end, m.layer, m.key))


def segments(bounds: Sequence[tuple[int, int]], marks: Iterable[Mark]) -> list[list[Segment]]:
    """Segments of each stretch of text in ``bounds`` (ascending, apart), marks being by start.

    The segments of a stretch cover it without a gap.
    """
    marks = list(marks)
    cuts = sorted({at for m in marks for at in (m.start, m.end)} | {at for pair in bounds for at in pair})
    found: list[list[Segment]] = []
    active: list[Mark] = []
    at = waiting = 0
    for start, end in bounds:
        row: list[Segment] = []
        while at < len(cuts) and cuts[at] < start:
            at += 1
        while at + 1 < len(cuts) and cuts[at] < end:
            here, there = cuts[at], cuts[at + 1]
            while waiting < len(marks) and marks[waiting].start <= here:
                active.append(marks[waiting])
                waiting += 1
            active = [mark for mark in active if mark.end > here]
            row.append(Segment(here, there, tuple(sorted(active, key=lambda m: (m.start - m.end, m.start, m.key)))))
            at += 1
        found.append(row)
    return found
