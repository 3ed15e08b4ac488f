"""From source phrases to speakers: names, pronouns, definite nouns, groups and documents.

Sources are resolved in text order, because who was speaking is the best clue to who speaks next.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.entities.clusters import initials
from pipeline.entities.names import Gender, fold, given_gender, leading_title, parts, surname_first
from pipeline.quotes.lexicon import table, words
from pipeline.quotes.paragraphs import Locator
from pipeline.quotes.phrases import Phrase, analyse
from pipeline.quotes.roles import Role, role_before, roles_of
from pipeline.quotes.types import Attribution, Offsets
from pipeline.records import Entity, Span, Speaker, SpeakerType

_PERSON, _BODY = "PERSON", frozenset({"ORG", "GPE", "FAC", "PRODUCT", "NORP", "LOC"})
_DOCUMENT = frozenset({"WORK_OF_ART", "LAW"})
_MALE = re.compile(r"\b(?:Mr|Sir|Lord|King|Prince)\.?\s$")
_FEMALE = re.compile(r"\b(?:Mrs|Ms|Miss|Lady|Dame|Queen|Princess|Madame|Madam)\.?\s$")


@dataclass(slots=True)
class Person:
    """A named thing of the article: its mentions, and what the text tells about a person."""

    entity: str
    name: str
    label: str
    mentions: list[Entity]
    gender: Gender | None = None
    roles: list[Role] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Resolved:
    """A speaker and the source phrase it was read from."""

    speaker: Speaker
    phrase: Phrase | None


class Cast:
    """The named things of one article and where they are mentioned."""

    def __init__(self, text: str, mentions: Sequence[Entity], hidden: Sequence[Offsets]) -> None:
        self.text = text
        self.mentions = [m for m in mentions if m.mention in ("name", "short")]
        self._starts = [m.start for m in self.mentions]
        self._hidden = sorted(hidden)
        self.people: dict[str, Person] = {}
        for m in self.mentions:
            person = self.people.setdefault(m.entity, Person(m.entity, m.name, m.label, []))
            person.mentions.append(m)
        for person in self.people.values():
            if person.label == _PERSON:
                person.gender = _gender(text, person)
                person.roles = roles_of(text, person.mentions, self.mentions)

    def by_form(self, said: str) -> Person | None:
        """The one thing whose name holds these words as its last part, or has these initials."""
        words_ = parts(said[leading_title(said)[0] :])
        if not words_ or not said[:1].isupper():
            return None
        found = [
            p
            for p in self.people.values()
            if (p.label == _PERSON and len(words_) < 3 and _ends(parts(p.name), words_))
            or (p.label == "ORG" and said.isupper() and len(said) > 1 and fold(said) in initials(p.name))
        ]
        return found[0] if len(found) == 1 else None

    def inside(self, start: int, end: int) -> list[Entity]:
        """Named mentions within a span."""
        found = []
        for m in self.mentions[bisect_left(self._starts, start) :]:
            if m.start >= end:
                break
            if m.end <= end:
                found.append(m)
        return found

    def before(self, at: int, reach: int = 60) -> list[Entity]:
        """The last mentions before an offset, nearest first."""
        i = bisect_left(self._starts, at)
        return [m for m in reversed(self.mentions[max(0, i - reach) : i]) if m.end <= at]

    def quoted(self, m: Entity) -> bool:
        """Whether a mention stands inside quoted speech."""
        i = bisect_left(self._hidden, (m.start + 1, 0)) - 1
        return i >= 0 and m.start < self._hidden[i][1]


def _ends(name: tuple[str, ...], words_: tuple[str, ...]) -> bool:
    """Whether the words are the family name (or the whole) of a name."""
    return name[-len(words_) :] == words_ or (surname_first(name) and name[: len(words_)] == words_)


def _last_word(name: str) -> str:
    return name.rsplit(None, 1)[-1].casefold()


def _gender(text: str, person: Person) -> Gender | None:
    told = given_gender(parts(person.name))
    for m in person.mentions:
        before = text[max(0, m.start - 14) : m.start]
        if _MALE.search(before):
            return "m"
        if _FEMALE.search(before):
            return "f"
        told = told or leading_title(before.split()[-1] + " X")[1] if before.split() else told
    return told


class Resolver:
    """Resolves the sources of one article in text order."""

    def __init__(self, text: str, cast: Cast, where: Locator) -> None:
        self.text, self.cast, self.where = text, cast, where
        self.last: Resolved | None = None
        self.last_at = -1
        self.history: list[tuple[int, Resolved]] = []
        self._by_span: dict[Offsets, Resolved] = {}

    def resolve(self, a: Attribution) -> Resolved | None:
        """The speaker behind an attribution's source, or None where it has none."""
        if a.source is None:
            return None
        if a.source in self._by_span:
            return self._by_span[a.source]
        phrase = analyse(self.text, a.source, self.cast.inside(*a.source))
        found = (
            self._named(phrase)
            or self._answer(a, phrase)
            or self._pronoun(phrase)
            or self._unmarked(phrase)
            or self._nominal(phrase)
        )
        self._by_span[a.source] = found
        if phrase.head not in ("who", "which", "that", "i", "we", "you"):
            self.last, self.last_at = found, a.source[0]
            self.history.append((a.source[0], found))
        return found

    # -- names -------------------------------------------------------------------------------------------------------

    def _named(self, phrase: Phrase) -> Resolved | None:
        if phrase.mention is None:
            return None
        if self._joined(phrase):
            return Resolved(self._worded(phrase, "group", "name"), phrase)
        if phrase.mention.label == "NORP":
            return Resolved(self._worded(phrase, "group", "name"), phrase)
        person = self.cast.people[phrase.mention.entity]
        if person.label == _PERSON and not person.roles:
            role = role_before(self.text, phrase.core[0], phrase.mention, self.cast.inside(*phrase.core))
            person.roles += [role] if role else []
        return Resolved(self._speaker(person, "name"), phrase)

    def _speaker(self, person: Person, rule: str) -> Speaker:
        kind: SpeakerType = "person" if person.label == _PERSON else "organization"
        if person.label in _DOCUMENT or (kind != "person" and _last_word(person.name) in words("nouns", "titled")):
            kind = "document"
        roles = [self._span(r.span) for r in person.roles]
        body = next((r.affiliation for r in person.roles if r.affiliation), None)
        return Speaker(
            entity=person.entity,
            name=person.name,
            type=kind,
            role=roles[0] if roles else None,
            roles=roles,
            affiliation=self._span((body.start, body.end)) if body else None,
            resolved_by=rule,
        )

    def _span(self, span: Offsets) -> Span:
        return Span(start=span[0], end=span[1], text=self.text[span[0] : span[1]])

    def _worded(self, phrase: Phrase, kind: SpeakerType, rule: str) -> Speaker:
        name = " ".join(self.text[slice(*phrase.core)].split()).removeprefix("Both ").removeprefix("both ")
        return Speaker(name=name, type=kind, resolved_by=rule)

    def _joined(self, phrase: Phrase) -> bool:
        """Two names and an "and" between them: a group under its own words."""
        inside = self.cast.inside(*phrase.core)
        return any(
            re.fullmatch(r"(?:['’]s)?,?\s+and\s+(?:the\s+)?(?:\w+\.?\s+)?", self.text[a.end : b.start])
            for a, b in itertools.pairwise(inside)
        )

    def _answer(self, a: Attribution, phrase: Phrase) -> Resolved | None:
        """The A of questions and answers: the person whom the article names most."""
        if a.rule != "interview" or phrase.head not in ("a", "answer"):
            return None
        people = [p for p in self.cast.people.values() if p.label == _PERSON]
        if not people:
            return None
        return Resolved(self._speaker(max(people, key=lambda p: len(p.mentions)), "interview"), phrase)

    def _unmarked(self, phrase: Phrase) -> Resolved | None:
        """A source that no entity marks: part of a known name, an acronym of one, or a role with its name behind it."""
        said = self.text[slice(*phrase.core)]
        after = re.compile(r",\s+").match(self.text, phrase.core[1])
        for m in self.cast.inside(after.end(), after.end() + 60)[:1] if after else ():
            behind = self.text[m.end : m.end + 1]
            if m.label == _PERSON and m.start == after.end() and behind in (",", "."):  # type: ignore[union-attr]
                return Resolved(self._speaker(self.cast.people[m.entity], "appositive"), phrase)
        person = self.cast.by_form(said)
        return Resolved(self._speaker(person, "form"), phrase) if person else None

    # -- pronouns ----------------------------------------------------------------------------------------------------

    def _pronoun(self, phrase: Phrase) -> Resolved | None:
        if phrase.kind != "pronoun":
            return None
        word, at = phrase.head, phrase.span[0]
        if word in words("nouns", "male") | words("nouns", "female"):
            person = self._third_person(at, "m" if word in words("nouns", "male") else "f")
            if person:
                return Resolved(self._speaker(person, "pronoun"), phrase)
        elif word in ("who", "which", "that"):
            return self._antecedent(phrase)
        elif word in ("i", "me", "we", "us") and self.last is not None:
            return Resolved(self.last.speaker.model_copy(update={"resolved_by": "first-person"}), phrase)
        elif word in ("they", "them", "it", "themselves"):
            found = self._plural_or_thing(phrase, at, word)
            if found:
                return found
        kind: SpeakerType = (
            "group" if phrase.plural or word in ("some", "many", "others", "we", "both", "few") else "unnamed"
        )
        return Resolved(self._worded(phrase, kind, "unresolved"), phrase)

    def _third_person(self, at: int, gender: Gender) -> Person | None:
        """The person meant by he or she: by agreement, who was speaking, nearness and place in the sentence."""
        paragraph = self.where.at(at)
        best: tuple[float, Person] | None = None
        for rank, m in enumerate(self.cast.before(at)):
            person = self.cast.people[m.entity]
            if person.label != _PERSON or person.gender not in (gender, None):
                continue
            score = self._nearness(m, rank, at, paragraph) + (2.0 if person.gender == gender else 0.0)
            if self.last and self.last.speaker.entity == person.entity:
                score += 3.0 if self._close(self.last_at, paragraph) else 1.0
            if best is None or score > best[0]:
                best = (score, person)
        return best[1] if best else None

    def _nearness(self, m: Entity, rank: int, at: int, paragraph: int | None) -> float:
        own = self.where.at(m.start)
        far = 5 if own is None or paragraph is None else paragraph - own
        score = 4.0 - 1.2 * far - 0.15 * rank
        before = self.text[max(0, m.start - 40) : m.start]
        opening = re.search(r"(?:^|[.!?\n”\"]\s*)(?:[A-Z][\w.]*\s+){0,3}$", before)
        if opening or (own is not None and self.where.items[own].start == m.start):
            score += 1.5  # first in its sentence: most often its subject
        if self.text[m.end : m.end + 2] in ("'s", "’s"):
            score -= 1.0
        return score - (3.0 if self.cast.quoted(m) else 0.0)

    def _close(self, other: int, paragraph: int | None) -> bool:
        own = self.where.at(other)
        return own is not None and paragraph is not None and paragraph - own <= 1

    def _antecedent(self, phrase: Phrase) -> Resolved:
        for m in self.cast.before(phrase.span[0], 2):
            if not self.text[m.end : phrase.span[0]].strip(" ,—–-\u00a0"):
                return Resolved(self._speaker(self.cast.people[m.entity], "relative"), phrase)
        return Resolved(self._worded(phrase, "unnamed", "unresolved"), phrase)

    def _plural_or_thing(self, phrase: Phrase, at: int, word: str) -> Resolved | None:
        """They and it: the last group, body or document that spoke; for "it", the last body named."""
        paragraph = self.where.at(at)
        wanted = ("organization", "document") if word == "it" else ("group", "organization", "unnamed", "document")
        for when, r in reversed(self.history[-6:]):
            if r.speaker.type in wanted and self._close(when, paragraph):
                return Resolved(r.speaker.model_copy(update={"resolved_by": "pronoun"}), phrase)
        if word != "it":
            return None
        for m in self.cast.before(at, 6):
            if m.label in ("ORG", "GPE") and not self.cast.quoted(m):
                return Resolved(self._speaker(self.cast.people[m.entity], "pronoun"), phrase)
        return None

    # -- common nouns ------------------------------------------------------------------------------------------------

    def _nominal(self, phrase: Phrase) -> Resolved:
        head = phrase.head
        singular = head[:-1] if head.endswith("s") and not head.endswith("ss") else head
        definite = re.match(r"(?:the|this|that)\s", self.text[slice(*phrase.core)], re.IGNORECASE) is not None
        if not phrase.plural and head in words("nouns", "roles"):
            person = self._by_role(phrase.span[0], head) if definite else None
            if person:
                return Resolved(self._speaker(person, "role"), phrase)
            return Resolved(self._worded(phrase, "unnamed", "source"), phrase)
        if head in words("nouns", "documents") or singular in words("nouns", "documents"):
            return Resolved(self._worded(phrase, "document", "source"), phrase)
        if head in words("nouns", "organizations"):
            body = self._body(phrase) if definite else None
            if body:
                return Resolved(self._speaker(body, "nominal"), phrase)
            return Resolved(self._worded(phrase, "organization", "source"), phrase)
        if phrase.plural or head.endswith("s"):
            return Resolved(self._worded(phrase, "group", "source"), phrase)
        return Resolved(self._worded(phrase, "unnamed", "source"), phrase)

    def _by_role(self, at: int, head: str) -> Person | None:
        """The nearest person before who has this role (or one that it covers), or who was speaking just now."""
        kinds = {head, *table("hyponyms").get(head, [])}
        seen: list[Person] = []
        for m in self.cast.before(at):
            person = self.cast.people[m.entity]
            if person.label == _PERSON and person not in seen:
                seen.append(person)
                if any(self._names_role(r, kinds) for r in person.roles):
                    return person
        return None

    def _names_role(self, role: Role, kinds: set[str]) -> bool:
        said = re.findall(r"[\w-]+", self.text[slice(*role.span)].casefold())
        return any(w in kinds or w.rsplit("-", 1)[-1] in kinds for w in said)

    def _body(self, phrase: Phrase) -> Person | None:
        """The company: the last organization named; the country: the last country. A capital may stand before it."""
        found = self.text[slice(*phrase.core)].split()
        if len(found) > 3 or (len(found) == 3 and not found[1][0].isupper()):
            return None
        place = phrase.head in words("nouns", "polities")
        for m in self.cast.before(phrase.span[0], 30):
            if m.label == ("GPE" if place else "ORG") and not self.cast.quoted(m):
                return self.cast.people[m.entity]
        return None
