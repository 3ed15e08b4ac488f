"""Sources by the tree, where the model marked a cue and no source: the subject of the cue's verb."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from pipeline.quotes.cover import Cover
from pipeline.quotes.passes.article import Article
from pipeline.quotes.types import Attribution, Attributions, Offsets

MAX_UP = 3  # verbs from the cue to the one that has the subject
MAX_SOURCE_TOKENS = 25
_CARRIED = frozenset({"advcl", "conj", "xcomp", "ccomp", "acl", "parataxis"})
_NO_PART = frozenset({"appos", "acl:relcl", "parataxis", "punct"})


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


def subject_of_cue(article: Article, cue: Offsets) -> Offsets | None:
    """The phrase that speaks by the tree: the verb's subject, or the owner of a noun that tells of speech."""
    if not article.parsed:
        return None
    verb = article.tokens(cue).root
    for _ in range(MAX_UP):
        if any(t.dep_ == "nsubj:pass" for t in verb.children):
            return None
        own = [t for t in verb.children if t.dep_ == "nsubj" or (verb.pos_ == "NOUN" and t.dep_ == "nmod:poss")]
        if own:  # a tree may make a subject of the dateline too: the one nearest to the verb is meant
            head = ([t for t in own if t.i < verb.i] or own[:1])[-1]
            return _phrase(article.doc, head, verb.i if head.i < verb.i else len(article.doc))
        if verb.dep_ not in _CARRIED:
            return None
        verb = verb.head
    return None


def _phrase(doc: Doc, head: Token, bound: int) -> Offsets | None:
    """The head's phrase before ``bound``, an appositive and what follows it or a comma left out."""
    end = min(head.right_edge.i + 1, bound)
    stops = [t.left_edge.i for t in head.rights if t.dep_ in _NO_PART]
    right = min([end, *stops, *(t.i for t in doc[head.i + 1 : end] if t.text == ",")]) - 1
    while right > head.i and (doc[right].is_punct or doc[right].is_space):
        right -= 1
    phrase = doc[head.left_edge.i : right + 1]
    lines = any(t.is_space and "\n" in t.text for t in phrase)
    return None if lines or len(phrase) > MAX_SOURCE_TOKENS else (phrase.start_char, phrase.end_char)
