"""Find: what the text says about time, as typed parses with exact spans. One pass, linear in the text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import get_args

from spacy.tokens import Doc

from pipeline.cascade import Cascade, Item
from pipeline.dates import fiscal, order, readings, tense, tree
from pipeline.dates.builders import BUILDERS
from pipeline.dates.expressions import (
    Calendar,
    Clock,
    DayPart,
    Dropped,
    Edge,
    Expression,
    Holiday,
    Length,
    Numbered,
    Range,
    Reference,
    Shift,
    Timex,
    Toward,
    Within,
)
from pipeline.dates.lexicon import GRAMMAR, HOLIDAYS
from pipeline.dates.publication import Order
from pipeline.dates.tokens import SAMPLES, tokenize

BEFORE_CHARS = 16  # of an expression: "about", "since early", the end of a figure
AROUND_CHARS = 20  # of one in capitals, on both sides: whether all is
_ABOUT = re.compile(r"\b(?:about|around|roughly|approximately|some|circa)\s+$", re.I)
_HYPHENED = re.compile(  # "Sept-Rivières", not "Friday-Saturday night"
    r"[-‑](?!(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec))[A-Z]"
)
_NAMES = frozenset({"weekday", "month", "day-part", "deictic-day"})  # what names are made of: weekdays, "USA Today"
_TITLED = frozenset({"deictic-day", "season", "this-morning", *(row["name"] for row in HOLIDAYS)})
_CAPITAL = re.compile(r"[ \-][A-Z][a-z]")
_SMALL_BEFORE = re.compile(r"[a-z,] $")
_SINCE = re.compile(r"\bsince\s+(?:the\s+|early\s+|late\s+|mid-?)?$", re.I)
_HYPHENS = ("-", "‑")
_PAPER = re.compile(r"(?<=USA )T(?:oday|ODAY)")
_COMPARING = re.compile(r"(?:more|less|fewer|higher|lower)\s+than\s+", re.I)
_FIGURE = re.compile(r"(?:[\d%]|\b(?:percent|cent|cents|points?|[mbt]r?illion))\s$")
_EXPRESSIONS = get_args(Expression)
_PLACED = (Calendar, Within, Edge, Clock, DayPart, Range, Numbered, Holiday)  # what a verb can put somewhere in time
_BODIES = frozenset({"ORG", "PER", "PERSON"})


@dataclass(frozen=True, slots=True)
class Found:
    """Expressions in order of the text, and the candidates that were dropped with reasons."""

    timexes: list[Timex]
    dropped: list[Dropped]


def find(doc: Doc, numeric_order: Order = "MDY", text: str | None = None) -> Found:
    """Find the temporal expressions of a Doc.

    Works on the raw text; where the Doc has tags, they decide what words cannot ("may", the tense around "Friday").
    ``numeric_order`` reads 03/04/2025 where the article's own numeric dates do not tell. ``text`` is ``doc.text``,
    for a caller that has it: spaCy joins it from the tokens each time.
    """
    text = doc.text if text is None else text
    items = _cascade().run(text, order.of_article(text, numeric_order))
    parsed = doc if doc.has_annotation("DEP") else None  # asked once: it looks at every token
    names = _Named(doc, text)
    timexes: list[Timex] = []
    dropped: list[Dropped] = []
    for item in (_beside_figure(text, item) for item in items if item.emit):
        if isinstance(item.value, str):
            dropped.append(Dropped(item.start, item.end, item.value))
        elif names.have(item):
            dropped.append(Dropped(item.start, item.end, "part of a name"))
        elif item.rule == "bare-units" and (
            text[item.start - 1 : item.start] in _HYPHENS or readings.plain_noun(parsed, item.start, item.end)
        ):
            dropped.append(Dropped(item.start, item.end, "a plain noun"))
        elif isinstance(item.value, _EXPRESSIONS):
            timexes.append(_timex(parsed, text, item))
    return Found(timexes, dropped)


@cache
def _cascade() -> Cascade:
    """Compiled for the first text."""
    return Cascade(GRAMMAR, BUILDERS, tokenize, SAMPLES)


def _beside_figure(text: str, item: Item) -> Item:
    """``$74 million more than *a year ago*``: the comparison is the figure's."""
    comparing = _COMPARING.match(text, item.start, item.end)
    if comparing is None or not _FIGURE.search(text, max(0, item.start - BEFORE_CHARS), item.start):
        return item
    return replace(item, start=comparing.end(), mod=None)


class _Named:
    """The names of an article, for lookup by position: "the Sunday Times" is no day."""

    def __init__(self, doc: Doc, text: str) -> None:
        self._text = text
        self._ents = [e for e in doc.ents if len(e) > 1]

    def have(self, item: Item) -> bool:
        """Whether an expression is part of a longer name or of a title."""
        if not isinstance(item.value, _EXPRESSIONS):
            return False
        if item.rule in _NAMES and self.hold(item.start, item.end):
            return True
        return item.rule in _TITLED and self.titled(item.start, item.end)

    def hold(self, start: int, end: int) -> bool:
        """Whether the stretch is part of a longer name, by its spelling or as the model found it."""
        spelled = _HYPHENED.match(self._text, end) or _PAPER.match(self._text, start)
        return spelled is not None or self._found(start, end)

    def titled(self, start: int, end: int) -> bool:
        """Whether a holiday, season or "today" is part of a title: "the Memorial Day Flood", "the Today show", "TODAY".

        A season or "today" has a capital only there or where a sentence begins.
        """
        form = self._text[start:end].removeprefix("the ").removeprefix("The ")
        lower = form[0].islower() and not form.startswith("this ")
        if lower:
            return False
        if form.isupper():
            around = self._text[max(0, start - AROUND_CHARS) : start] + self._text[end : end + AROUND_CHARS]
            return re.search(r"[a-z]", around) is not None
        inside = _SMALL_BEFORE.search(self._text, max(0, start - 2), start) is not None
        return inside and (form in ("Today", "This Morning") or _CAPITAL.match(self._text, end) is not None)

    def _found(self, start: int, end: int) -> bool:
        """Whether it is part of a body's name that the model found, or the end of any ("Bloody Sunday")."""
        i = bisect_right(self._ents, start, key=lambda e: e.start_char) - 1
        if i < 0 or end > self._ents[i].end_char:
            return False
        name = self._ents[i]
        longer = start - name.start_char > len("the ") or end < name.end_char
        return longer and (name.label_ in _BODIES or end == name.end_char)


def _timex(parsed: Doc | None, text: str, item: Item) -> Timex:
    expression = item.value
    if item.rule == "deictic-day" and expression == Shift("D", 0) and readings.nowadays(parsed, item.start, item.end):
        return Timex(item.start, item.end, item.rule, Reference("PRESENT_REF"))
    ahead = item.rule == "length" and item.mod is None and tree.scheduled_in(parsed, item.start, item.end)
    if ahead and isinstance(expression, Length):
        expression = replace(expression, window="next")
    direction = tense.of(parsed, text, item.start, item.end) if tense.matters(expression) else 0
    if isinstance(expression, Calendar) and expression.fiscal and expression.year:
        first = fiscal.first_day(text, item.start, item.end, expression.year, expression.pair)
        expression = replace(expression, fiscal_start=first)
    mod = item.mod or ("APPROX" if _ABOUT.search(text, max(0, item.start - BEFORE_CHARS), item.start) else None)
    happened = _says_itself(parsed, text, item, direction)
    return Timex(item.start, item.end, item.rule, expression, mod, direction, happened)


def _says_itself(parsed: Doc | None, text: str, item: Item, direction: Toward) -> bool:
    """Whether a date says itself when something took place or is to: it is then behind, or ahead, for sure."""
    if direction > 0:
        return isinstance(item.value, Calendar) and tree.to_come(parsed, item.start, item.end)
    if not isinstance(item.value, _PLACED):
        return False
    since = direction < 0 and _SINCE.search(text, max(0, item.start - BEFORE_CHARS), item.start) is not None
    return since or tree.happened(parsed, item.start, item.end)


def parts(expression: Expression) -> Iterator[Expression]:
    """The expression and everything inside it."""
    yield expression
    for name in ("part", "whole", "on", "first", "last"):
        inner = getattr(expression, name, None)
        if isinstance(inner, _EXPRESSIONS):
            yield from parts(inner)
