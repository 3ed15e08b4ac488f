"""Definite nouns and the named things that they stand for: the minister, the company, the municipality."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from pipeline.english.nouns import nouns, words
from pipeline.entities.names import fold
from pipeline.quotes.lexicon import countries, table
from pipeline.quotes.speakers.mentions import PERSON, Mentions, Referent
from pipeline.quotes.speakers.phrases import Phrase, seated
from pipeline.quotes.speakers.pronouns import opens
from pipeline.quotes.speakers.roles import Role
from pipeline.quotes.surface.sentences import last_sentence
from pipeline.records import Entity

_PARTS = re.compile(r"[\w-]+")
_NEAR = 30  # mentions to look back over


def body(cast: Mentions, phrase: Phrase) -> Referent | None:
    """The company: the last firm named; the board: the last body with that word; the country: the last country.

    A capital may stand before the noun ("the Swedish company"), or an address; other words name a thing of their own.
    """
    found = cast.text[slice(*phrase.core)].split()
    if seated(cast.text, *phrase.core) == phrase.core[1] and phrase.head in nouns("firms"):
        found = found[:1] + found[-1:]  # "the Menlo Park, Calif., company"
    if len(found) > 3 or (len(found) == 3 and not found[1][0].isupper()):
        return None
    before = [m for m in cast.before(phrase.span[0], _NEAR) if not cast.quoted(m)]
    kind = found[1].casefold() if len(found) == 3 and phrase.head in nouns("bodies") else None
    named = next(
        (m for m in before if _called(cast.text, m, phrase.head) and (kind is None or kind in _folded(m.name))), None
    )
    if named is None and phrase.head in nouns("polities"):
        named = _place(before, phrase.head)
    elif named is None and phrase.head not in nouns("bodies"):
        named = _salient(cast, [m for m in before if m.label == "ORG" and not _public(m, phrase.head)])
    return cast.people[named.entity] if named else None


_BESIDE = re.compile(r"\b(?:by|from|with|against|rival|than|unlike|at)\s+(?:the\s+)?$")
_OWNED = re.compile(r"['’]s?\s|\s(?:[a-z]+\s){0,2}?(?P<noun>[a-z]+)\b")
_FEW = 4  # mentions; more of them make a firm no more prominent


def _salient(cast: Mentions, firms: list[Entity]) -> Entity | None:
    """The firm that a text is about, of those named before, nearest first: near, named often, heading its sentences.

    A firm in whose name somebody speaks ("Halvor analysts"), or beside which another acts ("by Halvor"), counts less.
    """
    named = Counter(m.entity for m in firms)
    scored = [
        (0.5 * min(named[m.entity], _FEW) - 0.5 * rank + _standing(cast.text, m), -rank, m)
        for rank, m in enumerate(firms)
    ]
    return max(scored, key=lambda s: s[:2])[2] if scored else None


def _standing(text: str, m: Entity) -> float:
    owned = _OWNED.match(text, m.end)
    if owned and (not owned.group("noun") or owned.group("noun") in nouns("roles") | nouns("groups")):
        return -2.0
    if _BESIDE.search(text, max(0, m.start - 12), m.start):
        return -2.0
    return 1.5 if opens(text, m.start) else 0.0


def _place(before: list[Entity], head: str) -> Entity | None:
    """The last country for "the country", the last state of a federation for "the state"; else the last of neither."""
    found = [m for m in before if m.label == "GPE"]
    if head in _KINDS:
        return next((m for m in found if fold(m.name).replace(" ", "") in nouns(_KINDS[head])), None)
    fitting = [m for m in found if (fold(m.name) in countries()) == (head in ("country", "nation"))]
    return next(iter(fitting or found), None)


_KINDS = {"state": "states", "kingdom": "kingdoms"}


def _called(text: str, m: Entity, head: str) -> bool:
    """Whether the noun is part of what a thing is called: "Rural Bank", "the municipality of Rietkloof"."""
    if m.label not in ("ORG", "GPE", "LOC", "FAC"):
        return False
    return head in _folded(m.name) or text[max(0, m.start - 40) : m.start].casefold().endswith(
        (f"{head} of ", f"{head} of the ")
    )


@cache
def _folded(name: str) -> frozenset[str]:
    return frozenset(_PARTS.findall(name.casefold()))


def _public(m: Entity, head: str) -> bool:
    """Whether a name says that its bearer is no firm, where the noun speaks of one."""
    return head in nouns("firms") and bool(_folded(m.name) & nouns("bodies"))


_HEADS = {
    "of state": {"president", "king", "queen", "emperor"},
    "of government": {"premier", "chancellor", "minister"},
}


def by_role(cast: Mentions, phrase: Phrase, speaking: str | None, near: int) -> Referent | None:
    """The nearest person before who has this role (or one that it covers), else the one whom nothing speaks against.

    That is who was speaking (``speaking``, an entity), or the only person named since ``near``, if the article gives
    them no role; an office has its holder, so "the mayor" is nobody without a role.
    """
    at, head = phrase.span[0], phrase.head
    kinds = {head, *table("hyponyms").get(head, [])}
    said = cast.text[slice(*phrase.core)].split()
    heads = _HEADS.get(" ".join(said[-2:]).casefold(), set()) if head == "head" else set()
    kinds, said = kinds | heads, said[:-2] if heads else said
    mentions = [m for m in cast.before(at) if m.label == PERSON]
    if said[1:2] == ["same"]:
        return cast.people[speaking] if speaking in {m.entity for m in mentions} and speaking else None
    if len(said) == 3 and said[1][0].isupper():
        kind = said[1][:4]  # "the Mexican president" after "the president of Mexico, …"
        letters = said[1].isupper() and len(said[1]) > 1  # of a body: only a role tells whose director somebody is
        told = next((m for m in mentions if _told(cast, m, kind, letters) and _can_be(cast, m, kinds)), None)
        if told is not None:
            return cast.people[told.entity]
    people = list({m.entity: cast.people[m.entity] for m in mentions}.values())
    for person in people:
        if any(_names_role(cast.text, r, kinds) and _same_office(cast.text, r, said, head) for r in person.roles):
            return person
    if len(said) > 2 and said[1].casefold() in _RANKS:
        return None
    if len(said) > 2 and _DESCRIBING.match(said[1]):
        return described(cast, phrase, speaking, near)
    if len(said) != 2 or head in nouns("offices"):
        return None
    named = list({m.entity: cast.people[m.entity] for m in mentions if m.start >= near}.values())
    free = [p for p in named if not p.roles]
    return next((p for p in free if p.entity == speaking), free[0] if len(named) == 1 and free else None)


_DESCRIBING = re.compile(r"former\b|retired\b|veteran\b|[A-Z]|\d+-year-old|[\w-]+-born\b")


def described(cast: Mentions, phrase: Phrase, speaking: str | None, near: int) -> Referent | None:
    """The person whom a description adds to ("the former winger", "the 58-year-old"): who heads a sentence since
    ``near``, or was speaking; nobody whose role is another one, unless of the past; for an office its holder."""
    said = cast.text[slice(*phrase.core)]
    if "'s" in said or "’s" in said:
        return None
    office = phrase.head in nouns("contested") | nouns("offices")
    past = not office and any(word in said for word in ("former", "year-old", "-born"))
    for person in _in_view(cast, phrase, speaking, near):
        if past or (not office and not person.roles) or has_role(cast.text, person, phrase.head):
            return person
    return None


_COMPATRIOT = re.compile(r"[Tt]he\s+[A-Z][\w-]*[^\W\d_](?<!s)(?<!sh)(?<!ch)(?<!se)")  # "the French" are many


def compatriot(cast: Mentions, phrase: Phrase, speaking: str | None, near: int) -> Referent | None:
    """The one person meant by "the German": who heads a sentence since ``near``, or was speaking."""
    if _COMPATRIOT.fullmatch(cast.text, *phrase.core) is None:
        return None
    return next(iter(_in_view(cast, phrase, speaking, near)), None)


def _in_view(cast: Mentions, phrase: Phrase, speaking: str | None, near: int) -> list[Referent]:
    """The persons whom a description may add to: who headed a sentence last, since ``near``, and who was speaking."""
    since = [m for m in cast.before(phrase.span[0]) if m.label == PERSON and m.start >= near and not cast.quoted(m)]
    heading = [m.entity for m in since if opens(cast.text, m.start)]
    named = [cast.people[e] for e in [*heading[:1], speaking] if e is not None and e in cast.people]
    return [person for person in named if person.label == PERSON]


_RANKS = frozenset({"prime", "chief", "vice", "deputy", "assistant"})  # with them before it, an office is another one
_DEPARTMENTAL = frozenset({"minister", "secretary", "commissioner"})


def _same_office(text: str, role: Role, said: list[str], head: str) -> bool:
    """Whether a phrase can mean the office of a role: "the Prime Minister" is no "Revenue Minister"."""
    words_ = [w.casefold() for w in said]
    before = set(words_[1 : words_.index(head)]) if head in words_ else set()
    told = _PARTS.findall(text[slice(*role.span)].casefold())
    held = set(told[: told.index(head)]) if head in told else set()
    if before & _RANKS and not before & set(told):
        return False
    if head in _DEPARTMENTAL and before and held and not before & set(told) and not before & words("past"):
        return False
    return _of_the_same(text, role, said)


def _of_the_same(text: str, role: Role, said: list[str]) -> bool:
    """Whether "the owner of the inn" can be who is told to be "owner of the inn", or just "owner"; not "of a mill"."""
    wanted = {w.casefold() for w in said[said.index("of") + 1 :]} - _LITTLE if "of" in said else set()
    told = text[slice(*role.span)].casefold().split()
    other = set(told[told.index("of") + 1 :]) - _LITTLE if "of" in told else set()
    return not wanted or not other or bool(wanted & other)


_LITTLE = frozenset({"the", "a", "an", "of", "in", "and", "for", "his", "her", "its", "their"})


def has_role(text: str, person: Referent, noun: str) -> bool:
    """Whether a person is told to be what the noun says, or what it covers."""
    kinds = {noun, *table("hyponyms").get(noun, [])}
    return any(_names_role(text, r, kinds) for r in person.roles)


def _can_be(cast: Mentions, m: Entity, kinds: set[str]) -> bool:
    roles = cast.people[m.entity].roles
    return not roles or any(_names_role(cast.text, r, kinds) for r in roles)


def _told(cast: Mentions, m: Entity, kind: str, by_role_only: bool) -> bool:
    """Whether the words before a name, or a role of its bearer, hold the beginning of a word."""
    around = [
        *([] if by_role_only else [cast.text[max(0, m.start - 60) : m.start]]),
        *(cast.text[slice(*r.span)] for r in cast.people[m.entity].roles),
    ]
    return any(kind in words_ for words_ in around)


def _names_role(text: str, role: Role, kinds: set[str]) -> bool:
    said = _PARTS.findall(text[slice(*role.span)].casefold())
    return any(w in kinds or w.rsplit("-", 1)[-1] in kinds for w in said)


@cache
def _whole() -> re.Pattern[str]:
    """A whole and, behind its comma, a number that is a part of it."""
    numbers = "|".join(sorted(words("counts")))
    return re.compile(
        r"\b(?:[Aa]mong|[Oo]ut of|[Oo]f) (?P<whole>(?:the|its|his|her|their|our) [^.;:!?\n]{3,160}?),"
        rf" (?=\d+\b|(?:{numbers})\b)"
    )


_REACH = 300  # characters before the number


def counted(text: str, phrase: Phrase) -> bool:
    """Whether the phrase is a number of people or bodies and nothing else: 29, twelve, most."""
    word = text[slice(*phrase.core)].casefold()
    return word.isdecimal() or word.split("-")[0] in words("counts")


def out_of(text: str, phrase: Phrase) -> str | None:
    """What a number is a part of ("Of the 31 districts, 29 have … and 14 have"), as "29 of the 31 districts"."""
    start, end = phrase.core
    low = max(0, start - _REACH)
    low += last_sentence(text[low:start])
    found = _whole().search(text, low, end)
    return f"{text[start:end]} of {found['whole']}" if found else None
