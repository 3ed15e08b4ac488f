"""Quotation marks of every make, paired paragraph by paragraph.

Straight, curly, low, guillemets, doubled apostrophes, escaped marks, single quotes against apostrophes. A mark without
partner costs at most its own paragraph: an opening one runs to the paragraph's end, a closing one is dropped.
"""

from __future__ import annotations

import itertools
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.english.verbs import attributing
from pipeline.quotes.types import Marked, Paragraph

_MARK = re.compile(r"(?<!\\)\\+[\"'“”]|\"\"|''|``|[\"“”„‟«»‹›]|['‘’‚‛]")
_DOUBLE = {"“": 1, "„": 1, "‟": 1, "«": 1, "‹": 1, "``": 1, "”": -1, "»": -1, "›": -1}
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
    following = itertools.zip_longest(paragraphs, paragraphs[1:])
    return [pair(text, p, goes_on=_opens_single(text, q)) for p, q in following if p is not None]


def _opens_single(text: str, p: Paragraph | None) -> bool:
    """Whether a paragraph begins with a mark, as one does that goes on with the quote of the one before."""
    return p is not None and text[p.start] in "'‘“\"" and text[p.start + 1 : p.start + 2].isalnum()


def pair(text: str, paragraph: Paragraph, *, goes_on: bool = False) -> list[Marked]:
    """The quoted stretches of a paragraph, outermost only, in text order.

    ``goes_on``: a single mark may be left open, because the next paragraph begins with one.
    """
    glyphs = list(_glyphs(text, paragraph))
    outer = _matched(text, [g for g in glyphs if g.family != "single"], paragraph)
    covered = [(m.start, m.end) for m in outer if m.closed]
    single = [g for g in glyphs if g.family == "single" and not _inside(g.start, covered)]
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


def _inside(at: int, spans: list[tuple[int, int]]) -> bool:
    return any(s <= at < e for s, e in spans)


def _glyphs(text: str, p: Paragraph) -> Iterator[_Glyph]:
    for m in _MARK.finditer(text, p.start, p.end):
        glyph = m.group().lstrip("\\")
        before = text[m.start() - 1] if m.start() > p.start else " "
        after = text[m.end()] if m.end() < p.end else " "
        if len(glyph) == 1 and glyph in "'‘’‚‛":
            way = _single_way(text, glyph, m.start(), before, after)
            if way is not None:
                yield _Glyph(m.start(), m.end(), "single", way)
        elif glyph in ("''", '""', '"') or glyph not in _DOUBLE:
            yield _Glyph(m.start(), m.end(), "double", _straight_way(before, after))
        else:
            family = "guillemet" if glyph in "«»‹›" else "double"
            yield _Glyph(m.start(), m.end(), family, _curly_way(glyph, before, after))


def _straight_way(before: str, after: str) -> int:
    opens = before in _BEFORE_OPEN and not after.isspace()
    closes = (after.isspace() or not after.isalnum()) and not before.isspace() and before not in "([{"
    return 1 if opens and not closes else -1 if closes and not opens else 0


def _curly_way(glyph: str, before: str, after: str) -> int:
    """What the glyph says, unless the spaces on both sides say the opposite (a closing “ or an opening ”)."""
    way = _DOUBLE[glyph]
    if glyph in "“”":
        if way == 1 and (before.isalnum() or before in ".,!?…") and (after.isspace() or after in ".,;)"):
            return -1
        if way == -1 and before.isspace() and (after.isalnum() or after in "[…"):
            return 1
    return way


def _single_way(text: str, glyph: str, at: int, before: str, after: str) -> int | None:
    """1, -1 or 0 for a single quotation mark; None for an apostrophe."""
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
    found: list[Marked] = []
    open_: _Glyph | None = None
    depth = 0
    for i, g in enumerate(glyphs):
        if open_ is None:
            if g.way >= 0 and _worth_opening(text, g, p, single=not keep_open):
                open_, depth = g, 0
        elif g.family != open_.family:
            continue
        elif g.way > 0 and (_bracketed(text, glyphs[i : i + 2]) or _nested(glyphs[i : i + _LOOK_AHEAD], open_.family)):
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


def _worth_opening(text: str, g: _Glyph, p: Paragraph, *, single: bool) -> bool:
    """A mark that may go either way opens only with text behind it; a single one must open clearly."""
    if single:
        return g.way > 0
    return g.way > 0 or (g.end < p.end and not text[g.end].isspace())


def _bracketed(text: str, pair: list[_Glyph]) -> bool:
    """Whether two marks stand around all that brackets hold, ("so"), within an open stretch."""
    inside = len(pair) == 2 and text[pair[0].start - 1] == "(" and text[pair[1].end : pair[1].end + 1] == ")"
    return inside and pair[0].family == pair[1].family


def _nested(rest: list[_Glyph], family: str) -> bool:
    """An opening mark within an open stretch is a nested one if enough marks close after it."""
    balance = 0
    for g in rest:
        if g.family == family:
            balance += 1 if g.way > 0 else -1
            if balance < 0:
                return True
    return False


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
    while end > g.end and text[end - 1].isspace():
        end -= 1
    comma = text.rfind(",", max(g.end, end - MAX_TAG_CHARS), end)
    if comma >= 0 and tag_behind(text, comma, end):
        return Marked(g.start, comma + 1, g.end, comma + 1)
    return Marked(g.start, end, g.end, end, closed=False)
