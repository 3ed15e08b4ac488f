"""Forms that leave no doubt beside a model that left them out.

- …, X said. and …, it says, …: a main clause whose attribution stands behind a comma;
- Noting that …, X said …: the first of two;
- an opening mark that is never closed before ", he answered.";
- “…” — Name: a paragraph that is one quote with its speaker behind a dash (in a heading a colon).

The last two are believed more than a model's spans.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from pipeline.english.verbs import attributing, having
from pipeline.quotes.cover import Cover
from pipeline.quotes.passes.speaking import undergone
from pipeline.quotes.surface.cues import Cue, cues, source_before, speaker
from pipeline.quotes.surface.paragraphs import Locator
from pipeline.quotes.surface.sentences import MASK, is_prose, masked, sentences
from pipeline.quotes.types import Attribution, Marked, Offsets, Paragraph
from pipeline.syntax import lexicon

MIN_SPEECH_WORDS = 6  # of a paragraph that is all quote
MIN_CLAUSE_CHARS = 20  # of a main clause before its attribution
MAX_WHEN_WORDS = 3  # "late on Tuesday"
MAX_BACK_CHARS = 160  # before the end of an open quote, in which its source must begin
_MIN_LED_CHARS = 12
_SPOKE_PARAGRAPHS = 3  # above the introduction, in which another may have spoken
_CUES = 4  # of a sentence, to look at for the one of its main clause
_UNCLOSED = re.compile(
    r",\s+(?P<source>he|she|they|(?:[A-Z][\w.'’-]*\s+){0,3}[A-Z][\w'’-]*)\s+(?P<cue>[a-z]+)(?:\s[^.“”\"]{0,60})?\.?$"
)
_SIGNATURE = re.compile(
    r"\s*(?P<dash>[—–―:]|--?)\s*(?P<source>[A-Z][\w.'’-]*(?:\s+[A-Z][\w.'’-]*){0,2}\s+[A-Z][\w'’-]*)\.?\s*$"
)
_LOWER = re.compile(r"(?<![’'])\b[a-z]|\d")  # before the name that opens a paragraph only titles stand
_LED = re.compile(r"(?P<cue>[A-Z][a-z]+ing)\s+(?=that\s)")
_TOLD = re.compile(r"(?!(?:him|her|them|me|us|you)\b|that\b|how\b)[^,;:]{2,60}")  # whom: "Harbour Weekly", "the court"


def signed(text: str, paragraph: Paragraph, marked: list[Marked]) -> Iterator[Attribution]:
    """“…” — Jane Roe, and nothing else in the paragraph."""
    if len(marked) != 1 or marked[0].start != paragraph.start or not marked[0].closed:
        return
    m = marked[0]
    name = _SIGNATURE.match(text, m.end, paragraph.end)
    if name:
        yield Attribution(((m.start, m.end),), name.span("dash"), name.span("source"), "quote-dash")


def unclosed(text: str, marked: list[Marked]) -> Iterator[Attribution]:
    """“I will not go, he answered."""
    for m in marked:
        low = max(m.inner_start, m.inner_end - MAX_BACK_CHARS)
        behind = None if m.closed else _UNCLOSED.search(text, low, m.inner_end)
        verb = attributing(behind.group("cue")) if behind else None
        if behind and verb and verb.act == "speech":
            content = (m.start, behind.start() + 1)
            yield Attribution((content,), behind.span("cue"), behind.span("source"), "unclosed")


def introduced(
    text: str, where: Locator, marked: list[list[Marked]], held: Cover, people: list[Offsets]
) -> Iterator[Attribution]:
    """Jane Roe is a locksmith from Lervik. ¶ “…”: a paragraph that is all quote below one that opens with a person.

    Not where somebody spoke in the paragraphs before: then it is most often theirs (``merge``). ``people``: where
    persons are named, in text order.
    """
    for n, (above, p) in enumerate(pairwise(where.items)):
        marks = marked[n + 1]
        alone = marks and marks[0].start == p.start and marks[-1].end >= p.end - 1
        if not alone or above.kind != "body" or marked[n] or len(text[p.start : p.end].split()) < MIN_SPEECH_WORDS:
            continue
        below = where.items[min(n + 2, len(where.items) - 1)]  # a quote left open may have its cue there
        high = p.end if marks[-1].closed else below.end
        if held.covers(where.items[max(0, n - _SPOKE_PARAGRAPHS)].start, high):
            continue
        i = bisect_left(people, (above.start, 0))
        if i < len(people) and people[i][1] <= above.end and not _LOWER.search(text, above.start, people[i][0]):
            yield Attribution(((marks[0].start, marks[0].end),), None, people[i], "introduced")


def plain_clauses(text: str, paragraph: Paragraph, marked: list[Marked]) -> Iterator[Attribution]:
    """The first two forms, sentence by sentence."""
    mask = masked(text, paragraph, marked)
    for start, end in sentences(text, paragraph, mask, marked):
        sentence = mask[start - paragraph.start : end - paragraph.start]
        if is_prose(sentence):
            found = cues(sentence)
            for a in (
                *_behind(sentence, found),
                *_inverted(sentence, found),
                *_leading(sentence, found),
                *_told(sentence, found),
            ):
                yield _shifted(a, start)


def _shifted(a: Attribution, by: int) -> Attribution:
    def shift(s: Offsets) -> Offsets:
        return s[0] + by, s[1] + by

    return a.but(content=[shift(c) for c in a.content], cue=a.cue and shift(a.cue), source=a.source and shift(a.source))


def _behind(sentence: str, found: list[Cue]) -> Iterator[Attribution]:
    for cue in found:
        source = source_before(sentence, cue.start) if cue.base in having("main") else None
        if source is None or undergone(sentence[cue.start : cue.end]):
            continue
        before = (0, len(sentence[: source[0]].rstrip(" ,")))
        rest = sentence[cue.end :].strip(" .!?")
        parted = sentence[: source[0]].rstrip().endswith(",")
        if not parted or before[1] < MIN_CLAUSE_CHARS or MASK in sentence[: before[1]] or MASK in rest:
            continue
        told = cue.base == "tell" and _TOLD.fullmatch(rest)
        if told or not rest or _when(rest) or (sentence[cue.end] == "," and len(sentence[slice(*source)].split()) == 1):
            yield Attribution((before,), (cue.start, cue.end), source, "clause-cue")


def _when(rest: str) -> bool:
    """Whether what is left of a sentence only says when: "on Tuesday"."""
    found = rest.split()
    return 0 < len(found) <= MAX_WHEN_WORDS and found[-1].casefold() in lexicon("time")


def _inverted(sentence: str, found: list[Cue]) -> Iterator[Attribution]:
    """…, adds a second daily, Kystbladet."""
    cue = found[-1] if found else None
    before = sentence[: cue.start].rstrip() if cue is not None else ""
    if cue is None or cue.base not in having("main") or not before.endswith(",") or len(before) < MIN_CLAUSE_CHARS:
        return
    behind = sentence[cue.end :].rstrip(" .!?")
    source = _NAMED.fullmatch(behind) if MASK not in behind else None
    finite = sentence[cue.start : cue.end].casefold() == cue.form and not cue.form.endswith("ing")
    if source is not None and finite and cue.base != "tell" and speaker(source["source"]) and not _when(behind):
        content = (0, len(before.rstrip(" ,")))
        name = "name" if source["name"] else "source"
        at = (cue.end + source.start(name), cue.end + source.end(name))
        yield Attribution((content,), (cue.start, cue.end), at, "clause-inverted")


_NAMED = re.compile(
    r"\s(?P<source>(?:(?:the|an?|its|his|her|their|one|another)\s|(?=[A-Z]))(?:[\w’'-]+\s){0,5}[\w’'-]+(?:,\s(?P<name>(?:[A-Z][\w.’'-]*\s?){1,4}))?)"
)


def _told(sentence: str, found: list[Cue]) -> Iterator[Attribution]:
    """Her aunt told her fair was fair: a clause behind whom it is told to."""
    for cue in found:
        whom = _WHOM.match(sentence, cue.end) if cue.base == "tell" else None
        source = source_before(sentence, cue.start) if whom else None
        content = (whom.end(), len(sentence.rstrip(" .!?"))) if whom else (0, 0)
        if (
            source is not None
            and not undergone(sentence[cue.start : cue.end])
            and MASK not in sentence[slice(*content)]
        ):
            if len(sentence[slice(*content)].split()) > 2:
                yield Attribution((content,), (cue.start, cue.end), source, "told")
            return


_WHOM = re.compile(
    r"\s+(?:him|her|them|me|us)\s+(?=(?:that|he|she|it|they|we|I|you|the|his|her|their|there)\b|[a-z]+\s(?:is|was|were|are|had|has|would|will)\b)"
)


def _leading(sentence: str, found: list[Cue]) -> Iterator[Attribution]:
    led = _LED.match(sentence)
    verb = attributing(led.group("cue").casefold()) if led else None
    if led is None or verb is None or verb.act != "speech":
        return
    for cue in found[:_CUES]:
        source = source_before(sentence, cue.start) if cue.start > led.end() else None
        if source and sentence[: source[0]].rstrip().endswith(","):
            content = (led.end(), len(sentence[: source[0]].rstrip(" ,")))
            if content[1] - content[0] > _MIN_LED_CHARS and MASK not in sentence[slice(*content)]:
                yield Attribution((content,), led.span("cue"), source, "leading")
            return
