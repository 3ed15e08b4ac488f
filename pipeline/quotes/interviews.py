"""Question-and-answer texts: paragraphs that open with a speaker's label and a colon."""

from __future__ import annotations

import re
from collections import Counter

from pipeline.english.nouns import words
from pipeline.quotes.surface.paragraphs import Locator
from pipeline.quotes.types import Attribution, Paragraph

_LABEL = re.compile(
    r"[\"“'‘]?(?P<label>(?:[A-Z][\w.'’-]*)(?:\s+[A-Z][\w.'’-]*){0,3})(?:\s+\([^()]{1,40}\))?(?P<colon>:)\s+(?=\S)"
)
MIN_TURNS = 3


def interview(text: str, where: Locator) -> list[Attribution]:
    """Turns of an interview or transcript: paragraphs labelled by two or more speakers in turn, or with Q and A."""
    labels = [_LABEL.match(text, p.start, p.end) if p.kind != "title" else None for p in where.items]
    names = Counter(m.group("label") for m in labels if m and not _no_speaker(m.group("label")))
    lettered = any(pair <= names.keys() for pair in _LETTERED) or _questioned(text, where, labels)
    repeated = [name for name, n in names.items() if n > 1]
    if not lettered and (len(names) < 2 or not repeated or sum(names.values()) < MIN_TURNS):
        return []
    if len(repeated) < 2 and not lettered and sum(names.values()) * 4 < len(where.items):
        return []
    turns = [_turn(text, p, m) for p, m in zip(where.items, labels, strict=True) if m and m.group("label") in names]
    return _going_on(where, turns) if len(repeated) > 1 else turns


def _going_on(where: Locator, turns: list[Attribution]) -> list[Attribution]:
    """Paragraphs without a label between two turns, where both sides have labels, belong to the turn above."""
    at, found = [where.at(t.start) for t in turns], []
    for turn, n, following in zip(turns, at, [*at[1:], None], strict=True):
        between = where.items[n + 1 : following] if n is not None and following is not None else []
        own = 0 < len(between) <= _MOST and all(p.kind == "body" for p in between)
        found.append(turn.but(content=[*turn.content, *((p.start, p.end) for p in between)]) if own else turn)
    return found


_MOST = 8  # paragraphs of one turn without a label


def _questioned(text: str, where: Locator, labels: list[re.Match[str] | None]) -> bool:
    """One labelled speaker, asked in paragraphs of their own: every turn but one stands below a question."""
    turns = [n for n, m in enumerate(labels) if m and not _no_speaker(m.group("label"))]
    asked = [n for n in turns if n and text[where.items[n - 1].end - 1] == "?"]
    one = len({m.group("label") for m in labels if m}) == 1
    return one and len(turns) >= MIN_TURNS and len(asked) >= len(turns) - 1


_LETTERED = ({"Q", "A"}, {"Question", "Answer"})


def _no_speaker(label: str) -> bool:
    return any(w.casefold() in words("no_speakers") for w in label.split())


def _turn(text: str, p: Paragraph, m: re.Match[str]) -> Attribution:
    end = p.end
    if text[p.start] in _OPENING and text[end - 1] in _CLOSING:  # “NAME: …”: the marks stand around label and speech
        end -= 1
    return Attribution(((m.end(), max(end, m.end() + 1)),), m.span("colon"), m.span("label"), "interview")


_OPENING, _CLOSING = "\"“'‘", "\"”'’"
