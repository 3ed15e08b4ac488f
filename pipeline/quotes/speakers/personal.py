"""Pronouns as sources: I, he and she here; they and it, who and which in rooms of their own."""

from __future__ import annotations

import re

from pipeline.english.nouns import Gender, nouns, of_gender, words
from pipeline.quotes.speakers.collective import Groups
from pipeline.quotes.speakers.common import CommonNouns
from pipeline.quotes.speakers.discourse import Discourse, Resolved
from pipeline.quotes.speakers.mentions import PERSON, Referent
from pipeline.quotes.speakers.phrases import Phrase, analyse
from pipeline.quotes.speakers.pronouns import attributive, third_person
from pipeline.quotes.speakers.relatives import Relatives
from pipeline.records import SpeakerType

_NAMELESS = re.compile(
    r"(?<!\S)(?P<phrase>(?:An?|One|Another|My|Our|His|Her|Their)\s+(?:[a-z][\w-]*\s+){0,3}?(?P<noun>[a-z-]+))"
    r"(?=,|\s+(?:from|of|in|at|on|with|who|whose|[a-z]+s|[a-z]+ed|had|told|took|went|came|left|said)\b)"
)
_BETWEEN = 3  # speakers back
_ENDED = (".", "!", "?", "”", '"', "’")
_FAR = 800  # characters back to where the nameless person is introduced


class Pronouns:
    """Resolves every source that is a pronoun."""

    def __init__(self, scene: Discourse, nouns: CommonNouns) -> None:
        self.scene, self.nouns = scene, nouns
        self.text, self.cast, self.where = scene.text, scene.cast, scene.where
        self.groups, self.relatives = Groups(scene, nouns), Relatives(scene, nouns)
        scene.owner = lambda at: self.groups(None, at, "it")

    def __call__(self, phrase: Phrase) -> Resolved | None:
        """The speaker behind a pronoun, its own words where nobody is found; None for a phrase that is none."""
        if phrase.kind != "pronoun":
            return None
        word, at = phrase.head, phrase.span[0]
        if word in words("male") | words("female"):
            found = self._he_or_she(phrase, "m" if word in words("male") else "f")
            if found:
                return found
        elif word in ("who", "which", "that"):
            return self.relatives(phrase)
        elif word in ("i", "me", "my", "we", "us", "our"):
            found = self._first_person(phrase)
            if found:
                return found
        elif word in ("they", "them", "their", "it", "its", "themselves"):
            found = self.groups(phrase, at, "it" if word == "its" else word)
            if found:
                return found
        kind: SpeakerType = (
            "group" if phrase.plural or word in ("some", "many", "others", "we", "both", "few") else "unnamed"
        )
        return Resolved(self.scene.worded(phrase, kind, "unresolved"), phrase)

    def _first_person(self, phrase: Phrase) -> Resolved | None:
        """Within a quote who is speaking; outside of quotes "I" is the author that the byline names."""
        at = phrase.span[0]
        if self.cast.hides(at):
            last = self.scene.last
            return last and Resolved(last.speaker.model_copy(update={"resolved_by": "first-person"}), phrase)
        byline = self.scene.byline if phrase.head in ("i", "me") else None
        named = self.cast.inside(byline.start, byline.end) if byline else []
        authors = [m for m in named if m.label == PERSON]
        if authors:
            return Resolved(self.scene.speaker(self.cast.people[authors[0].entity], "byline"), phrase)
        # "A: …", and below it "I …"
        answered = [r for _, r in self.scene.history if r.speaker.resolved_by == "interview"]
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
        return Resolved(self.scene.speaker(best[1], "pronoun"), phrase) if best else None

    def _last_person(self) -> tuple[str | None, int]:
        """Who spoke last, and where; a body or group that spoke in between does not count."""
        for when, r in reversed(self.scene.history[-_BETWEEN:]):
            if r.speaker.type == "person" or (when == self.scene.history[-1][0] and r.speaker.type == "unnamed"):
                return r.speaker.entity, when
        return None, self.scene.last_at

    def _introduced(self, at: int, gender: Gender) -> Resolved | None:
        """The nameless person whom a sentence of the paragraph begins with ("My father"), where nobody is named."""
        n = self.where.at(at)
        if n is None:
            return None
        other = of_gender("f" if gender == "m" else "m")
        for m in reversed(list(_NAMELESS.finditer(self.text, max(self.where.items[n].start, at - _FAR), at))):
            head = m.group("noun").casefold()
            if head not in nouns("roles") or head in other or self.cast.hides(m.start()):
                continue
            led = self.text[max(self.where.items[n].start, m.start() - 2) : m.start()].strip()
            if m.start() > self.where.items[n].start and not led.endswith(_ENDED):
                continue
            here = self.cast.inside(self.where.items[n].start, at)
            since = [x for x in here if x.label == PERSON and not self.cast.quoted(x)]
            fitting = [x for x in since if self.cast.people[x.entity].gender in (gender, None)]
            return None if fitting else self.nouns(analyse(self.text, m.span("phrase"), []))
        return None

    def _unnamed_speaker(self, at: int, gender: Gender) -> Resolved | None:
        last = self.scene.last
        if last is None or last.phrase is None or last.speaker.type != "unnamed":
            return None
        if not self.scene.close(self.scene.last_at, at):
            return None
        head = last.phrase.head
        told = words("male" if gender == "m" else "female")
        if head in words("male") | words("female"):  # "A resident said …. He said …. He knows …"
            return last if head in told and last.speaker.resolved_by == "pronoun" else None
        other = of_gender("f" if gender == "m" else "m")
        return last if head in nouns("roles") and head not in other else None

    def _named_since(self, at: int, person: Referent) -> bool:
        """Whether a person was named, outside of quotes, after the last speaker."""
        since = (m for m in person.mentions if self.scene.last_at < m.start < at and not self.cast.quoted(m))
        return any(not attributive(self.text, m) for m in since)
