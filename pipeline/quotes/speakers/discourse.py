"""What resolving a source looks at: the article's named things, where phrases stand, and who has spoken so far."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.english.nouns import Gender, nouns
from pipeline.english.roles import is_role
from pipeline.quotes.cover import Cover
from pipeline.quotes.passes.article import Article
from pipeline.quotes.speakers import gender
from pipeline.quotes.speakers.mentions import PERSON, Mentions, Referent
from pipeline.quotes.speakers.phrases import Phrase, words_of
from pipeline.quotes.speakers.places import Places
from pipeline.quotes.speakers.role_forms import Form, forms
from pipeline.records import Entity, Span, Speaker, SpeakerType

_DOCUMENT = frozenset({"WORK_OF_ART", "LAW"})
_MAX_BESIDE = 8  # words before a name that tell what it is
_MAX_TOLD = 24  # mentions that are looked at for it


@dataclass(frozen=True, slots=True)
class Resolved:
    """A speaker and the source phrase it was read from."""

    speaker: Speaker
    phrase: Phrase

    @property
    def start(self) -> int:
        """Where the source begins."""
        return self.phrase.span[0]


@dataclass(frozen=True, slots=True)
class Told:
    """The words of each role of a thing, what it is called, and what stands before its name; small letters."""

    roles: tuple[frozenset[str], ...]
    called: frozenset[str]
    beside: frozenset[str]

    @property
    def near(self) -> frozenset[str]:
        """Called or beside."""
        return self.called | self.beside


class Discourse:
    """One article while its sources are resolved, in text order."""

    def __init__(self, article: Article) -> None:
        self.article, self.text = article, article.text
        left = article.doc._.onrecord
        quoted = Cover((m.start, m.end) for line in article.paired for m in line)
        self.mentions = Mentions(self.text, article.names, quoted)
        self.byline: Span | None = left.document.byline.span if left.document and left.document.byline else None
        self.places = Places(article, self.mentions)
        self.history: list[Resolved] = []
        self.spoke: set[str] = set()
        self.meant: set[tuple[str, str]] = set()  # common nouns, each with a thing that it was taken for
        self._told: dict[str, Told] = {}
        self._genders: dict[str, Gender | None] = {}

    def heard(self, found: Resolved) -> None:
        """Note who spoke last."""
        self.history.append(found)
        if found.speaker.entity:
            self.spoke.add(found.speaker.entity)

    def gender(self, referent: Referent) -> Gender | None:
        """What the article tells of a person's gender before any pronoun is resolved."""
        if referent.label != PERSON:
            return None
        if referent.entity not in self._genders:
            self._genders[referent.entity] = gender.told(self.mentions, referent)
        return self._genders[referent.entity]

    def learn(self, entity: str, gender: Gender) -> None:
        """Note the pronoun of one whose gender nothing else tells."""
        if self.gender(self.mentions.people[entity]) is None:
            self._genders[entity] = gender

    def told(self, referent: Referent) -> Told:
        """What the article tells of a thing."""
        if referent.entity not in self._told:
            self._told[referent.entity] = self._gathered(referent)
        return self._told[referent.entity]

    def _gathered(self, referent: Referent) -> Told:
        near = referent.mentions[:_MAX_TOLD]
        found: dict[int, Form] = {}  # the shortest of those that begin in one place
        for form in (form for n, m in enumerate(near) for form in forms(self.places, m, n)):
            found.setdefault(form.span[0], form)
        joined = [f for f in found.values() if f.tied or f.how != "behind"]
        said = [(f, self.text[slice(*f.span)]) for f in joined]
        folded = [(f, words_of(words.casefold())) for f, words in said]
        beside = [self._beside(m) for m in near]
        # "*charity* Halvor"; "Halvor, *a club in Turku*"; "the *municipality* of Lervik"
        called = {word for f, words in folded for word in (words[-1:] if f.how == "before" else words)}
        called |= {word for words in beside for word in _led(words)}
        roles = (frozenset(_split(words)) for (_, role), (_, words) in zip(said, folded, strict=True) if is_role(role))
        return Told(tuple(roles), frozenset(called), frozenset(w for words in beside for w in _split(words)))

    def _beside(self, m: Entity) -> list[str]:
        """The words before a name in its sentence."""
        first = self.places.token(m.start)
        doc = self.places.doc
        start = max(first - _MAX_BESIDE, doc[first].sent.start if doc.has_annotation("SENT_START") else 0)
        return [t.lower_ for t in doc[start:first]]

    def speaker(self, referent: Referent, rule: str) -> Speaker:
        """A named thing as the speaker; ``rule`` says how it was found."""
        kind: SpeakerType = "person" if referent.label == PERSON else "organization"
        titled = referent.name.rsplit(None, 1)[-1].casefold() in nouns("titled")
        if referent.label in _DOCUMENT or (kind != "person" and titled):
            kind = "document"
        return Speaker(entity=referent.entity, name=referent.name, type=kind, resolved_by=rule)

    def worded(self, phrase: Phrase, kind: SpeakerType, rule: str) -> Speaker:
        """A speaker that keeps the words of its source phrase."""
        name = " ".join(self.text[slice(*phrase.core)].split()).removeprefix("Both ").removeprefix("both ")
        name = name.removesuffix("'s").removesuffix("’s")  # "the cabinet's pledge to …"
        return Speaker(name=name, type=kind, resolved_by=rule)


def _split(words: list[str]) -> list[str]:
    """The words, and the last parts of hyphened ones: "co-founder", "founder"."""
    return [*words, *(w.rsplit("-", 1)[-1] for w in words)]


def _led(words: list[str]) -> list[str]:
    """What a place or body is said to be one of."""
    while words[-1:] in (["the"], ["of"]):
        words = words[:-1]
    return [word for word in words[-1:] if word.isalpha()]
