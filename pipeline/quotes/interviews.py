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
Labels = dict[int, re.Match[str]]  # by paragraph


def interview(text: str, where: Locator) -> list[Attribution]:
    """Turns of an interview or transcript: paragraphs labelled by two or more speakers in turn, or with Q and A."""
    labels = {n: m for n, p in enumerate(where.items) if (m := _label(text, p)) is not None}
    names = Counter(m["label"] for m in labels.values())
    repeated = sum(n > 1 for n in names.values())
    asked = len(names) == 1 and _questioned(text, where, labels)
    if not asked and not any(pair <= names.keys() for pair in _LETTERED):
        few = len(names) < 2 or not repeated or len(labels) < MIN_TURNS
        if few or (repeated == 1 and len(labels) * 4 < len(where.items)):
            return []
    found = [_turn(text, where.items[n], m) for n, m in labels.items()]
    return _going_on(where, found) if repeated > 1 else found


def _label(text: str, p: Paragraph) -> re.Match[str] | None:
    found = _LABEL.match(text, p.start, p.end) if p.kind != "title" else None
    return found if found and words("no_speakers").isdisjoint(found["label"].casefold().split()) else None


def _questioned(text: str, where: Locator, labels: Labels) -> bool:
    """A speaker asked in paragraphs without a label: every turn but one stands below a question."""
    asked = sum(n > 0 and text[where.items[n - 1].end - 1] == "?" for n in labels)
    return asked >= len(labels) - 1 >= MIN_TURNS - 1


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
