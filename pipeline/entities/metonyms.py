"""Bodies that a model took for persons or places ("Odom Shipping Lines", later "Odom"), and the reverse."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.datelines import after_dateline
from pipeline.entities.labels import lexicon, places
from pipeline.entities.names import given_gender, leading_title, parts, surname_first
from pipeline.records import EntityLabel

MAX_ACRONYM_CHARS = 6
AROUND_CHARS = 40  # characters on both sides of a name that tell whether all is set in capitals
Found = tuple[int, int, EntityLabel]
_LAST_WORDS = re.compile(r"(?:[\w.-]+\s+){0,3}$")
_TOLD = re.compile(
    r",\s+(?:an?|the)\s+(?:[\w.'’-]+\s+){0,5}?(?P<noun>[a-z][a-z-]+)(?=,|\.\s|\s(?:that|which|based|founded|in|with|of|at|for)\b)"
)
MAX_APPOSITIVE_CHARS = 100
_WHERE = re.compile(r"\b(?:in|near|from|outside|across|around|at)\s+$")
MAX_DATELINE_CHARS = 120  # of a line, in which its dateline must end


def bodies(text: str, found: Sequence[Found]) -> list[Found]:
    """The mentions, with persons of one word made bodies where an earlier body's name begins with that word.

    Somebody who bears the name, a title before it, or a person of that name before the body speaks against it.
    """
    generic = frozenset(lexicon()["org"]["generic"])
    bearers = {word for s, e, kind in found if kind == "PERSON" for word in _several(text[s:e])}
    letters = {"".join(word[0] for word in parts(text[s:e])) for s, e, kind in found if kind == "PERSON"}
    alone: set[str] = set()
    opening: set[str] = set()
    made: list[Found] = []
    for s, e, kind in found:
        words = parts(text[s:e])
        if (
            kind == "ORG"
            and len(words) > 1
            and words[0] not in generic | alone | bearers
            and not _person_like(text[s:e])
        ):
            opening.add(words[0])
        elif kind == "PERSON" and len(words) == 1:
            acronym = words[0] not in bearers and _acronym(text, s, e, letters)
            if acronym or (words[0] in opening and not _titled(text, s, e)):
                kind = "ORG"
            elif words[0] not in opening:
                alone.add(words[0])
        made.append((s, e, kind))
    return made


def described(text: str, found: Sequence[Found]) -> list[Found]:
    """The mentions, with persons made bodies whose name an appositive tells to be a firm: "Voltane, a start-up, …"."""
    nouns = frozenset(lexicon()["org"]["appositives"])
    told = {
        text[s:e]
        for s, e, kind in found
        if kind == "PERSON" and (m := _TOLD.match(text, e, e + MAX_APPOSITIVE_CHARS)) and m["noun"] in nouns
    }
    return [(s, e, "ORG" if kind == "PERSON" and text[s:e] in told else kind) for s, e, kind in found]


def shortened(text: str, found: Sequence[Found]) -> list[Found]:
    """The mentions, with places made bodies whose name a firm's begins with: "Fjordline", after "Fjordline Group".

    The firm's other words must be a kind of firm or what it trades in; a known place, or one where something is,
    stays one.
    """
    org = lexicon()["org"]
    kinds = frozenset((*org["suffix"], *org["legal"], *org["trades"]))
    located = {parts(text[s:e]) for s, e, _ in found if _WHERE.search(text, max(0, s - 10), s)}
    firms: set[tuple[str, ...]] = set()
    made: list[Found] = []
    for s, e, kind in found:
        words = parts(text[s:e])
        if kind == "ORG":
            firms.update(words[:n] for n in range(1, len(words)) if kinds.issuperset(words[n:]))
        elif kind in ("GPE", "LOC") and words in firms and words not in located and " ".join(words) not in places():
            kind = "ORG"
        made.append((s, e, kind))
    return made


def agencies(text: str, found: Sequence[Found]) -> list[Found]:
    """The mentions, with the one in brackets of a dateline made a body: "NEWPORT, R.I. (Bay Wire) --"."""
    return [(s, e, "ORG" if _in_dateline(text, s, e) else kind) for s, e, kind in found]


def _in_dateline(text: str, start: int, end: int) -> bool:
    if text[start - 1 : start] != "(" or text[end : end + 1] != ")":
        return False
    low = max(0, start - MAX_DATELINE_CHARS)
    line = text.rfind("\n", low, start) + 1
    return (line > 0 or low == 0) and start < after_dateline(text, line, len(text))


def _acronym(text: str, start: int, end: int, letters: set[str]) -> bool:
    """Whether a name is capitals in a line of small letters, and no person's initials: "MAS"."""
    name = text[start:end]
    if not (name.isalpha() and name.isupper() and 2 < len(name) <= MAX_ACRONYM_CHARS) or name.casefold() in letters:
        return False
    line = text[max(0, start - AROUND_CHARS) : start] + text[end : end + AROUND_CHARS]
    return sum(c.islower() for c in line) > sum(c.isupper() for c in line)


def persons(text: str, found: Sequence[Found]) -> list[Found]:
    """The mentions, with bodies and places of two words made persons where the first is a given name and a person of
    that family name is mentioned elsewhere: "Petra Novotna", once "Novotna"."""
    families = {parts(text[s:e])[-1:] for s, e, kind in found if kind == "PERSON"}
    return [
        (s, e, "PERSON" if kind in ("ORG", "GPE") and _bears(text[s:e], families) else kind) for s, e, kind in found
    ]


def _bears(name: str, families: set[tuple[str, ...]]) -> bool:
    words = parts(name)
    return len(words) == 2 == len(name.split()) and bool(given_gender(words)) and words[-1:] in families


def _several(name: str) -> tuple[str, ...]:
    words = parts(name)
    return words if len(words) > 1 else ()


def _person_like(name: str) -> bool:
    """Whether a body's name begins as a person's does, with a given name or a family name that stands first."""
    words = parts(name)
    return bool(given_gender(words)) or surname_first((words[0], "-")) or "'s " in name or "’s " in name


def _titled(text: str, start: int, end: int) -> bool:
    """Whether a title stands directly before the name."""
    before = _LAST_WORDS.search(text, max(0, start - AROUND_CHARS), start)
    words = before.group().split() if before else []
    led = (" ".join(words[-n:]) + " " for n in (1, 2, 3) if len(words) >= n)
    return any(leading_title(title + text[start:end])[0] == len(title) for title in led)
