"""Attributions that are none: the rows of ``data/drops.toml``, and the engine that reads them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from pipeline.english.nouns import is_a, words
from pipeline.english.verbs import act_of, verb_of
from pipeline.quotes.lexicon import table
from pipeline.quotes.passes.article import Article
from pipeline.quotes.speakers.phrases import analyse
from pipeline.quotes.surface.cues import source_before
from pipeline.quotes.surface.sentences import last_sentence
from pipeline.quotes.types import Attribution, Attributions, Offsets
from pipeline.records import Entity

MAX_NOUN_CHARS = 160  # before a relative pronoun, in which its noun must lie
_CLAUSE = re.compile(r"(?:that|whether|if|how|why|what|who|where|when|to)\b", re.IGNORECASE)
_MARKS = frozenset('"“”«»')


@dataclass(frozen=True)
class View:
    """What a row may ask of an attribution with cue and source."""

    article: Article
    a: Attribution
    names: Sequence[Entity]

    @cached_property
    def cue(self) -> str:
        """The cue's words."""
        return self._said(self.a.cue)

    @cached_property
    def source(self) -> str:
        """The source's words."""
        return self._said(self.a.source)

    @cached_property
    def content(self) -> str:
        """The words of the first part of the content."""
        return self._said(self.a.content[0])

    @cached_property
    def act(self) -> str:
        """What the cue tells of."""
        return act_of(self.cue) or "none"

    @property
    def parts(self) -> int:
        """Stretches of content."""
        return len(self.a.content)

    @cached_property
    def quoted(self) -> bool:
        """Whether there are quotation marks in the content."""
        return any(not _MARKS.isdisjoint(self._said(part)) for part in self.a.content)

    @cached_property
    def bare(self) -> bool:
        """Whether content is neither quoted nor opened by a word that opens a clause."""
        return not _CLAUSE.match(self.content) and not self.quoted

    def _said(self, span: Offsets | None) -> str:
        return self.article.text[slice(*span)] if span else ""


Column = Callable[[View], bool]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table."""

    id: str
    reason: str
    columns: tuple[Column, ...]
    example: str | None = None
    unlike: str | None = None


def drop(article: Article, before: Attributions) -> Attributions:
    """The attributions, those that are none with the reason of the first row that holds."""
    names = [e for e in article.doc._.onrecord.entities or [] if e.mention in ("name", "short")]
    return tuple(_judged(View(article, a, names)) for a in before)


def _judged(view: View) -> Attribution:
    if view.a.cue is None or view.a.source is None:
        return view.a
    row = first_row(view)
    return view.a.but(dropped=row.reason) if row else view.a


def first_row(view: View) -> Row | None:
    """The first row that holds."""
    return next((row for row in rows() if all(column(view) for column in row.columns)), None)


@cache
def rows() -> tuple[Row, ...]:
    """The table, each row with its columns, cheap ones first.

    Raises:
        ValueError: for a column or a test that there is not.
    """
    return tuple(row_of(raw) for raw in table("drops")["drop"])


def row_of(given: Mapping[str, Any]) -> Row:
    """One row of the table as columns.

    Raises:
        ValueError: for a column or a test that there is not.
    """
    raw = dict(given)
    meta = {key: raw.pop(key, None) for key in ("id", "reason", "example", "unlike")}
    columns = [_equal(name, raw.pop(name)) for name in ("act", "bare", "parts") if name in raw]
    columns += [_matches(name, raw.pop(name)) for name in ("cue", "source", "content") if name in raw]
    test = raw.pop("test", None)
    if raw or (test is not None and test not in TESTS):
        raise ValueError(f"drops.toml, row {meta['id']!r}: no column or test {', '.join(raw) or test}")
    return Row(columns=tuple(columns + ([TESTS[test]] if test else [])), **meta)


def _equal(name: str, wanted: object) -> Column:
    return lambda view: getattr(view, name) == wanted


def _matches(name: str, pattern: str) -> Column:
    whole = re.compile(pattern, re.IGNORECASE | re.DOTALL)
    return lambda view: whole.fullmatch(getattr(view, name)) is not None


# -- named tests -----------------------------------------------------------------------------------------------------


def _deed(view: View) -> bool:
    """Whether a cue tells of something done: "has introduced", "are also building"."""
    *before, last = view.cue.casefold().split()
    verb = verb_of(last)
    done = verb is not None and verb.act == "deed"
    return done and all(w in words("auxiliaries") or w.endswith("ly") for w in before)


def _nobody(view: View) -> bool:
    """Whether a source of bare content is a thing, or a document that does not say what its verb tells."""
    if view.source.casefold() in ("those", "that") or view.source in ("which", "who"):
        if view.source.casefold() == "those":
            return re.match(r"[a-z]+(?:ed|ing)\b", view.cue) is not None
        noun = _noun_before(view)
        return noun is not None and _headed(view, noun, "things")
    assert view.a.source is not None
    if _headed(view, view.a.source, "things"):
        return True
    return view.act == "none" and view.cue[:1].islower() and _headed(view, view.a.source, "documents")


def _noun_before(view: View) -> Offsets | None:
    """The noun phrase that a relative pronoun belongs to."""
    assert view.a.source is not None
    text, at, where = view.article.text, view.a.source[0], view.article.where
    n = where.at(at)
    low = max(at - MAX_NOUN_CHARS, where.items[n].start if n is not None else 0)
    low += last_sentence(text[low:at])
    clause = text[low:at].rstrip(" ,")
    found = source_before(clause, len(clause))
    return (low + found[0], low + found[1]) if found else None


def _headed(view: View, source: Offsets, kind: str) -> bool:
    inside = [e for e in view.names if source[0] <= e.start and e.end <= source[1]]
    phrase = analyse(view.article.text, source, inside)
    return phrase.kind == "nominal" and is_a(phrase.head, kind)


def _question(view: View) -> bool:
    n = view.article.where.at(view.a.start)
    if n is None:
        return False
    return view.article.text[view.a.end - 1 : view.article.where.items[n].end].strip(" \"”’'")[-1:] == "?"


TESTS: dict[str, Column] = {
    "tells of a deed": _deed,
    "nobody speaks": _nobody,
    "ends in a question": _question,
}
