"""Attributions and speakers as records: quotes, and the pronoun and nominal mentions of resolved sources."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Protocol

from spacy.tokens import Doc

from pipeline.english.verbs import act_of
from pipeline.quotes.confidence import calibrated
from pipeline.quotes.modality import modality_of
from pipeline.quotes.model.evidence import heard
from pipeline.quotes.passes.article import Article
from pipeline.quotes.speakers.discourse import Resolved
from pipeline.quotes.surface.terms import naming, quoting, terms
from pipeline.quotes.types import Attribution, Offsets
from pipeline.records import Entity, MentionKind, Quote, QuoteKind, Rejected, Span

_WORD = re.compile(r"\w+")
Found = Sequence[tuple[Attribution, Resolved | None]]


class _Spanned(Protocol):
    id: str
    start: int
    end: int


def write(doc: Doc, found: Found, article: Article) -> None:
    """Set ``doc._.onrecord.quotes`` and extend ``doc._.onrecord.entities``."""
    left, text, marked = doc._.onrecord, article.text, article.marked
    doc_id = left.document.doc_id if left.document is not None else "doc"
    left.entities = _mentions(doc_id, text, [e for e in left.entities or [] if e.mention in ("name", "short")], found)
    inner = [_Inner(records or []) for records in (left.quantities, left.dates, left.entities)]
    single, names = terms(text, marked), naming(text, marked)
    marks = [(m.start, m.end) for line in marked for m in line if (m.start, m.end) not in names]
    spoken = [m for m in marks if m not in single]
    ordered = sorted(found, key=lambda f: (f[0].start, f[0].end))
    doc._.onrecord.quotes = [
        _quote(text, doc_id, n, a, r, marks if quoting(text, a) else spoken, inner)
        for n, (a, r) in enumerate(ordered, 1)
    ]


def rejections(doc: Doc, text: str, dropped: Sequence[Attribution]) -> list[Rejected]:
    """Attributions that were dropped, each with the reason."""
    doc_id = doc._.onrecord.document.doc_id if doc._.onrecord.document is not None else "doc"
    return [
        Rejected(
            doc_id=doc_id, stage="quotes", reason=a.dropped or "", start=a.start, end=a.end, text=text[a.start : a.end]
        )
        for a in dropped
    ]


def _quote(
    text: str, doc_id: str, n: int, a: Attribution, r: Resolved | None, marks: Sequence[Offsets], inner: list[_Inner]
) -> Quote:
    kind = _kind(text, a, marks)
    return Quote(
        doc_id=doc_id,
        id=f"{doc_id}/q{n}",
        start=a.start,
        end=a.end,
        text=text[a.start : a.end],
        rule=a.rule,
        confidence=calibrated(a.rule, kind, act_of(text[slice(*a.cue)]) if a.cue else None, a.confidence),
        kind=kind,
        content=[_span(text, c) for c in a.content],
        cue=_span(text, a.cue) if a.cue else None,
        source=_span(text, a.source) if a.source else None,
        speaker=r.speaker if r else None,
        speech=_speech(text, a, kind),
        modality=modality_of(text, a, kind),
        claims=inner[0].within(a.content),
        dates=inner[1].within(a.content),
        entities=inner[2].within(a.content),
    )


class _Inner:
    """Finds the ids of records inside content parts."""

    def __init__(self, records: Sequence[_Spanned]) -> None:
        self._records = sorted(records, key=lambda r: (r.start, r.end))
        self._starts = [r.start for r in self._records]

    def within(self, parts: Sequence[Offsets]) -> list[str]:
        found = []
        for start, end in parts:
            for r in self._records[bisect_left(self._starts, start) :]:
                if r.start >= end:
                    break
                if r.end <= end:
                    found.append(r.id)
        return found


def _span(text: str, span: Offsets) -> Span:
    return Span(start=span[0], end=span[1], text=text[span[0] : span[1]])


def _kind(text: str, a: Attribution, marks: Sequence[Offsets]) -> QuoteKind:
    """Direct: every word in quotation marks (or a turn of an interview); indirect: none; mixed: some."""
    if a.rule == "interview":
        return "direct"
    total = quoted = 0
    for start, end in a.content:
        total += len(_WORD.findall(text, start, end))
        i = max(0, bisect_left(marks, (start, 0)) - 1)
        for s, e in marks[i:]:
            if s >= end:
                break
            quoted += len(_WORD.findall(text, max(s, start), min(e, end))) if e > start else 0
    return "indirect" if not quoted else "direct" if quoted >= total else "mixed"


def _speech(text: str, a: Attribution, kind: QuoteKind) -> bool:
    """Direct quotes are speech; the rest is what its cue says; without a word that tells, marks decide."""
    act = act_of(text[slice(*a.cue)]) if a.cue else None
    if act is None:
        return kind != "indirect" or a.cue is None
    return act == "speech" or kind == "direct" or heard(text, a)


def _mentions(doc_id: str, text: str, named: list[Entity], found: Found) -> list[Entity]:
    """The named mentions and, for sources resolved through a pronoun or a noun, mentions of those."""
    added: dict[Offsets, Entity] = {}
    labels = {e.entity: e.label for e in named}
    spans = {(e.start, e.end) for e in named}
    for _, r in found:
        if r is None or r.phrase is None or r.speaker.entity is None or r.phrase.mention is not None:
            continue
        kind: MentionKind = "pronoun" if r.phrase.kind == "pronoun" else "nominal"
        start, end = r.phrase.core
        if (start, end) in spans or (start, end) in added:
            continue
        added[(start, end)] = Entity(
            doc_id=doc_id,
            id=f"{doc_id}/m{len(named) + len(added) + 1}",
            start=start,
            end=end,
            text=text[start:end],
            rule=r.speaker.resolved_by,
            label=labels[r.speaker.entity],
            entity=r.speaker.entity,
            name=r.speaker.name,
            mention=kind,
        )
    return sorted([*named, *added.values()], key=lambda e: (e.start, e.end))
