"""From source phrases to speakers: names, pronouns, definite nouns, groups and documents.

Sources are resolved in text order, because who was speaking is the best clue to who speaks next.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass

from pipeline.entities.names import Gender
from pipeline.quotes.cast import PERSON, Cast, Person
from pipeline.quotes.lexicon import words
from pipeline.quotes.nominals import body, by_role, compatriot, counted, described, has_role, out_of
from pipeline.quotes.paragraphs import Locator
from pipeline.quotes.phrases import Phrase, analyse, introducing
from pipeline.quotes.pronouns import attributive, close, opens, third_person
from pipeline.quotes.roles import is_bare, role_before, widened
from pipeline.quotes.sentences import last_sentence
from pipeline.quotes.surface import source_before
from pipeline.quotes.types import Attribution, Offsets
from pipeline.records import Entity, Span, Speaker, SpeakerType

_DOCUMENT = frozenset({"WORK_OF_ART", "LAW"})

_NAMELESS = re.compile(
    r"(?<!\S)(?P<phrase>(?:An?|One|Another|My|Our|His|Her|Their)\s+(?:[a-z][\w-]*\s+){0,3}?(?P<noun>[a-z-]+))"
    r"(?=,|\s+(?:from|of|in|at|on|with|who|whose|[a-z]+s|[a-z]+ed|had|told|took|went|came|left|said)\b)"
)
_TITLED = re.compile(
    r"(?!The\b|An?\b|Its\b|His\b|Her\b|Their\b|These\b)[A-Z]\w+\s+(?:(?:of|and|for)\s+)?[A-Z][a-z]\w+s"
)
_AND_NAME = re.compile(r"(?:['’]s)?,?\s+and\s+(?:the\s+)?(?:\w+\.?\s+)?")
_NOUN_AND_NAME = re.compile(r"(?:\s+[a-z]+){1,4}?\s+and\s+(?:the\s+)?")
_WITHIN = re.compile(r"\s(?:at|in|from|of|on|with|for)\s+(?:the\s+)?$")
_ONE_STOP = re.compile(r"[^.!?\n“”\"]{0,80}[.!?]\s+")
_PEOPLE_OF = re.compile(r"\b(?P<noun>\w+)\s+(?:to|at|in|of|on|from|with|for)\s+[^,;:.]{1,60}$")  # "callers to the show"
_FINITE = re.compile(r"\b(?:had|has|have|is|are|was|were|be|been)\b")
_DOER = re.compile(r"(?:er|or|ist|ian|man|woman|men|women|people|ant|ent)$")
_LONGEST_NOUN = 8  # words of a noun phrase
_NEUTRAL = frozenset({"person", "someone", "somebody", "source", "spokesperson", "they"})  # one whom "they" can mean
_BETWEEN = 3  # speakers back
_AGED = re.compile(r"(?:\d+-)?year-old|old")
_ENDED = (".", "!", "?", "”", '"', "’")
_FAR = 800  # characters back to where the nameless person is introduced
_BACK = 200  # characters before "who" in which its noun phrase must lie
_INTRODUCED = 200  # mentions back among which the interviewee of questions and answers is named
_RECENT = 12  # speakers back that a noun can mean


@dataclass(frozen=True, slots=True)
class Resolved:
    """A speaker and the source phrase it was read from."""

    speaker: Speaker
    phrase: Phrase | None


_OWNER = re.compile(r"(?:(?:the|The)\s+(?P<noun>[a-z]+)['’]s?|[Ii]ts)\s")
_DETERMINED = re.compile(
    r"\b(?:the|an?|his|her|its|their|our|this|that|these|those|some|many|several|two|three|four)\s"
)
_PREPOSED = re.compile(r"\b(?:by|with|for|from|to|on|in|at|against|between|among)\s+")


def _last_phrase(clause: str) -> int:
    """Where the last noun phrase of a clause begins: at its last determiner, or behind its last preposition."""
    starts = [m.start() for m in _DETERMINED.finditer(clause)] + [m.end() for m in _PREPOSED.finditer(clause)]
    return max(starts, default=0)


def _plural_role(head: str) -> bool:
    return head.endswith("s") and (head[:-1] in words("nouns", "roles") or head in words("nouns", "groups"))


def _personal(noun: Phrase, said: str) -> bool:
    """Whether a noun phrase before "who" can be people, and no stretch of a clause."""
    plural = noun.head.endswith("s") and not noun.head.endswith("ss")
    known = noun.head in words("nouns", "roles") | {"people", "percent", "those", "one"} or _DOER.search(noun.head)
    people = plural or noun.plural or known
    return bool(people) and len(said.split()) <= _LONGEST_NOUN and not _FINITE.search(said)


def _several(head: str) -> bool:
    return head.endswith("s") and not head.endswith("ss") and head[:-1] in words("nouns", "documents")


def _last_word(name: str) -> str:
    return name.rsplit(None, 1)[-1].casefold()


class Resolver:
    """Resolves the sources of one article in text order."""

    def __init__(self, text: str, cast: Cast, where: Locator, byline: Span | None = None) -> None:
        self.text, self.cast, self.where, self.byline = text, cast, where, byline
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
            or self._counted(phrase)
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
            one = compatriot(self.cast, phrase, *self._speaking(phrase))
            if one is not None and one.label == PERSON:
                return Resolved(self._speaker(one, "nominal"), phrase)
            return Resolved(self._worded(phrase, "group", "name"), phrase)
        person = self.cast.people[phrase.mention.entity]
        if person.label == PERSON and not person.roles:
            role = role_before(self.text, phrase.core[0], phrase.mention, self.cast.inside(*phrase.core))
            person.roles += [role] if role else []
        elif person.label == PERSON and phrase.core[0] < phrase.mention.start:
            here = self.cast.inside(*phrase.core)
            person.roles = [
                widened(self.text, phrase.core[0], phrase.mention, r, here) if r.span[1] < phrase.mention.start else r
                for r in person.roles
            ]
        return Resolved(self._speaker(person, "name"), phrase)

    def _speaker(self, person: Person, rule: str) -> Speaker:
        kind: SpeakerType = "person" if person.label == PERSON else "organization"
        if person.label in _DOCUMENT or (kind != "person" and _last_word(person.name) in words("nouns", "titled")):
            kind = "document"
        roles = sorted((self._span(r.span) for r in person.roles), key=lambda r: is_bare(r.text))
        works_for = next((r.affiliation for r in person.roles if r.affiliation), None) or person.body
        works_for = works_for or self._employer(person)
        return Speaker(
            entity=person.entity,
            name=person.name,
            type=kind,
            role=roles[0] if roles else None,
            roles=roles,
            affiliation=self._span((works_for.start, works_for.end)) if works_for else None,
            resolved_by=rule,
        )

    def _employer(self, person: Person) -> Entity | None:
        """The body meant by a role's "the company's" or "its": its last mention before the role."""
        for role in person.roles:
            owner, found = _OWNER.match(self.text, *role.span), None
            if owner is None:
                continue
            if owner.group("noun") in words("nouns", "organizations"):
                span = (owner.start(), owner.end("noun"))
                found = body(self.cast, analyse(self.text, span, []))
            elif not owner.group("noun"):
                r = self._plural_or_thing(None, role.span[0], "it")
                found = self.cast.people.get(r.speaker.entity) if r and r.speaker.entity else None
            near = [m for m in found.mentions if m.start < role.span[0]] if found and found.label == "ORG" else []
            if near:
                return near[-1]
        return None

    def _span(self, span: Offsets) -> Span:
        return Span(start=span[0], end=span[1], text=self.text[span[0] : span[1]])

    def _worded(self, phrase: Phrase, kind: SpeakerType, rule: str) -> Speaker:
        name = " ".join(self.text[slice(*phrase.core)].split()).removeprefix("Both ").removeprefix("both ")
        name = name.removesuffix("'s").removesuffix("’s")  # "the cabinet's pledge to …"
        return Speaker(name=name, type=kind, resolved_by=rule)

    def _joined(self, phrase: Phrase) -> bool:
        """Two names and an "and" between them, or a noun of the first's ("the Roe campaign and the FBI"): a group."""
        inside = self.cast.inside(*phrase.core)
        return any(
            _AND_NAME.fullmatch(self.text, a.end, b.start)
            or (b.end == phrase.core[1] and _NOUN_AND_NAME.fullmatch(self.text, a.end, b.start))
            for a, b in itertools.pairwise(inside)
        )

    def _answer(self, a: Attribution, phrase: Phrase) -> Resolved | None:
        """The A of questions and answers: who spoke most before it, else the person named most before it."""
        if a.rule != "interview" or phrase.head not in ("a", "answer"):
            return None
        spoke = Counter(r.speaker.entity for _, r in self.history if r.speaker.type == "person" and r.speaker.entity)
        named = Counter(m.entity for m in self.cast.before(a.start, _INTRODUCED) if m.label == PERSON)
        for count in (spoke, named):
            if count:
                return Resolved(self._speaker(self.cast.people[count.most_common(1)[0][0]], "interview"), phrase)
        return None

    def _unmarked(self, phrase: Phrase) -> Resolved | None:
        """A source that no entity marks: part of a known name, an acronym of one, or a role with its name behind it."""
        said = self.text[slice(*phrase.core)]
        at = phrase.core[1]
        single = not (phrase.plural or _plural_role(phrase.head))
        for m in self.cast.inside(at, at + 100)[:1] if single and self.text[at : at + 1] == "," else ():
            behind = self.text[m.end : m.end + 1]
            if m.label == PERSON and introducing(self.text, at, m.start) and behind in (",", "."):
                return Resolved(self._speaker(self.cast.people[m.entity], "appositive"), phrase)
        person = self.cast.by_form(said)
        return Resolved(self._speaker(person, "form"), phrase) if person else None

    # -- pronouns ----------------------------------------------------------------------------------------------------

    def _pronoun(self, phrase: Phrase) -> Resolved | None:
        if phrase.kind != "pronoun":
            return None
        word, at = phrase.head, phrase.span[0]
        if word in words("nouns", "male") | words("nouns", "female"):
            found = self._he_or_she(phrase, "m" if word in words("nouns", "male") else "f")
            if found:
                return found
        elif word in ("who", "which", "that"):
            return self._antecedent(phrase)
        elif word in ("i", "me", "my", "we", "us", "our"):
            found = self._first_person(phrase)
            if found:
                return found
        elif word in ("they", "them", "their", "it", "its", "themselves"):
            found = self._plural_or_thing(phrase, at, "it" if word == "its" else word)
            if found:
                return found
        kind: SpeakerType = (
            "group" if phrase.plural or word in ("some", "many", "others", "we", "both", "few") else "unnamed"
        )
        return Resolved(self._worded(phrase, kind, "unresolved"), phrase)

    def _first_person(self, phrase: Phrase) -> Resolved | None:
        """Within a quote who is speaking; outside of quotes "I" is the author that the byline names."""
        at = phrase.span[0]
        if self.cast.hides(at):
            return self.last and Resolved(self.last.speaker.model_copy(update={"resolved_by": "first-person"}), phrase)
        named = (
            self.cast.inside(self.byline.start, self.byline.end) if self.byline and phrase.head in ("i", "me") else []
        )
        authors = [m for m in named if m.label == PERSON]
        if authors:
            return Resolved(self._speaker(self.cast.people[authors[0].entity], "byline"), phrase)
        answered = [r for _, r in self.history if r.speaker.resolved_by == "interview"]  # "A: …", and below it "I …"
        return Resolved(answered[-1].speaker, phrase) if answered and phrase.head in ("i", "me", "my") else None

    def _he_or_she(self, phrase: Phrase, gender: Gender) -> Resolved | None:
        """A person of the cast, or the unnamed one who spoke just now ("a spokesman said …, he added")."""
        at = phrase.span[0]
        here = self._introduced(at, gender)
        if here is not None:
            return Resolved(here.speaker.model_copy(update={"resolved_by": "pronoun"}), phrase)
        best = third_person(self.cast, self.where, at, gender, self._last_person())
        unnamed = self._unnamed_speaker(at, gender)
        if unnamed and (best is None or not self._named_since(at, best[1])):
            return Resolved(unnamed.speaker.model_copy(update={"resolved_by": "pronoun"}), phrase)
        return Resolved(self._speaker(best[1], "pronoun"), phrase) if best else None

    def _last_person(self) -> tuple[str | None, int]:
        """Who spoke last, and where; a body or group that spoke in between does not count."""
        for when, r in reversed(self.history[-_BETWEEN:]):
            if r.speaker.type == "person" or (when == self.history[-1][0] and r.speaker.type == "unnamed"):
                return r.speaker.entity, when
        return None, self.last_at

    def _introduced(self, at: int, gender: Gender) -> Resolved | None:
        """The nameless person whom a sentence of the paragraph begins with ("My father"), where nobody is named."""
        n = self.where.at(at)
        if n is None:
            return None
        other = words("nouns", "women" if gender == "m" else "men")
        for m in reversed(list(_NAMELESS.finditer(self.text, max(self.where.items[n].start, at - _FAR), at))):
            head = m.group("noun").casefold()
            if head not in words("nouns", "roles") or head in other or self.cast.hides(m.start()):
                continue
            led = self.text[max(self.where.items[n].start, m.start() - 2) : m.start()].strip()
            if m.start() > self.where.items[n].start and not led.endswith(_ENDED):
                continue
            here = self.cast.inside(self.where.items[n].start, at)
            since = [x for x in here if x.label == PERSON and not self.cast.quoted(x)]
            fitting = [x for x in since if self.cast.people[x.entity].gender in (gender, None)]
            return None if fitting else self._nominal(analyse(self.text, m.span("phrase"), []))
        return None

    def _unnamed_speaker(self, at: int, gender: Gender) -> Resolved | None:
        last = self.last
        if last is None or last.phrase is None or last.speaker.type != "unnamed" or not self._close(self.last_at, at):
            return None
        head = last.phrase.head
        told = words("nouns", "male" if gender == "m" else "female")
        if head in words("nouns", "male") | words(
            "nouns", "female"
        ):  # "another resident said …. He said …. He knows …"
            return last if head in told and last.speaker.resolved_by == "pronoun" else None
        other = words("nouns", "women" if gender == "m" else "men")
        return last if head in words("nouns", "roles") and head not in other else None

    def _named_since(self, at: int, person: Person) -> bool:
        """Whether a person was named, outside of quotes, after the last speaker."""
        since = (m for m in person.mentions if self.last_at < m.start < at and not self.cast.quoted(m))
        return any(not attributive(self.text, m) for m in since)

    def _close(self, other: int, at: int) -> bool:
        return close(self.where, other, self.where.at(at))

    def _antecedent(self, phrase: Phrase) -> Resolved:
        """Who and which: the name directly before, or the noun phrase."""
        at = phrase.span[0]
        for m in self.cast.before(at, 2):
            if not self.text[m.end : at].strip(" ,—–-\u00a0"):
                within = _WITHIN.search(self.text, max(0, m.start - 12), m.start)
                if phrase.head != "who" or m.label in (PERSON, "NORP") or not within:
                    return Resolved(self._speaker(self.cast.people[m.entity], "relative"), phrase)
                at = within.start()  # "lawmakers on Capitol Hill who": the people, not the place
        low = max(0, at - _BACK)
        low += last_sentence(self.text[low:at])
        clause = self.text[low:at].rstrip(" ,—–-\u00a0")
        before = source_before(clause, len(clause))
        people = _PEOPLE_OF.search(clause) if phrase.head == "who" else None
        if people and _plural_role(people.group("noun").casefold()):
            clause = clause[: people.end("noun")]
            before = None
        last = _last_phrase(clause)
        if before is None and last and phrase.head != "that":
            before, clause = (last, len(clause)), clause
        if before is None or phrase.head == "that":
            return Resolved(self._worded(phrase, "unnamed", "unresolved"), phrase)
        span = (low + before[0] + _last_phrase(clause[slice(*before)]), low + before[1])
        noun = analyse(self.text, span, self.cast.inside(*span))
        if phrase.head == "who" and not _personal(noun, self.text[slice(*span)]):
            return Resolved(self._worded(phrase, "unnamed", "unresolved"), phrase)
        found = self._nominal(noun)
        return Resolved(found.speaker.model_copy(update={"resolved_by": "relative"}), phrase)

    def _plural_or_thing(self, phrase: Phrase | None, at: int, word: str) -> Resolved | None:
        """They and it: the last group, body or document that spoke; for "it", the last body named."""
        wanted = ("organization", "document") if word == "it" else ("group", "organization", "unnamed", "document")
        topic = self._heading(at) if word == "it" else self._both(at)
        if topic is not None:
            return Resolved(topic, phrase)
        for when, r in reversed(self.history[-_RECENT:]):
            single = r.speaker.type != "document" or r.phrase is None or not _several(r.phrase.head)
            unfit = (word == "it") != single if r.speaker.type == "document" else False
            if r.speaker.type == "unnamed" and (r.phrase is None or r.phrase.head not in _NEUTRAL):
                continue
            if r.speaker.type in wanted and not unfit and when < at and self._close(when, at):
                return Resolved(r.speaker.model_copy(update={"resolved_by": "pronoun"}), phrase)
        if word != "it":
            return None
        before = [m for m in self.cast.before(at, 6) if m.label in ("ORG", "GPE") and not self.cast.quoted(m)]
        here = [m for m in before if self.where.at(m.start) == self.where.at(at)]
        heading = [m for m in here if opens(self.text, m.start)]
        for m in (*heading, *(m for m in here if m.label == "ORG"), *before):
            return Resolved(self._speaker(self.cast.people[m.entity], "pronoun"), phrase)
        return None

    def _heading(self, at: int) -> Speaker | None:
        """The body or place that the sentence before begins with, where none spoke since: "Norway disagrees. It"."""
        spoke = max((when for when, _ in self.history[-_RECENT:] if when < at), default=-1)
        here = [m for m in self.cast.before(at, 4) if m.label in ("ORG", "GPE") and not self.cast.quoted(m)]
        for m in here[:1]:
            near = self.where.at(m.start) == self.where.at(at) and m.start > spoke
            if near and opens(self.text, m.start) and _ONE_STOP.fullmatch(self.text, m.end, at):
                return self._speaker(self.cast.people[m.entity], "pronoun")
        return None

    def _both(self, at: int) -> Speaker | None:
        """The two bodies that the sentence begins with: "Halvor and Northline sent what they say …"."""
        here = self.cast.before(at, 2)
        if len(here) < 2 or any(m.label == PERSON for m in here) or not opens(self.text, here[1].start):
            return None
        joined = _AND_NAME.fullmatch(self.text, here[1].end, here[0].start)
        if joined is None or not re.fullmatch(r"[^.!?;:“”\"\n]{0,80}", self.text[here[0].end : at]):
            return None
        name = " ".join(self.text[here[1].start : here[0].end].split())
        return Speaker(name=name, type="group", resolved_by="pronoun")

    # -- common nouns ------------------------------------------------------------------------------------------------

    def _nominal(self, phrase: Phrase) -> Resolved:
        head = phrase.head
        singular = head[:-1] if head.endswith("s") and not head.endswith("ss") else head
        definite = re.match(r"(?:the|this|that)\s", self.text[slice(*phrase.core)], re.IGNORECASE) is not None
        if head == "percent" or self.text[phrase.core[0] : phrase.core[1]].split(" of ")[0].endswith("%"):
            return Resolved(self._worded(phrase, "group", "source"), phrase)
        if not phrase.plural and head in words("nouns", "roles"):
            person = self._by_role(phrase) if definite else self._holder(phrase)
            if person:
                return Resolved(self._speaker(person, "role"), phrase)
            return Resolved(self._worded(phrase, "unnamed", "source"), phrase)
        if _TITLED.fullmatch(self.text, *phrase.core):  # "Trading Standards": a name, whatever its last word
            return Resolved(self._worded(phrase, "organization", "source"), phrase)
        if definite and _AGED.fullmatch(head):
            aged = described(self.cast, phrase, *self._speaking(phrase))
            if aged:
                return Resolved(self._speaker(aged, "role"), phrase)
        if head in words("nouns", "documents") or singular in words("nouns", "documents"):
            return Resolved(self._worded(phrase, "document", "source"), phrase)
        if head in words("nouns", "organizations"):
            found = body(self.cast, phrase) if definite else None
            if found:
                return Resolved(self._speaker(found, "nominal"), phrase)
            bare = len(self.text[slice(*phrase.core)].split()) == 2
            said = self._said_before(phrase) if definite and bare else None
            return said or Resolved(self._worded(phrase, "organization", "source"), phrase)
        if phrase.plural or (head.endswith("s") and not head.endswith("ss")):
            return Resolved(self._worded(phrase, "group", "source"), phrase)
        return Resolved(self._worded(phrase, "unnamed", "source"), phrase)

    def _counted(self, phrase: Phrase) -> Resolved | None:
        """A number that speaks for its bearers, with what it is a part of where the text tells."""
        if not counted(self.text, phrase):
            return None
        speaker = self._worded(phrase, "group", "source")
        name = out_of(self.text, phrase)
        return Resolved(speaker.model_copy(update={"name": name}) if name else speaker, phrase)

    def _by_role(self, phrase: Phrase) -> Person | None:
        return by_role(self.cast, phrase, *self._speaking(phrase))

    def _holder(self, phrase: Phrase) -> Person | None:
        """Whom a text that begins with "its chairman said" names later: the one person who has the office."""
        own = re.match(r"its\s+\w+$", self.text[slice(*phrase.core)], re.IGNORECASE)
        if own is None or phrase.head not in words("nouns", "offices"):
            return None
        named = [p for p in self.cast.people.values() if p.label == PERSON and has_role(self.text, p, phrase.head)]
        return named[0] if len(named) == 1 else None

    def _speaking(self, phrase: Phrase) -> tuple[str | None, int]:
        """Who spoke last in this paragraph or the one before, and where that one begins."""
        here = self.where.at(phrase.span[0])
        near = self.where.items[max(0, here - 1)].start if here is not None else 0
        return (self.last.speaker.entity if self.last and self.last_at >= near else None), near

    def _said_before(self, phrase: Phrase) -> Resolved | None:
        """The union, after "the shopworkers' union": the last body that spoke under this noun."""
        for _, r in reversed(self.history[-_RECENT:]):
            if r.phrase is not None and r.phrase.head == phrase.head and r.speaker.type == "organization":
                return Resolved(r.speaker.model_copy(update={"resolved_by": "nominal"}), phrase)
        return None
