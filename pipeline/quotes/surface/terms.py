"""What stands in quotation marks and is no quote: terms, titles, names, scare quotes."""

from __future__ import annotations

import re

from pipeline.quotes.passes.article import Article
from pipeline.quotes.surface.marks import tag_behind
from pipeline.quotes.types import Attribution, Marked, Offsets

_TERM_WORDS = 4
_WORD = re.compile(r"\w+")
_COMMA_BEFORE_MARK = re.compile(r"[,!?][\"”’']+$")
_ENDING = frozenset(".?!…-—")


def terms(text: str, marked: list[list[Marked]]) -> set[Offsets]:
    """Quoted stretches that are single terms: a few words without an end or a tag of their own."""
    return {
        (m.start, m.end)
        for line in marked
        for m in line
        if m.closed
        and len(_WORD.findall(text, m.inner_start, m.inner_end)) <= _TERM_WORDS
        and text[m.inner_end - 1 : m.inner_end] not in _ENDING
        and not tag_behind(text, m.end)
    }


_SMALL = frozenset(["a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"])
_TITLE_WORDS = 7


def naming(text: str, marked: list[list[Marked]]) -> set[Offsets]:
    """Titles in marks that say which thing it is: the “Paper Moons” actor."""
    return {(m.start, m.end) for line in marked for m in line if m.closed and _names(text, m)}


def _names(text: str, m: Marked) -> bool:
    found = _WORD.findall(text, m.inner_start, m.inner_end)
    capital = 0 < len(found) <= _TITLE_WORDS and all(w[0].isupper() or w in _SMALL for w in found)
    return (
        capital
        and _ARTICLE.search(text, max(0, m.start - 5), m.start) is not None
        and _NOUN.match(text, m.end) is not None
    )


_ARTICLE = re.compile(r"\b(?:the|an?|its|his|her)\s+$", re.IGNORECASE)
_NOUN = re.compile(r"\s+[a-z]")


def quoting(article: Article, a: Attribution) -> bool:
    """Whether an attribution can carry a single quoted term as speech; "“Never,” he grinned" needs no such cue."""
    if a.cue is None or article.act(a) == "speech":
        return True
    end = a.content[0][1]
    behind = any(s[0] >= end for s in (a.cue, a.source) if s)
    return behind and _COMMA_BEFORE_MARK.search(article.text, max(0, end - 3), end) is not None
