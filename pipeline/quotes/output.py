"""Attributions and speakers as records: quotes, and the pronoun and nominal mentions of resolved sources."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from pipeline.quotes.cover import Index, Placed
from pipeline.quotes.lexicon import table
from pipeline.quotes.modality import modality_of
from pipeline.quotes.model.evidence import heard
from pipeline.quotes.passes.article import Article
from pipeline.quotes.speakers.discourse import Resolved
from pipeline.quotes.surface.terms import is_term, is_title
from pipeline.quotes.types import Attribution, Offsets
from pipeline.records import Entity, Quote, QuoteKind, Rejected

_WORD = re.compile(r"\w+")
_COMMA_BEFORE_MARK = re.compile(r"[,!?][\"”’']+$")
Found = Sequence[tuple[Attribution, Resolved | None]]


def write(article: Article, found: Found, dropped: Sequence[Attribution]) -> None:
    """Set ``doc._.quotes``, extend ``doc._.entities``, and say what was rejected."""
    left, text, stretches = article.doc._.onrecord, article.text, article.stretches
    left.entities = _mentions(article, found)
    inner: list[Index[Placed]] = [Index(records or []) for records in (left.quantities, left.dates, left.entities)]
    marks = [span for span, m in stretches.items() if not is_title(text, m)]
    spoken = [span for span in marks if not is_term(text, stretches[span])]
    ordered = sorted(found, key=lambda f: (f[0].start, f[0].end))
    left.quotes = [
        _quote(article, n, a, r, marks if _quoting(article, a) else spoken, inner)
        for n, (a, r) in enumerate(ordered, 1)
    ]
    others = [r for r in left.rejected or [] if r.stage != "quotes"]
    left.rejected = [*others, *(_rejected(article, a) for a in dropped)]


def _rejected(article: Article, a: Attribution) -> Rejected:
    where = article.span((a.start, a.end)).model_dump()
    return Rejected(doc_id=article.doc_id, stage="quotes", reason=a.dropped or "", **where)


def _quote(
    article: Article, n: int, a: Attribution, r: Resolved | None, marks: Sequence[Offsets], inner: list[Index[Placed]]
) -> Quote:
    kind = _kind(article.text, a, marks)
    claims, dates, entities = ([r.id for part in a.content for r in records.inside(*part)] for records in inner)
    return Quote(
        doc_id=article.doc_id,
        id=f"{article.doc_id}/q{n}",
        start=a.start,
        end=a.end,
        text=article.text[a.start : a.end],
        rule=a.rule,
        confidence=_confidence(article, a, kind),
        kind=kind,
        content=[article.span(c) for c in a.content],
        cue=article.span(a.cue) if a.cue else None,
        source=article.span(a.source) if a.source else None,
        speaker=r.speaker if r else None,
        speech=_speech(article, a, kind),
        modality=modality_of(article.text, a, kind),
        claims=claims,
        dates=dates,
        entities=entities,
    )


def _quoting(article: Article, a: Attribution) -> bool:
    """Whether an attribution can carry a single quoted term as speech; "“Never,” he grinned" needs no such cue."""
    if a.cue is None or article.act(a) == "speech":
        return True
    end = a.content[0][1]
    behind = any(s[0] >= end for s in (a.cue, a.source) if s)
    return behind and _COMMA_BEFORE_MARK.search(article.text, max(0, end - 3), end) is not None


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


def _confidence(article: Article, a: Attribution, kind: QuoteKind) -> float:
    """The share of like attributions that were right on dev, 0..1; rare rules share one figure.

    Those of the model by kind, by what the cue tells of and by the model's own score of it.
    """
    made_by, figures = a.rule.split("+", 1)[0], table("confidence")
    if not made_by.startswith("model"):
        return float(figures["rule"].get(made_by, figures["rule"]["other"]))
    like = kind if kind != "indirect" else f"indirect-{article.act(a) or 'other'}"
    return float([share for low, share in figures["model"][like] if (a.confidence or 0.0) >= low][-1])


def _speech(article: Article, a: Attribution, kind: QuoteKind) -> bool:
    """Direct quotes are speech; the rest is what its cue says; without a word that tells, marks decide."""
    act = article.act(a)
    if act is None:
        return kind != "indirect" or a.cue is None
    return act == "speech" or kind == "direct" or heard(article, a)


def _mentions(article: Article, found: Found) -> list[Entity]:
    """The named mentions and, for sources resolved through a pronoun or a noun, mentions of those."""
    named = article.names
    labels = {e.entity: e.label for e in named}
    taken = {(e.start, e.end) for e in named}
    mentions = list(named)
    for _, r in found:
        if r is None or r.speaker.entity is None or r.phrase.mention is not None or r.phrase.core in taken:
            continue
        taken.add(r.phrase.core)
        mentions.append(
            Entity(
                doc_id=article.doc_id,
                id=f"{article.doc_id}/m{len(mentions) + 1}",
                rule=r.speaker.resolved_by,
                label=labels[r.speaker.entity],
                entity=r.speaker.entity,
                name=r.speaker.name,
                mention="pronoun" if r.phrase.kind == "pronoun" else "nominal",
                **article.span(r.phrase.core).model_dump(),
            )
        )
    return sorted(mentions, key=lambda e: (e.start, e.end))
