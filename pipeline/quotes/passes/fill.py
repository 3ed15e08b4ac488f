"""What rules add where the model found nothing; what is held already stays as it is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from pipeline.quotes.cover import Cover
from pipeline.quotes.passes.article import Article
from pipeline.quotes.passes.unsourced import introduced, unsourced
from pipeline.quotes.surface.forms import read
from pipeline.quotes.surface.rules import BY_CUE, by_rule
from pipeline.quotes.surface.sentences import is_prose, masked
from pipeline.quotes.surface.terms import terms
from pipeline.quotes.types import Attribution, Attributions, Paragraph


def fill(article: Article, before: Attributions) -> Attributions:
    """The rules of the surface by paragraph, then by pair of paragraphs, where the text is still free."""
    loose = tuple(a for a in before if unsourced(a))
    found = [a for a in before if not unsourced(a)]
    for rules in (_in_paragraphs, _over_paragraphs):
        held = Cover.of([*article.turns, *found])
        found += [a for a in rules(article) if not held.touches(a)]
    return (*found, *introduced(article, Cover.of([*article.turns, *found])), *loose)


def _in_paragraphs(article: Article) -> Iterator[Attribution]:
    names = terms(article.text, article.marked) if article.modelled else set()  # that the model passed over: no quotes
    for n, (paragraph, marks) in enumerate(zip(article.where.items, article.marked, strict=True)):
        ruled = by_rule(article.text, paragraph, marks, clauses=not article.modelled) if n not in article.spoken else ()
        yield from (a for a in ruled if a.rule not in BY_CUE or not names.issuperset(a.content))


def _over_paragraphs(article: Article) -> Iterator[Attribution]:
    """Forms over a paragraph that opens with a quote and the one above."""
    for n, (above, p) in enumerate(pairwise(article.where.items)):
        marks = article.marked[n + 1]
        if marks and marks[0].start == p.start and not article.marked[n]:
            pair = Paragraph(above.start, p.end, p.kind)
            mask = masked(article.text, pair, marks)
            yield from read(mask, pair.start, "pair") if is_prose(mask) else ()
