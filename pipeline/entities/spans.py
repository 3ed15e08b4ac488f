"""Span hygiene: what a name's span keeps and what stays outside it (article, possessive, title, marks)."""

from __future__ import annotations

import re

from pipeline.english.nouns import nouns, titles
from pipeline.entities.labels import places
from pipeline.entities.names import fold, given_gender, leading_title, parts, surname_first

AROUND_CHARS = 200  # of a name, on both sides: whether they are all in small letters
BEFORE_CHARS = 16  # of a name, in which the one before it must stand
NICKNAME_CHARS = 50  # before one: given names
_WORD_BEFORE = re.compile(r"(?<![\w.’'-])[A-Z][a-z]{1,8} $")
_GIVEN_BEFORE = re.compile(r"(?<![\w.’'-])(?P<given>[A-Z][a-z]{1,12}) $")
_LEADING = re.compile(r"[\s\"“”‘'«‹(\[,;:–—-]+")
_TRAILING = re.compile(r"[\s\"“”‘«»‹›\[,;:!?–—-]+$")
_ARTICLE = re.compile(r"the\s+(?!hague\b)(?=\S)", re.IGNORECASE)
_SMALL_LEFT = re.compile(r"(?:of|and|for|in|at|by|from|with)\s+")
_SMALL_RIGHT = re.compile(r"(?:\s+(?:of|and|for|in|at|by|from|with|the|a|an))+$")
_SEATED = re.compile(r"\s+\([A-Z][^()]*$")  # "Jane Roe (D-Minn": the rest of the bracket was cut
_CREDIT = re.compile(r"\.?\s+(?:Image|Photo|Picture|File|Source|Credit)$")
_POSSESSIVE = re.compile(r"['’](?:s|S)?$")
_COMMON = re.compile(  # a common noun that was taken for the start of the name: "dawn Halvor"
    r"(?!(?:d[aeiou]s?|del|della|den|der|des|el|l[aeo]s?|v[ao]n|vom|zur?|al|bin|ibn|ben|abu|[yet]|ten|ter|a[fv])\b)"
    r"[a-z]+\s+(?=[A-Z])"
)
_OF_A_PLACE = re.compile(r"(?P<place>[^\n]{2,40}?)['’]s?\s+(?=[A-Z])")
_DIRECTION = re.compile(r"(?:(?:north|south|east|west|central)(?:east|west|ern)?)[ -]", re.IGNORECASE)
_PARTY = re.compile(r"[RDI]-[A-Z][a-z]{1,5}\.?")
_SEAT = re.compile(
    r"\s+(?:TD|MP|MEP|MSP|MLA|MS|MHA|KC|QC|SC|OBE|CBE|MBE)$"
)  # "the Lervik MP": a person, and not what the place is called
_EMPTY = frozenset(["The", "A", "An", "He", "She", "It", "They", "We", "I", "This", "That", "But", "And"])
_ABBREVIATION = re.compile(r"(?:\b(?:\w\.)+|\b(?:inc|corp|co|ltd|jr|sr|bros|st|mt|s\.p\.a|no)\.)$", re.IGNORECASE)


def clean(text: str, start: int, end: int, label: str) -> tuple[int, int] | None:
    """The span of the bare name, or None where nothing with a letter or digit is left."""
    before = None
    while before != (start, end):
        before = (start, end)
        start, end = _trim_left(text, start, end, label), _trim_right(text, start, end)
        if start >= end or not any(c.isalnum() for c in text[start:end]) or text[start:end] in _EMPTY:
            return None
    named = not _bare_title(text[start:end], label) and not _common(text, start, end, label)
    return (start, end) if named else None


def _common(text: str, start: int, end: int, label: str) -> bool:
    """A person or body in small letters, in a text that has capitals, and a politician's party and state ("R-Ohio")."""
    if _PARTY.fullmatch(text, start, end):
        return True
    small = label in ("PERSON", "ORG", "FAC") and text[start:end].islower()
    return small and not text[max(0, start - AROUND_CHARS) : end + AROUND_CHARS].islower()


def _bare_title(name: str, label: str) -> bool:
    """Whether a body's or place's name is only a title, or a role in capitals: "the Taoiseach", "the British MEP".

    "The Courier" and "the Guardian" are names of newspapers.
    """
    folded = name.casefold()
    return label != "PERSON" and (folded in titles() or (name.isupper() and folded in nouns("roles")))


def apart(text: str, start: int, end: int, label: str) -> list[tuple[int, int]]:
    """A place and the one that it belongs to as two spans: "North Lapland's Lervik Province"; else the span alone."""
    owner = _OF_A_PLACE.match(text, start, end) if label in ("GPE", "LOC") else None
    if owner and (_DIRECTION.match(owner.group("place")) or fold(owner.group("place")) in places()):
        return [owner.span("place"), (owner.end(), end)]
    return [(start, end)]


def with_family_name(text: str, start: int, end: int) -> int:
    """Where the name begins if a family name that stands first was left out: "Ma [Jun]"."""
    before = _WORD_BEFORE.search(text, max(0, start - BEFORE_CHARS), start)
    if before is None or " " in text[start:end].strip() or not surname_first(parts(text[before.start() : end])):
        return start
    return before.start()


def with_given_name(text: str, start: int, end: int) -> int:
    """Where the name begins if the given name before a family name was left out: "Gov. Chris [Roe]"."""
    before = _GIVEN_BEFORE.search(text, max(0, start - BEFORE_CHARS), start)
    known = before is not None and given_gender((fold(before["given"]), "-")) is not None
    return before.start() if before and known and text[start:end].isalpha() else start


def with_nickname(text: str, start: int, end: int) -> int:
    """Where the name begins if what stands before its nickname was left out: "Robert [“Bob” Roe]"."""
    if not re.match(r"[“\"]?\w+[”\"]\s", text[start:end]):
        return start
    before = re.search(r"(?:[A-Z][\w.’'-]*\s+){1,3}[“\"]?$", text[max(0, start - NICKNAME_CHARS) : start])
    return start - len(before.group()) if before else start


def _trim_left(text: str, start: int, end: int, label: str) -> int:
    glued = text.rfind("”", start, end)  # “…,”Jane Roe said: no space after the mark
    if glued > start and text[glued - 1] in ",.!?":
        start = glued + 1
    marks = _LEADING.match(text, start, end)
    if marks:
        start = marks.end()
    small = _SMALL_LEFT.match(text, start, end)
    if small:
        start = small.end()
    article = _ARTICLE.match(text, start, end)
    if article:
        start = article.end()
    if label == "PERSON":
        start += leading_title(text[start:end])[0]
    common = _COMMON.match(text, start, end) if label in ("PERSON", "ORG") else None
    return common.end() if common else start


def _trim_right(text: str, start: int, end: int) -> int:
    newline = text.find("\n", start, end)
    if newline > start:
        end = newline
    marks = _TRAILING.search(text, start, end)
    if marks:
        end = marks.start()
    small = _SMALL_RIGHT.search(text, start, end)
    if small:
        end = small.start()
    seat = _SEATED.search(text, start, end) or _SEAT.search(text, start, end)
    if seat:
        end = seat.start()
    credit = _CREDIT.search(text, start, end) if text[end : end + 1] == ":" else None
    if credit:
        end = credit.start()
    possessive = _POSSESSIVE.search(text, start, end)
    if possessive:
        end = possessive.start()
    if end > start and text[end - 1] == "." and not _ABBREVIATION.search(text, start, end):
        end -= 1
    if end > start and text[end - 1] == ")" and "(" not in text[start:end]:
        end -= 1
    return end
