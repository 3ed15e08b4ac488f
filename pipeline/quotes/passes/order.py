"""The passes over an article's attributions, in their order, and a log of what each did.

A pass is a pure function from the article and the attributions before it to those after it. One that finds an
attribution to be none gives it a reason (``dropped``); it goes no further.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pipeline.quotes.model.evidence import judge
from pipeline.quotes.passes.align_to_marks import align_to_marks
from pipeline.quotes.passes.article import Article
from pipeline.quotes.passes.attach import attach
from pipeline.quotes.passes.clauses import follow_clauses
from pipeline.quotes.passes.fill import fill
from pipeline.quotes.passes.group import group_roles
from pipeline.quotes.passes.merge import merge
from pipeline.quotes.passes.sources import trim_sources
from pipeline.quotes.passes.speaking import find_agents
from pipeline.quotes.passes.split import split
from pipeline.quotes.passes.unsourced import keep_quoted
from pipeline.quotes.types import Attribution, Attributions


@dataclass(frozen=True, slots=True)
class Pass:
    """``why``: the reason for its place in the order."""

    name: str
    run: Callable[[Article, Attributions], Attributions]
    why: str


PASSES = (
    Pass("group", group_roles, "first: the model's spans become attributions, all else works on those"),
    Pass("attach", attach, "before sources are looked for: a source is the cue's, and the cue may be the wrong one"),
    Pass("trim", trim_sources, "before judge, which asks what the source is"),
    Pass("judge", judge, "before marks are given out: what is none must not take a quoted stretch from its neighbour"),
    Pass("agent", find_agents, "behind judge, which reads passives by the source that stands with them"),
    Pass("align", align_to_marks, "before split, which asks which parts are quoted from mark to mark"),
    Pass("split", split, "before extend: each attribution widens within its own sentence"),
    Pass(
        "clauses",
        follow_clauses,
        "behind split: each has its own parts; before fill: what its clause lacks is still free",
    ),
    Pass("fill", fill, "rules add what is still free, and never touch what is held"),
    Pass("merge", merge, "parts over sentences and paragraphs join last, when every quote with a cue is known"),
    Pass("unsourced", keep_quoted, "behind merge: only then is it known which quoted words nobody holds"),
)


@dataclass(frozen=True, slots=True)
class Step:
    """The attributions as a pass left them, dropped ones included."""

    name: str
    after: Attributions


def run(article: Article, passes: tuple[Pass, ...] = PASSES) -> tuple[Attributions, list[Step]]:
    """The attributions in text order, and what every pass left."""
    live: Attributions = ()
    log = []
    for p in passes:
        after = p.run(article, live)
        log.append(Step(p.name, after))
        live = tuple(a for a in after if a.dropped is None)
    return tuple(sorted(live, key=lambda a: (a.start, a.end))), log


def dropped(log: list[Step]) -> list[Attribution]:
    """What the passes found to be none."""
    return [a for step in log for a in step.after if a.dropped is not None]
