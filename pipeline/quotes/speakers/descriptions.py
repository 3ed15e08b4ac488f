"""What a common noun tells of the one it means: role, office, age, class of body, and whether anybody is named."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.english.nouns import nouns, words
from pipeline.entities.names import fold
from pipeline.quotes.speakers.candidates import Named
from pipeline.quotes.speakers.discourse import Discourse
from pipeline.quotes.speakers.mentions import PERSON
from pipeline.quotes.speakers.phrases import words_of
from pipeline.quotes.speakers.possible import kinds
from pipeline.quotes.speakers.query import Query

_LONG = 4  # words beside the head


def kept(query: Query) -> Iterator[str]:
    """What speaks for the source's own words."""
    yield "own words"
    if not query.kind.endswith("noun"):
        return
    yield f"own words, {query.article}"
    if len(query.modifiers) >= _LONG:
        yield "own words, many"
    if query.capitals:
        yield "own words, capitals"
    if query.place.paragraph <= 1:
        yield "own words, in the lead"
    for key in ("unnamed", "contested", "offices"):
        if query.head in nouns(key):
            yield f"own words, {key}"
    if not query.modifiers:
        yield "own words, bare"


def described(discourse: Discourse, query: Query, c: Named) -> Iterator[str]:
    """How a noun fits what the article tells of a named thing."""
    if (query.head, c.referent.entity) in discourse.meant:
        yield "the noun meant it before"
    yield from _person(discourse, query, c) if c.referent.label == PERSON else _body(discourse, query, c)


def _person(discourse: Discourse, query: Query, c: Named) -> Iterator[str]:
    told = discourse.told(c.referent)
    roles, near = told.roles, told.near
    wanted = kinds(query)
    exact = [r for r in roles if query.head in r]
    fitting = exact or [r for r in roles if wanted & r]
    fit = "role fits" if exact else "role fits widely" if fitting else "role is another" if roles else "no role"
    yield fit
    yield f"{fit}, {query.article}"
    if fitting:
        known = frozenset().union(*roles)
        yield from _overlap("role", query, known)
    elif query.modifiers:
        yield from _overlap("person", query, frozenset().union(*roles, near))
    if query.head in told.called:
        yield "called so"
    elif query.head in near:
        yield "noun beside the name"
    if not fitting and query.modifiers & words("past"):
        yield "a role of the past"
    if not fitting and query.head in nouns("offices"):
        yield "an office that is not theirs"
        if query.capitals - near:
            yield "an office of another place"
    if c.last is None and c.behind is not None and fitting:
        yield "comes with the role"


def _body(discourse: Discourse, query: Query, c: Named) -> Iterator[str]:
    told = discourse.told(c.referent)
    near = told.near
    name = frozenset(words_of(fold(c.referent.name)))
    public = bool(name & nouns("bodies"))
    if query.head in name:
        yield "noun in the name"
    elif query.head in told.called:
        yield "called so"
    elif query.head in near:
        yield "noun beside the name"
    elif public:
        yield "name of another kind of body"
    elif query.head in nouns("bodies") and query.head not in nouns("unlike_names"):
        yield "no name of such a body"  # "the union", and a steel mill is named
    if query.head in nouns("firms"):
        yield "firm, a public body" if public else f"firm, {c.referent.label}"
    for key in ("bodies", "polities"):
        if query.head in nouns(key):
            yield f"{key}, {c.referent.label}"
    if query.modifiers:
        yield from _overlap("body", query, name | near)
    if query.capitals - name - near:  # "the Swedish company" may be any firm, "the Swedish government" one alone
        yield "capitals not the firm's" if query.head in nouns("firms") else "capitals not the body's"


def _overlap(what: str, query: Query, known: frozenset[str]) -> Iterator[str]:
    if not query.modifiers:
        yield f"{what}, bare"
        return
    shared = len(query.modifiers & known)
    yield f"{what}, {'all' if shared == len(query.modifiers) else 'some' if shared else 'no'} words told"
