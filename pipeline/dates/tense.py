"""Which way a bare weekday, month or day points: prepositions, then the nearest verb of its clause."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from spacy.tokens import Doc

from pipeline.dates import tree
from pipeline.dates.expressions import (
    Calendar,
    Clock,
    DayPart,
    Edge,
    Expression,
    Holiday,
    Length,
    Numbered,
    Range,
    Shift,
    Toward,
    Within,
)
from pipeline.english.sentences import sentence_ends

_DATA = tomllib.loads(Path(__file__).with_name("direction.toml").read_text(encoding="utf-8"))


def _any(name: str) -> str:
    return "|".join(_DATA[name])


_CLAUSE = re.compile(r"[\n;]")
_INFINITIVE = r"to\s+(?!the\b|an?\b|his\b|her\b|its\b|their\b|this\b|that\b)(?:be\s+|have\s+)?[a-z]+"
_EVENT = re.compile(
    rf"""(?P<future>\b(?:{_any("modals")})\b(?:\s+(?:not|also|be|have|begin|start|\w+ly))*\s*[a-z]*
         | ['’]ll\b\s+[a-z]+
         | \b(?:{_any("future_governors")})\s+{_INFINITIVE}
         | \b(?:is|are|be|was|were)\s+(?:due|scheduled|slated|set|expected)\b
         | \b(?:planned|plans|planning|scheduled|schedules)\b
         | \bas\s+(?:early|soon|late)\s+as\b)
      | (?P<none>\b(?:could\s+)?(?:be|being)\s+[a-z]+ed\b)
      | (?P<past>\b(?:have|has)\s+(?:been|also|not|\w+ed)\b|\b(?:{_any("past_verbs")}|[a-z]{{2,}}ed)\b)""",
    re.X,
)
_PREPOSITION = re.compile(r"\b([a-z]+)\s+(?:the\s+|early\s+|late\s+|mid-?)?(?:end\s+of\s+)?$", re.I)
_AS_SOON_AS = re.compile(r"\bas\s+(soon|early|recently)\s+as\s+$", re.I)
_DONE = re.compile(r"\b(?:not|had|been|was|were|did)\b")
_HAD = re.compile(r",?\s+(?:\w+\s+){1,4}(?:had|was|were)\b")  # "Until Thursday, they had not called him a suspect"
_TOWARD = re.compile(rf"\b(?:{_any('toward')})\s+(?:the\s+)?$", re.I)
_UNTIL, _SINCE = frozenset(_DATA["until"]), frozenset(_DATA["since"])
_WAYS: dict[str, Toward] = {"future": 1, "past": -1}
REACH_CHARS = 200  # of the sentence, before and behind an expression


def matters(expression: Expression) -> bool:
    """Whether the direction can change what the expression means."""
    match expression:
        case (
            Calendar(year=None)
            | Holiday()
            | Numbered()
            | Shift(unit="WE")
            | Shift(definite=True)
            | Shift(unit="W", n=0)
        ):
            return True
        case Clock(on=inner) | DayPart(on=inner) if inner is not None:
            return matters(inner)
        case Edge(whole=inner):
            return matters(inner)
        case Range(first=first, last=last):
            return matters(first) or matters(last)
        case Within(whole=inner):
            return matters(inner)
        case Length(whole=inner) if inner is not None:
            return matters(inner)
        case _:
            return False


def of(parsed: Doc | None, text: str, start: int, end: int) -> Toward:
    """-1 past, 1 future, 0 not told; ``parsed`` is the Doc where it has a parse."""
    before, after = _sentence(text, start, end)
    said = _preposition(before, text[end : end + REACH_CHARS])
    if said:
        return said
    by_tree = tree.direction(parsed, start, end) if parsed is not None else None
    return by_tree or _words(before, after)


def _sentence(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and behind an expression in its sentence, up to ``REACH_CHARS`` characters."""
    low, high = max(0, start - REACH_CHARS), min(len(text), end + REACH_CHARS)
    begin = max([low, *sentence_ends(text, low, start)])
    begin = max([begin, *(found.end() for found in _CLAUSE.finditer(text, begin, start))])
    stop = min([high, *sentence_ends(text, end, high)])
    clause = _CLAUSE.search(text, end, stop)
    return text[begin:start], text[end : clause.start() if clause else stop]


def _preposition(before: str, after: str) -> Toward:
    phrase = _AS_SOON_AS.search(before)
    if phrase:
        return -1 if phrase[1].lower() == "recently" else 1
    if _TOWARD.search(before, max(0, len(before) - 80)):
        return 1
    found = _PREPOSITION.search(before)
    word = found[1].lower() if found else ""
    if word in _SINCE:
        return -1
    if word in _UNTIL and not _DONE.search(before) and not _HAD.match(after):
        return 1
    return 0


def _words(before: str, after: str) -> Toward:
    """The last verb before the expression in its sentence, else the first after it."""
    kind: str | None = ""
    for found in _EVENT.finditer(before):
        kind = found.lastgroup if found.lastgroup in _WAYS else kind
    if not kind:
        events = (found.lastgroup or "" for found in _EVENT.finditer(after))
        kind = next((event for event in events if event in _WAYS), "")
    return _WAYS.get(kind or "", 0)
