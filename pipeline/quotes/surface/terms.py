"""What stands in quotation marks and is no quote: terms, titles, names, scare quotes."""

from __future__ import annotations

import re

from pipeline.quotes.surface.marks import tag_behind
from pipeline.quotes.types import Marked

_TERM_WORDS, _TITLE_WORDS = 4, 7  # at most
_SMALL = frozenset(["a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"])
_ENDING = frozenset(".?!…-—")
_WORD = re.compile(r"\w+")
_ARTICLE = re.compile(r"\b(?:the|an?|its|his|her)\s+$", re.IGNORECASE)
_NOUN = re.compile(r"\s+[a-z]")


def is_term(text: str, m: Marked) -> bool:
    """Whether a stretch is a single term: a few words without an end or a tag of their own."""
    few = m.closed and len(_WORD.findall(text, m.inner_start, m.inner_end)) <= _TERM_WORDS
    return few and text[m.inner_end - 1 : m.inner_end] not in _ENDING and not tag_behind(text, m.end)


def is_title(text: str, m: Marked) -> bool:
    """Whether a stretch says which thing it is: the “Paper Moons” actor."""
    found = _WORD.findall(text, m.inner_start, m.inner_end) if m.closed else []
    capital = 0 < len(found) <= _TITLE_WORDS and all(w[0].isupper() or w in _SMALL for w in found)
    led = capital and _ARTICLE.search(text, max(0, m.start - 5), m.start) is not None
    return led and _NOUN.match(text, m.end) is not None
