"""The choice of a speaker: every candidate's features weighed, the heaviest taken.

A feature counts for all kinds of source; some once more for the kind at hand: "spoke 1 back" and "it: spoke 1 back".
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.choices import Choice
from pipeline.quotes.speakers.candidates import Candidate, Named, candidates
from pipeline.quotes.speakers.discourse import Discourse
from pipeline.quotes.speakers.features import features
from pipeline.quotes.speakers.query import Query

WEIGHTS = Path(__file__).with_name("weights.csv")

# features that weigh more for some kinds of source
_BY_KIND = ("own words", "unnamed", "spoke", "is ", "last as", "comes", "subject")


def choose(discourse: Discourse, query: Query) -> Candidate:
    """Whom a source means."""
    found, told = weighed(discourse, query)
    if query.gender and not query.kind.endswith("noun"):
        fit = [k for k, c in enumerate(found) if _can_be(discourse, query, c)] or range(len(found))
        found, told = [found[k] for k in fit], [told[k] for k in fit]
    verdict = Choice.read(WEIGHTS).pick(told)
    return found[verdict.index if verdict else -1]


def _can_be(discourse: Discourse, query: Query, candidate: Candidate) -> bool:
    """Whether a pronoun can mean a candidate: "Ms Roe" is no "he", and "he" is somebody where there is one."""
    if isinstance(candidate, Named):
        return discourse.gender(candidate.referent) in (None, query.gender)
    return candidate is not None


def weighed(discourse: Discourse, query: Query) -> tuple[list[Candidate], list[tuple[str, ...]]]:
    """The candidates of a source, and what is true of each."""
    field = candidates(discourse, query)
    found = field.all()
    return found, [tuple(_both(query.kind, features(discourse, query, c, field))) for c in found]


def _both(kind: str, names: Iterator[str]) -> Iterator[str]:
    for name in dict.fromkeys(names):
        yield name
        if any(part in name for part in _BY_KIND):
            yield f"{kind}: {name}"
