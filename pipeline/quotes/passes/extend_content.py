"""Indirect speech that its attribution follows or interrupts, widened to where its sentence begins.

A model may mark only the clause nearest to the cue: "As the snow melts, [the dam holds], Roe said." The source phrase
behind the comma speaks of the whole sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from pipeline.datelines import after_dateline
from pipeline.english.verbs import act_of
from pipeline.quotes.passes.cover import Cover, spans
from pipeline.quotes.surface.paragraphs import Locator
from pipeline.quotes.surface.sentences import MASK, masked, sentences
from pipeline.quotes.types import Attribution, Marked, Offsets

_COMMA = re.compile(r",\s*")
_OVER = re.compile(
    r"(?:\s+(?:on|in|at|to|during|last|this|yesterday|today)\b[^,;:]{0,60})?(?:,\s+[a-z]+ing\s[^;:]*)?\s*[.!?]*\s*"
)


def widen(text: str, attributions: list[Attribution], marked: list[list[Marked]], where: Locator) -> None:
    """Widen the contents in place; what another role span holds stays with it."""
    held = Cover(attributions)
    by_paragraph: dict[int, list[Attribution]] = {}
    for a in attributions:
        n = where.at(a.start)
        if n is not None and a.cue and a.source and act_of(text[slice(*a.cue)]) == "speech":
            by_paragraph.setdefault(n, []).append(a)
    for n, those in by_paragraph.items():
        p = where.items[n]
        mask = masked(text, p, marked[n])
        spans_ = sentences(text, p, mask, marked[n])
        starts = [s for s, _ in spans_]
        for a in those:
            sentence = spans_[max(0, bisect_right(starts, a.start) - 1)]
            if all(s < sentence[1] for s, _ in spans(a)):
                _widen(text, mask, p.start, sentence, a, held)
                _add(mask, p.start, sentence, a, held)
                _without_medium(text, a)


def _widen(text: str, mask: str, base: int, sentence: Offsets, a: Attribution, held: Cover) -> None:
    first = min(s for s, _ in spans(a))
    start = base + after_dateline(mask, sentence[0] - base, sentence[1] - base)
    left = mask[start - base : first - base]
    if not re.search(r"\w", left) or _speaks(text[start:first], left) or held.covers(start, first):
        return
    low, high = _frame(a)
    if a.start < low:
        behind = mask[max(e for s, e in a.content if s < low) - base : low - base]
        if behind.strip() == "," and _OVER.fullmatch(mask[high - base : sentence[1] - base]):
            a.content = [(start, a.content[0][1]), *a.content[1:]]
    elif left.rstrip().endswith(",") and _COMMA.match(mask, high - base):
        before = (start, start + len(left.rstrip(" ,")))
        if mask[a.content[0][0] - base] == MASK:
            return  # "At the gate, Roe said, “…”": where it was said
        if a.content[0][0] - high < _NEAR:
            a.content = [before, *a.content]
        elif _clausal(left, mask[high - base : a.content[0][0] - base]):
            a.content = [before]


_MEDIUM = re.compile(
    r"\s+(?:in\s+an?\s+(?:[a-z]+\s+)?(?:statement|e-?mail|tweet|op-ed|release)|on\s+(?:Twitter|Facebook|Instagram|Weibo|X))"
    r"(?:\s+(?:on\s+)?[A-Z][a-z]+day)?$"
)


def _without_medium(text: str, a: Attribution) -> None:
    """Without where it was said: "called for more boats in a statement on Monday"; "said" may own a whole clause."""
    start, end = a.content[-1]
    medium = _MEDIUM.search(text, start, end) if a.cue and start >= a.cue[1] else None
    if medium and a.cue and not text[slice(*a.cue)].endswith(("said", "says", "told")) and medium.start() > start:
        a.content[-1] = (start, medium.start())


_AS_WELL = re.compile(r",\s+as\s+well\s+as\s[^,;:]*")


def _add(mask: str, base: int, sentence: Offsets, a: Attribution, held: Cover) -> None:
    """What "as well as" adds to indirect speech: "called for more boats, as well as new nets"."""
    end = a.content[-1][1]
    more = _AS_WELL.match(mask, end - base, sentence[1] - base)
    if more is None or MASK in more.group() or mask[end - base - 1] == MASK or end <= _frame(a)[0]:
        return
    added = base + len(mask[: more.end()].rstrip(" .!?"))
    if not held.covers(end + 1, added):
        a.content[-1] = (a.content[-1][0], added)


def _clausal(left: str, between: str) -> bool:
    """ "The eels are back, Roe found, raising hopes that …": what follows the comma is an aside of its own."""
    return len(left.split()) > _ADVERBIAL and _PARTICIPLE.match(between) is not None


def _speaks(text: str, mask: str) -> bool:
    """Whether a stretch holds quoted speech, and not just the title or term of a few words."""
    return any(len(text[slice(*m.span())].split()) > _TERM for m in re.finditer(f"{MASK}+", mask))


_ADVERBIAL = 5  # words; what stands before an attribution and is no longer may be "In a speech on Monday"
_PARTICIPLE = re.compile(r",\s+[a-z]+ing\b")
_TERM = 4  # words
_NEAR = 4  # characters between a parenthetical attribution and what it goes on with


def _frame(a: Attribution) -> Offsets:
    """Hull of source and cue."""
    around = [s for s in (a.source, a.cue) if s is not None]
    return min(s for s, _ in around), max(e for _, e in around)
