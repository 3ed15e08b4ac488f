"""The model's role spans as characters, with its links and scores."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator

from spacy.tokens import Doc

from pipeline.datelines import after_dateline
from pipeline.extensions import LINKS
from pipeline.quotes.model.group import Roles
from pipeline.quotes.surface.paragraphs import Locator
from pipeline.quotes.surface.sentences import ends_sentence
from pipeline.quotes.types import Offsets


def read_roles(text: str, doc: Doc, where: Locator, spoken: Container[int]) -> Roles:
    """Role spans, links and scores in paragraphs that are read and are not ``spoken`` by the turns of an interview."""
    links: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for head, cue, score in doc.user_data.get(LINKS, ()):
        links[doc[head].idx].append((doc[cue].idx, float(score)))
    found = {key: sorted(_spans(text, doc, key, where, spoken)) for key in ("source", "cue", "content")}
    sources, cues, contents = ([span for span, _ in found[key]] for key in found)
    scores = {span: score for spans in found.values() for span, score in spans if score is not None}
    return Roles(sources, cues, contents, dict(links), scores)


def _spans(
    text: str, doc: Doc, key: str, where: Locator, spoken: Container[int]
) -> Iterator[tuple[Offsets, float | None]]:
    """Spans with the model's own scores, where it leaves them.

    One ends with its paragraph (what a quote goes on with, merge finds), without full stop.
    """
    group = doc.spans.get(key, ())
    scores = group.attrs.get("scores", ()) if group else ()
    for n, s in enumerate(group):
        start, end = s.start_char, s.end_char
        at = where.at(start)
        if at < 0 or at in spoken:
            continue
        p = where.items[at]
        start = max(start, after_dateline(text, p.start, p.end))
        end = start + len(text[start : min(end, p.end)].rstrip())
        if key == "content" and end - start > 1 and ends_sentence(text, start, end):
            end -= 1
        if end > start:
            yield (start, end), float(scores[n]) if n < len(scores) else None
