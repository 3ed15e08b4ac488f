"""What resolving a source looks at: the article's named things, where phrases stand, and who has spoken so far."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.english.nouns import nouns
from pipeline.quotes.speakers.mentions import PERSON, Mentions, Referent
from pipeline.quotes.speakers.phrases import Phrase
from pipeline.quotes.speakers.places import Places
from pipeline.quotes.surface.paragraphs import Locator
from pipeline.quotes.types import Offsets
from pipeline.records import BlockKind, Span, Speaker, SpeakerType

_DOCUMENT = frozenset({"WORK_OF_ART", "LAW"})
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_APPOSITIVE = re.compile(
    r"(?:\s?\([^()\n]{1,30}\))?(?:,|\s(?:is|was)\b|\s[—–-])\s*(?:an?|the|one of)\s(?P<noun>[^.;:!?,\n]{3,70})"
)
_LED = re.compile(r"\b(?P<noun>[a-z][\w-]+)\s(?:of\s)?(?:the\s)?$")
_BEFORE_NAME, _BEHIND_NAME = 50, 90  # characters that tell what a thing is
_MAX_TOLD = 8  # mentions that are looked at for it


@dataclass(frozen=True, slots=True)
class Resolved:
    """A speaker and the source phrase it was read from."""

    speaker: Speaker
    phrase: Phrase | None


@dataclass(frozen=True, slots=True)
class Meant:
    """A common noun that was taken for a named thing."""

    head: str
    entity: str


@dataclass(frozen=True, slots=True)
class Told:
    """The words of each role of a thing, what it is called, and what stands before its name."""

    roles: tuple[frozenset[str], ...]
    called: frozenset[str]
    beside: frozenset[str]

    @property
    def near(self) -> frozenset[str]:
        """Called or beside."""
        return self.called | self.beside


class Discourse:
    """One article while its sources are resolved, in text order."""

    def __init__(
        self,
        doc: Doc,
        text: str,
        mentions: Mentions,
        where: Locator,
        byline: Span | None,
        blocks: list[tuple[int, BlockKind]],
    ) -> None:
        self.text, self.mentions, self.where, self.byline = text, mentions, where, byline
        self.places = Places(doc, text, where, mentions.mentions, mentions.hides)
        self._blocks = sorted(blocks)
        self.body = next((start for start, kind in self._blocks if kind == "body"), 0)
        self.history: list[tuple[int, Resolved]] = []
        self.spoke: set[str] = set()
        self.meant: list[Meant] = []
        self._told: dict[str, Told] = {}

    @property
    def last(self) -> Resolved | None:
        """Who spoke last."""
        return self.history[-1][1] if self.history else None

    def heard(self, at: int, found: Resolved) -> None:
        """Note who spoke last, and where."""
        self.history.append((at, found))
        if found.speaker.entity:
            self.spoke.add(found.speaker.entity)

    def kind(self, at: int) -> str:
        """The kind of the block that holds an offset."""
        i = bisect_right(self._blocks, (at, "\uffff")) - 1
        return self._blocks[i][1] if i >= 0 else "body"

    def told(self, referent: Referent) -> Told:
        """What the article tells of a thing."""
        found = self._told.get(referent.entity)
        if found is None:
            roles = tuple(self._words(*r.span) for r in referent.roles)
            found = self._told[referent.entity] = Told(roles, self._called(referent), self._beside(referent))
        return found

    def aged(self, referent: Referent, age: str) -> bool:
        """Whether an age stands beside a person's name: "Jane Roe, 27,"."""
        told = re.compile(rf"(?:,\s|\(|\b){age}(?:,|\)|-year-old)")
        return any(told.search(self.text, max(0, m.start - 60), m.end + 12) for m in referent.mentions[:_MAX_TOLD])

    def speaker(self, referent: Referent, rule: str) -> Speaker:
        """A named thing as the speaker; ``rule`` says how it was found."""
        kind: SpeakerType = "person" if referent.label == PERSON else "organization"
        if referent.label in _DOCUMENT or (kind != "person" and _last_word(referent.name) in nouns("titled")):
            kind = "document"
        return Speaker(entity=referent.entity, name=referent.name, type=kind, resolved_by=rule)

    def worded(self, phrase: Phrase, kind: SpeakerType, rule: str) -> Speaker:
        """A speaker that keeps the words of its source phrase."""
        name = " ".join(self.text[slice(*phrase.core)].split()).removeprefix("Both ").removeprefix("both ")
        name = name.removesuffix("'s").removesuffix("’s")  # "the cabinet's pledge to …"
        return Speaker(name=name, type=kind, resolved_by=rule)

    def span(self, span: Offsets) -> Span:
        """A stretch of the article as a record."""
        return Span(start=span[0], end=span[1], text=self.text[span[0] : span[1]])

    def _words(self, start: int, end: int) -> frozenset[str]:
        found = _WORD.findall(self.text[start:end].casefold())
        return frozenset((*found, *(w.rsplit("-", 1)[-1] for w in found)))

    def _called(self, referent: Referent) -> frozenset[str]:
        """The nouns that an appositive or what stands right before a name calls it: "*charity* Halvor, *a club*"."""
        found: set[str] = set()
        for m in referent.mentions[:_MAX_TOLD]:
            led = _LED.search(self.text, max(0, m.start - _BEFORE_NAME), m.start)
            if led:
                found.add(led["noun"])
            behind = _APPOSITIVE.match(self.text, m.end, m.end + _BEHIND_NAME)
            if behind:
                found.update(_WORD.findall(behind["noun"].casefold()))
        return frozenset(found)

    def _beside(self, referent: Referent) -> frozenset[str]:
        """The words before a name in its sentence."""
        found: set[str] = set()
        for m in referent.mentions[:_MAX_TOLD]:
            before = self.text[max(0, m.start - _BEFORE_NAME) : m.start].rpartition("\n")[2].rpartition(". ")[2]
            found.update(_WORD.findall(before.casefold()))
        return frozenset(found)


def _last_word(name: str) -> str:
    return name.rsplit(None, 1)[-1].casefold()
