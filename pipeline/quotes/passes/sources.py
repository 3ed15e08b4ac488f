"""Source spans made whole: what a model's span lacks, and what it took in that is no part of the source."""

from __future__ import annotations

import re
from bisect import bisect_left

from spacy.tokens import Doc

from pipeline.english.nouns import is_a
from pipeline.english.verbs import act_of
from pipeline.quotes.passes.article import Article
from pipeline.quotes.passes.subjects import subject_of_cue
from pipeline.quotes.surface.cues import source_before
from pipeline.quotes.surface.paragraphs import Locator
from pipeline.quotes.surface.sentences import last_sentence
from pipeline.quotes.types import Attribution, Attributions, Offsets

MAX_SOURCE_CHARS = 300  # before a cue, in which its source must lie
_WHO = re.compile(r",?\s+(?:who|which|whom)$")  # "an official who", cut before "spoke on condition of anonymity"
_WHEREIN = re.compile(  # "the board in its farewell statement"
    r"\s+in\s+(?:an?|its|his|her|their)\s+(?:[a-z]+\s+){0,2}"
    r"(?:statement|speech|interview|letter|tweet|e-?mail|post|address|article|column)\b[^,]*$"
)
_COUNTED = re.compile(r"(?:all|every|everyone|everybody|many|one)\b", re.IGNORECASE)  # "Not everyone"
_LEADING = re.compile(r"(?:by|from)\s+(?=\S)")
_TIME = re.compile(r"\s+(?:(?:just|only|late|early|earlier|later|back)\s+)?(?P<in>(?:on|in|at|during)\s+)?$")
_NOW = re.compile(r"(?:this|last|next|yesterday|today|earlier)\b")
_OWN_TIME = re.compile(
    r"\b[a-z]+(?:ed|en|ing)\b|[,;]$|\b(?:from|for|of|by|over|until|since|to|between|and|than|before|after)$"
)


def trim_sources(article: Article, before: Attributions) -> Attributions:
    """The cue's subject or what stands beside it where there is none; the document and not its author; no medium."""
    text, doc = article.text, article.doc
    names = _names(doc)
    ends = {d.end: d.start for d in doc._.onrecord.dates or []}
    found = []
    for a in before:
        source = a.source or _subject(text, doc, a) or _aside(text, a, names, article.where)
        source = _whole(text, doc, source, a.cue) if source and a.cue else source
        found.append(a.but(source=_undated(text, _bare(text, source), ends) if source else None))
    return tuple(found)


def _names(doc: Doc) -> list[Offsets]:
    return [
        (e.start, e.end)
        for e in doc._.onrecord.entities or []
        if e.label in ("PERSON", "ORG") and e.mention != "pronoun"
    ]


def _subject(text: str, doc: Doc, a: Attribution) -> Offsets | None:
    """The subject that the tree gives a cue of speech, outside content and cue."""
    if a.cue is None or act_of(text[slice(*a.cue)]) != "speech":
        return None
    found = subject_of_cue(doc, a.cue)
    return found if found and not _overlaps(found, (*a.content, a.cue)) else None


def _whole(text: str, doc: Doc, source: Offsets, cue: Offsets) -> Offsets:
    """The document for who wrote or saw it: "As minutes seen by [the Herald] show": the minutes show."""
    if source[1] > cue[0] or text[max(0, source[0] - 3) : source[0]] != "by ":
        return source
    found = subject_of_cue(doc, cue)
    inside = found is not None and found[0] < source[0] and source[1] <= found[1]
    return found if found is not None and inside else source


def _aside(text: str, a: Attribution, names: list[Offsets], where: Locator) -> Offsets | None:
    """A role and the name between commas before a cue of speech: "the plan stands, its mayor, Jane Roe, said"."""
    if a.cue is None or act_of(text[slice(*a.cue)]) != "speech":
        return None
    i = bisect_left(names, (a.cue[0], 0)) - 1
    if i < 0 or text[names[i][1] : a.cue[0]] != ", ":
        return None
    low = _sentence_start(text, a.cue[0], where)
    phrase = source_before(text[low : a.cue[0]], a.cue[0] - low)
    if phrase is None or low + phrase[0] >= names[i][0]:
        return None
    source = (low + phrase[0], low + phrase[1])
    return None if _overlaps(source, a.content) else source


def _overlaps(span: Offsets, others: tuple[Offsets, ...]) -> bool:
    return any(s < span[1] and span[0] < e for s, e in others)


def _sentence_start(text: str, at: int, where: Locator) -> int:
    """Where the sentence that holds an offset begins, as far as a source can lie away."""
    n = where.at(at)
    low = max(at - MAX_SOURCE_CHARS, where.items[n].start if n is not None else 0)
    return low + last_sentence(text[low:at])


def _bare(text: str, source: Offsets) -> Offsets:
    """Without a preposition before it, a relative pronoun or a medium at its end."""
    start, end = source
    if text[max(0, start - 4) : start].casefold() == "not " and _COUNTED.match(text, start, end):
        start -= 4
    led = _LEADING.match(text, start, end)
    start = led.end() if led else start
    for trailing in (_WHO, _WHEREIN):
        cut = trailing.search(text, start, end)
        end = cut.start() if cut and cut.start() > start else end
    return start, end


def _undated(text: str, source: Offsets, dates: dict[int, int]) -> Offsets:
    """Without the day on which it was said: "[Jane Roe] on Tuesday"; "a poll released in May" keeps its own."""
    start, end = source
    date = dates.get(end)
    time = _TIME.search(text[start:date]) if date is not None and date > start else None
    if date is None or time is None or not (time.group("in") or _NOW.match(text, date)):
        return source
    noun = text[start : start + time.start()]
    last = noun.rsplit(None, 1)[-1:]
    own = not last or _OWN_TIME.search(noun) or is_a(last[0], "documents")
    return source if own else (start, start + time.start())
