"""The parts of a page: head above the running text, the running text, foot below it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.ingest.lines import Line
from pipeline.ingest.names import is_signature, signed
from pipeline.ingest.published import dateline_end, is_stamp
from pipeline.ingest.signs import Opener, Sign, is_agency_credit, opener, sign

HEAD = 40  # lines in which the running text has begun, if it has a beginning
ENOUGH = 60  # words of running text before a "Comments" line ends the article
NOTICES = 4  # notices at the end are at most one part in so many of the running text
CAPTION_WORDS = 30
REACH = 8  # lines below a summary in which byline and date stand
PULLED, PULLED_WORDS = 50, 60  # pull quotes that are looked for, and words of one
CALL_WORDS = 18  # of a headline that is a question or an exclamation
_CALL = re.compile(r"[?!][\"'”’]*$")
_SENTENCES = re.compile(r"[a-z0-9)][.!?][\"'”’)]* +[\"'“‘(]*[A-Z]")
_PULLED = re.compile(r"[“\"‘'](?:\S+ ){4,}\S+[”\"’'][.,]?")
_ENDS = re.compile(r"^\W+|\W+$")
_CAPITAL = re.compile(r"[^\W\d_a-z]")


@dataclass(frozen=True)
class Layout:
    """Lines with what their words tell of them; ``[first, last]`` is the running text, ``cut`` the end of the article.

    ``first > last`` means that there is no running text. Lines from ``cut`` on are no part of the article.
    ``listed`` are the lines of link lists.
    """

    lines: Sequence[Line]
    signs: Sequence[Sign | None]
    first: int
    last: int
    cut: int
    listed: frozenset[int]

    @property
    def head(self) -> Sequence[Line]:
        """Lines above the running text."""
        return self.lines[: self.first]

    @cached_property
    def spaced(self) -> bool:
        """Whether blank lines stand between all lines of the head, and so say nothing."""
        return all(line.gap for line in self.head)

    @cached_property
    def furniture(self) -> tuple[int, int]:
        """The first and the last line of navigation below the running text; ``(cut, -1)`` where there is none."""
        foot = [i for i in range(self.last + 1, self.cut) if self.signs[i] == "boilerplate" or i in self.listed]
        return (foot[0], foot[-1]) if foot else (self.cut, -1)

    @cached_property
    def below(self) -> frozenset[str]:
        """What the lines from the running text on say."""
        return frozenset(line.text for line in self.lines[self.first :])

    @cached_property
    def pull_quotes(self) -> frozenset[int]:
        """Lines that repeat, between quotation marks, words of a paragraph, or of such a line before."""
        found = [i for i, line in enumerate(self.lines) if line.words <= PULLED_WORDS and _PULLED.fullmatch(line.text)]
        if not found:
            return frozenset()
        quoted = frozenset(found)
        whole = "\n".join(line.text for i, line in enumerate(self.lines) if line.prose and i not in quoted)
        words = {i: _ENDS.sub("", self.lines[i].text) for i in found[:PULLED]}
        firsts = {said: i for i, said in reversed(words.items())}
        return frozenset(i for i, said in words.items() if firsts[said] < i or said in whole)


def layout(lines: Sequence[Line]) -> Layout:
    """Find the parts of a page."""
    signs = [sign(line) for line in lines]
    _free_paragraphs(lines, signs)
    running = [
        line.prose and mark is None and not is_signature(line.text) and not is_stamp(line)
        for line, mark in zip(lines, signs, strict=True)
    ]
    first = _first(lines, signs, running)
    first = _past_standfirst(lines, running, first)
    openers = {i: kind for i in range(first, len(lines)) if (kind := opener(lines[i]))}
    cut = _cut(lines, running, openers, first)
    listed = _listed(running, openers, first, cut)
    last = max((i for i in range(first, cut) if running[i]), default=first - 1)
    return Layout(lines, signs, first, last, cut, listed)


def _free_paragraphs(lines: Sequence[Line], signs: list[Sign | None]) -> None:
    """Take the caption's sign from paragraphs with their agency behind them: long ones, and the article's last."""
    credited = {i for i, mark in enumerate(signs) if mark == "caption" and is_agency_credit(lines[i])}
    if not credited:
        return
    last = max((i for i, line in enumerate(lines) if line.prose and (signs[i] is None or i in credited)), default=-1)
    for i in sorted(credited):
        if lines[i].words > CAPTION_WORDS or i == last:
            signs[i] = None


def _first(lines: Sequence[Line], signs: Sequence[Sign | None], running: Sequence[bool]) -> int:
    """Where the running text begins: at a dateline, else at the first running text that is no headline."""
    for i in range(min(HEAD, len(lines))):
        if dateline_end(lines[i]) and running[i]:
            return i
        if running[i] and not (i == 0 and len(lines) > 2 and (_in_title_case(lines[i]) or _asks(lines[i], lines[1]))):
            return i
    short = (i for i, line in enumerate(lines) if line.ended and line.words >= 4 and signs[i] is None)
    return next((i for i, r in enumerate(running) if r), next(short, len(lines)) if len(lines) > 1 else 0)


def _asks(line: Line, below: Line) -> bool:
    """Whether the first line is a headline that asks or calls: one sentence above a byline, a date, a longer line."""
    if not _CALL.search(line.text) or line.words > CALL_WORDS or _SENTENCES.search(line.text):
        return False
    return below.gap and (signed(below.text) is not None or is_stamp(below) or below.words > line.words)


def _in_title_case(line: Line) -> bool:
    words = [word for word in re.findall(r"[^\W\d_][\w'’-]*", line.text) if len(word) > 3]
    return line.words <= 20 and bool(words) and sum(bool(_CAPITAL.match(w)) for w in words) >= 0.8 * len(words)


def _past_standfirst(lines: Sequence[Line], running: Sequence[bool], first: int) -> int:
    """The beginning moved past a summary that stands above the byline or the date."""
    below = [i for i in range(first, min(first + REACH, len(lines))) if not lines[i].prose]
    anchors = [i for i in below if signed(lines[i].text) or is_stamp(lines[i])]
    for anchor in reversed(anchors):
        before = [lines[i].words for i in range(first, anchor) if running[i]]
        after = sum(lines[i].words for i in range(anchor, len(lines)) if running[i])
        summary = 1 <= len(before) <= 2 and max(before) <= ENOUGH and sum(before) * 2 <= after
        if summary:
            return next(i for i in range(anchor, len(lines)) if running[i])
    return first


def _cut(lines: Sequence[Line], running: Sequence[bool], openers: Mapping[int, Opener], first: int) -> int:
    """Index of the line that opens comments or notices, once enough of an article stands before it."""
    total = sum(line.words for line, r in zip(lines, running, strict=True) if r)
    last_notice = max((i for i, kind in openers.items() if kind == "notices"), default=-1)
    words = 0
    for i in range(first, len(lines)):
        kind = openers.get(i) if words >= ENOUGH else None
        little = (total - words) * NOTICES <= total or i < last_notice
        if kind in ("comments", "notices") or (kind == "end" and little):
            return i
        words += lines[i].words if running[i] else 0
    return len(lines)


def _listed(running: Sequence[bool], openers: Mapping[int, Opener], first: int, cut: int) -> frozenset[int]:
    """Lines of link lists: from their heading to the next running text."""
    found: list[int] = []
    in_list = False
    for i in range(first, cut):
        in_list = openers.get(i) == "lists" or (in_list and not running[i])
        if in_list:
            found.append(i)
    return frozenset(found)
