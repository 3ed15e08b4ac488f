"""What rules add where the model found nothing; what is held already stays as it is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from pipeline.quotes.cover import Cover
from pipeline.quotes.passes.article import Article
from pipeline.quotes.passes.unsourced import introduced, unsourced
from pipeline.quotes.surface.forms import Within, read
from pipeline.quotes.surface.rules import BY_CUE, by_rule
from pipeline.quotes.surface.sentences import is_prose, masked
from pipeline.quotes.surface.terms import is_term
from pipeline.quotes.types import Attribution, Attributions, Marked, Paragraph

MIN_SIGNED = 2  # names below quotes in an article that signs them so


def fill(article: Article, before: Attributions) -> Attributions:
    """The rules of the surface by paragraph, then by pair of paragraphs, where the text is still free."""
    signed = _signed(article)
    theirs = Cover.of(signed)
    before = tuple(a.but(dropped="signed by another") if theirs.touches(a) else a for a in before)
    loose = tuple(a for a in before if a.dropped or unsourced(a))
    found = [*signed, *(a for a in before if not a.dropped and not unsourced(a))]
    for rules in (_in_paragraphs, _over_paragraphs):
        held = Cover.of([*article.turns, *found])
        found += [a for a in rules(article) if not held.touches(a)]
    return (*found, *introduced(article, Cover.of([*article.turns, *found])), *loose)


def _in_paragraphs(article: Article) -> Iterator[Attribution]:
    stretches = article.stretches.items() if article.modelled else ()
    names = {span for span, m in stretches if is_term(article.text, m)}  # that the model passed over: no quotes
    for n, (paragraph, marks) in enumerate(zip(article.where.items, article.marked, strict=True)):
        ruled = by_rule(article.text, paragraph, marks, clauses=not article.modelled) if n not in article.spoken else ()
        yield from (a for a in ruled if a.rule not in BY_CUE or not names.issuperset(a.content))


def _over_paragraphs(article: Article) -> Iterator[Attribution]:
    """Forms over a paragraph that opens with a quote and the one above."""
    for n, (above, p) in enumerate(pairwise(article.where.items)):
        if not article.marked[n] and _opens(article, n + 1):
            yield from _of_pair(article, above, p, article.marked[n + 1], "pair")


def _signed(article: Article) -> list[Attribution]:
    """Names below their quotes, where more stand so than above: “The bus is late.” ¶ Jane Roe, pensioner."""
    pairs = list(enumerate(pairwise(article.where.items)))
    below = [(a, b, article.marked[n]) for n, (a, b) in pairs if _opens(article, n) and not article.marked[n + 1]]
    found = [signed for pair in below for signed in _of_pair(article, *pair, "signed")]
    above = sum(a.rule == "name-line" for a in _over_paragraphs(article)) if len(found) >= MIN_SIGNED else 0
    return found if len(found) >= max(MIN_SIGNED, above + 1) else []


def _opens(article: Article, n: int) -> bool:
    """Whether a paragraph opens with a quote."""
    return bool(article.marked[n]) and article.marked[n][0].start == article.where.items[n].start


def _of_pair(
    article: Article, above: Paragraph, p: Paragraph, marks: list[Marked], within: Within
) -> Iterator[Attribution]:
    pair = Paragraph(above.start, p.end, p.kind)
    mask = masked(article.text, pair, marks)
    yield from read(mask, pair.start, within) if is_prose(mask) else ()
