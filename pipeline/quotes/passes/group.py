"""The first pass: role spans grouped to attributions."""

from __future__ import annotations

from pipeline.quotes.lexicon import phrases
from pipeline.quotes.model.group import group
from pipeline.quotes.passes.article import Article
from pipeline.quotes.types import Attributions


def group_roles(article: Article, before: Attributions) -> Attributions:
    """The model's attributions, each with the model's score of its cue; what only names a thing is dropped."""
    roles = article.roles
    found = group(article.text, roles, article.where)
    scored = (a.but(confidence=roles.scores.get(a.cue)) if a.cue else a for a in found)
    named = (a.but(dropped="no speech") if a.cue and _naming(article.said(a.cue)) else a for a in scored)
    return (*before, *named)


def _naming(cue: str) -> bool:
    """ "known as the ‘quiet zone’"."""
    lowered = " ".join(cue.casefold().split())
    return any(lowered == p or lowered.endswith(" " + p) for p in phrases("cues", "naming"))
