"""The cast of an article: its named things and where they are mentioned, inside quotes and outside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.entities.mentions import initials
from pipeline.entities.names import fold, leading_title, parts, surname_first
from pipeline.quotes.cover import Cover, Index
from pipeline.records import Entity

PERSON = "PERSON"


@dataclass(slots=True)
class Referent:
    """A named thing of the article, with its mentions and where they start."""

    entity: str
    name: str
    label: str
    mentions: list[Entity] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)


class Mentions(Index[Entity]):
    """The named things of one article and where they are mentioned; ``hidden``: what is quoted."""

    def __init__(self, text: str, mentions: Sequence[Entity], hidden: Cover) -> None:
        super().__init__(mentions)
        self.text, self._hidden = text, hidden
        self.people: dict[str, Referent] = {}
        for m in self.items:
            referent = self.people.setdefault(m.entity, Referent(m.entity, m.name, m.label))
            referent.mentions.append(m)
            referent.starts.append(m.start)

    def by_form(self, said: str) -> Referent | None:
        """The one thing whose name holds these words as its last part, or has these initials."""
        spoken = parts(said[leading_title(said)[0] :])
        if not spoken or not said[:1].isupper():
            return None
        found = [
            p
            for p in self.people.values()
            if (p.label == PERSON and len(spoken) < 3 and _ends(parts(p.name), spoken))
            or (p.label in ("ORG", PERSON) and said.isupper() and len(said) > 1 and _initials(said, p))
        ]
        return found[0] if len(found) == 1 else None

    def before(self, at: int, reach: int) -> list[Entity]:
        """The last mentions before an offset, nearest first."""
        i = self.at(at)
        return [m for m in reversed(self.items[max(0, i - reach) : i]) if m.end <= at]

    def after(self, at: int, reach: int) -> list[Entity]:
        """The first mentions after an offset, nearest first."""
        i = self.at(at)
        return self.items[i : i + reach]

    def hides(self, at: int) -> bool:
        """Whether an offset lies inside quoted speech."""
        return self._hidden.covers(at, at + 1)


def _initials(said: str, referent: Referent) -> bool:
    """Whether letters are the initials of a name; a body's article may count ("TBP", The Bay Post)."""
    letters = fold(said)
    return letters in initials(referent.name) or (
        referent.label == "ORG" and letters in initials(f"The {referent.name}")
    )


def _ends(name: tuple[str, ...], spoken: tuple[str, ...]) -> bool:
    """Whether the words are the family name (or the whole) of a name."""
    return name[-len(spoken) :] == spoken or (surname_first(name) and name[: len(spoken)] == spoken)
