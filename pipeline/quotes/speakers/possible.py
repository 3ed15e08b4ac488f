"""Whom a common noun cannot mean, whatever else speaks for them: a wrong name is worse than the source's own words."""

from __future__ import annotations

from pipeline.english.nouns import nouns, words
from pipeline.entities.names import fold
from pipeline.quotes.lexicon import countries, table
from pipeline.quotes.speakers.discourse import Discourse
from pipeline.quotes.speakers.mentions import PERSON, Referent
from pipeline.quotes.speakers.query import Query
from pipeline.quotes.speakers.spelling import words_of

MAX_SPOKEN = 12  # speakers back
_RANKS = frozenset({"prime", "chief", "vice", "deputy", "assistant"})  # with them before it, an office is another one
_DEPARTMENTAL = frozenset({"minister", "secretary", "commissioner"})


def kinds(query: Query) -> frozenset[str]:
    """What somebody's role may say whom the noun means: "the executive" may be a chairman."""
    covers = table("hyponyms")
    whole = " ".join(words_of(query.said.casefold())[-3:])  # "head of state"
    return frozenset((query.head, *covers.get(query.head, ()), *covers.get(whole, ())))


def can_mean(discourse: Discourse, query: Query, referent: Referent) -> bool:
    """Whether nothing that the article tells rules a named thing out."""
    if not query.kind.endswith("noun"):
        return True
    if referent.label == PERSON:
        return _person(discourse, query, referent)
    return _body(discourse, query, referent)


def _unnamed_since(discourse: Discourse, query: Query, referent: Referent) -> bool:
    """Whether one without a name spoke under the same noun since: "a port *spokesman* said …, the spokesman added"."""
    named = max((start for start in referent.starts if start < query.start), default=-1)
    return any(
        named < at < query.start
        and r.speaker.entity is None
        and r.phrase is not None
        and r.phrase.head == query.head
        and query.article == "the"
        for at, r in discourse.history[-MAX_SPOKEN:]
    )


def _person(discourse: Discourse, query: Query, referent: Referent) -> bool:
    if _unnamed_since(discourse, query, referent):
        return False
    told = discourse.told(referent)
    roles, near = told.roles, told.near
    later = referent.starts[0] >= query.end
    if later and not roles:
        return True
    wanted = kinds(query)
    fitting = [r for r in roles if wanted & r]
    if any(_same_office(query, r) for r in fitting):
        return later or not _elsewhere(query, fitting, near)
    held = query.head in nouns("offices") or query.head in nouns("contested")
    if fitting or (held and query.modifiers.isdisjoint(words("past"))):
        return False
    owned = "'s " in query.said or "’s " in query.said
    return not owned or not query.capitals - near


def _same_office(query: Query, role: frozenset[str]) -> bool:
    """Whether a phrase can mean the office of a role: "the Prime Minister" is no "Revenue Minister"."""
    if query.modifiers & _RANKS and not query.modifiers & role & _RANKS:
        return False
    told, own = query.modifiers - words("past") - query.capitals, role - {query.head} - words("function_words")
    if query.head in _DEPARTMENTAL and told and own and not told & own:
        return False
    wanted = _complement(query.said.casefold())
    return not wanted or "of" not in role or bool(wanted & role)


def _complement(said: str) -> frozenset[str]:
    """ "The owner *of the inn*": what the office is one of."""
    _, of, rest = said.partition(" of ")
    return frozenset(words_of(rest)) - words("function_words") - {"state", "government"} if of else frozenset()


def _elsewhere(query: Query, roles: list[frozenset[str]], near: frozenset[str]) -> bool:
    """Whether a phrase names a land or body that is not told of the office: "the Chilean president" after another."""
    known = frozenset().union(*roles, near)
    if not query.capitals:
        return False
    return not any(name in known or any(w.startswith(name[:4]) for w in known) for name in query.capitals)


def _body(discourse: Discourse, query: Query, referent: Referent) -> bool:
    told = discourse.told(referent)
    near = told.near
    name = frozenset(words_of(fold(referent.name)))
    if query.head in nouns("polities"):
        return referent.label == "GPE" and (query.head in told.called or _polity(query.head, fold(referent.name)))
    if referent.label == "GPE":
        return query.head in told.called
    if query.head in name:
        return all(c in name or c in near for c in query.capitals)
    if query.head in nouns("bodies"):
        own = query.modifiers - query.capitals
        if own and own.isdisjoint(name | near):
            return False  # "the finance ministry" is no List, however often that is named
        return query.head in near or query.head in nouns("unlike_names") or bool(name & nouns("bodies"))
    return not (query.head in nouns("firms") and name & nouns("bodies"))


def _polity(noun: str, name: str) -> bool:
    """Whether a place can be the state, the country or the city: countries and states are listed."""
    if noun == "state":
        return name.replace(" ", "") in nouns("states")
    return (name in countries()) == (noun in ("country", "nation", "kingdom"))
