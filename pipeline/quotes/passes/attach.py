"""Attributions that hang on the wrong cue, set right by the words beside the source.

- "Their new focus on nets will pay, experts said.": the source stands beside a verb of speech that nothing hangs on;
- "The remarks follow Roe's claim that …": the clause belongs to the noun, and the noun to Roe.
"""

from __future__ import annotations

import re

from pipeline.english.verbs import act_of, nouns_of
from pipeline.quotes.types import Attribution, Offsets


def anchor(text: str, attributions: list[Attribution], cues: list[Offsets]) -> None:
    """Set the attributions' cues, sources and contents right, in place; ``cues`` are all that a model marked."""
    used = {a.cue for a in attributions}
    free = {c: None for c in cues if c not in used and act_of(text[slice(*c)]) == "speech"}
    starts, ends = {c[0]: c for c in free}, {c[1]: c for c in free}
    for a in attributions:
        _to_free_cue(text, a, starts)
        _to_cue_before(text, a, ends)
        _to_noun(text, a)


def _to_free_cue(text: str, a: Attribution, starts: dict[int, Offsets]) -> None:
    """A cue that the source stands directly before takes the place of one that tells of no speech."""
    if a.source is None or a.cue is None or act_of(text[slice(*a.cue)]) == "speech":
        return
    cue = starts.get(a.source[1] + 1)
    if cue is not None and a.cue[0] < a.source[0] and not any(s <= cue[0] < e for s, e in a.content):
        low = min(s for s, _ in a.content)
        a.content = [(low, max(e for _, e in a.content))]
        a.cue = cue


def _to_cue_before(text: str, a: Attribution, ends: dict[int, Offsets]) -> None:
    """ "The boats were late for the fair, said Roe": the verb that stands between the comma and the source."""
    if a.source is None or a.cue is None or act_of(text[slice(*a.cue)]) == "speech":
        return
    cue = ends.get(a.source[0] - 1)
    last = max(e for _, e in a.content)
    if cue is not None and a.cue[1] <= min(s for s, _ in a.content) and last <= cue[0] and text[last : cue[0]] == ", ":
        a.content = [(min(s for s, _ in a.content), last)]
        a.cue = cue


_NOUN = re.compile(r"(?P<source>[^,;:.“”\"]{2,60}?)['’]s?\s+(?P<cue>(?:[a-z]+\s)?(?P<noun>[a-z]+))\s+(?=that\s)")


def _to_noun(text: str, a: Attribution) -> None:
    if a.cue is None or act_of(text[slice(*a.cue)]) == "speech" or len(a.content) != 1:
        return
    m = _NOUN.match(text, *a.content[0])
    if m and m.group("noun") in nouns_of("speech"):
        a.source, a.cue, a.content = m.span("source"), m.span("cue"), [(m.end(), a.content[0][1])]
