"""Source spans made whole by the tree: the cue's subject."""

from __future__ import annotations

from pipeline.quotes.cover import Cover
from pipeline.quotes.passes.article import Article
from pipeline.quotes.passes.subjects import subject_of_cue
from pipeline.quotes.types import Attribution, Attributions, Offsets


def trim_sources(article: Article, before: Attributions) -> Attributions:
    """The cue's subject where there is none; the document and not its author."""
    return tuple(a.but(source=_whole(article, a) if a.source else _subject(article, a)) for a in before)


def _subject(article: Article, a: Attribution) -> Offsets | None:
    """The subject that the tree gives a cue of speech, outside content and cue."""
    if a.cue is None or article.act(a) != "speech":
        return None
    found = subject_of_cue(article, a.cue)
    return found if found and not Cover((*a.content, a.cue)).covers(*found) else None


def _whole(article: Article, a: Attribution) -> Offsets | None:
    """The document for who wrote or saw it: "As minutes seen by [the Herald] show": the minutes show."""
    if a.cue is None or a.source is None or not article.text.endswith("by ", 0, a.source[0]):
        return a.source
    found = subject_of_cue(article, a.cue)
    return found if found and found[0] < a.source[0] and a.source[1] <= found[1] else a.source
