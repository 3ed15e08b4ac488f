"""Attributions that hang on the wrong cue, set right by the words beside the source.

- "Their new focus on nets will pay, experts said.": the source stands beside a verb of speech that nothing hangs on;
- "The remarks follow Roe's claim that …": the clause belongs to the noun, and the noun to Roe;
- "Roe grew livelier on the tax. “We ought …”": a quote behind a sentence without speech has no cue.
"""

from __future__ import annotations

import re

from spacy.tokens import Doc

from pipeline.english.verbs import act_of, nouns_of
from pipeline.quotes.passes.article import Article
from pipeline.quotes.passes.subjects import subject_of_cue
from pipeline.quotes.types import Attribution, Attributions, Offsets
from pipeline.syntax import own_subject

_NOUN = re.compile(r"(?P<source>[^,;:.“”\"]{2,60}?['’]s?)\s+(?P<cue>(?:[a-z]+\s)?(?P<noun>[a-z]+))\s+(?=that\s)")


def attach(article: Article, before: Attributions) -> Attributions:
    """A cue of speech that the source stands directly before takes the place of one that tells of no speech."""
    text = article.text
    used = {a.cue for a in before}
    free = {c[0]: c for c in article.roles.cues if c not in used and act_of(text[slice(*c)]) == "speech"}
    starts = {start for start, _ in article.roles.cues}
    stretches = {(m.start, m.end) for line in article.marked for m in line}
    found = (_to_noun(text, _to_free_cue(text, a, free)) for a in before)
    found = (_one_clause(text, a, starts) for a in found)
    return tuple(part for a in found for part in _alone(article, a, stretches))


def _one_clause(text: str, a: Attribution, starts: set[int]) -> Attribution:
    """Without the clause behind a semicolon that another's source interrupts: "a cook; his son, it says, fled"."""
    start, end = a.content[-1]
    others = end + 2 in starts and text[end : end + 2] == ", " and a.cue is not None and a.cue[0] != end + 2
    stop = text.rfind("; ", start, end) if others else -1
    return a if stop < 0 else a.but(content=[*a.content[:-1], (start, stop)])


def _alone(article: Article, a: Attribution, stretches: set[Offsets]) -> list[Attribution]:
    """Apart from the attribution, the quotes that stand as sentences of their own beside its sentence."""
    text, doc = article.text, article.doc
    if a.cue is None or len(a.content) < 2:
        return [a]
    own, source = _before_sentence(text, a, stretches), a.source
    if not own and (act_of(text[slice(*a.cue)]) != "speech" or _thing(doc, a)):
        high = max(a.cue[1], a.source[1] if a.source else 0)
        own = [c for c in a.content if c in stretches and text[high : c[0]].rstrip()[-1:] in (".", "!", "?")]
        source = a.source or subject_of_cue(doc, a.cue)
    kept = [c for c in a.content if c not in own]
    if not own or any(s < a.cue[1] or (s, e) in stretches for s, e in kept):
        return [a]
    quotes = Attribution(tuple(own), None, source, "model-no-cue", a.confidence)
    return [a.but(content=kept), quotes] if kept else [quotes]


def _before_sentence(text: str, a: Attribution, stretches: set[Offsets]) -> list[Offsets]:
    """Quotes that end before a sentence with a clause of its own: "“… one was ill.” Roe would later ask to see it"."""
    first = min(s[0] for s in (a.source, a.cue) if s is not None)
    quotes = [c for c in a.content if c in stretches and c[1] <= first]
    behind = any(s >= first and (s, e) not in stretches for s, e in a.content)
    over = bool(quotes) and text[quotes[-1][1] - 2 : quotes[-1][1] - 1] in (".", "'", "’") and text[first].isupper()
    return quotes if behind and over else []


def _thing(doc: Doc, a: Attribution) -> bool:
    """Whether the first part is a noun and no clause: "discussing the tax"."""
    told = doc.char_span(*a.content[0], alignment_mode="expand")
    return told is not None and told.root.pos_ in ("NOUN", "PROPN") and own_subject(told.root) is None


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
