"""Question-and-answer texts: paragraphs that open with a speaker's label and a colon, and name lines above a quote."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter

from pipeline.english.nouns import nouns, words
from pipeline.english.roles import is_role
from pipeline.quotes.surface.paragraphs import Locator
from pipeline.quotes.surface.sentences import last_sentence
from pipeline.quotes.types import Attribution, Marked, Offsets, Paragraph

_LABEL = re.compile(
    r"[\"“'‘]?(?P<label>(?:[A-Z][\w.'’-]*)(?:\s+[A-Z][\w.'’-]*){0,3})(?:\s+\([^()]{1,40}\))?(?P<colon>:)\s+(?=\S)"
)
_NAME_LINE = re.compile(
    r"(?P<name>(?:[A-Z][\w.'’-]+)(?:\s+[A-Z][\w.'’-]+){1,3})(?:,\s+(?P<role>[^.“”\"]{2,80}))?[:,]?\s*$"
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


_AHEAD = re.compile(r"\s+(?P<cue>[a-z]+(?:\s+[\w’'-]+){0,8}?:)$")
_BARE_AHEAD = re.compile(r"(?P<source>(?:He|She|They|It|I|We))\s+(?P<cue>[a-z]+(?:\s+[\w’'-]+){0,8}?:)$")


def announced(
    text: str, where: Locator, marked: list[list[Marked]], free: set[int], names: list[Offsets]
) -> list[Attribution]:
    """“Our reporter Jane Roe has sent this from the quay:” and a paragraph below that is all quote.

    ``names`` are the persons' and bodies' mentions in text order; who is announced is named once, before the verb.
    """
    starts, found = [s for s, _ in names], []
    for above, p, marks in zip(where.items, where.items[1:], marked[1:], strict=False):
        whole = marks and marks[0].start == p.start and marks[0].start in free and marks[0].end >= p.end - 1
        led = _FROM.fullmatch(text, above.start, above.end) if whole and above.kind == "body" else None
        if led:
            i = bisect_left(starts, led.start("who"))
            if i < len(names) and names[i][1] <= led.end("who"):
                source = (led.start("who"), names[i][1])
                found.append(Attribution(((p.start, marks[0].end),), None, source, "announced"))
        if led or not whole or above.kind != "body" or text[above.end - 1] != ":":
            continue
        low = above.start + last_sentence(text[above.start : above.end])
        low += len(text[low : above.end]) - len(text[low : above.end].lstrip())
        i = bisect_left(starts, low)
        bare = _BARE_AHEAD.match(text, low, above.end)
        ahead = _AHEAD.match(text, names[i][1], above.end) if i < len(names) and names[i][1] < above.end else None
        if bare:
            found.append(Attribution(((p.start, marks[0].end),), bare.span("cue"), bare.span("source"), "announced"))
        elif ahead and len(text[low : names[i][0]].split()) <= _LEAD_WORDS:
            found.append(Attribution(((p.start, marks[0].end),), ahead.span("cue"), (low, names[i][1]), "announced"))
    return found


_FROM = re.compile(  # "And from Jane Roe:" and "From the desk of Jane Roe, strategist."
    r"(?:And\s+)?[Ff]rom\s+(?:(?:the\s+(?:desk|pen|office)\s+of\s+)|(?=[^:]{2,60}:$))(?P<who>[A-Z][^:.]{2,60})[:.]?"
)
_LEAD_WORDS = 5  # of a role before the name


def name_lines(text: str, where: Locator, marked: list[list[Marked]], free: set[int]) -> list[Attribution]:
    """“Jane Roe, guide” on a line of its own, and a paragraph below that is all quote.

    ``free`` holds the starts of quoted stretches that no attribution has.
    """
    found = []
    for above, p, marks in zip(where.items, where.items[1:], marked[1:], strict=False):
        line = _NAME_LINE.match(text, above.start, above.end)
        if line is None or not marks or marks[0].start != p.start or marks[0].start not in free:
            continue
        role = line.group("role")
        named = not any(w.casefold() in nouns("documents") for w in line.group("name").split())
        if not named or (role and not is_role(role) and len(role.split()) > 5):
            continue
        source: Offsets = (above.start, above.end) if role else line.span("name")
        found.append(Attribution(((marks[0].start, marks[0].end),), None, source, "name-line"))
    return found
