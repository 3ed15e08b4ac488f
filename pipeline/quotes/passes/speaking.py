"""Who is spoken of or to is not who speaks: "the baker was accused of …", "Asked about the fire, Roe …"."""

from __future__ import annotations

import re

from pipeline.quotes.passes.article import Article
from pipeline.quotes.surface.cues import undergone
from pipeline.quotes.types import Attribution, Attributions, Offsets

MAX_OPENING_CHARS = 6  # before "asked": "When "
_BY = re.compile(r"\s*\bby\b")
_ASKED = re.compile(r"(?:asked|pressed|questioned)\b", re.IGNORECASE)
_OPENING = re.compile(r"(?:^|[.!?”\"’\n]\s*|\bwhen\s+)$", re.IGNORECASE)


def find_agents(article: Article, before: Attributions) -> Attributions:
    """Without a source where the words name only who is spoken of; with the one who asks where they name that one."""
    return tuple(_agent(article, a) for a in before)


def _agent(article: Article, a: Attribution) -> Attribution:
    if a.cue is None or a.source is None:
        return a
    if _asked(article.text, a.cue, a.source, a):
        return a.but(source=None, agentless=True)
    if undergone(article.said(a.cue)) and not _BY.match(article.text, a.cue[1]):
        return a.but(source=None, agentless=article.act(a) == "speech")
    return a


def _asked(text: str, cue: Offsets, source: Offsets, a: Attribution) -> bool:
    """ "Asked about the fire, Roe …": the one who is asked stands behind what the question is."""
    if not _ASKED.match(text, *cue):
        return False
    if source[0] < cue[1]:  # "The mayor, asked for his view, said …"
        return text[source[1] : cue[0]] == ", " and text[a.end : a.end + 1] == ","
    opening = _OPENING.search(text[max(0, cue[0] - MAX_OPENING_CHARS) : cue[0]])
    return opening is not None and all(cue[1] <= c[0] and c[1] <= source[0] for c in a.content)
