"""From source phrases to speakers: names here, pronouns and common nouns by their own resolvers.

Sources are resolved in text order, because who was speaking is the best clue to who speaks next.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter

from pipeline.english.nouns import nouns
from pipeline.quotes.speakers.common import CommonNouns
from pipeline.quotes.speakers.discourse import Discourse, Resolved
from pipeline.quotes.speakers.mentions import PERSON, Mentions
from pipeline.quotes.speakers.nominals import compatriot
from pipeline.quotes.speakers.personal import Pronouns
from pipeline.quotes.speakers.phrases import AND_NAME, Phrase, analyse, introducing, plural_role
from pipeline.quotes.speakers.roles import role_before, widened
from pipeline.quotes.surface.paragraphs import Locator
from pipeline.quotes.types import Attribution, Offsets
from pipeline.records import Span

_NOUN_AND_NAME = re.compile(r"(?:\s+[a-z]+){1,4}?\s+and\s+(?:the\s+)?")
_OWNERS = frozenset({"owner", "parent", "landlord", "operator", "employer", "sponsor", "rival", "union"})
_INTRODUCED = 200  # mentions back among which the interviewee of questions and answers is named


class Resolver:
    """Resolves the sources of one article in text order."""

    def __init__(self, text: str, cast: Mentions, where: Locator, byline: Span | None = None) -> None:
        self.scene, self.text, self.cast = Discourse(text, cast, where, byline), text, cast
        self.nouns = CommonNouns(self.scene)
        self.pronouns = Pronouns(self.scene, self.nouns)
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
            or self.nouns.number(phrase)
            or self.pronouns(phrase)
            or self._unmarked(phrase)
            or self.nouns(phrase)
        )
        self._by_span[a.source] = found
        if phrase.head not in ("who", "which", "that", "i", "we", "you"):
            self.scene.heard(a.source[0], found)
        return found

    def _named(self, phrase: Phrase) -> Resolved | None:
        """The named thing that heads the phrase; two of them and the members of a people are groups."""
        if phrase.mention is None:
            return None
        if self._joined(phrase):
            return Resolved(self.scene.worded(phrase, "group", "name"), phrase)
        if phrase.mention.label == "NORP":
            one = compatriot(self.cast, phrase, *self.scene.speaking(phrase))
            if one is not None:
                return Resolved(self.scene.speaker(one, "nominal"), phrase)
            return Resolved(self.scene.worded(phrase, "group", "name"), phrase)
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
        return Resolved(self.scene.speaker(person, "name"), phrase)

    def _joined(self, phrase: Phrase) -> bool:
        """Two names and an "and" between them, or a noun of the first's ("the Roe campaign and the FBI"): a group."""
        inside = self.cast.inside(*phrase.core)
        return any(
            AND_NAME.fullmatch(self.text, a.end, b.start)
            or (b.end == phrase.core[1] and _NOUN_AND_NAME.fullmatch(self.text, a.end, b.start))
            for a, b in itertools.pairwise(inside)
        )

    def _answer(self, a: Attribution, phrase: Phrase) -> Resolved | None:
        """The A of questions and answers: who spoke most before it, else the person named most before it."""
        if a.rule != "interview" or phrase.head not in ("a", "answer"):
            return None
        spoke = Counter(
            r.speaker.entity for _, r in self.scene.history if r.speaker.type == "person" and r.speaker.entity
        )
        named = Counter(m.entity for m in self.cast.before(a.start, _INTRODUCED) if m.label == PERSON)
        for count in (spoke, named):
            if count:
                return Resolved(self.scene.speaker(self.cast.people[count.most_common(1)[0][0]], "interview"), phrase)
        return None

    def _unmarked(self, phrase: Phrase) -> Resolved | None:
        """A source that no entity marks: part of a known name, an acronym of one, or a role with its name behind it."""
        said = self.text[slice(*phrase.core)]
        at = phrase.core[1]
        single = not (phrase.plural or plural_role(phrase.head))
        for m in self.cast.inside(at, at + 100)[:1] if single and self.text[at : at + 1] == "," else ():
            behind = self.text[m.end : m.end + 1]
            bodied = phrase.head in nouns("organizations") or phrase.head in _OWNERS
            if m.label == "ORG" and bodied and self.text[at : m.start] == ", " and behind in (",", "."):
                return Resolved(self.scene.speaker(self.cast.people[m.entity], "appositive"), phrase)
            if m.label == PERSON and introducing(self.text, at, m.start) and behind in (",", "."):
                return Resolved(self.scene.speaker(self.cast.people[m.entity], "appositive"), phrase)
        person = self.cast.by_form(said)
        return Resolved(self.scene.speaker(person, "form"), phrase) if person else None
