"""Clauses: the predicate that a token stands under, and how far an attribution reaches."""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Span, Token

from pipeline.syntax.subjects import SUBJECTS
from pipeline.syntax.tree import child, up

_PREDICATES = frozenset(("VERB", "AUX"))
_HELPING = frozenset(("aux", "aux:pass", "cop"))
_COMPLEMENTS = frozenset(("ccomp", "xcomp", "obj", "advcl", "parataxis", "obl", "acl"))  # what a verb of speech tells
_JOINED = frozenset(("conj", "parataxis", "advcl", "acl:relcl", "acl", "xcomp", "ccomp"))  # clauses of one sentence


def clause(token: Token) -> Token:
    """The predicate whose clause holds ``token``: "she *said* …", "it *is* large" → "large"; the root of a fragment.

    A helping verb is in the clause of its verb. A verb joined by "and" has a clause of its own.
    """
    top = token
    for top in up(token):
        if top.dep_ in _HELPING:
            continue
        if top.pos_ in _PREDICATES or child(top, "cop", *SUBJECTS) is not None:
            break
    return top


def verb_above(token: Token) -> Token | None:
    """The nearest verb at or above ``token``; a noun or adjective with "be" counts as one. None without one."""
    return next((t for t in up(token) if t.pos_ in _PREDICATES or child(t, "cop") is not None), None)


def governs(phrase: Span, token: Token, speaks: Callable[[Token], bool] = lambda verb: False) -> bool:
    """Whether what ``phrase`` attributes reaches ``token``, across the clauses of the sentence.

    "*According to the ministry*, sales rose 3 percent and exports fell 2": both figures. "*Data from X shows* sales
    rose …, growing from 4 percent": too. A cue that is a verb reaches what it tells and what hangs on that, not its
    subject and not the next thing its subject does. ``speaks`` says which verbs begin another's speech: what is told
    there is another's.
    """
    cue = phrase.root
    if cue.sent.start != token.sent.start or phrase.start <= token.i < phrase.end:
        return False
    telling = cue.pos_ in _PREDICATES and cue.dep_ not in ("case", "mark", "fixed")
    top = cue if telling else _widest(cue, speaks)
    below = top
    for step in up(token):
        if step.i == top.i:
            break
        if speaks(step) and step.i not in range(phrase.start, phrase.end):
            return False
        below = step
    else:
        return False
    complement = below.dep_ in _COMPLEMENTS or (below.dep_ == "conj" and child(below, *SUBJECTS) is not None)
    return complement or not telling


def _widest(cue: Token, speaks: Callable[[Token], bool]) -> Token:
    """The outermost clause over an adverbial phrase, up to one that another's speech stands in."""
    top = clause(cue)
    for above in up(top):
        if above.i == top.i:
            continue
        if top.dep_ not in _JOINED or speaks(above):
            return top
        top = above
    return top
