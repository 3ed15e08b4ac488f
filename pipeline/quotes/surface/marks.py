"""Quotation marks of every make, paired paragraph by paragraph.

Straight, curly, low, guillemets, doubled apostrophes, escaped marks, single quotes against apostrophes. A mark without
partner costs at most its own paragraph: an opening one runs to the paragraph's end, a closing one is dropped.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from pipeline.english.verbs import attributing
from pipeline.quotes.types import Marked, Paragraph

_MARK = re.compile(r"(?<!\\)\\+[\"'“”]|\"\"|''|``|[\"“”„‟«»‹›]|['‘’‚‛]")
_DOUBLE = {"“": 1, "„": 1, "‟": 1, "«": 1, "‹": 1, "``": 1, "”": -1, "»": -1, "›": -1}
_SINGLE = frozenset("'‘’‚‛")
MAX_TAG_CHARS = 160  # at the end of a stretch that is never closed
_LOOK_AHEAD = 40  # marks to look at for the partner of a nested one
_BEFORE_OPEN = " \t\u00a0\u2009\u202f\u200b([{—–-―/:,;…"
_TAG = re.compile(
    r",?\s+(?:he|she|they|(?:[A-Z][\w.'’-]*\s+){0,2}[A-Z][\w'’-]*)\s+(?P<verb>[a-z]+)(?=[.,]|\s[^.“”\"]{0,60}\.?$)"
)
_ELISION = re.compile(r"['‘’](?:\d0s?|\d\d\b|em\b|til\b|tis\b|twas\b|cause\b|bout\b|n\b|round\b|cuz\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Glyph:
    start: int
    end: int
    family: str  # "double", "guillemet" or "single"
    way: int  # 1 opens, -1 closes, 0 either


def pair_all(text: str, paragraphs: Sequence[Paragraph]) -> list[list[Marked]]:
    """The quoted stretches of every paragraph."""
    opens = [text[p.start] in "'‘“\"" and text[p.start + 1 : p.start + 2].isalnum() for p in paragraphs]
    return [pair(text, p, goes_on=below) for p, below in zip(paragraphs, [*opens[1:], False], strict=False)]


def pair(text: str, paragraph: Paragraph, *, goes_on: bool = False) -> list[Marked]:
    """The quoted stretches of a paragraph, outermost only, in text order.

    ``goes_on``: the next paragraph begins with a mark, as one does that goes on with a quote; a single mark may be left
    open then.
    """
    glyphs = list(_glyphs(text, paragraph))
    outer = _matched(text, [g for g in glyphs if g.family != "single"], paragraph)
    covered = [(m.start, m.end) for m in outer if m.closed]
    single = [g for g in glyphs if g.family == "single" and not any(s <= g.start < e for s, e in covered)]
    inner = _matched(text, single, paragraph, keep_open=False, goes_on=goes_on)
    return sorted(_outermost(outer, inner), key=lambda m: m.start)


def _outermost(outer: list[Marked], inner: list[Marked]) -> list[Marked]:
    """Double stretches, and single ones beside them or around them: ‘He said “no”. Twice.’"""
    kept, added = list(outer), []
    for m in inner:
        touched = [o for o in kept if o.start < m.end and m.start < o.end]
        if all(o.closed and m.start < o.start and o.end < m.end for o in touched):
            kept = [o for o in kept if o not in touched]
            added.append(m)
    return kept + added


def _glyphs(text: str, p: Paragraph) -> Iterator[_Glyph]:
    for m in _MARK.finditer(text, p.start, p.end):
        glyph = m.group().lstrip("\\")
        before = text[m.start() - 1] if m.start() > p.start else " "
        after = text[m.end()] if m.end() < p.end else " "
        family = "single" if glyph in _SINGLE else "guillemet" if glyph in "«»‹›" else "double"
        if family == "single":
            way = _single_way(text, glyph, m.start(), before, after)
        else:
            way = _curly_way(glyph, before, after) if glyph in _DOUBLE else _straight_way(before, after)
        if way is not None:
            yield _Glyph(m.start(), m.end(), family, way)


def _straight_way(before: str, after: str) -> int:
    opens = before in _BEFORE_OPEN and not after.isspace()
    closes = not after.isalnum() and not before.isspace() and before not in "([{"
    return opens - closes


def _curly_way(glyph: str, before: str, after: str) -> int:
    """What the glyph says, unless the spaces on both sides say the opposite (a closing “ or an opening ”)."""
    if glyph == "“" and (before.isalnum() or before in ".,!?…") and (after.isspace() or after in ".,;)"):
        return -1
    if glyph == "”" and before.isspace() and (after.isalnum() or after in "[…"):
        return 1
    return _DOUBLE[glyph]


def _single_way(text: str, glyph: str, at: int, before: str, after: str) -> int | None:
    """1 or -1 for a single quotation mark; None for an apostrophe."""
    if before.isalnum() and after.isalnum():
        return None
    if glyph in "‘‚‛":
        return 1 if not after.isspace() else None
    if glyph == "'" and before in _BEFORE_OPEN + '"“' and (after.isalnum() or after in "[…"):
        return None if _ELISION.match(text, at) else 1
    return -1 if not before.isspace() and not after.isalnum() else None


def _matched(
    text: str, glyphs: list[_Glyph], p: Paragraph, *, keep_open: bool = True, goes_on: bool = False
) -> list[Marked]:
    """Stretches from mark to mark, within a family; ``keep_open``: also one whose end the text leaves open."""
    found: list[Marked] = []
    open_: _Glyph | None = None
    depth = 0
    for i, g in enumerate(glyphs):
        if open_ is None:
            if g.way > 0 or (keep_open and g.way == 0 and g.end < p.end and not text[g.end].isspace()):
                open_, depth = g, 0
        elif g.family != open_.family:
            continue
        elif g.way > 0 and _nested(glyphs[i : i + _LOOK_AHEAD], open_.family):
            depth += 1
        elif g.way > 0:  # the mark before was never closed
            if keep_open:
                found.append(_open_end(text, open_, g.start))
            open_, depth = g, 0
        elif depth:
            depth -= 1
        elif keep_open or not _possessive(text, g, glyphs[i + 1 :]):
            found.append(Marked(open_.start, g.end, open_.end, g.start))
            open_ = None
    if open_ is not None and (keep_open or goes_on):
        found.append(_open_end(text, open_, p.end))
    return found


def _nested(rest: list[_Glyph], family: str) -> bool:
    """An opening mark within an open stretch is a nested one if enough marks close after it."""
    ways = (1 if g.way > 0 else -1 for g in rest if g.family == family)
    return min(accumulate(ways)) < 0


def _possessive(text: str, g: _Glyph, rest: list[_Glyph]) -> bool:
    """workers’ — a plural's apostrophe inside single quotes: another mark closes later and no punctuation is near."""
    later = any(r.way < 0 for r in rest)
    return later and text[g.start - 1] == "s" and text[g.end : g.end + 2].strip()[:1].isalpha()


def tag_behind(text: str, at: int, end: int = sys.maxsize) -> bool:
    """Whether it is said behind an offset who said it: " he answered." """
    tag = _TAG.match(text, at, end)
    verb = attributing(tag["verb"]) if tag else None
    return verb is not None and verb.act == "speech"


def _open_end(text: str, g: _Glyph, end: int) -> Marked:
    """The stretch up to the end, or to the words that tell who said it: “I will not go, he answered."""
    end = g.end + len(text[g.end : end].rstrip())
    comma = text.rfind(",", max(g.end, end - MAX_TAG_CHARS), end)
    if comma >= 0 and tag_behind(text, comma, end):
        return Marked(g.start, comma + 1, g.end, comma + 1)
    return Marked(g.start, end, g.end, end, closed=False)
