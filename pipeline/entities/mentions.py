"""One name in the text, with what stands around it taken into account; and the mentions of one thing."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline.english.nouns import Gender, kinship
from pipeline.entities.labels import lexicon
from pipeline.entities.names import fold, gender_before, given_gender, parts
from pipeline.records import EntityLabel

BEFORE_CHARS = 40  # of a name, in which its title or a relation stands
_RELATIVE = re.compile(rf"\b(?:{'|'.join(kinship())}|spouse|cousin|parents?)(?:\s+and\s+\w+)?,?\s+(?:\w+\s+)?$")
_COURTESY = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx)\.?\s+$")


_LETTERS = re.compile(r"\s?\((?:the\s+|[A-Z]{3,7}:\s?)?[“\"]?(?P<letters>[A-Z][A-Za-z&]{1,8})[”\"]?\)")
_TWO_CAPITALS = re.compile(r"[A-Z].*[A-Z].?")

_SMALL = frozenset(lexicon()["org"]["small"])


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text: span, label, the name's words, the gender its title tells, whether a relative is meant,
    whether "Mr." or the like stands before it (a family name then, wherever it stands in the full name)."""

    start: int
    end: int
    label: EntityLabel
    text: str
    parts: tuple[str, ...]
    gender: Gender | None = None
    relative: bool = False
    titled: bool = False
    letters: str = ""  # what stands in brackets behind a body's name, and is short for it


@dataclass(slots=True)
class Cluster:
    """Mentions of one thing, in text order."""

    label: EntityLabel
    mentions: list[Mention] = field(default_factory=list)
    forms: set[tuple[str, ...]] = field(default_factory=set)
    gender: Gender | None = None
    told: Gender | None = None  # by a title or a relation: what a given name says may be wrong ("Ms" Jack Roe)

    def add(self, mention: Mention) -> None:
        """Take a mention in; a title or a given name may settle the gender."""
        self.mentions.append(mention)
        self.forms.add(mention.parts)
        self.told = self.told or mention.gender
        self.gender = self.told or self.gender or given_gender(mention.parts)

    @property
    def name(self) -> str:
        """The fullest name: most words, then longest, then not in capitals for the occasion, then first."""
        cased = {m.text.casefold() for m in self.mentions if not m.text.isupper()}
        best = max(
            self.mentions,
            key=lambda m: (len(m.parts), len(m.text), not (m.text.isupper() and m.text.casefold() in cased), -m.start),
        )
        return " ".join(best.text.split())


def mention(text: str, start: int, end: int, kind: EntityLabel) -> Mention:
    """A mention with what stands before it taken into account."""
    name = text[start:end]
    if kind != "PERSON":
        return Mention(start, end, kind, name, _words(name), letters=_letters(text, end, kind, name))
    before = text[max(0, start - BEFORE_CHARS) : start]
    line = before[before.rfind("\n") + 1 :]
    titled = bool(_COURTESY.search(line))
    return Mention(start, end, kind, name, parts(name), gender_before(line), bool(_RELATIVE.search(line)), titled)


def _letters(text: str, end: int, kind: EntityLabel, name: str) -> str:
    """The short form that brackets give a name: "Revenue Service of Narbon (Rson)", "modular reactors (MRs)".

    A body's may be any capitals; whatever else is in brackets behind another name must be its initials.
    """
    found = _LETTERS.match(text, end)
    if found is None:
        return ""
    letters = found.group("letters")
    if kind == "ORG" and _TWO_CAPITALS.fullmatch(letters):
        return letters
    short = (letters, letters.removesuffix("s")) if len(name.split()) > 1 else ()
    return next((x for x in short if x.casefold() in initials(name)), "")


def _words(name: str) -> tuple[str, ...]:
    """Folded words; letters with full stops are one word without them ("S.A.": sa)."""
    found = re.findall(r"[\w&+]+(?:\.\w+)*", fold(name))
    return tuple(word.replace(".", "") if re.fullmatch(r"\w(?:\.\w)+", word) else word for word in found)


def initials(name: str) -> tuple[str, str]:
    """Initials with small words counted, and without."""
    found = re.findall(r"[\w&]+", fold(name))
    return "".join(w[0] for w in found), "".join(w[0] for w in found if w not in _SMALL)
