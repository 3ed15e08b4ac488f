"""Source spans made whole by the tree: the cue's subject."""

from __future__ import annotations

import re

from pipeline.english.verbs import act_of
from pipeline.quotes.cover import Cover
from pipeline.quotes.passes.article import Article
from pipeline.quotes.passes.subjects import subject_of_cue
from pipeline.quotes.types import Attribution, Attributions, Offsets

_RELATIVE = re.compile(r",?\s+(?:who|which|whom)$")  # "an official who", cut before "spoke on condition of anonymity"


def trim_sources(article: Article, before: Attributions) -> Attributions:
    """The cue's subject where there is none; the document and not its author; no relative pronoun at the end."""
    found = ((a, _whole(article, a) if a.source else _subject(article, a)) for a in before)
    return tuple(a.but(source=_bare(article.text, source) if source else None) for a, source in found)


def _subject(article: Article, a: Attribution) -> Offsets | None:
    """The subject that the tree gives a cue of speech, outside content and cue."""
    if a.cue is None or act_of(article.text[slice(*a.cue)]) != "speech":
        return None
    found = subject_of_cue(article.doc, a.cue)
    return found if found and not Cover((*a.content, a.cue)).covers(*found) else None


def _whole(article: Article, a: Attribution) -> Offsets | None:
    """The document for who wrote or saw it: "As minutes seen by [the Herald] show": the minutes show."""
    if a.cue is None or a.source is None or not article.text.endswith("by ", 0, a.source[0]):
        return a.source
    found = subject_of_cue(article.doc, a.cue)
    return found if found and found[0] < a.source[0] and a.source[1] <= found[1] else a.source


def _bare(text: str, source: Offsets) -> Offsets:
    return source[0], source[0] + len(_RELATIVE.sub("", text[slice(*source)]))
