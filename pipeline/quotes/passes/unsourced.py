"""The last pass: of attributions that no source was found for, one in four is right; those in marks are.

And what still stands free in marks as sentences of its own, somebody said: 20 of 21 such quotes of the gold are quotes.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from pipeline.quotes.cover import Cover
from pipeline.quotes.passes.article import Article
from pipeline.quotes.passes.sources import source_of_cue
from pipeline.quotes.types import Attribution, Attributions, Marked, Offsets

MIN_SPEECH_WORDS = 6  # of a stretch that stands by itself
SPOKE_PARAGRAPHS = 3  # above an introduction, in which another may have spoken
_ENDING = frozenset(".?!")


def keep_quoted(article: Article, before: Attributions) -> Attributions:
    """Without a source only words in quotation marks stay that no other attribution holds: somebody said them."""
    held = Cover.of(a for a in before if not unsourced(a))
    judged = tuple(
        a if not unsourced(a) or (not held.touches(a) and _all_quoted(article, a)) else a.but(dropped="no source")
        for a in before
    )
    return (*judged, *_bare(article, Cover.of(a for a in judged if a.dropped is None)))


def unsourced(a: Attribution) -> bool:
    """Whether a model's attribution lacks a source that its words should have; "was accused of" needs none."""
    return a.source is None and not a.agentless and a.rule.startswith("model")


def introduced(article: Article, held: Cover) -> Iterator[Attribution]:
    """Jane Roe is a locksmith. ¶ “…”: a paragraph that is all quote below one whose first sentence is about a person.

    Not where somebody spoke in the paragraphs before: then it is most often theirs (``merge``).
    """
    items = article.where.items
    for n, (above, p) in enumerate(pairwise(items)):
        marks = article.marked[n + 1]
        alone = marks and marks[0].start == p.start and marks[-1].end >= p.end - 1
        if not alone or above.kind != "body" or article.marked[n] or not _long(article.text, p.start, p.end):
            continue
        below = items[min(n + 2, len(items) - 1)]  # a quote left open may have its cue there
        high = p.end if marks[-1].closed else below.end
        source = _person(article, above.start)
        if source and not held.covers(items[max(0, n - SPOKE_PARAGRAPHS)].start, high):
            yield Attribution(((marks[0].start, marks[0].end),), None, source, "introduced")


def _bare(article: Article, held: Cover) -> Iterator[Attribution]:
    """Roe grew cheerful. “It is absurd, to close a port.”: hers whom the sentence before is about."""
    for p, marks in zip(article.where.items, article.marked, strict=True):
        for m in marks if p.kind == "body" else ():
            narration = article.text[p.start : m.start].rstrip()
            if not held.covers(m.start, m.end) and _sentence(article.text, m) and narration[-1:] in ("", *_ENDING):
                source = _person(article, p.start + len(narration) - 1) if narration else None
                yield Attribution(((m.start, m.end),), None, source, "bare")


def _sentence(text: str, m: Marked) -> bool:
    return m.closed and text[m.inner_end - 1] in _ENDING and _long(text, m.start, m.end)


def _long(text: str, start: int, end: int) -> bool:
    return len(text[start:end].split()) >= MIN_SPEECH_WORDS


def _person(article: Article, at: int) -> Offsets | None:
    """The subject of the sentence that holds an offset, if it is a person's name, he or she."""
    if not article.parsed:
        return None
    verb = article.tokens((at, at + 1)).sent.root
    source = source_of_cue(article, (verb.idx, verb.idx + len(verb)))
    if source is None or article.said(source).casefold() in ("he", "she"):
        return source
    return source if article.people.inside(*source) else None


def _all_quoted(article: Article, a: Attribution) -> bool:
    return all(article.quoted.holds(*part) for part in a.content)
