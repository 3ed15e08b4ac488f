"""The last pass: of attributions that no source was found for, one in four is right; those in marks are.

And what still stands free in marks as sentences of its own, somebody said: 20 of 21 such quotes of the gold are quotes.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from pipeline.quotes.cover import Cover
from pipeline.quotes.passes.article import Article
from pipeline.quotes.passes.subjects import subject_of_cue
from pipeline.quotes.types import Attribution, Attributions, Marked, Offsets

MIN_SPEECH_WORDS = 6  # of a stretch that stands by itself
_ENDING = frozenset(".?!")


def keep_quoted(article: Article, before: Attributions) -> Attributions:
    """Without a source only words in quotation marks stay that no other attribution holds: somebody said them."""
    held = Cover(a for a in before if not unsourced(a))
    judged = tuple(
        a if not unsourced(a) or (not held.touches(a) and _all_quoted(article, a)) else a.but(dropped="no source")
        for a in before
    )
    return (*judged, *_bare(article, Cover(a for a in judged if a.dropped is None)))


def _bare(article: Article, held: Cover) -> Iterator[Attribution]:
    """Roe grew cheerful. “It is absurd, closing a port in summer.”: the subject's where that is one person."""
    people = {e.start for e in article.doc._.onrecord.entities or [] if e.label == "PERSON" and e.mention != "pronoun"}
    for p, marks in zip(article.where.items, article.marked, strict=True):
        for m in marks if p.kind == "body" else ():
            narration = article.text[p.start : m.start].rstrip()
            if not held.covers(m.start, m.end) and _sentence(article.text, m) and narration[-1:] in ("", *_ENDING):
                source = _subject(article.doc, p.start + len(narration) - 1, people) if narration else None
                yield Attribution(((m.start, m.end),), None, source, "bare")


def _sentence(text: str, m: Marked) -> bool:
    whole = m.closed and text[m.inner_end - 1] in _ENDING
    return whole and len(text[m.start : m.end].split()) >= MIN_SPEECH_WORDS


def _subject(doc: Doc, at: int, people: set[int]) -> Offsets | None:
    """The subject of the sentence that ends at an offset: a person's name, he or she."""
    end = doc.char_span(at, at + 1, alignment_mode="expand")
    if end is None or not doc.has_annotation("DEP"):
        return None
    verb = end.root.sent.root
    source = subject_of_cue(doc, (verb.idx, verb.idx + len(verb)))
    told = source is not None and (source[0] in people or doc.text[slice(*source)].casefold() in ("he", "she"))
    return source if told else None


def unsourced(a: Attribution) -> bool:
    """Whether a model's attribution lacks a source that its words should have; "was accused of" needs none."""
    return a.source is None and not a.agentless and a.rule.startswith("model")


def _all_quoted(article: Article, a: Attribution) -> bool:
    return all(any(m.start <= s and e <= m.end for line in article.marked for m in line) for s, e in a.content)
