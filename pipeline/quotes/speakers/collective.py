"""They and it: the last group, body or document that spoke, or that the text turned to."""

from __future__ import annotations

import re

from pipeline.english.nouns import nouns
from pipeline.quotes.speakers.common import CommonNouns
from pipeline.quotes.speakers.discourse import Discourse, Resolved
from pipeline.quotes.speakers.mentions import PERSON
from pipeline.quotes.speakers.phrases import AND_NAME, Phrase, analyse
from pipeline.quotes.speakers.pronouns import opens
from pipeline.records import Speaker

_ONE_STOP = re.compile(r"[^.!?\n“”\"]{0,80}[.!?]\s+")
_HEADED = re.compile(  # a body as the subject of its sentence
    r"\b(?P<phrase>The\s(?:[a-z][\w-]*\s){0,3}?(?P<noun>[a-z-]+))(?=\s(?:will|would|has|had|is|was|plans)\b)"
)
_SENTENCE = 300  # characters back to where the sentence before may begin
_NEUTRAL = frozenset({"person", "someone", "somebody", "source", "spokesperson", "they"})  # one whom "they" can mean
_RECENT = 12  # speakers back that they and it can mean


class Groups:
    """Resolves they and it."""

    def __init__(self, scene: Discourse, nouns: CommonNouns) -> None:
        self.scene, self.nouns = scene, nouns
        self.text, self.cast, self.where = scene.text, scene.cast, scene.where

    def __call__(self, phrase: Phrase | None, at: int, word: str) -> Resolved | None:
        """They and it: the last group, body or document that spoke; for "it", the last body named."""
        wanted = ("organization", "document") if word == "it" else ("group", "organization", "unnamed", "document")
        topic = self._heading(at) or self._noun(at) if word == "it" else self._both(at)
        if topic is not None:
            return Resolved(topic, phrase)
        for when, r in reversed(self.scene.history[-_RECENT:]):
            single = r.speaker.type != "document" or r.phrase is None or not _several(r.phrase.head)
            unfit = (word == "it") != single if r.speaker.type == "document" else False
            if r.speaker.type == "unnamed" and (r.phrase is None or r.phrase.head not in _NEUTRAL):
                continue
            if r.speaker.type in wanted and not unfit and when < at and self.scene.close(when, at):
                return Resolved(r.speaker.model_copy(update={"resolved_by": "pronoun"}), phrase)
        if word != "it":
            return None
        before = [m for m in self.cast.before(at, 6) if m.label in ("ORG", "GPE") and not self.cast.quoted(m)]
        here = [m for m in before if self.where.at(m.start) == self.where.at(at)]
        heading = [m for m in here if opens(self.text, m.start)]
        for m in (*heading, *(m for m in here if m.label == "ORG"), *before):
            return Resolved(self.scene.speaker(self.cast.people[m.entity], "pronoun"), phrase)
        return None

    def _heading(self, at: int) -> Speaker | None:
        """The body or place that the sentence before begins with, where none spoke since: "Norway disagrees. It"."""
        spoke = max((when for when, _ in self.scene.history[-_RECENT:] if when < at), default=-1)
        here = [m for m in self.cast.before(at, 4) if m.label in ("ORG", "GPE") and not self.cast.quoted(m)]
        for m in here[:1]:
            near = self.where.at(m.start) == self.where.at(at) and m.start > spoke
            if near and opens(self.text, m.start) and _ONE_STOP.fullmatch(self.text, m.end, at):
                return self.scene.speaker(self.cast.people[m.entity], "pronoun")
        return None

    def _noun(self, at: int) -> Speaker | None:
        """The body without a name that the sentence before begins with: "The new union will have a ship. It"."""
        n = self.where.at(at)
        begins = self.where.items[n].start if n is not None else at
        low = max(at - _SENTENCE, begins)
        for m in reversed(list(_HEADED.finditer(self.text, low, at))):
            heads = m.start() == begins or self.text[m.start() - 2] in ".!?"
            if heads and m["noun"] in nouns("organizations") and _ONE_STOP.fullmatch(self.text, m.end(), at):
                found = self.nouns(analyse(self.text, m.span("phrase"), []))
                return found.speaker.model_copy(update={"resolved_by": "pronoun"})
        return None

    def _both(self, at: int) -> Speaker | None:
        """The two bodies that the sentence begins with: "Halvor and Northline sent what they say …"."""
        here = self.cast.before(at, 2)
        if len(here) < 2 or any(m.label == PERSON for m in here) or not opens(self.text, here[1].start):
            return None
        joined = AND_NAME.fullmatch(self.text, here[1].end, here[0].start)
        if joined is None or not re.fullmatch(r"[^.!?;:“”\"\n]{0,80}", self.text[here[0].end : at]):
            return None
        name = " ".join(self.text[here[1].start : here[0].end].split())
        return Speaker(name=name, type="group", resolved_by="pronoun")


def _several(head: str) -> bool:
    return head.endswith("s") and not head.endswith("ss") and head[:-1] in nouns("documents")
