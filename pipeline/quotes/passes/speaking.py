"""Who is spoken of or to is not who speaks: "the baker was accused of …", "Asked about the fire, Roe …"."""

from __future__ import annotations

import re

from pipeline.english.verbs import act_of, participles
from pipeline.quotes.passes.article import Article
from pipeline.quotes.surface.cues import source_after
from pipeline.quotes.types import Attribution, Attributions, Offsets

MAX_AGENT_CHARS = 120  # behind "by", in which the one who speaks is named
_PASSIVE = re.compile(
    r"(?:.*\s)?(?:is|are|was|were|be|been|being|am)\s+(?:[a-z]+\s+)??(?P<verb>[a-z]+)"
    r"(?:\s+(?:of|for|as|about|over|on|with|to))?",
    re.IGNORECASE,
)
_BY = re.compile(r"\s*\bby\b")
_WITHIN = re.compile(r"\b(?:in|by|from|at|with)\s+$", re.IGNORECASE)
_ASKED = re.compile(r"(?:asked|pressed|questioned|quizzed|challenged|told)\b", re.IGNORECASE)
_OPENING = re.compile(r"(?:^|[.!?”\"’]\s*|\b(?:when|if|once|but|and|though|later)\s+|,\s+)$", re.IGNORECASE)


def find_agents(article: Article, before: Attributions) -> Attributions:
    """Without a source where the words name only who is spoken of; with the one who asks where they name that one."""
    return tuple(_agent(article.text, a) for a in before)


def undergone(cue: str) -> bool:
    """ "was accused of", "is called", "are told": what is said of or to the subject."""
    passive = _PASSIVE.fullmatch(cue)
    return passive is not None and passive.group("verb").casefold() in participles("passive")


def _agent(text: str, a: Attribution) -> Attribution:
    if a.cue is None or a.source is None:
        return a
    cue = text[slice(*a.cue)]
    if _asked(text, a.cue, a.source, a):
        return a.but(source=None, agentless=True)
    if undergone(cue) and a.source[1] <= a.cue[0] and (by := _BY.match(text, a.cue[1])):
        agent = source_after(text[by.end() : by.end() + MAX_AGENT_CHARS], 0)
        source = (by.end() + agent[0], by.end() + agent[1]) if agent else None
        return a.but(source=source, agentless=source is None)
    if _undergone(text, cue, a.cue, a.source):
        return a.but(source=None, agentless=act_of(cue) == "speech")
    return a


def _asked(text: str, cue: Offsets, source: Offsets, a: Attribution) -> bool:
    """ "Asked about the fire, Roe …": the one who is asked stands behind what the question is."""
    if not _ASKED.match(text, *cue):
        return False
    if source[0] < cue[1]:  # "The mayor, asked for his view, said …"
        return text[source[1] : cue[0]] == ", " and text[a.end : a.end + 1] == ","
    opening = _OPENING.search(text, max(0, cue[0] - 12), cue[0]) or cue[0] == 0
    return bool(opening or text[cue[0] - 1] == "\n") and all(cue[1] <= c[0] and c[1] <= source[0] for c in a.content)


def _undergone(text: str, words: str, cue: Offsets, source: Offsets) -> bool:
    """Whether nobody is named who speaks of or to the subject."""
    if not undergone(words):
        return False
    return not (_BY.match(text, cue[1]) or _WITHIN.search(text, max(0, source[0] - 8), source[0]))
