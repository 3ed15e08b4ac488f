"""Claims gathered into lines: one line, one measure.

Each claim joins the line that it is most like, or begins one. Likeness is the cosine of weighted terms; a term counts
the less the more claims have it. Work grows with the claims that share a rare term, not with their square.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.views.across.agreement import same
from pipeline.views.across.entries import CLAUSE, Entry
from pipeline.views.across.words import plain, terms, tokens

# From trials on some sixty articles: below 0.3 figures of the same sentence about different things join, above 0.6
# most figures stay alone. Two claims of one value need less, since the value itself speaks for it.
ALIKE, ALIKE_SAME_VALUE = 0.5, 0.28
COMMON = 40  # lines that a term may stand in and still lead to them
LEADS = 8  # terms, the rarest, by which a claim looks for its line
WITNESSES = 12  # claims of a line, the first, that a new one is compared with: so a line of thousands costs no more
SHARED = 2  # telling words that claims of two articles must have in common: "revenue" alone joins any two companies
POINTING = frozenset(("this", "that", "these", "those", "such", "his", "her", "its", "their", "our", "my"))
ODD = 12.0  # a number that small is no evidence when it comes twice


Index = Mapping[tuple[tuple[str, ...], str], list["Line"]]


@dataclass
class Line:
    """Claims of one measure, in the order they were met."""

    group: tuple[str, ...]
    entries: list[Entry] = field(default_factory=list)
    terms: dict[str, float] = field(default_factory=dict)
    square: float = 0.0  # of the length of ``terms``

    def add(self, entry: Entry, weights: Mapping[str, float]) -> None:
        """Take a claim in."""
        self.entries.append(entry)
        for term, weight in weights.items():
            known = self.terms.get(term, 0.0)
            self.terms[term] = known + weight
            self.square += weight * (2 * known + weight)

    def likeness(self, weights: Mapping[str, float]) -> float:
        """Cosine of the line's terms and a claim's."""
        dot = sum(weight * self.terms.get(term, 0.0) for term, weight in weights.items())
        square = sum(weight * weight for weight in weights.values())
        return dot / math.sqrt(self.square * square) if dot else 0.0


def lines(found: Sequence[Entry]) -> list[Line]:
    """Lines by their first claim."""
    rarity = _rarity(found)
    made: list[Line] = []
    index: dict[tuple[tuple[str, ...], str], list[Line]] = defaultdict(list)
    for entry in found:
        weights = {term: weight * rarity[term] for term, weight in entry.terms.items()}
        line = _best(entry, weights, _leads(entry, rarity), index)
        if line is None:
            line = Line(entry.group)
            made.append(line)
        for term in _leads(entry, rarity):
            if not any(known is line for known in index[entry.group, term][-COMMON - 1 :]):
                index[entry.group, term].append(line)
        line.add(entry, weights)
    return made


def _best(entry: Entry, weights: Mapping[str, float], leads: Sequence[str], index: Index) -> Line | None:
    near: dict[int, Line] = {}
    for term in leads:
        known = index.get((entry.group, term), ())
        if len(known) <= COMMON:
            near |= {id(line): line for line in known}
    best, most = None, 0.0
    for line in near.values():
        likeness = line.likeness(weights)
        if likeness < ALIKE_SAME_VALUE or likeness <= most:
            continue
        witnesses = line.entries[:WITNESSES]
        if not any(_of_one_thing(entry, other) for other in witnesses):
            continue
        speaks = _telling(entry) and any(same(entry, other) for other in witnesses)
        if likeness > most and likeness >= (ALIKE_SAME_VALUE if speaks else ALIKE):
            best, most = line, likeness
    return best


def _of_one_thing(entry: Entry, other: Entry) -> bool:
    """Whether two claims share enough words of weight; within one article the unit may be all they share."""
    if entry.doc_id == other.doc_id:
        return True
    if _points(entry) or _points(other):
        return bool({plain(name) for name in entry.names} & {plain(name) for name in other.names})
    strong = [term for term, weight in entry.terms.items() if weight >= CLAUSE and other.terms.get(term, 0) >= CLAUSE]
    return len(set(strong) - terms(entry.claim.unit or "")) >= SHARED


def _points(entry: Entry) -> bool:
    """Whether the measure points at something told before ("the death toll from that strike"): it is of its article."""
    measure = entry.claim.measure.text if entry.claim.measure else ""
    return bool(POINTING & set(tokens(measure)))


def _telling(entry: Entry) -> bool:
    """Whether the value coming twice is evidence: not "two", but 28.6 percent, and a rank with its unit."""
    value = entry.value
    return value is not None and (value != int(value) or abs(value) > ODD or entry.claim.kind == "rank")


def _leads(entry: Entry, rarity: Mapping[str, float]) -> list[str]:
    """The rarest of the terms that weigh something."""
    strong = [term for term, weight in entry.terms.items() if weight >= CLAUSE]
    return sorted(strong, key=lambda term: (-rarity[term], term))[:LEADS]


def _rarity(found: Sequence[Entry]) -> dict[str, float]:
    counts = Counter(term for entry in found for term in entry.terms)
    return {term: math.log(1 + len(found) / count) for term, count in counts.items()}
