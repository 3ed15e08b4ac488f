"""From the model's flat role spans to attributions: which content and source belong to which cue.

Nearness decides, with a price on every sentence end, foreign cue or foreign source in between, and a rebate on what the
model links. A cue is the anchor: contents that choose the same cue are parts of one attribution.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.english.sentences import sentence_ends as ends
from pipeline.quotes.surface.paragraphs import Locator
from pipeline.quotes.types import Attribution, Offsets

_WORD = re.compile(r"\w+")
_RELATIVE = ("who", "which", "that")
SENTENCE, FOREIGN_CUE, FOREIGN_SOURCE, CONTENT_BETWEEN, FAR = 35.0, 12.0, 10.0, 3.0, 110.0
LINK = 20.0  # what a certain link of the model is worth
WINDOW = 5  # spans to look at on either side


@dataclass(slots=True)
class Roles:
    """Role spans in characters, each list in text order, and the model's links.

    ``links`` maps the start of a source or content to the starts it is linked to, with scores in 0..1; a target is a
    cue's start, or a content's where the attribution has no cue. ``scores`` are the model's own, by span.
    """

    sources: list[Offsets] = field(default_factory=list)
    cues: list[Offsets] = field(default_factory=list)
    contents: list[Offsets] = field(default_factory=list)
    links: Mapping[int, Sequence[tuple[int, float]]] = field(default_factory=dict)
    scores: Mapping[Offsets, float] = field(default_factory=dict)


def group(text: str, roles: Roles, where: Locator) -> list[Attribution]:
    """Attributions in text order; a cue that no content chooses gives none."""
    by_paragraph = _by_paragraph(roles, where)
    parts: dict[Offsets, list[Offsets]] = {}
    loose: list[Offsets] = []
    for content in roles.contents:
        cue = _cue_of(text, content, roles, by_paragraph, where)
        if cue is None:
            loose.append(content)
        else:
            parts.setdefault(cue, []).append(content)
    found = [
        Attribution(tuple(sorted(contents)), cue, _source_of(text, cue, contents, roles, by_paragraph, where))
        for cue, contents in parts.items()
    ]
    for content in loose:
        source = _beside(text, content, roles, by_paragraph, where)
        if source is not None:
            found.append(Attribution((content,), None, source, "model-no-cue"))
    return sorted(found, key=lambda a: (a.start, a.end))


class _Bucket:
    """The role spans of one paragraph, each list in text order."""

    def __init__(self) -> None:
        self.sources: list[Offsets] = []
        self.cues: list[Offsets] = []
        self.contents: list[Offsets] = []


def _by_paragraph(roles: Roles, where: Locator) -> dict[int, _Bucket]:
    buckets: dict[int, _Bucket] = {}
    for name in ("sources", "cues", "contents"):
        for span in getattr(roles, name):
            p = where.at(span[0])
            if p is not None:
                getattr(buckets.setdefault(p, _Bucket()), name).append(span)
    return buckets


def _link(roles: Roles, span: Offsets, to: int) -> float:
    """How strongly the model links a source or content to what starts at ``to``."""
    return max((score for start, score in roles.links.get(span[0], ()) if start == to), default=0.0)


def _around(spans: list[Offsets], at: int) -> list[Offsets]:
    """The few spans nearest to an offset, so that a paragraph of any length costs the same per span."""
    i = bisect_left(spans, (at, 0))
    return spans[max(0, i - WINDOW) : i + WINDOW]


def _between(spans: list[Offsets], low: int, high: int) -> list[Offsets]:
    inside = spans[bisect_left(spans, (low, 0)) : bisect_left(spans, (high, 0))]
    return [(s, e) for s, e in inside if e <= high]


def _cue_of(text: str, content: Offsets, roles: Roles, buckets: dict[int, _Bucket], where: Locator) -> Offsets | None:
    p = where.at(content[0])
    if p is None:
        return None
    own, before = buckets.get(p), buckets.get(p - 1)
    scored = [(_cost(text, content, cue, own), cue) for cue in _around(own.cues, content[0])] if own else []
    if before:  # a cue that ends the paragraph before: "She continued:"
        for cue in before.cues[-1:]:
            if not _WORD.search(text, cue[1], where.items[p - 1].end):
                scored.append((SENTENCE, cue))
    scored = [(cost - LINK * _link(roles, content, cue[0]), cue) for cost, cue in scored]
    scored = [(cost, cue) for cost, cue in scored if cost < FAR]
    return min(scored)[1] if scored else None


def _cost(text: str, a: Offsets, b: Offsets, bucket: _Bucket | None) -> float:
    """What it costs to join two spans: words between (role spans count little), sentence ends, foreign roles."""
    first, second = (a, b) if a <= b else (b, a)
    low, high = first[1], second[0]
    if low >= high:
        return 0.0
    cost, at = 0.0, low
    lists = ((bucket.sources, 1.0), (bucket.cues, FOREIGN_CUE), (bucket.contents, CONTENT_BETWEEN)) if bucket else ()
    for s, e, weight in sorted((s, e, w) for spans, w in lists for s, e in _between(spans, low, high)):
        cost += len(_WORD.findall(text, at, max(at, s))) + weight
        at = max(at, e)
    cost += len(_WORD.findall(text, at, high))
    return cost + SENTENCE * sentence_ends(text, low, high)


def sentence_ends(text: str, low: int, high: int) -> int:
    """How many sentences end between two offsets."""
    return sum(1 for _ in ends(text, max(0, low - 1), min(len(text), high + 1)))


def _source_of(
    text: str, cue: Offsets, contents: list[Offsets], roles: Roles, buckets: dict[int, _Bucket], where: Locator
) -> Offsets | None:
    p = where.at(cue[0])
    bucket = buckets.get(p) if p is not None else None
    if bucket is None or not bucket.sources:
        return None
    cost, source = min(
        (_source_cost(text, s, cue, contents, bucket) - LINK * _link(roles, s, cue[0]), s)
        for s in _around(bucket.sources, cue[0])
    )
    return source if cost < 2 * SENTENCE - LINK else None


def _source_cost(text: str, source: Offsets, cue: Offsets, contents: list[Offsets], bucket: _Bucket) -> float:
    first, second = sorted((source, cue))
    low, high = first[1], second[0]
    others = [c for c in _between(bucket.cues, low, high) if c != cue]
    inside = _between(bucket.contents, low, high)
    cost = FOREIGN_SOURCE * len(_between(bucket.sources, low, high)) + 2.0 * len(others)
    cost += SENTENCE * 2 * sentence_ends(text, low, high)
    covered = sum(len(_WORD.findall(text, s, e)) for s, e in (*others, *inside))
    cost += max(0, len(_WORD.findall(text, low, high)) - covered) if low < high else 0
    over = others or text[low:high].rstrip().endswith(",")
    if over and low < high and text[slice(*source)].casefold() in _RELATIVE:
        cost += 2 * FOREIGN_SOURCE  # X, who was there, said: the relative clause is over
    if source > cue and (inside or any(s <= source[0] < e for s, e in contents)):
        cost += FOREIGN_SOURCE  # cue, content, then a source: that source has a cue of its own
    return cost


def _beside(text: str, content: Offsets, roles: Roles, buckets: dict[int, _Bucket], where: Locator) -> Offsets | None:
    """A source for a content that has no cue: linked to it, or directly beside it."""
    p = where.at(content[0])
    bucket = buckets.get(p) if p is not None else None
    near = [
        s
        for s in (_around(bucket.sources, content[0]) if bucket else ())
        if _link(roles, s, content[0]) or _cost(text, content, s, None) <= 2
    ]
    return near[0] if near else None
