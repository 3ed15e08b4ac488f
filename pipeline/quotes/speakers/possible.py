"""Whom a common noun cannot mean, whatever else speaks for them: a wrong name is worse than the source's own words."""

from __future__ import annotations

from pipeline.english.nouns import nouns, words
from pipeline.entities.names import fold
from pipeline.quotes.lexicon import countries, table
from pipeline.quotes.speakers.discourse import Discourse, Told
from pipeline.quotes.speakers.mentions import PERSON, Referent
from pipeline.quotes.speakers.phrases import words_of
from pipeline.quotes.speakers.query import Query

MAX_SPOKEN = 12  # speakers back
_RANKS = frozenset({"prime", "chief", "vice", "deputy", "assistant"})  # with one before it, an office is another one


def kinds(query: Query) -> frozenset[str]:
    """What somebody's role may say whom the noun means: "the executive" may be a chairman."""
    covers = table("hyponyms")
    whole = " ".join(words_of(query.said.casefold())[-3:])  # "head of state"
    return frozenset((query.head, *covers.get(query.head, ()), *covers.get(whole, ())))


def can_mean(discourse: Discourse, query: Query, referent: Referent) -> bool:
    """Whether nothing that the article tells rules a named thing out."""
    if not query.kind.endswith("noun"):
        return True
    told = discourse.told(referent)
    if referent.label == PERSON:
        return not _unnamed_since(discourse, query, referent) and _person(query, referent, told)
    return _body(query, referent, told)


def _unnamed_since(discourse: Discourse, query: Query, referent: Referent) -> bool:
    """Whether one without a name spoke under the same noun since: "a port *spokesman* said …, the spokesman added"."""
    named = max((start for start in referent.starts if start < query.start), default=-1)
    return query.article == "the" and any(
        named < r.start < query.start and r.speaker.entity is None and r.phrase.head == query.head
        for r in discourse.history[-MAX_SPOKEN:]
    )


def _person(query: Query, referent: Referent, told: Told) -> bool:
    """Whether a role fits, or none is told of and the phrase claims no office: "the Prime Minister"."""
    unknown, rank = referent.starts[0] >= query.end and not told.roles, query.modifiers & _RANKS
    if unknown or any(kinds(query) & role and rank <= role for role in told.roles):
        return True
    if query.head in nouns("offices") | nouns("contested") and query.modifiers.isdisjoint(words("past")):
        return False
    owned = "'s " in query.said or "’s " in query.said
    return not owned or not query.capitals - told.near


def _body(query: Query, referent: Referent, told: Told) -> bool:
    """Whether a body's name or what it is called says the noun: "the finance ministry" is no List."""
    near, name = told.near, frozenset(words_of(fold(referent.name)))
    if query.head in nouns("polities") or referent.label == "GPE":
        return referent.label == "GPE" and (query.head in told.called or _polity(query.head, fold(referent.name)))
    if query.head in name:
        return all(c in name or c in near for c in query.capitals)
    if query.head in nouns("bodies"):
        return query.head in near or query.head in nouns("unlike_names") or bool(name & nouns("bodies"))
    return True


def _polity(noun: str, name: str) -> bool:
    """Whether a place can be the state, the country or the city: countries and states are listed."""
    if noun == "state":
        return name.replace(" ", "") in nouns("states")
    return noun in nouns("polities") and (name in countries()) == (noun in ("country", "nation", "kingdom"))
