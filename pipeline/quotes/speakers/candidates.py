"""Whom a pronoun or a common noun can mean: the named things around it, who spoke so far, nouns, and its own words."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from pipeline.quotes.speakers.discourse import Discourse, Resolved
from pipeline.quotes.speakers.mentions import PERSON, Referent
from pipeline.quotes.speakers.places import Noun
from pipeline.quotes.speakers.possible import MAX_SPOKEN, can_mean, kinds
from pipeline.quotes.speakers.query import Kind, Query
from pipeline.records import Entity, EntityLabel, SpeakerType

MAX_BEFORE, MAX_AFTER = 60, 30  # mentions around the source whose bearers it can mean
MAX_NOUNS = 8  # subjects of sentences before the source
MAX_SENTENCES = 6  # between such a subject and the source
MAX_OWN, MAX_LATER = 12, 4  # mentions of a candidate before and behind the source that are looked at

_LABELS: dict[Kind, frozenset[EntityLabel]] = {
    "he or she": frozenset(("PERSON",)),
    "they": frozenset(("ORG", "NORP", "GPE", "PERSON")),
    "it": frozenset(("ORG", "GPE", "WORK_OF_ART", "LAW", "FAC", "PRODUCT", "LOC")),
    "person noun": frozenset(("PERSON",)),
    "body noun": frozenset(("ORG", "GPE", "FAC")),
    "other noun": frozenset(("PERSON", "ORG", "GPE", "WORK_OF_ART", "PRODUCT", "FAC")),
}
_SPOKEN: dict[Kind, frozenset[SpeakerType]] = {
    "he or she": frozenset(("unnamed",)),
    "they": frozenset(("group", "organization", "unnamed", "document")),
    "it": frozenset(("organization", "document")),
    "person noun": frozenset(),
    "body noun": frozenset(("organization",)),
    "other noun": frozenset(("organization",)),
}
_NEUTRAL = frozenset({"person", "someone", "somebody", "source", "spokesperson", "they"})  # one whom "they" can mean


@dataclass(slots=True)
class Named:
    """A named thing, with its mentions around the source; those inside quotes are not looked at."""

    referent: Referent
    seen: int  # mentions before the source
    plain: list[Entity]  # the last of those
    behind: Entity | None  # its first mention after the source
    rank: int = 0  # among the candidates, by their last plain mention

    @property
    def last(self) -> Entity | None:
        """Its last mention before the source, outside of quotes."""
        return self.plain[-1] if self.plain else None


# resolved: who spoke before under words of their own, "a spokesman for the board"; a noun: the subject of a sentence
# before, "A jogger stopped"; none: nobody else, the source's own words
Candidate = Named | Resolved | Noun | None


@dataclass(frozen=True, slots=True)
class Field:
    """The candidates of one query, nearest first; ``last_subject``: where one was that last, -1 where none was."""

    named: list[Named]
    spoken: list[Resolved]
    subjects: list[Noun]
    last_subject: int

    def all(self) -> list[Candidate]:
        """All of them, the source's own words last."""
        return [*self.named, *self.spoken, *self.subjects, None]


def candidates(discourse: Discourse, query: Query) -> Field:
    """All that a source can mean."""
    named, spoken, of = _named(discourse, query), _spoken(discourse, query), discourse.places.of
    subjects = _subjects(discourse, query, {s.speaker.name for s in spoken})
    starts = (m.start for n in named for m in n.plain if of(m.start, m.end).standing == "subject")
    return Field(named, spoken, subjects, max((*starts, *(noun.start for noun in subjects)), default=-1))


def _named(discourse: Discourse, query: Query) -> list[Named]:
    known, labels = discourse.mentions, _LABELS[query.kind]
    around = [*known.before(query.start, MAX_BEFORE), *known.after(query.end, MAX_AFTER)]
    inside = {m.entity for m in known.inside(query.start, query.end)}
    found = []
    for entity in dict.fromkeys(m.entity for m in around if m.label in labels):
        referent = known.people[entity]
        if entity not in inside and can_mean(discourse, query, referent):
            one = _around(discourse, referent, query)
            if not _written(discourse, one) and (query.article != "a" or _follows(discourse, query, one)):
                found.append(one)
    ranked = sorted((n for n in found if n.last is not None), key=lambda n: -n.plain[-1].start)
    for rank, one in enumerate(ranked):
        one.rank = rank
    return found


def _written(discourse: Discourse, one: Named) -> bool:
    """Whether somebody is named in the byline alone: who writes is not who is meant."""
    byline = discourse.byline
    return byline is not None and all(byline.start <= m.start < byline.end for m in one.referent.mentions)


def _follows(discourse: Discourse, query: Query, one: Named) -> bool:
    """Whether a phrase with "a" can mean somebody: only one not named yet, who comes with the role or as a subject."""
    if one.plain or one.behind is None:
        return False
    if one.referent.label != PERSON:
        return True
    place = discourse.places.of(one.behind.start, one.behind.end)
    fits = any(kinds(query) & role for role in discourse.told(one.referent).roles)
    return fits or (place.standing == "subject" and place.main)


def _around(discourse: Discourse, referent: Referent, query: Query) -> Named:
    k, hides = bisect_left(referent.starts, query.start), discourse.mentions.hides
    plain = [m for m in referent.mentions[max(0, k - MAX_OWN) : k] if not hides(m.start)]
    later = (m for m in referent.mentions[k : k + MAX_LATER] if m.start >= query.end and not hides(m.start))
    return Named(referent, k, plain, next(later, None))


def _spoken(discourse: Discourse, query: Query) -> list[Resolved]:
    found: dict[str, Resolved] = {}
    for r in reversed(discourse.history[-MAX_SPOKEN:]):
        fits = r.speaker.entity is None and r.speaker.type in _SPOKEN[query.kind] and r.start < query.start
        if query.kind == "they" and r.speaker.type == "unnamed":
            fits = fits and r.phrase.head in _NEUTRAL
        if query.kind.endswith("noun"):
            fits = fits and query.article == "the" and r.phrase.head == query.head
        if fits:
            found.setdefault(r.speaker.name, r)
    return list(found.values())


def _subjects(discourse: Discourse, query: Query, spoken: set[str]) -> list[Noun]:
    """Of each wording the nearest, for a pronoun; those who spoke are candidates as such."""
    found: dict[str, Noun] = {}
    pronoun, first = not query.kind.endswith("noun"), query.place.sentence - MAX_SENTENCES
    for noun in discourse.places.nouns_before(query.start, MAX_NOUNS) if pronoun else ():
        near = discourse.places.sentence(noun.start) >= first
        if near and _fits(noun, query.kind) and noun.words not in spoken:
            found.setdefault(noun.words, noun)
    return list(found.values())


def _fits(noun: Noun, kind: Kind) -> bool:
    if kind == "they":
        return noun.plural or noun.category == "body"
    wanted = ("person",) if kind == "he or she" else ("body", "document")
    return not noun.plural and noun.category in wanted
