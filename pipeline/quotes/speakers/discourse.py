"""What resolving a source looks at: the article's cast, who spoke so far, and how a speaker is written down."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from pipeline.english.nouns import nouns
from pipeline.quotes.speakers.mentions import PERSON, Mentions, Referent
from pipeline.quotes.speakers.nominals import body
from pipeline.quotes.speakers.phrases import Phrase, analyse
from pipeline.quotes.speakers.pronouns import close
from pipeline.quotes.speakers.roles import is_bare
from pipeline.quotes.surface.paragraphs import Locator
from pipeline.quotes.types import Offsets
from pipeline.records import Entity, Span, Speaker, SpeakerType

_DOCUMENT = frozenset({"WORK_OF_ART", "LAW"})
_OWNER = re.compile(r"(?:(?:the|The)\s+(?P<noun>[a-z]+)['’]s?|[Ii]ts)\s")


@dataclass(frozen=True, slots=True)
class Resolved:
    """A speaker and the source phrase it was read from."""

    speaker: Speaker
    phrase: Phrase | None


class Discourse:
    """One article while its sources are resolved, in text order: its cast, and who has spoken so far.

    ``owner`` tells which body "its" means at an offset; set by who resolves pronouns.
    """

    def __init__(self, text: str, cast: Mentions, where: Locator, byline: Span | None = None) -> None:
        self.text, self.cast, self.where, self.byline = text, cast, where, byline
        self.last: Resolved | None = None
        self.last_at = -1
        self.history: list[tuple[int, Resolved]] = []
        self.owner: Callable[[int], Resolved | None] = lambda at: None

    def heard(self, at: int, found: Resolved) -> None:
        """Note who spoke last, and where."""
        self.last, self.last_at = found, at
        self.history.append((at, found))

    def speaker(self, person: Referent, rule: str) -> Speaker:
        """A named thing as the speaker, with its roles and its body; ``rule`` says how it was found."""
        kind: SpeakerType = "person" if person.label == PERSON else "organization"
        if person.label in _DOCUMENT or (kind != "person" and _last_word(person.name) in nouns("titled")):
            kind = "document"
        roles = sorted((self.span(r.span) for r in person.roles), key=lambda r: is_bare(r.text))
        works_for = next((r.affiliation for r in person.roles if r.affiliation), None) or person.body
        works_for = works_for or self._employer(person)
        return Speaker(
            entity=person.entity,
            name=person.name,
            type=kind,
            role=roles[0] if roles else None,
            roles=roles,
            affiliation=self.span((works_for.start, works_for.end)) if works_for else None,
            resolved_by=rule,
        )

    def worded(self, phrase: Phrase, kind: SpeakerType, rule: str) -> Speaker:
        """A speaker that keeps the words of its source phrase."""
        name = " ".join(self.text[slice(*phrase.core)].split()).removeprefix("Both ").removeprefix("both ")
        name = name.removesuffix("'s").removesuffix("’s")  # "the cabinet's pledge to …"
        return Speaker(name=name, type=kind, resolved_by=rule)

    def speaking(self, phrase: Phrase) -> tuple[str | None, int]:
        """Who spoke last in this paragraph or the one before, and where that one begins."""
        here = self.where.at(phrase.span[0])
        near = self.where.items[max(0, here - 1)].start if here is not None else 0
        return (self.last.speaker.entity if self.last and self.last_at >= near else None), near

    def close(self, other: int, at: int) -> bool:
        """Whether ``other`` lies in the paragraph of ``at`` or in the one before."""
        return close(self.where, other, self.where.at(at))

    def span(self, span: Offsets) -> Span:
        """A stretch of the article as a record."""
        return Span(start=span[0], end=span[1], text=self.text[span[0] : span[1]])

    def _employer(self, person: Referent) -> Entity | None:
        """The body meant by a role's "the company's" or "its": its last mention before the role."""
        for role in person.roles:
            owner, found = _OWNER.match(self.text, *role.span), None
            if owner is None:
                continue
            if owner.group("noun") in nouns("organizations"):
                span = (owner.start(), owner.end("noun"))
                found = body(self.cast, analyse(self.text, span, []))
            elif not owner.group("noun"):
                r = self.owner(role.span[0])
                found = self.cast.people.get(r.speaker.entity) if r and r.speaker.entity else None
            near = [m for m in found.mentions if m.start < role.span[0]] if found and found.label == "ORG" else []
            if near:
                return near[-1]
        return None


def _last_word(name: str) -> str:
    return name.rsplit(None, 1)[-1].casefold()
