"""The last pass: of attributions that no source was found for, one in four is right; those in marks are."""

from __future__ import annotations

from pipeline.quotes.cover import Cover
from pipeline.quotes.passes.article import Article
from pipeline.quotes.types import Attribution, Attributions


def keep_quoted(article: Article, before: Attributions) -> Attributions:
    """Without a source only words in quotation marks stay that no other attribution holds: somebody said them."""
    held = Cover(a for a in before if not unsourced(a))
    return tuple(
        a if not unsourced(a) or (not held.touches(a) and _all_quoted(article, a)) else a.but(dropped="no source")
        for a in before
    )


def unsourced(a: Attribution) -> bool:
    """Whether a model's attribution lacks a source that its words should have; "was accused of" needs none."""
    return a.source is None and not a.agentless and a.rule.startswith("model")


def _all_quoted(article: Article, a: Attribution) -> bool:
    return all(any(m.start <= s and e <= m.end for line in article.marked for m in line) for s, e in a.content)
