"""From the model's flat role spans to attributions: which content and source belong to which cue.

Nearness decides, with a price on every sentence end, foreign cue or foreign source in between, and a rebate on what the
model links. A cue is the anchor: contents that choose the same cue are parts of one attribution.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
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
class Spans:
    """Role spans in characters, each list in text order."""

    sources: list[Offsets] = field(default_factory=list)
    cues: list[Offsets] = field(default_factory=list)
    contents: list[Offsets] = field(default_factory=list)


@dataclass(slots=True)
class Roles(Spans):
    """All role spans of an article, with the model's links and scores.

    ``links`` maps the start of a source or content to the starts it is linked to, with scores in 0..1; a target is a
    cue's start, or a content's where the attribution has no cue. ``scores`` are the model's own, by span.
    """

    links: Mapping[int, Sequence[tuple[int, float]]] = field(default_factory=dict)
    scores: Mapping[Offsets, float] = field(default_factory=dict)

    def linked(self, span: Offsets, to: int) -> float:
        """What it is worth that the model links a source or content to what starts at ``to``."""
        return LINK * max((score for start, score in self.links.get(span[0], ()) if start == to), default=0.0)


def group(text: str, roles: Roles, where: Locator) -> list[Attribution]:
    """Attributions in text order; a cue that no content chooses gives none."""
    here: defaultdict[int, Spans] = defaultdict(Spans)  # by paragraph
    for name in ("sources", "cues", "contents"):
        for span in getattr(roles, name):
            getattr(here[where.at(span[0])], name).append(span)
    parts: dict[Offsets, list[Offsets]] = {}
    for n, own in sorted(here.items()):
        # a cue that ends the paragraph before: "She continued:"
        above = [c for c in here[n - 1].cues[-1:] if not _WORD.search(text, c[1], where.items[n - 1].end)] if n else []
        for content in own.contents:
            cue = _cue_of(text, content, roles, own, above)
            if cue is not None:
                parts.setdefault(cue, []).append(content)
    found = (
        Attribution(tuple(sorted(contents)), cue, _source_of(text, cue, contents, roles, here[where.at(cue[0])]))
        for cue, contents in parts.items()
    )
    return sorted(found, key=lambda a: (a.start, a.end))


def _cue_of(text: str, content: Offsets, roles: Roles, own: Spans, above: list[Offsets]) -> Offsets | None:
    """The cue of a content, of those of its paragraph and the one ``above``."""
    scored = [(_cost(text, content, cue, own), cue) for cue in _around(own.cues, content[0])]
    scored += [(SENTENCE, cue) for cue in above]
    near = [(cost, cue) for c, cue in scored if (cost := c - roles.linked(content, cue[0])) < FAR]
    return min(near)[1] if near else None


def _cost(text: str, a: Offsets, b: Offsets, own: Spans) -> float:
    """What it costs to join two spans: words between (role spans count little), sentence ends, foreign roles."""
    (_, low), (high, _) = sorted((a, b))
    if low >= high:
        return 0.0
    cost, at = 0.0, low
    lists = ((own.sources, 1.0), (own.cues, FOREIGN_CUE), (own.contents, CONTENT_BETWEEN))
    for s, e, weight in sorted((s, e, w) for spans, w in lists for s, e in _between(spans, low, high)):
        cost += _words(text, at, max(at, s)) + weight
        at = max(at, e)
    return cost + _words(text, at, high) + SENTENCE * sentence_ends(text, low, high)


def _source_of(text: str, cue: Offsets, contents: list[Offsets], roles: Roles, own: Spans) -> Offsets | None:
    """The source of a cue, of those of its paragraph."""
    near = _around(own.sources, cue[0])
    costs = ((_source_cost(text, s, cue, contents, own) - roles.linked(s, cue[0]), s) for s in near)
    cost, source = min(costs, default=(FAR, None))
    return source if cost < 2 * SENTENCE - LINK else None


def _source_cost(text: str, source: Offsets, cue: Offsets, contents: list[Offsets], own: Spans) -> float:
    (_, low), (high, _) = sorted((source, cue))
    others = [c for c in _between(own.cues, low, high) if c != cue]
    inside = _between(own.contents, low, high)
    cost = FOREIGN_SOURCE * len(_between(own.sources, low, high)) + 2.0 * len(others)
    cost += SENTENCE * 2 * sentence_ends(text, low, high)
    cost += max(0, _words(text, low, high) - sum(_words(text, s, e) for s, e in (*others, *inside)))
    over = others or text[low:high].rstrip().endswith(",")
    if over and text[slice(*source)].casefold() in _RELATIVE:
        cost += 2 * FOREIGN_SOURCE  # X, who was there, said: the relative clause is over
    if source > cue and inside:
        cost += FOREIGN_SOURCE  # cue, content, then a source: that source has a cue of its own
    return cost


def _around(spans: list[Offsets], at: int) -> list[Offsets]:
    """The few spans nearest to an offset, so that a paragraph of any length costs the same per span."""
    i = bisect_left(spans, (at, 0))
    return spans[max(0, i - WINDOW) : i + WINDOW]


def _between(spans: list[Offsets], low: int, high: int) -> list[Offsets]:
    inside = spans[bisect_left(spans, (low, 0)) : bisect_left(spans, (high, 0))]
    return [(s, e) for s, e in inside if e <= high]


def _words(text: str, start: int, end: int) -> int:
    return len(_WORD.findall(text, start, max(start, end)))


def sentence_ends(text: str, low: int, high: int) -> int:
    """How many sentences end between two offsets."""
    return sum(1 for _ in ends(text, max(0, low - 1), min(len(text), high + 1)))
