"""What rules add where the model found nothing; what is held already stays as it is."""

from __future__ import annotations

from pipeline.quotes.cover import Cover
from pipeline.quotes.interviews import announced, name_lines
from pipeline.quotes.passes.article import Article
from pipeline.quotes.passes.unsourced import unsourced
from pipeline.quotes.surface.forms import introduced, plain_clauses
from pipeline.quotes.surface.rules import by_rule
from pipeline.quotes.surface.terms import terms
from pipeline.quotes.types import Attribution, Attributions


def fill(article: Article, before: Attributions) -> Attributions:
    """The rules of the surface by paragraph, then name lines and announcements above quotes that are still free."""
    loose = tuple(a for a in before if unsourced(a))
    found = _by_surface(article, [a for a in before if not unsourced(a)])
    held = Cover([*article.turns, *found])
    free = {m.start for line in article.marked for m in line if not held.covers(m.start, m.end)}
    found += name_lines(article.text, article.where, article.marked, free)
    entities = [e for e in article.doc._.onrecord.entities or [] if e.mention in ("name", "short")]
    names = [(e.start, e.end) for e in entities if e.label in ("PERSON", "ORG")]
    free -= {a.start for a in found}
    found += announced(article.text, article.where, article.marked, free, sorted(names))
    people = sorted((e.start, e.end) for e in entities if e.label == "PERSON")
    found += introduced(article.text, article.where, article.marked, Cover([*article.turns, *found]), people)
    return (*found, *loose)


def _by_surface(article: Article, found: list[Attribution]) -> list[Attribution]:
    held, spoken, names = Cover([*article.turns, *found]), article.spoken(), terms(article.text, article.marked)
    by_cue = {a.cue: k for k, a in enumerate(found)}
    for n, (paragraph, marks) in enumerate(zip(article.where.items, article.marked, strict=True)):
        if n in spoken:
            continue
        ruled = by_rule(article.text, paragraph, marks, clauses=not article.modelled)
        ruled = [a for a in (_free_part(a, held) for a in ruled) if a is not None]
        if article.modelled:  # a term that the model passed over is no quote
            ruled = [a for a in ruled if not names.issuperset(a.content)]
        found += ruled
        taken = Cover(ruled)
        for a in plain_clauses(article.text, paragraph, marks):
            k = by_cue.get(a.cue)
            if k is not None and not any(held.covers(*c) or taken.covers(*c) for c in a.content):
                found[k] = found[k].but(content=[*found[k].content, *a.content])  # a clause of a cue found already
            elif not held.touches(a) and not taken.touches(a):
                found.append(a)
    return found


def _free_part(a: Attribution, held: Cover) -> Attribution | None:
    """What nothing holds yet; of a quote in two parts the one that is free."""
    if len(a.content) > 1:
        a = a.but(content=[c for c in a.content if not held.covers(*c)] or a.content)
    return None if held.touches(a) else a
