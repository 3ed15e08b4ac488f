"""Attributions that the weights of ``model.evidence`` do not take for one."""

from __future__ import annotations

from spacy.tokens import Doc

from pipeline.quotes.model.evidence import Scores, said
from pipeline.quotes.passes.article import Article
from pipeline.quotes.passes.attach import attach
from pipeline.quotes.passes.group import group_roles
from pipeline.quotes.passes.sources import trim_sources
from pipeline.quotes.types import Attributions

_BEFORE = (group_roles, attach, trim_sources)


def judge(article: Article, before: Attributions) -> Attributions:
    """Drop what nobody said or thought: "approved the plan", "supports the club"."""
    scores = Scores(article.doc)
    return tuple(a if said(article.text, article.doc, a, scores) else a.but(dropped="no speech") for a in before)


def before_judging(doc: Doc) -> Attributions:
    """What is judged in a document: the attributions that the passes before leave."""
    article = Article.of(doc)
    live: Attributions = ()
    for run in _BEFORE:
        live = tuple(a for a in run(article, live) if a.dropped is None)
    return live
