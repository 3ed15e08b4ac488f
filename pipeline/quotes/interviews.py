"""Question-and-answer texts: paragraphs that open with a speaker's label and a colon."""

from __future__ import annotations

import re
from collections import Counter

from pipeline.english.nouns import words
from pipeline.quotes.surface.paragraphs import Locator
from pipeline.quotes.types import Attribution, Paragraph

MIN_TURNS = 3
MAX_UNLABELLED = 8  # paragraphs of one turn without a label
_LABEL = re.compile(
    r"[\"“'‘]?(?P<label>(?:[A-Z][\w.'’-]*)(?:\s+[A-Z][\w.'’-]*){0,3})(?:\s+\([^()]{1,40}\))?(?P<colon>:)\s+(?=\S)"
)
_LETTERED = ({"Q", "A"}, {"Question", "Answer"})
_OPENING, _CLOSING = "\"“'‘", "\"”'’"
Labels = list[re.Match[str] | None]


def interview(text: str, where: Locator) -> list[Attribution]:
    """Turns of an interview or transcript: paragraphs labelled by two or more speakers in turn, or with Q and A."""
    labels = [_label(text, p) for p in where.items]
    names = Counter(m["label"] for m in labels if m)
    repeated, turns = sum(n > 1 for n in names.values()), sum(names.values())
    if not any(pair <= names.keys() for pair in _LETTERED) and not _questioned(text, where, labels):
        few = len(names) < 2 or not repeated or turns < MIN_TURNS
        if few or (repeated == 1 and turns * 4 < len(where.items)):
            return []
    found = [_turn(text, p, m) for p, m in zip(where.items, labels, strict=True) if m]
    return _going_on(where, found) if repeated > 1 else found


def _label(text: str, p: Paragraph) -> re.Match[str] | None:
    found = _LABEL.match(text, p.start, p.end) if p.kind != "title" else None
    return found if found and words("no_speakers").isdisjoint(found["label"].casefold().split()) else None


def _questioned(text: str, where: Locator, labels: Labels) -> bool:
    """One labelled speaker, asked in paragraphs of their own: every turn but one stands below a question."""
    turns = [n for n, m in enumerate(labels) if m]
    asked = [n for n in turns if n and text[where.items[n - 1].end - 1] == "?"]
    one = len({m["label"] for m in labels if m}) == 1
    return one and len(turns) >= MIN_TURNS and len(asked) >= len(turns) - 1


def _going_on(where: Locator, turns: list[Attribution]) -> list[Attribution]:
    """Paragraphs without a label between two turns, where both sides have labels, belong to the turn above."""
    at, found = [where.at(t.start) for t in turns], []
    for turn, n, following in zip(turns, at, at[1:], strict=False):
        between = where.items[n + 1 : following]
        own = len(between) <= MAX_UNLABELLED and all(p.kind == "body" for p in between)
        found.append(turn.but(content=[*turn.content, *((p.start, p.end) for p in between)]) if own else turn)
    return [*found, turns[-1]]


def _turn(text: str, p: Paragraph, m: re.Match[str]) -> Attribution:
    end = p.end
    if text[p.start] in _OPENING and text[end - 1] in _CLOSING:  # “NAME: …”: the marks stand around label and speech
        end -= 1
    return Attribution(((m.end(), max(end, m.end() + 1)),), m.span("colon"), m.span("label"), "interview")
