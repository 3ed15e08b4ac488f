"""The model's role spans as characters, with its links and scores."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container

from spacy.tokens import Doc

from pipeline.datelines import after_dateline
from pipeline.extensions import LINKS
from pipeline.quotes.model.group import Roles
from pipeline.quotes.surface.paragraphs import Locator
from pipeline.quotes.surface.sentences import ends_sentence
from pipeline.quotes.types import Offsets


def read_roles(text: str, doc: Doc, where: Locator, spoken: Container[int | None]) -> Roles:
    """Role spans, links and scores in paragraphs that are read and are not ``spoken`` by the turns of an interview."""
    by_key = {key: _spans(text, doc, key, where, spoken) for key in ("source", "cue", "content")}
    links: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for head, cue, score in doc.user_data.get(LINKS, ()):
        links[doc[head].idx].append((doc[cue].idx, float(score)))
    scores = {span: score for key in by_key for span, score in span_scores(doc, key)}
    return Roles(by_key["source"], by_key["cue"], by_key["content"], dict(links), scores)


def span_scores(doc: Doc, key: str) -> list[tuple[Offsets, float]]:
    """The model's own score of each span, where it leaves one."""
    scores = doc.spans[key].attrs.get("scores", ()) if key in doc.spans else ()
    spans = doc.spans[key] if scores else ()
    return [((s.start_char, s.end_char), float(score)) for s, score in zip(spans, scores, strict=False)]


def _spans(text: str, doc: Doc, key: str, where: Locator, spoken: Container[int | None]) -> list[Offsets]:
    """Spans in text order; one ends with its paragraph (what a quote goes on with, merge finds), without full stop."""
    found = []
    for s in doc.spans.get(key, ()):
        start, end = s.start_char, s.end_char
        n = where.at(start)
        if n is None or n in spoken:
            continue
        p = where.items[n]
        start = max(start, after_dateline(text, p.start, p.end))
        end = start + len(text[start : min(end, p.end)].rstrip())
        if key == "content" and end - start > 1 and ends_sentence(text, start, end):
            end -= 1
        if end > start:
            found.append((start, end))
    return sorted(found)
