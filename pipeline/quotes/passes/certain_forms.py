"""Forms that leave no doubt, read off the surface: they stand beside a model, and before it where the two disagree.

- “… — Name”: a paragraph that is one quote with its speaker behind a dash;
- an opening mark that is never closed before ", he answered.";
- X was criticised by Y for “…”;
- X declined to comment;
- As X told Y, …;
- X put the cost at $3 million;
- @handle: … as a paragraph;
- Noting that …, X said …: the first of two;
- 12 have named … in their reports;
- X came to the conclusion that …;
- X explained, with some pride, that …;
- …, X said. and …, it says, …: a main clause whose attribution stands behind a comma.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.english.nouns import nouns
from pipeline.english.verbs import attributing, clause_nouns, forms_having, having, participles
from pipeline.quotes.lexicon import phrases
from pipeline.quotes.passes.filters import undergone
from pipeline.quotes.surface.cues import cues, source_after, source_before
from pipeline.quotes.surface.sentences import MASK, is_prose, masked, sentences
from pipeline.quotes.types import Attribution, Marked, Offsets, Paragraph

_BACK = 160  # characters before a cue in which its source must begin
_UNCLOSED = re.compile(
    r",\s+(?P<source>he|she|they|(?:[A-Z][\w.'’-]*\s+){0,3}[A-Z][\w'’-]*)\s+(?P<cue>[a-z]+)(?:\s[^.“”\"]{0,60})?\.?$"
)
_AS = re.compile(
    r"(?:^|(?<=\s))As\s+(?P<source>[^,;:.]{2,80}?)\s+(?P<cue>told|said|put|wrote|explained)\b(?P<to>[^,;:]{0,60}),\s+"
)
_FOR = re.compile(rf"\s+(?P<for>(?:for|as|over)\s+[^,;:]*?{MASK}+[^,;:.{MASK}]*)")


def overriding(text: str, paragraph: Paragraph, marked: list[Marked]) -> list[Attribution]:
    """What is believed more than a model's spans."""
    return [*_signed(text, paragraph, marked), *_unclosed(text, marked), *_posted(text, paragraph)]


def filling(text: str, paragraph: Paragraph, marked: list[Marked]) -> list[Attribution]:
    """What is added where a model found nothing."""
    mask = masked(text, paragraph, marked)
    found: list[Attribution] = []
    for start, end in sentences(text, paragraph, mask, marked):
        sentence = mask[start - paragraph.start : end - paragraph.start]
        if not is_prose(sentence):
            continue
        for a in (
            *_passive(sentence),
            *_declined(sentence),
            *_as_told(sentence),
            *_put_at(sentence),
            *_behind(sentence),
            *_leading(sentence),
            *_reported(sentence),
            *_held(sentence),
            *_aside(sentence),
        ):
            found.append(_shifted(a, start))
    return found


def _shifted(a: Attribution, by: int) -> Attribution:
    def shift(s: Offsets) -> Offsets:
        return s[0] + by, s[1] + by

    return Attribution([shift(c) for c in a.content], a.cue and shift(a.cue), a.source and shift(a.source), a.rule)


_SIGNATURE = re.compile(
    r"\s*(?P<dash>[—–―]|--?)\s*(?P<source>[A-Z][\w.'’-]*(?:\s+[A-Z][\w.'’-]*){0,2}\s+[A-Z][\w'’-]*)\.?\s*$"
)


def _signed(text: str, p: Paragraph, marked: list[Marked]) -> Iterator[Attribution]:
    if len(marked) == 1 and marked[0].start == p.start and marked[0].closed:
        m = marked[0]
        name = _SIGNATURE.match(text, m.end, p.end)
        if name:
            yield Attribution([(m.start, m.end)], name.span("dash"), name.span("source"), "quote-dash")


_HANDLE = re.compile(r"(?P<source>@\w{2,30})(?:\s+\([^()]{1,40}\))?(?P<colon>:)\s+(?=\S)")


def _posted(text: str, p: Paragraph) -> Iterator[Attribution]:
    handle = _HANDLE.match(text, p.start, p.end)
    if handle and p.kind == "body":
        yield Attribution([(handle.end(), p.end)], handle.span("colon"), handle.span("source"), "handle")


def _unclosed(text: str, marked: list[Marked]) -> Iterator[Attribution]:
    for m in marked:
        behind = None if m.closed else _UNCLOSED.search(text, max(m.inner_start, m.inner_end - _BACK), m.inner_end)
        verb = attributing(behind.group("cue")) if behind else None
        if behind and verb and verb.act == "speech":
            yield Attribution([(m.start, behind.start() + 1)], behind.span("cue"), behind.span("source"), "unclosed")


def _passive(sentence: str) -> Iterator[Attribution]:
    for by in re.finditer(r"\b(?:was|were|been|being|is|are)\s+(?:\w+ly\s+)?(?P<verb>[a-z]+)\s+by\s+", sentence):
        if by.group("verb") not in _participles():
            continue
        ground = _FOR.search(sentence, by.end(), min(len(sentence), by.end() + 400))
        source = source_after(sentence, by.end())
        if source and ground:
            source = (source[0], min(source[1], ground.start()))
        if source and ground and source[1] <= ground.start("for") and source[0] < source[1]:
            target = source_before(sentence, by.start())
            content = [*([target] if target else []), ground.span("for")]
            yield Attribution(content, (by.start(), by.end("verb")), source, "passive")


def _participles() -> frozenset[str]:
    return participles("agent")


def _declined(sentence: str) -> Iterator[Attribution]:
    for formula in phrases("cues", "silences"):
        at = sentence.find(formula)
        source = source_before(sentence, at) if at > 0 else None
        if source:
            verb = re.match(r"(?:\w+ )*?(?=to )", formula)
            cut = at + (verb.end() if verb else 0)
            yield Attribution([(cut, at + len(formula))], (at, cut - 1), source, "declined")


def _as_told(sentence: str) -> Iterator[Attribution]:
    for m in _AS.finditer(sentence):
        end = len(sentence.rstrip(" .!?"))
        if end > m.end() and MASK not in m.group():
            yield Attribution([(m.end(), end)], m.span("cue"), m.span("source"), "as-told")


_PUT = re.compile(
    r"\b(?P<cue>(?:(?:has|have|had)\s+)?puts?)\s+(?P<content>[^,;:]{2,80}?\sat\s+(?:[a-z]+\s+){0,3}?"
    r"(?:(?:[A-Z]{1,3})?[$€£¥₹]?\d|(?:one|two|three|four|five|six|seven|eight|nine|ten)\s)[^;:]*)"
)


def _put_at(sentence: str) -> Iterator[Attribution]:
    for m in _PUT.finditer(sentence):
        source = source_before(sentence, m.start())
        if source and MASK not in m.group():
            yield Attribution([(m.start("content"), len(sentence.rstrip(" .!?")))], m.span("cue"), source, "put-at")


_LED = re.compile(r"(?P<cue>[A-Z][a-z]+ing)\s+(?=that\s)")


def _leading(sentence: str) -> Iterator[Attribution]:
    """Noting that …, X said …: what X noted; what X said has the cue behind it."""
    led = _LED.match(sentence)
    verb = attributing(led.group("cue").casefold()) if led else None
    if led is None or verb is None or verb.act != "speech":
        return
    for cue in cues(sentence)[:_CUES]:
        source = source_before(sentence, cue.start) if cue.start > led.end() else None
        if source and sentence[: source[0]].rstrip().endswith(","):
            content = (led.end(), len(sentence[: source[0]].rstrip(" ,")))
            if content[1] - content[0] > _SHORTEST and MASK not in sentence[slice(*content)]:
                yield Attribution([content], led.span("cue"), source, "leading")
            return


def _held(sentence: str) -> Iterator[Attribution]:
    for m in _holding().finditer(sentence):
        source = source_before(sentence, m.start())
        noun = m.group("noun")
        end = len(sentence.rstrip(" .!?"))
        if source and noun in clause_nouns() and end > m.end() + 5:
            yield Attribution([(m.end(), end)], (m.start(), m.end() - 1), source, "noun-that")


@cache
def _holding() -> re.Pattern[str]:
    verbs = "|".join(phrases("cues", "holding"))
    return re.compile(rf"\b(?:{verbs})\s+(?:the|a|an|his|her|its|their)\s+(?:[a-z]+\s+)?(?P<noun>[a-z]+)\s+(?=that\s)")


_COPULA = re.compile(r"\b(?:is|are|was|were|be|been)\b")
_ASIDE = re.compile(r",\s(?!who\b|which\b|and\b|but\b|[a-z]+ing\b)[^,;:]{2,60},\s+(?=that\s)")


def _aside(sentence: str) -> Iterator[Attribution]:
    for cue in cues(sentence):
        aside = _ASIDE.match(sentence, cue.end)
        source = source_before(sentence, cue.start) if aside else None
        end = len(sentence.rstrip(" .!?"))
        plain = source and not _COPULA.search(sentence, *source)  # not "It is a truth universally acknowledged"
        if undergone(sentence[cue.start : cue.end]):
            continue
        if aside and source and plain and cue.base in having("clause") and MASK not in aside.group():
            yield Attribution([(aside.end(), end)], (cue.start, cue.end), source, "aside-that")


_CUES = 4  # cues of a sentence to look at for the one of its main clause
_SHORTEST = 12  # characters
_IN_REPORT = re.compile(
    r"\bin\s+(?:its|their|his|her)\s+(?:own\s+)?(?:[a-z]+\s+){0,3}?(?P<noun>[a-z]+)(?=[,.;]|\s+and\b|$)"
)
_LISTED = re.compile(
    r"(?:^|,\s+|\band\s+)(?P<source>\d[\d,]*(?:\s+of\s+(?:them|these|those))?)\s+"
    r"(?P<cue>(?:(?:has|have)\s+)?(?P<verb>[a-z]+))\s+(?P<content>[^,;:]{2,120}?)(?=,|;|\.?$)"
)


def _reported(sentence: str) -> Iterator[Attribution]:
    """12 have named sand in their reports, and 4 have named silt: figures that speak in writing."""
    where = _IN_REPORT.search(sentence)
    noun = where.group("noun") if where else ""
    if noun not in nouns("documents") and noun.removesuffix("s") not in nouns("documents"):
        return
    for m in _LISTED.finditer(sentence):
        if m.group("verb") in _written() and MASK not in m.group():
            yield Attribution([m.span("content")], m.span("cue"), m.span("source"), "in-report")


def _written() -> frozenset[str]:
    return forms_having("figures")


# whom: "a news conference", "Harbour Weekly", "the court"
_TOLD = re.compile(r"(?!(?:him|her|them|me|us|you)\b|that\b|how\b)[^,;:]{2,60}")


def _behind(sentence: str) -> Iterator[Attribution]:
    """…, X said. and …, it says, …, for the plainest verbs."""
    for cue in cues(sentence):
        source = source_before(sentence, cue.start)
        if (
            source is None
            or undergone(sentence[cue.start : cue.end])
            or cue.base not in having("main")
            or not sentence[: source[0]].rstrip().endswith(",")
        ):
            continue
        before = (0, len(sentence[: source[0]].rstrip(" ,")))
        rest = sentence[cue.end :].strip(" .!?")
        if before[1] < 20 or MASK in sentence[: before[1]] or MASK in rest:
            continue
        told = cue.base == "tell" and _TOLD.fullmatch(rest)
        if told or not rest or (sentence[cue.end] == "," and len(sentence[slice(*source)].split()) == 1):
            yield Attribution([before], (cue.start, cue.end), source, "clause-cue")
