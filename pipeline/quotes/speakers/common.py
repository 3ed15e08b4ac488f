"""Speakers behind common nouns: a person by role, a body spoken of, groups, documents, numbers of people."""

from __future__ import annotations

import re

from pipeline.english.nouns import nouns
from pipeline.quotes.speakers.discourse import Discourse, Resolved
from pipeline.quotes.speakers.mentions import PERSON, Referent
from pipeline.quotes.speakers.nominals import body, by_role, counted, described, has_role, out_of
from pipeline.quotes.speakers.phrases import Phrase, is_document

_TITLED = re.compile(
    r"(?!The\b|An?\b|Its\b|His\b|Her\b|Their\b|These\b)[A-Z]\w+\s+(?:(?:of|and|for)\s+)?[A-Z][a-z]\w+s"
)
_AGED = re.compile(r"(?:\d+-)?year-old|old")
_RECENT = 30  # speakers back that a noun can mean


class CommonNouns:
    """Resolves source phrases that a common noun heads, or a number alone."""

    def __init__(self, scene: Discourse) -> None:
        self.scene, self.text, self.cast = scene, scene.text, scene.cast

    def __call__(self, phrase: Phrase) -> Resolved:
        """The speaker behind a noun phrase; the phrase's own words where it stands for nobody named."""
        head = phrase.head
        definite = re.match(r"(?:the|this|that)\s", self.text[slice(*phrase.core)], re.IGNORECASE) is not None
        if head == "percent" or self.text[phrase.core[0] : phrase.core[1]].split(" of ")[0].endswith("%"):
            return Resolved(self.scene.worded(phrase, "group", "source"), phrase)
        if not phrase.plural and head in nouns("roles"):
            person = by_role(self.cast, phrase, *self.scene.speaking(phrase)) if definite else self._holder(phrase)
            if person:
                return Resolved(self.scene.speaker(person, "role"), phrase)
            return Resolved(self.scene.worded(phrase, "unnamed", "source"), phrase)
        if _TITLED.fullmatch(self.text, *phrase.core):  # "Trading Standards": a name, whatever its last word
            return Resolved(self.scene.worded(phrase, "organization", "source"), phrase)
        if definite and _AGED.fullmatch(head):
            aged = described(self.cast, phrase, *self.scene.speaking(phrase))
            if aged:
                return Resolved(self.scene.speaker(aged, "role"), phrase)
        if is_document(head):
            return Resolved(self.scene.worded(phrase, "document", "source"), phrase)
        if head in nouns("organizations"):
            found = body(self.cast, phrase) if definite else None
            bare = len(self.text[slice(*phrase.core)].split()) == 2
            said = self._said_before(phrase) if definite and bare else None
            nameless = said is not None and said.speaker.entity is None and found is not None
            if found and not (nameless and head not in found.name.casefold()):
                return Resolved(self.scene.speaker(found, "nominal"), phrase)
            return said or Resolved(self.scene.worded(phrase, "organization", "source"), phrase)
        if phrase.plural or (head.endswith("s") and not head.endswith("ss")):
            return Resolved(self.scene.worded(phrase, "group", "source"), phrase)
        return Resolved(self.scene.worded(phrase, "unnamed", "source"), phrase)

    def number(self, phrase: Phrase) -> Resolved | None:
        """A number that speaks for its bearers, with what it is a part of where the text tells."""
        if not counted(self.text, phrase):
            return None
        speaker = self.scene.worded(phrase, "group", "source")
        name = out_of(self.text, phrase)
        return Resolved(speaker.model_copy(update={"name": name}) if name else speaker, phrase)

    def _holder(self, phrase: Phrase) -> Referent | None:
        """Whom a text that begins with "its chairman said" names later: the one person who has the office."""
        own = re.match(r"its\s+\w+$", self.text[slice(*phrase.core)], re.IGNORECASE)
        if own is None or phrase.head not in nouns("offices"):
            return None
        named = [p for p in self.cast.people.values() if p.label == PERSON and has_role(self.text, p, phrase.head)]
        return named[0] if len(named) == 1 else None

    def _said_before(self, phrase: Phrase) -> Resolved | None:
        """The union, after "the shopworkers' union": the last body that spoke under this noun."""
        for _, r in reversed(self.scene.history[-_RECENT:]):
            if r.phrase is not None and r.phrase.head == phrase.head and r.speaker.type == "organization":
                return Resolved(r.speaker.model_copy(update={"resolved_by": "nominal"}), phrase)
        return None
