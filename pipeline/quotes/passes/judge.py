"""Attributions that the weights of ``model.evidence`` do not take for one."""

from __future__ import annotations

from pipeline.quotes.model.evidence import said
from pipeline.quotes.passes.article import Article
from pipeline.quotes.types import Attributions


def judge(article: Article, before: Attributions) -> Attributions:
    """Drop what nobody said or thought: "approved the plan", "supports the club"."""
    return tuple(a if said(article, a) else a.but(dropped="no speech") for a in before)
