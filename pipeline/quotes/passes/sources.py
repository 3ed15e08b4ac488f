"""Source spans made whole: what a model's span lacks, and what it took in that is no part of the source."""

from __future__ import annotations

import re

from spacy.tokens import Doc

from pipeline.english.verbs import act_of
from pipeline.quotes.cover import Cover
from pipeline.quotes.passes.article import Article
from pipeline.quotes.passes.subjects import subject_of_cue
from pipeline.quotes.types import Attribution, Attributions, Offsets

_TRAILING = re.compile(  # "an official who", cut before "spoke on condition of anonymity"; "the board in its statement"
    r"(?:,?\s+(?:who|which|whom)|\s+in\s+(?:an?|its|his|her|their)\s+(?:[a-z]+\s+){0,2}"
    r"(?:statement|speech|interview|letter|tweet|e-?mail|post|address|article|column)\b[^,]*)$"
)
_LEADING = re.compile(r"(?:by|from)\s+(?=\S)")


def trim_sources(article: Article, before: Attributions) -> Attributions:
    """The cue's subject where there is none; the document and not its author; no preposition or relative pronoun."""
    text, found = article.text, []
    for a in before:
        source = a.source or _subject(text, article.doc, a)
        source = _whole(text, article.doc, source, a.cue) if source and a.cue else source
        found.append(a.but(source=_bare(text, source) if source else None))
    return tuple(found)


def _subject(text: str, doc: Doc, a: Attribution) -> Offsets | None:
    """The subject that the tree gives a cue of speech, outside content and cue."""
    if a.cue is None or act_of(text[slice(*a.cue)]) != "speech":
        return None
    found = subject_of_cue(doc, a.cue)
    return found if found and not Cover((*a.content, a.cue)).covers(*found) else None


def _whole(text: str, doc: Doc, source: Offsets, cue: Offsets) -> Offsets:
    """The document for who wrote or saw it: "As minutes seen by [the Herald] show": the minutes show."""
    if source[1] > cue[0] or text[max(0, source[0] - 3) : source[0]] != "by ":
        return source
    found = subject_of_cue(doc, cue)
    inside = found is not None and found[0] < source[0] and source[1] <= found[1]
    return found if found is not None and inside else source


def _bare(text: str, source: Offsets) -> Offsets:
    start, end = source
    led = _LEADING.match(text, start, end)
    start = led.end() if led else start
    cut = _TRAILING.search(text, start, end)
    return start, cut.start() if cut and cut.start() > start else end
