"""Parts that were put under one cue and belong to two: "A," X said, adding: "B." and quotes with stray narration."""

from __future__ import annotations

import re

from pipeline.english.verbs import attributing
from pipeline.quotes.model.group import sentence_ends
from pipeline.quotes.surface.cues import cues
from pipeline.quotes.surface.rules import clause
from pipeline.quotes.types import Attribution, Marked, Offsets

_PARTICIPLE = re.compile(
    r"(?:^|[\s,])(?:while|before|after|and|then)?\s*(?P<cue>(?P<verb>[a-z]+ing)\b(?:\s+(?!that\b)[\w’'.]+){0,6}?)\s*[,:]?\s*$"
)
_WITH = re.compile(r"\bwith\s+(?P<source>[A-Z][\w.'’ -]{1,60}?)\s+(?P<cue>(?P<verb>[a-z]+ing):)$")
_BORROWING = frozenset({"quoting", "citing", "paraphrasing"})  # "“One swallow,” she noted, quoting Aristotle, “…”"
_SENTENCE = re.compile(r"[.!?…][\"”’')\]]*\s+[\"“‘'(]?(?=[A-Z0-9])")
_LEAD = 80  # characters before a quote in which the participle that leads up to it must lie
_ENDING = frozenset(".,?!…-—")


def part(text: str, attributions: list[Attribution], marked: list[list[Marked]]) -> list[Attribution]:
    """The attributions in their order, each followed by what was split off it."""
    ends = {(m.start, m.end): text[m.inner_end - 1] for line in marked for m in line if m.inner_end > m.inner_start}
    closing = {e: (s, e) for s, e in ends}
    closing_at = dict(ends.keys())
    found: list[Attribution] = []
    for a in attributions:
        _after_colon(text, a, ends, closing)
        led = _without_narration(text, a, ends)
        found += [*led, a, *_by_participle(text, a, ends), *_followed(text, a, closing_at)]
    return found


def _after_colon(text: str, a: Attribution, ends: dict[Offsets, str], closing: dict[int, Offsets]) -> None:
    """ "put a line of hers on its cover: “…”": what stands before the colon leads up to the quote, and is the cue's."""
    if a.cue is None or len(a.content) != 1 or not 0 <= a.content[0][0] - a.cue[1] <= 1:
        return
    start, end = a.content[0]
    quote = closing.get(end)
    if (
        quote is not None
        and quote[0] > start
        and ends[quote] in _ENDING
        and text[start : quote[0]].rstrip().endswith(":")
    ):
        end = start + len(text[start : quote[0]].rstrip())
        own = _WITH.search(text, max(start, end - _LEAD), end)
        known = attributing(own.group("verb")) if own else None
        if own and known and known.act == "speech":  # "It quoted critics, with Roe stating: “…”"
            a.source, a.cue = own.span("source"), own.span("cue")
        else:
            a.cue = (a.cue[0], end)
        a.content = [quote]


def _without_narration(text: str, a: Attribution, ends: dict[Offsets, str]) -> list[Attribution]:
    """Beside a stretch that is speech from mark to mark, bare words in another sentence or behind the cue are none.

    Returned is what was said in words that led up to the quote: "Norway denies that it fished there: “…,” Roe said."
    """
    spoken = [c for c in a.content if ends.get(c) in _ENDING]
    if not spoken:
        _in_one_sentence(text, a)
    if not spoken or len(spoken) == len(a.content) or a.cue is None:
        return []
    cue = a.cue

    def leads(c: Offsets) -> bool:
        return c[1] <= spoken[0][0] and text[c[1] : spoken[0][0]].strip() == ":" and cue[0] >= spoken[0][1]

    def stray(c: Offsets) -> bool:
        if c in ends or c in spoken:
            return False
        low, high = min(c[1], cue[1]), max(c[0], cue[0])
        return (spoken[0][1] <= cue[0] < c[0]) or _SENTENCE.search(
            text, max(0, low - 1), min(len(text), high + 1)
        ) is not None

    led = [c for c in a.content if c not in ends and leads(c)]
    kept = [c for c in a.content if c not in led and not stray(c)]
    a.content = kept or a.content
    own = (clause(s, text[s:e], q) for s, e in led for q in cues(text[s:e])[:1])
    return [o for o in own if o is not None]


_BEHIND = re.compile(
    r",\s+(?P<source>he|she|they|it|[A-Z][\w.'’-]+(?:\s+[A-Z][\w.'’-]+){0,2})\s+"
    r"(?P<cue>(?:also\s+)?(?:said|says|added|adds|noted|notes|explained|told|continued|wrote))\b"
)


def _followed(text: str, a: Attribution, closing_at: dict[int, int]) -> list[Attribution]:
    """X said: “A.” B, she added: what stands in a sentence of its own behind the quote has a cue of its own."""
    last = a.content[-1]
    end = closing_at.get(last[0])
    behind = (
        _BEHIND.match(text, last[1]) if end is not None and end < last[1] and a.cue and a.cue[0] < last[0] else None
    )
    if behind is None or end is None or text[end - 2] not in ".!?" or not text[end : last[1]].strip():
        return []
    start = end + len(text[end : last[1]]) - len(text[end : last[1]].lstrip())
    a.content[-1] = (last[0], end)
    return [Attribution([(start, last[1])], behind.span("cue"), behind.span("source"), "clause-cue", a.confidence)]


def _in_one_sentence(text: str, a: Attribution) -> None:
    """Of indirect speech in several parts, those in the cue's sentence, where there are such."""
    if a.cue is None or len(a.content) < 2:
        return
    low, high = a.cue

    def beside(c: Offsets) -> bool:
        return sentence_ends(text, *((c[1], low) if c[1] <= low else (high, c[0]))) == 0

    a.content = [c for c in a.content if beside(c)] or a.content


def _by_participle(text: str, a: Attribution, ends: dict[Offsets, str]) -> list[Attribution]:
    """A later quoted part that a speech verb in -ing leads up to is a quote of its own by the same source."""
    split: list[Attribution] = []
    if a.cue is None or a.source is None:
        return split
    kept: list[Offsets] = []
    for c in sorted(a.content):
        before = max((e for _, e in (*kept, a.cue, a.source) if e <= c[0]), default=c[0])
        before = max(before, c[0] - _LEAD)
        lead = _PARTICIPLE.search(text[before : c[0]]) if c in ends and before >= a.cue[1] and kept else None
        known = attributing(lead.group("verb")) if lead else None
        own = lead is not None and lead.group("verb") not in _BORROWING and "." not in lead.group()
        if lead and own and known and known.act == "speech":
            at = before + lead.start("cue")
            split.append(Attribution([c], (at, before + lead.end("cue")), a.source, "participle", a.confidence))
        elif split:
            split[-1].content.append(c)
        else:
            kept.append(c)
    if split:
        a.content = kept
    return split
