"""Whether a figure is told, aimed at or foreseen: a choice among stated, target and projection.

What is stated is a level, or the change that it was found to be. The words of aims ("plans to", "a goal of") and of
forecasts ("is expected to", "will") before a figure tell most; verbs, tense and the dates of the sentence the rest.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal

from spacy.tokens import Doc, Token

from pipeline.choices import Choice, Example, step
from pipeline.claims.lexicon import words
from pipeline.claims.link import change
from pipeline.claims.link.around import Around, arounds
from pipeline.claims.link.gold import drilled, matched
from pipeline.claims.parse.quantity import Quantity
from pipeline.claims.setting import Setting
from pipeline.records import ClaimRole, Date

WEIGHTS = Path(__file__).with_name("role.csv")
CLASSES: tuple[Literal["stated", "target", "projection"], ...] = ("stated", "target", "projection")
MAX_BACK = 20  # tokens before a figure in which a word may say that it is aimed at or foreseen
MAX_AHEAD = 8  # tokens behind it
MAX_TOKENS = 60  # on either side of a figure in which its sentence is asked for dates
MAX_CUES = 3  # such words on either side
MAX_LEAD_CHARS = 80  # of a line over a list of points
UNDER_AIM = "under aim"
_POINTS = ("-", "–", "—", "•", "*", "·", "▪", "●", "+")
_STEPS = (1, 2, 3, 4, 6, 9, 14)
_SIGNS = ("aim", "forecast", "future")


def candidates(facts: Sequence[str]) -> list[Sequence[str]]:
    """What is true of each of ``CLASSES``: of a figure that is plainly stated nothing."""
    return [(), *([f"{name}: {fact}" for fact in facts] for name in CLASSES[1:])]


@cache
def _signs() -> dict[str, str]:
    return {word: sign for sign in _SIGNS for word in words("changes", sign)}


def sign(token: Token) -> str | None:
    """Whether a word tells of an aim, a forecast or the future."""
    said = _signs().get(token.lower_)
    return None if said is None or token.text == "May" or (token.lower_ == "set" and _next(token) != "to") else said


def _next(token: Token) -> str:
    return token.nbor().lower_ if token.i + 1 < len(token.doc) else ""


class Roles:
    """Chooses the role of each figure of one article, in order, after its change; a group of facts a method."""

    def __init__(self, dates: Sequence[Date]) -> None:
        self._choice = Choice.read(WEIGHTS)
        self._dates = sorted((d for d in dates if d.begin and d.type == "DATE"), key=lambda d: d.start)
        self._opens = [d.start for d in self._dates]
        self._leads: dict[int, str] | None = None

    def __call__(self, around: Around) -> ClaimRole:
        """The role, which is kept with the figure."""
        facts = self.facts(around)
        verdict = self._choice.pick(candidates(facts))
        chosen = CLASSES[verdict.index] if verdict is not None else "stated"
        if chosen != "stated":
            around.role = chosen
        elif UNDER_AIM in facts:  # too rare to have a weight
            around.role = "target"
        elif around.change is not None:
            around.role = "change"
        return around.role

    def facts(self, a: Around) -> list[str]:
        """All that is true of a figure."""
        groups = (self.signs, self.words, self.clause, self.row, self.times, self.lead)
        return list(dict.fromkeys(fact for group in groups for fact in group(a)))

    def signs(self, a: Around) -> Iterator[str]:
        """The words of aims and forecasts on either side: which, and how near."""
        before = range(a.start - 1, max(a.floor, a.start - MAX_BACK) - 1, -1)
        behind = range(a.end, min(a.ceiling, a.past + MAX_AHEAD))
        none = True
        for side, tokens in (("before", before), ("behind", behind)):
            found = [(t, said) for t in (a.doc[k] for k in tokens) if (said := sign(t)) is not None]
            none = none and not found
            for token, said in found[:MAX_CUES]:
                yield from (f"{said} {side}", f"{said} {token.lower_} {side}", f"{said} {side}, {a.case}")
                gap = a.start - token.i if side == "before" else token.i - a.past + 1
                yield step(f"{said} {side}, tokens", gap, _STEPS)
        if none:
            yield "no sign"

    def words(self, a: Around) -> Iterator[str]:
        """What kind of figure, whether it changed, and the words beside it."""
        yield from ("any", a.group, "moved" if a.change else "not moved")
        yield from (f"{a.low(a.start - 1)} _", f"_ {a.low(a.end)}")

    def clause(self, a: Around) -> Iterator[str]:
        """The verbs over it: lemma, tense and what helps them."""
        verb = a.setting.verb(a.figure) if a.parsed else None
        for level in ("", "higher "):
            if verb is None:
                return
            yield from (f"{level}verb {verb.tag_}", f"{level}verb {verb.lemma_.lower()}")
            parts = (c for c in verb.children if c.dep_ in ("aux", "aux:pass", "mark", "cop"))
            yield from (f"{level}{c.dep_} {c.lower_}" for c in parts)
            verb = a.setting.verb(verb.head) if verb.head.i != verb.i else None

    def row(self, a: Around) -> Iterator[str]:
        """The role of the figure before it."""
        if a.earlier is None:
            yield "first"
            return
        role = a.earlier.role if a.earlier.role in CLASSES else "stated"
        line = a.setting.paragraph(a.quantity.start)[0] <= a.earlier.quantity.start
        near = "its sentence" if a.before is not None else "its line" if line else "another line"
        yield from (f"after {role}", f"after {role} of {near}")

    def times(self, a: Around) -> Iterator[str]:
        """Whether the dates of its sentence are still to come."""
        document = a.doc._.onrecord.document
        today = document.published.value[:10] if document is not None and document.published is not None else None
        start, end = a.doc[max(a.floor, a.start - MAX_TOKENS)].idx, a.doc[min(a.ceiling, a.end + MAX_TOKENS) - 1].idx
        here = self._dates[bisect_left(self._opens, start) : bisect_right(self._opens, end)] if today else []
        if not here or today is None:
            yield "no date"
            return
        nearest = min(here, key=lambda d: abs(d.start - a.quantity.start))
        coming = [d for d in here if _to_come(d, today)]
        yield "a date to come" if coming else "dates past"
        yield "nearest date to come" if nearest in coming else "nearest date past"

    def lead(self, a: Around) -> Iterator[str]:
        """What the line over a list of points tells: "Targets for 2030:"."""
        if self._leads is None:
            self._leads = _leads(a.setting.text)
        said = self._leads.get(a.setting.paragraph(a.quantity.start)[0])
        if said is not None:
            yield f"under {said}"


def _to_come(date: Date, today: str) -> bool:
    """Whether a date begins after a day, or in that day's year and ends after it: "this year"."""
    begin, end = (date.begin or "")[:10], (date.finish or "")[:10]
    return begin > today or (end > today and begin[:4] == today[:4])


def _leads(text: str) -> dict[int, str]:
    """Starts of the lines that are points of a list, with the sign in the line over the list."""
    found: dict[int, str] = {}
    over, start = "", 0
    for line in text.split("\n"):
        if line.lstrip()[:1] in _POINTS and line.strip():
            said = next((_signs()[w] for w in over.lower().split() if _signs().get(w) in _SIGNS[:2]), None)
            if said is not None:
                found[start] = said
        elif line.strip():
            over = line.rstrip(": ") if len(line) <= MAX_LEAD_CHARS and not line.rstrip().endswith(".") else ""
        start += len(line) + 1
    return found


def examples(doc: Doc, gold: Mapping[str, Any]) -> list[Example]:
    """The roles of the gold article's claims."""
    quantities: list[Quantity] = doc._.onrecord.quantities
    claims, roles, found = matched(quantities, gold), Roles(doc._.onrecord.dates or []), []
    for around in arounds(Setting(doc), quantities):
        change.choose(around)
        given = candidates(roles.facts(around))
        roles(around)
        claim = claims.get(around.quantity.id)
        if claim is not None:
            around.role = claim["role"]  # of the next one it is said what came before
            found.append(_example(gold["id"], given, claim["role"]))
    return found


def drills() -> Iterator[Example]:
    """The drills of role; each is an article of its own."""
    roles = Roles(())
    for name, row, figures in drilled():
        for around in figures:
            change.choose(around)
            given = candidates(roles.facts(around))
        yield _example(name, given, row["role"])


def _example(article: str, given: Sequence[Sequence[str]], role: str) -> Example:
    right = CLASSES.index(role) if role in CLASSES else 0
    return Example(article, tuple(tuple(f) for f in given), frozenset((right,)))
