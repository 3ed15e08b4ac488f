"""Attributions that hang on the wrong cue, set right by the words beside the source.

- "Their new focus on nets will pay, experts said.": the source stands beside a verb of speech that nothing hangs on;
- "The remarks follow Roe's claim that …": the clause belongs to the noun, and the noun to Roe.
"""

from __future__ import annotations

import re

from pipeline.english.verbs import act_of, nouns_of
from pipeline.quotes.passes.article import Article
from pipeline.quotes.types import Attribution, Attributions, Offsets

_NOUN = re.compile(r"(?P<source>[^,;:.“”\"]{2,60}?['’]s?)\s+(?P<cue>(?:[a-z]+\s)?(?P<noun>[a-z]+))\s+(?=that\s)")


def attach(article: Article, before: Attributions) -> Attributions:
    """A cue of speech that the source stands directly before takes the place of one that tells of no speech."""
    text = article.text
    used = {a.cue for a in before}
    free = {c[0]: c for c in article.roles.cues if c not in used and act_of(text[slice(*c)]) == "speech"}
    return tuple(_to_noun(text, _to_free_cue(text, a, free)) for a in before)


def _to_free_cue(text: str, a: Attribution, free: dict[int, Offsets]) -> Attribution:
    if a.source is None or a.cue is None or act_of(text[slice(*a.cue)]) == "speech":
        return a
    cue = free.get(a.source[1] + 1)
    if cue is None or a.cue[0] >= a.source[0] or any(s <= cue[0] < e for s, e in a.content):
        return a
    return a.but(content=[(a.start, a.end)], cue=cue)


def _to_noun(text: str, a: Attribution) -> Attribution:
    if a.cue is None or act_of(text[slice(*a.cue)]) == "speech" or len(a.content) != 1:
        return a
    m = _NOUN.match(text, *a.content[0])
    if m is None or m.group("noun") not in nouns_of("speech"):
        return a
    return a.but(source=m.span("source"), cue=m.span("cue"), content=[(m.end(), a.content[0][1])])
