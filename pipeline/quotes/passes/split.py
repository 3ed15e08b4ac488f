"""Parts that were put under one cue and belong to two: "A," X said, adding: "B." and quotes with stray narration."""

from __future__ import annotations

import re
from bisect import bisect_left

from pipeline.english.verbs import attributing
from pipeline.quotes.model.group import sentence_ends
from pipeline.quotes.passes.article import Article
from pipeline.quotes.surface.cues import cues
from pipeline.quotes.surface.rules import clause
from pipeline.quotes.types import Attribution, Attributions, Offsets

MIN_SPEECH_WORDS = 4  # of a stretch in marks that is speech by itself
MAX_LEAD_WORDS = 4  # before such a stretch that belong to the narration: "the boos, “Fine, …”"
MAX_LEAD_CHARS = 80  # before a quote, in which the participle that leads up to it must lie
_PARTICIPLE = re.compile(
    r"(?:^|[\s,])(?:while|before|after|and|then)?\s*"
    r"(?P<cue>(?P<verb>[a-z]+ing)\b(?:\s+(?!that\b)[\w’'.]+){0,6}?)\s*[,:]?\s*$"
)
_TAG = re.compile(  # "“Fine,” Roe replied." and "“Fine,” replied the driver."
    r"\s*(?:(?!(?:The|A|An|And|But|So)\s)(?P<source>he|she|they|(?:[A-Z][\w’'.-]+\s){0,2}[A-Z][\w’'-]+)\s(?P<cue>[a-z]+)"
    r"|(?P<verb>[a-z]+)\s(?P<behind>(?:the\s)?(?:[a-z]+\s){0,2}(?:[A-Z][\w’'.-]+\s){0,2}[A-Z]?[\w’'-]+))(?=[.,])"
)
_BORROWING = frozenset({"quoting", "citing", "paraphrasing"})  # "“One swallow,” she noted, quoting Aristotle, “…”"
_ENDING = frozenset(".,?!…-—")


def split(article: Article, before: Attributions) -> Attributions:
    """The attributions in their order, each with what was split off it."""
    text = article.text
    ends = {
        (m.start, m.end): text[m.inner_end - 1] for line in article.marked for m in line if m.inner_end > m.inner_start
    }
    closing = {e: (s, e) for s, e in ends}
    starts = sorted(ends)
    found: list[Attribution] = []
    for a in before:
        quoted = _speech_alone(text, _after_colon(text, a, ends, closing), starts, ends)
        led, rest = _without_narration(text, quoted, ends)
        found += [*led, *(own for one in _tagged(text, rest, ends) for own in _by_participle(text, one, ends))]
    return tuple(found)


def _tagged(text: str, a: Attribution, ends: dict[Offsets, str]) -> list[Attribution]:
    """The attribution, and its later quotes that another's tag stands behind: dialogue in one paragraph."""
    own = []
    for part in a.content[1:]:
        tag = _TAG.match(text, part[1]) if a.cue and part in ends and a.cue[1] < part[0] else None
        cue = ("cue" if tag["cue"] else "verb") if tag else ""
        verb = attributing(tag[cue]) if tag else None
        if tag and verb and verb.act == "speech":
            source = tag.span("source" if tag["cue"] else "behind")
            own.append(Attribution((part,), tag.span(cue), source, "tagged", a.confidence))
    kept = [c for c in a.content if all(c not in o.content for o in own)]
    return [a.but(content=kept), *own] if own else [a]


def _after_colon(text: str, a: Attribution, ends: dict[Offsets, str], closing: dict[int, Offsets]) -> Attribution:
    """ "put a line of hers on its cover: “…”": what stands before the colon leads up to the quote, and is the cue's."""
    if a.cue is None or len(a.content) != 1 or not 0 <= a.content[0][0] - a.cue[1] <= 1:
        return a
    start, end = a.content[0]
    quote = closing.get(end)
    if quote is None or quote[0] <= start or ends[quote] not in _ENDING:
        return a
    lead = text[start : quote[0]].rstrip()
    return a.but(cue=(a.cue[0], start + len(lead)), content=[quote]) if lead.endswith(":") else a


def _speech_alone(text: str, a: Attribution, starts: list[Offsets], ends: dict[Offsets, str]) -> Attribution:
    """Of "the boos, “fine, I deserved that one.”" behind a cue: the speech, without the words around its marks.

    Words that end in a comma or a full stop before it lead up to it; what follows its own full stop tells on.
    """
    if a.cue is None or a.cue[1] > a.start:
        return a
    return a.but(content=[_own_speech(text, part, starts, ends) for part in a.content])


def _own_speech(text: str, part: Offsets, starts: list[Offsets], ends: dict[Offsets, str]) -> Offsets:
    i = bisect_left(starts, (part[0], 0))
    inside = [m for m in starts[i : i + 2] if m[1] <= part[1]]
    if len(inside) != 1 or inside[0] == part or ends[inside[0]] not in _ENDING:
        return part
    m = inside[0]
    if len(text[slice(*m)].split()) < MIN_SPEECH_WORDS:
        return part
    before, after = text[part[0] : m[0]].rstrip(), text[m[1] : part[1]].strip()
    clause = len(before.split()) > MAX_LEAD_WORDS or before.startswith("that ")
    led = before[-1:] in (".", "!", "?") or (before[-1:] == "," and not after and text[m[0] + 1].isupper())
    start = m[0] if led and not clause else part[0]
    end = m[1] if after and (ends[m] in ".!?…" or (ends[m] == "," and not before)) else part[1]
    return start, end


def _without_narration(text: str, a: Attribution, ends: dict[Offsets, str]) -> tuple[list[Attribution], Attribution]:
    """Beside a stretch that is speech from mark to mark, bare words in another sentence or behind the cue are none.

    The first of the pair is what was said in words that led up to the quote: "Norway denies that it fished there:
    “…,” Roe said."
    """
    spoken = [c for c in a.content if ends.get(c) in _ENDING]
    if not spoken or a.cue is None or len(spoken) == len(a.content):
        return [], (a if spoken else _in_one_sentence(text, a))
    cue, first = a.cue, spoken[0]
    bare = [c for c in a.content if c not in ends]
    led = [c for c in bare if c[1] <= first[0] and text[c[1] : first[0]].strip() == ":" and cue[0] >= first[1]]
    stray = [c for c in bare if first[1] <= cue[0] < c[0] or _apart(text, c, cue)]
    kept = [c for c in a.content if c not in led and c not in stray]
    own = (clause(s, text[s:e], q) for s, e in led for q in cues(text[s:e])[:1])
    return [o for o in own if o is not None], a.but(content=kept or a.content)


def _apart(text: str, part: Offsets, cue: Offsets) -> bool:
    """Whether a sentence ends between a part and the cue."""
    return sentence_ends(text, *((part[1], cue[0]) if part[1] <= cue[0] else (cue[1], part[0]))) > 0


def _in_one_sentence(text: str, a: Attribution) -> Attribution:
    """Of indirect speech in several parts, those in the cue's sentence, where there are such."""
    if a.cue is None or len(a.content) < 2:
        return a
    beside = [c for c in a.content if not _apart(text, c, a.cue)]
    return a.but(content=beside or a.content)


def _by_participle(text: str, a: Attribution, ends: dict[Offsets, str]) -> list[Attribution]:
    """A later quoted part that a speech verb in -ing leads up to is a quote of its own by the same source."""
    if a.cue is None or a.source is None:
        return [a]
    kept: list[Offsets] = []
    own: list[Attribution] = []
    for c in a.content:
        low = max(max((e for _, e in (*kept, a.cue, a.source) if e <= c[0]), default=c[0]), c[0] - MAX_LEAD_CHARS)
        lead = _PARTICIPLE.search(text[low : c[0]]) if c in ends and low >= a.cue[1] and kept else None
        verb = attributing(lead.group("verb")) if lead and "." not in lead.group() else None
        if lead and verb and verb.act == "speech" and lead.group("verb") not in _BORROWING:
            cue = (low + lead.start("cue"), low + lead.end("cue"))
            own.append(Attribution((c,), cue, a.source, "participle", a.confidence))
        elif own:
            own[-1] = own[-1].but(content=[*own[-1].content, c])
        else:
            kept.append(c)
    return [a.but(content=kept), *own]
