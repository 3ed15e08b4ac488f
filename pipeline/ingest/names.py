"""Bylines: the person who signed, apart from "By", role, outlet and date around the name."""

from __future__ import annotations

import html
import re

from pipeline.ingest.signs import is_section, signs

_PARTICLE = r"(?:de|da|do|dos|das|del|della|di|du|la|le|van|von|der|den|ter|ten|bin|binti|ibn|al|el|y|zu|e|af|st\.?)"
# A part of a name: "Olding", "D'Cruz", "O’Malley", "Al-Sayed", "K.S.", "J.", "McKay", "CIARA"
_PART = r"(?:[^\W\d_a-z][\w'’‘-]*\.?(?:[A-Z]\.)*)"
_NAME = rf"{_PART}(?:[ \u00a0](?:{_PARTICLE}[ ])*(?:al-|el-|d'|d’)?{_PART}){{1,4}}"
_AND = r"(?:,? and |,? AND | ?& ?| with | y )"
_TAIL = (
    r"(?=\s*(?:$|[,|/(•·@\[:;*_–—]|\.\s|-\s|\d|[\w.+-]+@)|[ ]{2}|[ ](?:in|IN|on|for|at|from|of|via)\b"
    r"|[ ](?:Updated|Published|Posted)\b)"
)
_BY = (
    r"(?:(?:words|story|text|report|reported|written|posted|authored|analysis|opinion|published|compiled|article|column)"
    r"(?: and (?:photos|photographs|pictures))? )?by\b:?"
)
_OPENING = rf"[*_]*(?:{_BY}|(?:author|byline|by-line|writer|reporter|correspondent|text|words)s? ?[:：])\s*"
_SIGNED = re.compile(_OPENING, re.IGNORECASE)
# Later in a line only after a sign or a date: headlines too have "hit by Barge Crew"
_SIGNED_LATER = re.compile(rf"(?:[|•·–—/:\d]|\b[ap]\.?m\.?)\s*(?:{_OPENING})", re.IGNORECASE)
_NAMES = re.compile(rf"{_NAME}(?:(?:, {_NAME})*{_AND}{_NAME})?{_TAIL}")
# Joined by commas alone only where an outlet or a date follows: else "By Ana Roe, Senior Fellow" were two persons
_LISTED = re.compile(rf"{_NAME}(?:, {_NAME})+(?=\s*[(|/])")
_WRITTEN = re.compile(
    r"^(?:by|from|words|text|story|report|reporting|written)\b(?:\s+by\b)?:?\s+|\s*[(<]?[\w.+-]+@[\w.-]+[)>]?",
    re.IGNORECASE,
)
_LIST = re.compile(r"['\"]\s*,\s*['\"]|\s*;\s*|\s*\|\s*")
_SURNAME_FIRST = re.compile(rf"(?P<surname>{_PART}(?:-{_PART})?),\s+(?P<given>{_PART}(?: {_PART}){{0,2}})")
_ROLED = re.compile(
    rf"(?P<name>{_PART} (?:[A-Z]\. )?{_PART})(?: (?:and )?[\w&'’-]+){{0,4}} "
    r"(?:correspondent|reporter|editor|writer|columnist|critic)s?"
)
_PICTURED = re.compile(
    r"[.,;|]?\s+(?:pictures?|photos?|photographs?|photography|images?|illustrations?|video|graphics?)\b:?.*",
    re.IGNORECASE | re.DOTALL,
)
_COMPANY = re.compile(r",? (?:Inc|Ltd|LLC|LLP|Corp|Co|PLC|plc|GmbH|AG|SA|NV|Pty|Pvt|Limited|Company)\b")
BARE_PARTS = 3  # parts of a name that nothing but its place marks as a byline; more is rather a headline
_PLACED = re.compile(r" (?:in|on|for|at|from|of|via)(?: \S+){4}", re.IGNORECASE)  # too much for an outlet or a place
_STOP = frozenset("in on for at of from the by via an a to is are was says".split())  # noqa: SIM905 - shorter so


def signed(text: str) -> tuple[int, int] | None:
    """Where the name stands after "By" ("By Ana Roe, Health reporter", "5 May 2024 | By Ana Roe"); None without one."""
    for opening in (_SIGNED.match(text), _SIGNED_LATER.search(text)):
        if opening and (person := _person(text, opening.end())):
            return person
    return None


def is_signature(text: str) -> bool:
    """Whether the line is a byline, be it of a person or not ("By Staff Reporter")."""
    opening = _SIGNED.match(text)
    return opening is not None and len(text.split()) <= 25 and text[opening.end() : opening.end() + 1].isupper()


def is_opening(text: str) -> bool:
    """Whether the line is "By" or "Written by" and nothing else: the name stands in the next one."""
    return _SIGNED.fullmatch(text) is not None


def bare(text: str) -> tuple[int, int] | None:
    """Where the name stands in a line that is a name, perhaps with a role ("Ana Roe, Health reporter")."""
    person = (_roled(text) or _person(text, 0)) if len(text.split()) <= 10 and text[-1:] not in ".:?!" else None
    if person is None or text[person[1] : person[1] + 1] == ":" or len(_parts(text[: person[1]])) > BARE_PARTS:
        return None
    return None if _PLACED.match(text, person[1]) else person


def plain(given: str) -> str | None:
    """Names given beside a text, as a byline has them: without "By", brackets, mail address, surname first."""
    text = " ".join(html.unescape(given).strip().removeprefix("[").removesuffix("]").split())
    text = _PICTURED.sub("", text)
    parts = [_given_first(_WRITTEN.sub("", part).strip(" '\"“”")) for part in _LIST.split(text)]
    names = list(dict.fromkeys(name for name in parts if name))
    names = [name for name in names if not _is_role(name)] or names
    return (", ".join(names[:-1]) + " and " + names[-1] if len(names) > 1 else names[0]) if names else None


def _is_role(name: str) -> bool:
    """Whether the words are a job or a newsroom ("Staff Writer"), as stand behind a name."""
    return any(word.strip(".,").casefold() in signs().organization for word in name.split())


def _given_first(name: str) -> str:
    match = _SURNAME_FIRST.fullmatch(name)
    return f"{match['given']} {match['surname']}" if match else name


def _roled(text: str) -> tuple[int, int] | None:
    """Where the name stands before a role without a comma ("Ana Roe Western correspondent")."""
    match = _ROLED.fullmatch(text)
    return match.span("name") if match and _is_person(match["name"]) else None


def _parts(name: str) -> list[str]:
    """Parts of a name without particles: of the longest name when there are several."""
    names = re.split(rf", |{_AND}", name)
    return max(([p for p in one.split() if p[0].isupper()] for one in names), key=len)


def _person(text: str, start: int) -> tuple[int, int] | None:
    listed = _LISTED.match(text, start)
    if listed and all(map(_is_person, listed.group().split(", "))):
        return listed.span()
    match = _NAMES.match(text, start)
    if match is None:
        return None
    words = list(re.finditer(r"\S+", match.group()))
    stop = next((w.start() for w in words[1:] if w.group().casefold() in _STOP), None)
    name = match.group()[:stop].rstrip()  # "XU WEI IN BEIJING": the name ends before the preposition
    company = _COMPANY.match(text, start + len(name))
    return (start, start + len(name)) if _is_person(name) and not company else None


def _is_person(name: str) -> bool:
    words = [word.strip(".,").casefold() for word in name.split()]
    if len(words) < 2:
        return False
    known = signs()
    return (
        not any(word in known.organization for word in words)
        and not is_section(name)
        and name.casefold() not in known.places
        and words[0] not in _STOP
    )
