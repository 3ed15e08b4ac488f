"""The cast of an article: its named things, where they are mentioned, and what the text tells about persons."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.english.nouns import Gender
from pipeline.entities.mentions import initials
from pipeline.entities.names import fold, gender_before, given_gender, leading_title, parts, surname_first
from pipeline.quotes.speakers.roles import Bodies, Role, roles_of
from pipeline.quotes.types import Offsets
from pipeline.records import Entity

PERSON = "PERSON"


@dataclass(slots=True)
class Referent:
    """A named thing of the article: its mentions, and what the text tells about a person."""

    entity: str
    name: str
    label: str
    mentions: list[Entity]
    starts: list[int] = field(default_factory=list)  # of the mentions
    gender: Gender | None = None
    roles: list[Role] = field(default_factory=list)
    body: Entity | None = None  # that a possessive or an "of" names: "Halvor's Jane Roe"


class Mentions:
    """The named things of one article and where they are mentioned."""

    def __init__(self, text: str, mentions: Sequence[Entity], hidden: Sequence[Offsets]) -> None:
        self.text = text
        self.mentions = [m for m in mentions if m.mention in ("name", "short")]
        self._starts = [m.start for m in self.mentions]
        self._hidden = sorted(hidden)
        self.people: dict[str, Referent] = {}
        for m in self.mentions:
            person = self.people.setdefault(m.entity, Referent(m.entity, m.name, m.label, []))
            person.mentions.append(m)
            person.starts.append(m.start)
        bodies = Bodies(self.mentions)
        for person in self.people.values():
            if person.label == PERSON:
                person.gender = _gender(text, person)
                person.roles = roles_of(text, person.mentions, self.mentions)
                person.body = bodies.owning(text, person.mentions)

    def by_form(self, said: str) -> Referent | None:
        """The one thing whose name holds these words as its last part, or has these initials."""
        words_ = parts(said[leading_title(said)[0] :])
        if not words_ or not said[:1].isupper():
            return None
        found = [
            p
            for p in self.people.values()
            if (p.label == PERSON and len(words_) < 3 and _ends(parts(p.name), words_))
            or (p.label in ("ORG", PERSON) and said.isupper() and len(said) > 1 and _initials(said, p))
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

    def after(self, at: int, reach: int = 60) -> list[Entity]:
        """The first mentions after an offset, nearest first."""
        i = bisect_left(self._starts, at)
        return self.mentions[i : i + reach]

    def quoted(self, m: Entity) -> bool:
        """Whether a mention stands inside quoted speech."""
        return self.hides(m.start)

    def hides(self, at: int) -> bool:
        """Whether an offset lies inside quoted speech."""
        i = bisect_left(self._hidden, (at + 1, 0)) - 1
        return i >= 0 and at < self._hidden[i][1]


def _initials(said: str, person: Referent) -> bool:
    """Whether letters are the initials of a name; a body's article may count ("TBP", The Bay Post)."""
    letters = fold(said)
    return letters in initials(person.name) or (person.label == "ORG" and letters in initials(f"The {person.name}"))


def _ends(name: tuple[str, ...], words_: tuple[str, ...]) -> bool:
    """Whether the words are the family name (or the whole) of a name."""
    return name[-len(words_) :] == words_ or (surname_first(name) and name[: len(words_)] == words_)


_SPOUSE = re.compile(r"['’]s?\s+(?:late\s+|former\s+|ex-)?(?:(?P<wife>wife|widow)|(?P<husband>husband|widower))\b")


def _gender(text: str, person: Referent) -> Gender | None:
    """What titles and relations around the mentions tell ("Mrs.", "her husband,", "'s wife"), else the given name."""
    for m in person.mentions:
        told = gender_before(text[max(0, m.start - 40) : m.start].rpartition("\n")[2])
        if told:
            return told
        spouse = _SPOUSE.match(text, m.end)
        if spouse:
            return "m" if spouse.group("wife") else "f"
    return given_gender(parts(person.name))
