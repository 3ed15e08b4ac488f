"""The plain questions: children, neighbours, and the way from one token to another."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Container, Iterator
from functools import cache
from itertools import islice
from pathlib import Path

from spacy.tokens import Token

MAX_STEPS = 40  # edges walked up the tree from a token
_MARKED = ("nmod", "obl", "acl", "advcl")  # relations that a path tells with their preposition or conjunction


@cache
def lexicon(section: str) -> frozenset[str]:
    """A list of ``words.toml``; asked for membership only."""
    lists = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
    return frozenset(lists[section])


def child(token: Token, *deps: str) -> Token | None:
    """The first child of ``token`` with one of the relations."""
    for c in token.children:  # a loop: a generator takes half as long again, and this is asked twice a word
        if c.dep_ in deps:
            return c
    return None


def up(token: Token, most: int = MAX_STEPS) -> Iterator[Token]:
    """``token`` and those above it, nearest first, at most ``most`` of them above."""
    yield token
    yield from islice(token.ancestors, most)


def steps(a: Token, b: Token) -> int:
    """Edges between two tokens; ``2 * MAX_STEPS`` and less where no tree joins them within ``MAX_STEPS``."""
    heights = {t.i: n for n, t in enumerate(up(a))}
    n = 0
    for n, token in enumerate(up(b)):
        if token.i in heights:
            return n + heights[token.i]
    return n + MAX_STEPS


def paths(a: Token, most: int = 12) -> Callable[[Token], str | None]:
    """The relations on the way from ``a`` up and down to each token asked for, as "obj↑ nsubj↓".

    Of nouns under a preposition with it: "a *fine* of *$5m*" from the figure to the fine: "nmod:of↑". Empty for ``a``
    itself; None where the two are in two sentences or more than ``most`` edges lie on either side.
    """
    ascent = list(up(a, most))
    heights = {t.i: n for n, t in enumerate(ascent)}
    rising = [f"{relation(t, _MARKED)}↑" for t in ascent]

    def to(b: Token) -> str | None:
        falling: list[str] = []
        for token in up(b, most):
            if token.i in heights:
                return " ".join([*rising[: heights[token.i]], *reversed(falling)])
            falling.append(f"{relation(token, _MARKED)}↓")
        return None

    return to


def relation(token: Token, marked: Container[str] = ("nmod", "obl")) -> str:
    """The relation of a token to its head; of those that are ``marked`` with the word that marks it: "obl:in"."""
    case = child(token, "case", "mark") if token.dep_ in marked else None
    return f"{token.dep_}:{case.lower_}" if case is not None else token.dep_


def timed(token: Token) -> bool:
    """Whether a token is the noun of a bare time: "last *year*", "this *week*"."""
    return token.lower_ in lexicon("time") and token.i > 0 and token.nbor(-1).lower_ in lexicon("deictic")
