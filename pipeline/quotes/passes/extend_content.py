"""Indirect speech that its attribution follows or interrupts, extended to where its sentence begins.

A model may mark only the clause nearest to the cue: "As the snow melts, [the dam holds], Roe said." The source phrase
behind the comma speaks of the whole sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict

from pipeline.datelines import after_dateline
from pipeline.english.verbs import act_of
from pipeline.quotes.cover import Cover
from pipeline.quotes.passes.article import Article
from pipeline.quotes.surface.sentences import MASK, masked, sentences
from pipeline.quotes.types import Attribution, Attributions, Offsets

_NEAR_CHARS = 4  # between a parenthetical attribution and what it goes on with
_MAX_TERM_WORDS = 4  # of a title or term in marks, which is no speech
_COMMA = re.compile(r",\s*")
_OVER = re.compile(
    r"(?:\s+(?:on|in|at|to|during|last|this|yesterday|today)\b[^,;:]{0,60})?(?:,\s+[a-z]+ing\s[^;:]*)?\s*[.!?]*\s*"
)


def extend_content(article: Article, before: Attributions) -> Attributions:
    """Contents extended; what another attribution holds stays with it."""
    text, where, held = article.text, article.where, Cover.of(before)
    by_paragraph: dict[int, list[int]] = defaultdict(list)
    for k, a in enumerate(before):
        n = where.at(a.start)
        if n is not None and a.cue and a.source and act_of(text[slice(*a.cue)]) == "speech":
            by_paragraph[n].append(k)
    found = list(before)
    for n, those in by_paragraph.items():
        p = where.items[n]
        mask = masked(text, p, article.marked[n])
        spans = sentences(text, p, mask, article.marked[n])
        starts = [s for s, _ in spans]
        for k in those:
            sentence = spans[max(0, bisect_right(starts, before[k].start) - 1)]
            if all(s < sentence[1] for s, _ in before[k].spans()):
                found[k] = _extended(text, mask, p.start, sentence, before[k], held)
    return tuple(found)


def _extended(text: str, mask: str, base: int, sentence: Offsets, a: Attribution, held: Cover) -> Attribution:
    first = min(s for s, _ in a.spans())
    start = base + after_dateline(mask, sentence[0] - base, sentence[1] - base)
    start = max(start, base + mask.rfind("; ", start - base, first - base) + 1)
    start += len(mask[start - base : first - base]) - len(mask[start - base : first - base].lstrip())
    left = mask[start - base : first - base]
    if not re.search(r"\w", left) or _speaks(text[start:first], left) or held.covers(start, first):
        return a
    low, high = _frame(a)
    if a.start < low:
        behind = mask[max(e for s, e in a.content if s < low) - base : low - base]
        if behind.strip() == "," and _OVER.fullmatch(mask[high - base : sentence[1] - base]):
            return a.but(content=[(start, a.content[0][1]), *a.content[1:]])
    elif left.rstrip().endswith(",") and _COMMA.match(mask, high - base):
        said = mask[a.content[0][0] - base] != MASK  # else "At the gate, Roe said, “…”": where it was said
        if said and a.content[0][0] - high < _NEAR_CHARS:
            return a.but(content=[(start, start + len(left.rstrip(" ,"))), *a.content])
    return a


def _speaks(text: str, mask: str) -> bool:
    """Whether a stretch holds quoted speech, and not just the title or term of a few words."""
    return any(len(text[slice(*m.span())].split()) > _MAX_TERM_WORDS for m in re.finditer(f"{MASK}+", mask))


def _frame(a: Attribution) -> Offsets:
    """Hull of source and cue."""
    around = [s for s in (a.source, a.cue) if s is not None]
    return min(s for s, _ in around), max(e for _, e in around)
