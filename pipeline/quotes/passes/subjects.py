"""The source that the tree gives where the model marked a cue and no source: the subject of the cue's verb."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from pipeline.quotes.passes.article import Article
from pipeline.quotes.types import Offsets

_CARRIED = frozenset({"advcl", "conj", "xcomp", "ccomp", "acl", "parataxis"})
_STEPS = 3
_MAX_TOKENS = 25


def subject_of_cue(article: Article, cue: Offsets) -> Offsets | None:
    """The phrase that speaks by the tree: the verb's subject, or the owner of a noun that tells of speech."""
    if not article.parsed:
        return None
    doc, verb = article.doc, article.tokens(cue).root
    for _ in range(_STEPS):
        if any(t.dep_ == "nsubj:pass" for t in verb.children):
            return None
        own = [t for t in verb.children if t.dep_ == "nsubj" or (verb.pos_ == "NOUN" and t.dep_ == "nmod:poss")]
        if own:  # a tree may make a subject of the dateline too: the one nearest to the verb is meant
            nearest = [t for t in own if t.i < verb.i][-1:] or own
            return _phrase(doc, nearest[0], verb.i if nearest[0].i < verb.i else len(doc))
        if verb.dep_ not in _CARRIED or verb.head is verb:
            return None
        verb = verb.head
    return None


def _phrase(doc: Doc, head: Token, bound: int) -> Offsets | None:
    """The head's phrase before ``bound``, an appositive and what follows it or a comma left out."""
    left, right = head.left_edge.i, min(head.right_edge.i, bound - 1)
    right = next((i - 1 for i in range(head.i + 1, right + 1) if doc[i].text == ","), right)
    for t in head.rights:
        if t.dep_ in ("appos", "acl:relcl", "parataxis", "punct"):
            right = min(right, t.left_edge.i - 1)
    while right > head.i and (doc[right].is_punct or doc[right].is_space):
        right -= 1
    phrase = doc[left : right + 1]
    if len(phrase) > _MAX_TOKENS or any(t.is_space and "\n" in t.text for t in phrase):
        return None
    return phrase.start_char, phrase.end_char
