"""Sources by the tree, where the model marked a cue and no source: the subject of the cue's verb."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.quotes.cover import Cover
from pipeline.quotes.passes.article import Article
from pipeline.quotes.speakers.places import bare
from pipeline.quotes.types import Attribution, Attributions, Offsets

MAX_UP = 3  # verbs from the cue to the one that has the subject
MAX_SOURCE_TOKENS = 25
_CARRIED = frozenset({"advcl", "conj", "xcomp", "ccomp", "acl", "parataxis"})


def trim_sources(article: Article, before: Attributions) -> Attributions:
    """The cue's subject where there is none; the document and not its author."""
    return tuple(a.but(source=_whole(article, a) if a.source else _subject(article, a)) for a in before)


def _subject(article: Article, a: Attribution) -> Offsets | None:
    """The subject that the tree gives a cue of speech, outside content and cue."""
    if a.cue is None or article.act(a) != "speech":
        return None
    found = source_of_cue(article, a.cue)
    return found if found and not Cover((*a.content, a.cue)).covers(*found) else None


def _whole(article: Article, a: Attribution) -> Offsets | None:
    """The document for who wrote or saw it: "As minutes seen by [the Herald] show": the minutes show."""
    if a.cue is None or a.source is None or not article.text.endswith("by ", 0, a.source[0]):
        return a.source
    noun = _subject_of(article, a.cue)
    if noun is None or not noun.idx < a.source[0] < a.source[1] <= noun.right_edge.idx + len(noun.right_edge):
        return a.source
    return noun.left_edge.idx, a.source[1]


def source_of_cue(article: Article, cue: Offsets) -> Offsets | None:
    """The phrase that speaks by the tree, where it is short and in one line."""
    noun = _subject_of(article, cue)
    phrase = bare(noun) if noun is not None else None
    long = phrase is not None and ("\n" in article.said(phrase) or len(article.tokens(phrase)) > MAX_SOURCE_TOKENS)
    return None if long else phrase


def _subject_of(article: Article, cue: Offsets) -> Token | None:
    """The subject of the cue's verb or of one above, or the owner of a noun that tells of speech."""
    if not article.parsed:
        return None
    verb = article.tokens(cue).root
    for _ in range(MAX_UP):
        if any(t.dep_ == "nsubj:pass" for t in verb.children):
            return None
        own = [t for t in verb.children if t.dep_ == "nsubj" or (verb.pos_ == "NOUN" and t.dep_ == "nmod:poss")]
        if own:  # a tree may make a subject of the dateline too: the one nearest to the verb is meant
            return ([t for t in own if t.i < verb.i] or own[:1])[-1]
        if verb.dep_ not in _CARRIED:
            return None
        verb = verb.head
    return None
