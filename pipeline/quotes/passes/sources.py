"""Source spans made whole: what a model's span lacks at its ends, and what it took in that is no part of the source."""

from __future__ import annotations

import re
from bisect import bisect_left

from spacy.tokens import Doc

from pipeline.english.nouns import nouns, words
from pipeline.english.verbs import act_of, verb_of
from pipeline.quotes.passes.subjects import fill_sources
from pipeline.quotes.speakers.phrases import seated
from pipeline.quotes.surface.cues import source_before
from pipeline.quotes.surface.paragraphs import Locator
from pipeline.quotes.surface.sentences import last_sentence
from pipeline.quotes.types import Attribution, Offsets

_LEADING = re.compile(r"(?:by|from)\s+(?=\S)")
_WHERE = re.compile(
    r"(?:Outside|Inside|In|At|After|Before|During)\s+(?:the\s+)?[a-z]+\s+(?=[A-Z])"
)  # "Outside court Mr. Roe"
_BESIDE = 3  # characters between a source and its cue
_DONE_BY = re.compile(r",\s+[a-z]+(?:ed|en|wn)\s+(?:[a-z]+\s+)?by\s+$")
_COUNTED = re.compile(r"(?:all|every|everyone|everybody|many|one)\b", re.IGNORECASE)  # "Not everyone"
_WHEREIN = re.compile(  # "the board in its farewell statement"
    r"\s+in\s+(?:an?|its|his|her|their)\s+(?:[a-z]+\s+){0,2}"
    r"(?:statement|speech|interview|letter|tweet|e-?mail|post|address|article|column)\b[^,]*$"
)
_WHO = re.compile(r",?\s+(?:who|which|whom)$")  # "an official who", cut before "spoke on condition of anonymity"
_TIME = re.compile(r"\s+(?:(?:just|only|late|early|earlier|later|back)\s+)?(?P<in>(?:on|in|at|during)\s+)?$")
_NOW = re.compile(r"(?:this|last|next|yesterday|today|earlier)\b")
_OWN_TIME = re.compile(
    r"\b[a-z]+(?:ed|en|ing)\b|[,;]$|\b(?:from|for|of|by|over|until|since|to|between|and|than|before|after)$"
)
_CLOSING = ("”", '"', "’")
_OVER = re.compile(r"[^,.;:]{0,200},\s*$")
_PRONOUN = re.compile(r"\b(?P<who>he|she|they|I|we|He|She|They|We)\s$")
_SEAT = 90  # characters of a body's phrase with its address
_ARTICLE = 4  # characters of an article
_BACK = 300  # characters before a cue in which its source must lie


def tidy_sources(text: str, doc: Doc, attributions: list[Attribution], where: Locator) -> None:
    """Sources in place: the antecedent of a relative clause that is over, whole noun phrases, no date."""
    names, starts = _names(doc)
    ends = {d.end: d.start for d in doc._.onrecord.dates or []}
    begins = {start: end for end, start in ends.items()}
    for a in attributions:
        if a.source is not None and a.cue is not None:
            a.source = _antecedent(text, a.source, a.cue, where)
            a.source = _speaker(text, a.source, a.cue) if a.source else None
    missing = [a for a in attributions if a.source is None]
    fill_sources(doc, attributions)
    for a in missing:
        a.source = _aside(text, a, names, starts, where) or a.source
    for a in attributions:
        if a.source is None:
            continue
        source = _seated(text, _whole(text, doc, a.source, a.cue, names, starts))
        if not any(s < source[1] and source[0] < e for s, e in (*a.content, *((a.cue,) if a.cue else ()))):
            a.source = source
        a.source = _bare(text, a.source, ends)
        if a.cue is not None:
            a.source = _with_own_date(text, a.source, a.cue, begins)
        if a.cue is not None:
            a.source = _outside(text, a.source, a.cue, where)


def _names(doc: Doc) -> tuple[list[Offsets], list[int]]:
    entities = doc._.onrecord.entities or []
    found = [(e.start, e.end) for e in entities if e.label in ("PERSON", "ORG") and e.mention != "pronoun"]
    return found, [s for s, _ in found]


def _aside(text: str, a: Attribution, names: list[Offsets], starts: list[int], where: Locator) -> Offsets | None:
    """A role and the name between commas before a cue of speech: "the plan stands, its mayor, Jane Roe, said"."""
    if a.cue is None or act_of(text[slice(*a.cue)]) != "speech":
        return None
    i = bisect_left(starts, a.cue[0]) - 1
    if i < 0 or text[names[i][1] : a.cue[0]] != ", ":
        return None
    low = _from(text, a.cue[0], where)
    found = source_before(text[low : a.cue[0]], a.cue[0] - low)
    if found is None:
        return None
    source = (low + found[0], low + found[1])
    return (
        source if source[0] < names[i][0] and not any(s < source[1] and source[0] < e for s, e in a.content) else None
    )


def _from(text: str, at: int, where: Locator) -> int:
    """Where the sentence that holds an offset begins, as far as a source can lie away."""
    n = where.at(at)
    low = max(at - _BACK, where.items[n].start if n is not None else 0)
    return low + last_sentence(text[low:at])


def _outside(text: str, source: Offsets, cue: Offsets, where: Locator) -> Offsets:
    """Of "The paper, turned down by three journals, warned": the paper; the comma before the cue ends the aside."""
    closed = text[source[1] - 1 : cue[0]].endswith(", ") and cue[0] - source[1] < _BESIDE
    aside = _DONE_BY.search(text, max(0, source[0] - 40), source[0]) if closed else None
    if aside is None:
        return source
    low = _from(text, aside.start(), where)
    before = source_before(text[low : aside.start()], aside.start() - low)
    return (low + before[0], low + before[1]) if before else source


def _antecedent(text: str, source: Offsets, cue: Offsets, where: Locator) -> Offsets | None:
    """Of "X, who was there, said": X, because the comma before the cue ends the clause of "who"."""
    if text[slice(*source)].casefold() not in ("who", "which") or not source[1] < cue[0]:
        return source
    if not _OVER.match(text, source[1], cue[0]):
        return source
    low = _from(text, source[0], where)
    clause = text[low : source[0]].rstrip(" ,")
    before = source_before(clause, len(clause))
    return (low + before[0], low + before[1]) if before else source


def _speaker(text: str, source: Offsets, cue: Offsets) -> Offsets:
    """Of "she told Roe": she, and not the one who is told."""
    verb = verb_of(text[slice(*cue)].rsplit(None, 1)[-1].casefold())
    if verb is None or not verb.addressee or source[0] - cue[1] != 1:
        return source
    before = _PRONOUN.search(text, max(0, cue[0] - 12), cue[0])
    return before.span("who") if before else source


def _whole(
    text: str, doc: Doc, source: Offsets, cue: Offsets | None, names: list[Offsets], starts: list[int]
) -> Offsets:
    """The phrase with the name that stands directly behind it, or with the noun that a bare possessive belongs to."""
    i = bisect_left(starts, source[1])
    behind = names[i] if i < len(names) else None
    determined = text[source[0] : source[1]].split(maxsplit=1)[0].casefold() in words("determiners")
    if (
        determined
        and behind
        and behind[0] - source[1] == 1
        and (cue is None or cue[0] >= behind[1] or cue[1] <= source[0])
    ):
        return source[0], behind[1]
    if text[slice(*source)].casefold() not in ("his", "its", "their", "our", "my") or cue is None:
        return source
    token = doc.char_span(*source, alignment_mode="expand")
    if token is None or not doc.has_annotation("DEP"):
        return source
    head = token.root.head
    if head.i <= token.end - 1 or head.dep_ != "nsubj" or head.idx >= cue[0] or act_of(head.text):
        return source
    end = head.idx + len(head)
    return source[0], end + (text[end : end + 1] in _CLOSING)


def _seated(text: str, source: Offsets) -> Offsets:
    """``The Menlo Park, Calif., company``, of which a span has a part."""
    for article in re.finditer(r"\b(?:[Tt]he|[Aa]n?)\s", text[max(0, source[0] - _SEAT) : source[0] + _ARTICLE]):
        start = max(0, source[0] - _SEAT) + article.start()
        end = seated(text, start, start + _SEAT)
        if end is not None and start < source[1] and source[0] < end:
            return start, max(end, source[1])
    return source


def _bare(text: str, source: Offsets, dates: dict[int, int]) -> Offsets:
    """Without a preposition before it and without a date behind it."""
    start, end = source
    for trailing in (_WHO, _WHEREIN):
        cut = trailing.search(text, start, end)
        end = cut.start() if cut and cut.start() > start else end
    if text[max(0, start - 4) : start].casefold() == "not " and _COUNTED.match(text, start, end):
        start -= 4
    for leading in (_LEADING, _WHERE):
        m = leading.match(text, start, end)
        if m and m.end() < end:
            start = m.end()
    date = dates.get(end)
    time = _TIME.search(text[start:date]) if date is not None and date > start else None
    if (
        date is not None
        and time
        and (time.group("in") or _NOW.match(text, date))
        and not _dated(text[start : start + time.start()])
    ):
        end = start + time.start()
    return start, end


def _with_own_date(text: str, source: Offsets, cue: Offsets, dates: dict[int, int]) -> Offsets:
    """With the date that is what a document is from: "Posts on the board from Friday", directly before the cue."""
    own = _FROM.match(text, source[1], cue[0])
    end = dates.get(own.end()) if own else None
    first = text[slice(*source)].split(maxsplit=1)[0].casefold().removesuffix("s")
    written = first in nouns("documents") or first + "s" in nouns("documents")
    return (source[0], end) if end is not None and written and 0 < cue[0] - end <= _BESIDE else source


_FROM = re.compile(r"\s(?:from|for|of)\s+")


def _dated(noun: str) -> bool:
    """Whether the date behind a noun is the noun's own: "a poll released in May", "a report in 2008", "Posts from"."""
    last = noun.rsplit(None, 1)[-1:]
    return not last or bool(_OWN_TIME.search(noun)) or last[0].casefold() in nouns("documents")
