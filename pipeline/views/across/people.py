"""Speakers merged over articles: one row a person or organization, and said so where that is not sure.

A full name is one person unless its roles speak against it: roles in two articles that share no word keep the name
apart, and both rows say so. A surname alone joins nobody by itself; it says whom it could mean.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pipeline import records
from pipeline.views.across.words import acronym, is_name, organization_key, person_key, terms
from pipeline.views.results import Article
from pipeline.views.speakers import words

NAMED = ("person", "organization")
EVIDENCE = ("honorific", "pronoun", "kinship", "given_name")  # of a gender, the strongest first


@dataclass
class Appearance:
    """A speaker in one article."""

    doc_id: str
    name: str
    type: str
    roles: list[str] = field(default_factory=list)
    affiliations: list[str] = field(default_factory=list)
    quotes: list[str] = field(default_factory=list)
    claims: list[str] = field(default_factory=list)
    words: int = 0
    gender: str | None = None
    gender_by: str | None = None
    publisher: str | None = None


@dataclass
class Voice:
    """A speaker of the run. ``note`` says what is not sure; ``maybe`` whom a short name could mean.

    ``gender`` is what the articles show (``gender_by`` says how); None where they show nothing, or do not agree.
    """

    name: str
    type: str
    aliases: list[str]
    roles: list[str]
    affiliations: list[str]
    articles: list[str]
    quotes: list[str]
    claims: list[str]
    words: int
    publishers: list[str] = field(default_factory=list)
    gender: str | None = None
    gender_by: str | None = None
    note: str | None = None
    maybe: list[str] = field(default_factory=list)


def people(articles: Iterable[Article]) -> list[Voice]:
    """Speakers with a name, those with the most words first."""
    return people_of(one for article in articles for one in appearances(article))


def people_of(found: Iterable[Appearance]) -> list[Voice]:
    """The same of appearances already gathered."""
    groups: dict[tuple[str, tuple[str, ...]], list[Appearance]] = defaultdict(list)
    for one in found:
        if one.type in NAMED and (key := _key(one)):
            groups[one.type, key].append(one)
    _join_variants(groups)
    merged = [voice for group in groups.values() for voice in _voices(group)]
    _say_short_names(merged)
    _say_nouns(merged)
    return sorted(merged, key=lambda v: (-v.words, v.name, v.articles))


def appearances(article: Article) -> Iterator[Appearance]:
    """Speakers of an article, in the order of their first quotes."""
    found: dict[str, Appearance] = {}
    for quote in article.quotes:
        if (speaker := quote.speaker) is None:
            continue
        key = speaker.entity or speaker.name.casefold()
        one = found.setdefault(key, Appearance(article.doc_id, speaker.name, speaker.type))
        one.publisher = article.document.publisher
        if one.gender is None:
            one.gender, one.gender_by = speaker.gender, speaker.gender_by
        one.quotes.append(quote.id)
        one.claims += quote.claims
        one.words += words(quote)
        _extend(one.roles, (role.text for role in speaker.roles))
        _extend(one.affiliations, [speaker.affiliation.text] if speaker.affiliation else [])
    yield from found.values()


def speaker_group(speaker: records.Speaker) -> tuple[str, ...]:
    """What a speaker's figures are gathered under over articles."""
    return person_key(speaker.name) if speaker.type == "person" else organization_key(speaker.name)


def _key(one: Appearance) -> tuple[str, ...]:
    if one.type == "person":
        return person_key(one.name)
    key = organization_key(one.name)
    return key if is_name(one.name) or not key else (*key, f"({one.doc_id})")  # "the council" is another in each town


def _join_variants(groups: dict[tuple[str, tuple[str, ...]], list[Appearance]]) -> None:
    """Names with and without a middle name or initial; an organization's acronym. Only where one name fits."""
    longer: dict[tuple[str, tuple[str, ...]], set[tuple[str, ...]]] = defaultdict(set)
    for kind, key in groups:
        if kind == "person" and len(key) > 2:
            longer[kind, (key[0], key[-1])].add(key)
        elif kind == "organization" and len(key) > 1:
            for one in groups[kind, key]:
                if short := acronym(one.name):
                    longer[kind, (short,)].add(key)
    for (kind, key), whole in sorted(longer.items()):
        if (kind, key) in groups and len(whole) == 1:
            groups[kind, next(iter(whole))] += groups.pop((kind, key))


def _voices(group: list[Appearance]) -> Iterator[Voice]:
    """One voice, or several where the roles say that the same name is not the same person."""
    camps: list[list[Appearance]] = []
    for one in group:
        fitting = [camp for camp in camps if any(_fit(one, other) for other in camp)]
        if fitting:
            fitting[0].append(one)
            for camp in fitting[1:]:  # this appearance shows that the two are one
                fitting[0].extend(camp)
                camps.remove(camp)
        else:
            camps.append([one])
    for camp in camps:
        voice = _merged(camp)
        if len(camps) > 1:
            voice.note = f"{len(camps)} speakers of this name whose roles share no word: kept apart"
        elif len(camp) > 1 and voice.type == "person" and not all(one.roles for one in camp):
            voice.note = "merged by name alone in some articles"
        yield voice


def _fit(one: Appearance, other: Appearance) -> bool:
    """Whether nothing speaks against the two being one: organizations by name, persons by their roles too."""
    if one.type == "organization":
        return True
    known, more = _about(one), _about(other)
    return not known or not more or bool(known & more)


def _about(one: Appearance) -> set[str]:
    return set().union(*(terms(text) for text in (*one.roles, *one.affiliations)))


def _merged(camp: list[Appearance]) -> Voice:
    camp = sorted(camp, key=lambda one: one.doc_id)
    names = Counter(one.name for one in camp)
    name = max(names, key=lambda text: (len(text.split()), len(text), text))
    voice = Voice(name, camp[0].type, sorted(set(names) - {name}), [], [], [], [], [], 0)
    for one in camp:
        _extend(voice.roles, one.roles)
        _extend(voice.affiliations, one.affiliations)
        _extend(voice.articles, [one.doc_id])
        voice.quotes += one.quotes
        _extend(voice.claims, one.claims)
        voice.words += one.words
        _extend(voice.publishers, [one.publisher] if one.publisher else [])
    voice.gender, voice.gender_by = _gender(camp)
    return voice


def _gender(camp: list[Appearance]) -> tuple[str | None, str | None]:
    """What the strongest evidence of all articles says; nothing where it is divided."""
    for evidence in EVIDENCE:
        shown = {one.gender for one in camp if one.gender_by == evidence and one.gender}
        if shown:
            return (next(iter(shown)), evidence) if len(shown) == 1 else (None, None)
    return None, None


def _say_short_names(found: list[Voice]) -> None:
    """A single name: whom among the full names it could mean."""
    by_part: dict[str, list[Voice]] = defaultdict(list)
    for voice in found:
        key = person_key(voice.name)
        if voice.type == "person" and len(key) > 1:
            for part in sorted({key[0], key[-1]}):
                by_part[part].append(voice)
    for voice in found:
        key = person_key(voice.name)
        if voice.type == "person" and len(key) == 1 and (full := by_part.get(key[0])):
            voice.maybe = sorted({other.name for other in full})
            voice.note = "a single name: not merged, could be " + " or ".join(voice.maybe)


def _say_nouns(found: list[Voice]) -> None:
    """What is called by a noun in several articles: not merged, and said so."""
    by_noun: dict[tuple[str, ...], list[Voice]] = defaultdict(list)
    for voice in found:
        if voice.type == "organization" and not is_name(voice.name):
            by_noun[organization_key(voice.name)].append(voice)
    for voices in by_noun.values():
        for voice in voices if len(voices) > 1 else ():
            voice.note = f"no name but a noun, used in {len(voices)} articles: kept apart"


def _extend(known: list[str], more: Iterable[str]) -> None:
    known += [text for text in dict.fromkeys(more) if text not in known]
