"""Forms that are believed more than the model: signed and never closed quotes."""

from __future__ import annotations

from pipeline.quotes.cover import Cover
from pipeline.quotes.passes.article import Article
from pipeline.quotes.surface.forms import signed, unclosed
from pipeline.quotes.types import Attribution, Attributions


def override(article: Article, before: Attributions) -> Attributions:
    """The attributions without what these forms claim, and the forms."""
    sure: list[Attribution] = []
    for paragraph, marks in zip(article.where.items, article.marked, strict=True):
        sure += [*signed(article.text, paragraph, marks), *unclosed(article.text, marks)]
    if not sure:
        return before
    held = Cover(sure)
    free = ((a, [c for c in a.content if not held.covers(*c)]) for a in before)
    kept = (a.but(content=parts) for a, parts in free if parts and not (a.cue and held.covers(*a.cue)))
    return (*kept, *sure)
