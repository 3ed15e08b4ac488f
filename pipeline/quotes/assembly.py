"""Role spans, marks and rules put together into one list of attributions."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container

from spacy.tokens import Doc

from pipeline.datelines import after_dateline
from pipeline.extensions import LINKS
from pipeline.quotes.interviews import announced, interview, name_lines
from pipeline.quotes.model.group import Roles, group
from pipeline.quotes.passes.align_to_marks import snap
from pipeline.quotes.passes.attach import anchor
from pipeline.quotes.passes.certain_forms import filling, overriding
from pipeline.quotes.passes.cover import Cover
from pipeline.quotes.passes.extend_content import widen
from pipeline.quotes.passes.filters import Dropped, sift
from pipeline.quotes.passes.merge import join
from pipeline.quotes.passes.not_quotes import without_naming
from pipeline.quotes.passes.sources import tidy_sources
from pipeline.quotes.passes.split import part
from pipeline.quotes.surface.paragraphs import Locator
from pipeline.quotes.surface.rules import by_rule
from pipeline.quotes.surface.sentences import ends_sentence
from pipeline.quotes.types import Attribution, Marked, Offsets

_AS = re.compile(r",\s+as$")


def assemble(text: str, doc: Doc, where: Locator, marked: list[list[Marked]]) -> tuple[list[Attribution], Dropped]:
    """The article's attributions in text order, and those that were dropped, each with the reason."""
    turns = interview(text, where)
    spoken = {where.at(start) for a in turns for start, _ in a.content}
    marked = [[] if n in spoken else line for n, line in enumerate(marked)]
    roles = read_roles(text, doc, where, spoken)
    found = without_naming(text, group(text, roles, where)) if roles.contents else []
    anchor(text, found, roles.cues)
    tidy_sources(text, doc, found, where)
    dropped = sift(text, doc, found, where)
    for a in found:
        a.confidence = roles.scores.get(a.cue) if a.cue else None
    found, unsourced = _parted(found)
    snap(found, marked)
    found = _overridden(text, found, where, marked, spoken)
    found = part(text, found, marked)
    widen(text, found, marked, where)
    held = Cover([*turns, *found])
    for n, (paragraph, marks) in enumerate(zip(where.items, marked, strict=True)):
        if n not in spoken:
            ruled = by_rule(text, paragraph, marks, clauses="content" not in doc.spans)
            found += _unheld(ruled, held)
            found += _beside(filling(text, paragraph, marks), found, held, ruled)
    held = Cover([*turns, *found])
    free = {m.start for line in marked for m in line if not held.covers(m.start, m.end)}
    found += name_lines(text, where, marked, free)
    entities = doc._.onrecord.entities or []
    names = [(e.start, e.end) for e in entities if e.label in ("PERSON", "ORG") and e.mention != "pronoun"]
    found += announced(text, where, marked, free - {a.start for a in found}, names)
    joined = join(text, [*found, *turns], marked, where)
    held = Cover(joined)
    kept = [a for a in unsourced if not held.touches(a) and _all_quoted(a, marked)]
    dropped += [(a, "no source") for a in unsourced if a not in kept]
    return sorted([*joined, *kept], key=lambda a: (a.start, a.end)), dropped


def _overridden(
    text: str, found: list[Attribution], where: Locator, marked: list[list[Marked]], spoken: Container[int | None]
) -> list[Attribution]:
    """The model's attributions without what certain forms claim, and those forms."""
    sure = [
        a
        for n, (paragraph, marks) in enumerate(zip(where.items, marked, strict=True))
        if n not in spoken
        for a in overriding(text, paragraph, marks)
    ]
    held = Cover(sure)
    for a in found:
        a.content = [c for c in a.content if not held.covers(*c)]
    return [*(a for a in found if a.content and not (a.cue and held.covers(*a.cue))), *sure]


def _unheld(ruled: list[Attribution], held: Cover) -> list[Attribution]:
    """What rules found and nothing holds yet; of a quote in two parts the one that is free."""
    for a in ruled:
        if len(a.content) > 1:
            a.content = [c for c in a.content if not held.covers(*c)] or a.content
    return [a for a in ruled if not held.touches(a)]


def _beside(
    more: list[Attribution], found: list[Attribution], held: Cover, ruled: list[Attribution]
) -> list[Attribution]:
    """What certain forms add where neither model nor rules found anything; a clause of a cue found already joins it."""
    taken = Cover(ruled)
    by_cue = {a.cue: a for a in found}
    added = []
    for a in more:
        own = by_cue.get(a.cue)
        if own is not None and not any(held.covers(*c) or taken.covers(*c) for c in a.content):
            own.content = sorted([*own.content, *a.content])
        elif not held.touches(a) and not taken.touches(a):
            added.append(a)
    return added


def _parted(found: list[Attribution]) -> tuple[list[Attribution], list[Attribution]]:
    """With a source, and without: of the model's attributions that no source can be found for, one in four is right.

    One whose words name none ("was accused of") needs none.
    """
    return [a for a in found if a.source or a.agentless], [a for a in found if not (a.source or a.agentless)]


def _all_quoted(a: Attribution, marked: list[list[Marked]]) -> bool:
    """Whether every part lies in quotation marks: words that somebody said, even if the text does not tell who."""
    return all(any(m.start <= s and e <= m.end for line in marked for m in line) for s, e in a.content)


def read_roles(text: str, doc: Doc, where: Locator, spoken: Container[int | None]) -> Roles:
    """The model's role spans as characters, with its links, in paragraphs that are read and are not ``spoken``."""
    by_key = {key: _spans(text, doc, key, where, spoken) for key in ("source", "cue", "content")}
    links: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for head, cue, score in doc.user_data.get(LINKS, ()):
        links[doc[head].idx].append((doc[cue].idx, float(score)))
    scores = {span: score for key in by_key for span, score in _scores(doc, key)}
    return Roles(by_key["source"], by_key["cue"], by_key["content"], dict(links), scores)


def _scores(doc: Doc, key: str) -> list[tuple[Offsets, float]]:
    """The model's own score of each span, where it leaves one."""
    scores = doc.spans[key].attrs.get("scores", ()) if key in doc.spans else ()
    group_ = doc.spans[key] if scores else ()
    return [((s.start_char, s.end_char), float(score)) for s, score in zip(group_, scores, strict=False)]


def _spans(text: str, doc: Doc, key: str, where: Locator, spoken: Container[int | None]) -> list[Offsets]:
    if key not in doc.spans:
        return []
    found = []
    for s in doc.spans[key]:
        start, end = s.start_char, s.end_char
        p = where.at(start)
        if p is None or p in spoken:
            continue
        # a span ends with its paragraph; what a quote goes on with, ``join`` finds
        end = min(end, where.items[p].end)
        start = max(start, after_dateline(text, where.items[p].start, where.items[p].end))
        while end > start and text[end - 1].isspace():
            end -= 1
        if key == "content" and end - start > 1 and ends_sentence(text, start, end):
            end -= 1
        if key == "content" and (led := _AS.search(text, max(start + 1, end - 6), end)):
            end = led.start()  # "the dam holds, as Roe reported"
        if end > start:
            found.append((start, end))
    return sorted(found)
