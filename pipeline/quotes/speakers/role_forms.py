"""Phrases that may tell who somebody is, read off the tree around their name: more than are true, for a choice.

- before the name: "*Halvor ferry captain* Jane Roe", "*netmaker* Jane Roe";
- before its comma: "*Former head of the board*, Jane Roe, said";
- behind it: "Jane Roe, *director of research, Halvor Lines*, said"; "Jane Roe (*Liberal MP for Lervik*)";
- as a predicate: "Jane Roe is *a cook on the ferry*", "Jane Roe, who is *a cook*".

Phrases behind a comma are offered in every length, to the next comma and on to the last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Doc, Token

from pipeline.quotes.speakers.places import Places
from pipeline.quotes.speakers.roles import is_role
from pipeline.quotes.types import Offsets
from pipeline.records import Entity

How = Literal["before", "before the comma", "behind", "predicate", "source", "rule"]

_NOUNS = frozenset({"NOUN", "PROPN"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_WITHIN = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "PART", "SYM", "CCONJ"})  # may stand in a title before a name
_LINKS = frozenset({"of", "for", "to", "the", "and", "&", "-", "–", "’s", "'s", "’", "'"})
_HONORIFICS = frozenset({"mr", "mrs", "ms", "miss", "dr", "sir", "dame", "lord", "lady"})
_DEGREES = re.compile(
    r"(?:,?\s(?:Ph\.?D|MBBS|MD|M\.D|MSc|MBA|FRCS|DNB|RN|JD|KC|QC|OBE|CBE|Jr|Sr)\.?(?:\s\([A-Za-z]+\))?)+(?=[,\s])"
)
_REVERENDS = frozenset({"rev", "reverend"})
_AGE = re.compile(r",\s*(?:now\s+)?\d{1,3}(?=,)")
_BRACKET = re.compile(r"\s\((?P<inside>[^()\n]{3,90})\)")
_COMMA = re.compile(r"\s?(?:,|\s[—–-])\s+(?:(?:now|then|also|currently)\s+)?")
_WHO = re.compile(r",?\s+(?:who\s+)?(?:is|was)\s+(?:(?:also|now|currently|then)\s+)?(?=(?:an?|the|one)\s)")
_MAX_BEFORE, _MAX_BEHIND = 14, 30  # tokens of a phrase
_MAX_CHUNKS = 4  # commas in a phrase behind a name


@dataclass(frozen=True, slots=True)
class Form:
    """A phrase that may be a role, and how it stands to the name."""

    span: Offsets
    how: How
    mention: int  # which mention of the name, in text order


def forms(places: Places, text: str, m: Entity, n: int) -> Iterator[Form]:
    """The phrases around one mention of a name; needs a tree."""
    doc = places.doc
    first = _name_start(doc, places.token(m.start))
    for how, span in (("before", _before(doc, first)), ("before the comma", _before_comma(doc, first, m, places))):
        if span is not None:
            yield Form(span, "before" if how == "before" else "before the comma", n)
    end = m.end
    for pattern in (_DEGREES, _AGE):
        skipped = pattern.match(text, end)
        end = skipped.end() if skipped else end
    bracket = _BRACKET.match(text, end)
    if bracket:
        if is_role(bracket["inside"]):
            yield Form(bracket.span("inside"), "behind", n)
        end = bracket.end()
    predicate = _WHO.match(text, end)
    if predicate:
        yield from (Form(span, "predicate", n) for span in _behind(doc, places, text, predicate.end()))
        return
    comma = _COMMA.match(text, end)
    if comma:
        yield from (Form(span, "behind", n) for span in _behind(doc, places, text, comma.end()))


def _name_start(doc: Doc, first: int) -> int:
    """The first token of a name, with the honorifics before it."""
    while first > 0 and doc[first - 1].lower_.rstrip(".") in _HONORIFICS | {"."}:
        first -= 1
    return first


def _before(doc: Doc, first: int) -> Offsets | None:
    """The title right before a name: nouns and adjectives up to its article or the verb before them."""
    last = first - 1
    if last < 0 or doc[last].pos_ not in _NOUNS or doc[last].is_sent_end or "\n" in doc[last].whitespace_:
        return None
    start = last
    floor = max(doc[last].sent.start, last - _MAX_BEFORE)
    while start > floor and _titles(doc[start - 1], doc[start]):
        start -= 1
    while start <= last and (doc[start].lower_ in _LINKS or doc[start].pos_ in ("CCONJ", "PART") or _aged(doc[start])):
        start += 1
    return _span(doc, start, last) if start <= last else None


def _aged(token: Token) -> bool:
    """A number or what is left of "34-year-old" at the front of a title."""
    return token.pos_ == "NUM" or token.is_punct or token.lower_ in ("year", "years", "old")


def _titles(token: Token, following: Token) -> bool:
    """Whether a token belongs to the title that goes on with ``following``."""
    if token.lower_ in _LINKS:
        return token.pos_ != "ADP" or following.pos_ in _NOUNS or following.lower_ == "the"
    if token.is_punct:
        return token.text in ("-", "&", "(", ")", "’")
    return token.pos_ in _WITHIN or (
        token.pos_ == "VERB" and token.dep_ in ("amod", "compound") and token.tag_ != "VBD"
    )


def _before_comma(doc: Doc, first: int, m: Entity, places: Places) -> Offsets | None:
    """A noun phrase that a comma parts from the name behind it."""
    if first < 2 or doc[first - 1].text != ",":
        return None
    last = first - 2
    if doc[last].lower_.rstrip(".") in _REVERENDS:
        return None
    if doc[last].text == ")":
        last = next((i - 1 for i in range(last, max(0, last - 12), -1) if doc[i].text == "("), last)
    head = doc[last]
    floor = max(doc[first].sent.start, first - _MAX_BEHIND)
    while head.head.i < first - 1 and head.head.i >= floor and head.head.i != head.i and head.head.pos_ in _NOUNS:
        head = head.head
    if head.pos_ not in _NOUNS:
        return None
    start = max(head.left_edge.i, floor)
    while start < head.i and (doc[start].dep_ in ("case", "cc", "mark", "advmod") or doc[start].is_punct):
        start += 1
    if any(t.tag_ in _FINITE for t in doc[start : last + 1]):
        return None
    return _span(doc, start, last)


def _behind(doc: Doc, places: Places, text: str, at: int) -> Iterator[Offsets]:
    """Noun phrases from an offset: to the next comma, and on over commas while nouns follow."""
    start = places.token(at)
    if start >= len(doc) or doc[start].idx != at or doc[start].is_sent_start:
        return
    chunks = 0
    for i in range(start, min(len(doc), start + _MAX_BEHIND)):
        token = doc[i]
        stop = _stops(token, start)
        if not stop and token.text != ",":
            continue
        if i > start and doc[i - 1].pos_ not in ("ADP", "DET", "CCONJ") and any(t.pos_ in _NOUNS for t in doc[start:i]):
            yield _span(doc, start, i - 1)
            chunks += 1
        if stop or chunks == _MAX_CHUNKS or not _goes_on(doc, i + 1):
            return


def _stops(token: Token, start: int) -> bool:
    """Whether a phrase behind a name ends before a token."""
    if token.tag_ in _FINITE or token.lower_ in ("who", "which", "whose", "where", "when", "while", "as"):
        return True
    if token.is_space or token.text in (";", ":", "“", "”", '"', "—", "–", "?", "!"):
        return True
    return (token.text == "." and token.i > start) or (token.is_sent_start is True and token.i > start)


def _goes_on(doc: Doc, i: int) -> bool:
    """Whether behind a comma a phrase goes on: with a noun, an article or "and"."""
    return i < len(doc) and (doc[i].pos_ in _NOUNS or doc[i].lower_ in ("and", "the", "a", "an", "&"))


def _span(doc: Doc, first: int, last: int) -> Offsets:
    end = doc[last].idx + len(doc[last])
    return doc[first].idx, end
