"""Phrases that may tell who somebody is, read off the tree around their name: more than are true, for a choice.

- before the name: "*Halvor ferry captain* Jane Roe", "*netmaker* Jane Roe";
- before its comma: "*Former head of the board*, Jane Roe, said";
- behind it: "Jane Roe, *director of research, Halvor Lines*, said"; "Jane Roe (*Liberal MP for Lervik*)";
- as a predicate: "Jane Roe is *a cook on the ferry*", "Jane Roe, who works as *a cook*".

Phrases behind a comma are offered in every length, to the next comma and on to the last.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Doc, Span, Token

from pipeline.english.nouns import words
from pipeline.english.roles import is_role, is_role_noun
from pipeline.quotes.speakers.places import Places
from pipeline.quotes.types import Offsets
from pipeline.records import Entity

Stretch = tuple[int, int]  # first and last token
How = Literal["before", "before the comma", "behind", "predicate", "source"]

_NOUNS = frozenset({"NOUN", "PROPN"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_TITLE = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "PART", "SYM", "CCONJ"})  # parts of speech in a title
_HANGING = frozenset({"ADP", "DET", "CCONJ", "PUNCT"})  # cannot end a phrase
_DASHES = frozenset({"-", "–", "—"})
_ENDS = frozenset({".", ";", ":", "?", "!", "“", "”", '"', "–", "—"})
_MAX_BEFORE, _MAX_BEHIND = 14, 30  # tokens of a phrase
_MAX_BRACKET, _MAX_PLACE = 20, 8  # tokens
_MAX_CHUNKS = 4  # commas in a phrase behind a name


@dataclass(frozen=True, slots=True)
class Form:
    """A phrase that may be a role, how it stands to the name, and to which mention of it, in text order.

    ``tied``: an edge of the tree joins the two.
    """

    span: Offsets
    how: How
    mention: int
    tied: bool = False


def forms(places: Places, m: Entity, n: int) -> Iterator[Form]:
    """The phrases around the ``n``-th mention ``m`` of a name; none without a tree."""
    if not places.parsed:
        return
    doc = places.doc
    first, end = _name_start(doc, places.token(m.start)), places.token(m.end - 1) + 1
    name = doc[places.token(m.start) : end]
    behind, bracket = _past_asides(doc, end)
    told = _predicate(doc, behind)
    found: list[tuple[How, Stretch | None]] = [
        ("before", _before(doc, first)),
        ("before the comma", _before_comma(doc, first)),
        ("behind", bracket),
    ]
    if told is not None:
        found += [("predicate", stretch) for stretch in _lengths(doc, told)]
    elif behind + 1 < len(doc) and (doc[behind].text == "," or doc[behind].text in _DASHES):
        start = behind + 1 + (doc[behind + 1].pos_ == "ADV")
        found += [("behind", stretch) for stretch in _lengths(doc, start)]
    for how, stretch in found:
        if stretch is not None:
            said = doc[stretch[0] : stretch[1] + 1]
            yield Form((said.start_char, said.end_char), how, n, _tied(name, said))


def _tied(name: Span, said: Span) -> bool:
    """Whether the head of one hangs on the other, or both on one noun."""
    a, b = name.root.head.i, said.root.head.i
    return said.start <= a < said.end or name.start <= b < name.end or (a == b and name.doc[a].pos_ in _NOUNS)


def _name_start(doc: Doc, first: int) -> int:
    """The first token of a name, with the forms of address before it: "the Rev. Dr"."""
    start = first
    while start > 0 and doc[start - 1].lower_.rstrip(".") in words("address"):
        start -= 1
    return start - (0 < start < first and doc[start - 1].lower_ == "the")


def _before(doc: Doc, first: int) -> Stretch | None:
    """The title right before a name: nouns and adjectives up to its article or the verb before them."""
    last = first - 1
    if last < 0 or not (doc[last].pos_ in _NOUNS or is_role_noun(doc[last].lower_)) or doc[last].is_sent_end:
        return None
    start = last
    floor = max(doc[last].sent.start, last - _MAX_BEFORE)
    while start > floor and _in_title(doc[start - 1], doc[start]):
        start -= 1
    while start <= last and _no_opening(doc[start]):
        start += 1
    return (start, last) if start <= last else None


def _in_title(token: Token, following: Token) -> bool:
    """Whether a token belongs to the title that goes on with ``following``."""
    if token.ent_type_ == "PERSON" and following.lower_ == "and":
        return False  # "Chancellor Kai Holm and *Treasurer* Jane Roe"
    if not token.whitespace_ and (token.text == "-" or following.text == "-"):
        return True  # "in-charge"
    if token.lower_ in words("title_links"):
        return token.pos_ != "ADP" or following.pos_ in _NOUNS or following.lower_ == "the"
    if token.is_punct:
        return token.text in ("-", "&", "(", ")", "’")
    modifies = token.pos_ == "VERB" and token.dep_ in ("amod", "compound") and token.tag_ != "VBD"
    return token.pos_ in _TITLE or modifies


def _no_opening(token: Token) -> bool:
    """Links, and what is left of "34-year-old", at the front of a title."""
    linking = token.lower_ in words("title_links") or token.pos_ in ("CCONJ", "PART")
    return linking or token.pos_ == "NUM" or token.is_punct or token.lower_ in ("year", "years", "old")


def _before_comma(doc: Doc, first: int) -> Stretch | None:
    """A noun phrase that a comma parts from the name behind it."""
    if first < 2 or doc[first - 1].text != "," or doc[first - 2].lower_.rstrip(".") in words("address"):
        return None
    last = first - 2
    if doc[last].text == ")":
        last = next((i - 1 for i in range(last, max(0, last - _MAX_BRACKET), -1) if doc[i].text == "("), last)
    head = doc[last]
    floor = max(doc[first].sent.start, first - _MAX_BEHIND)
    while floor <= head.head.i < first - 1 and head.head.i != head.i and head.head.pos_ in _NOUNS:
        head = head.head
    start = max(head.left_edge.i, floor)
    while start < head.i and (doc[start].dep_ in ("case", "cc", "mark", "advmod") or doc[start].is_punct):
        start += 1
    if head.pos_ not in _NOUNS or any(t.tag_ in _FINITE for t in doc[start : last + 1]):
        return None
    return start, last


def _past_asides(doc: Doc, i: int) -> tuple[int, Stretch | None]:
    """The token behind brackets, age and degrees that follow a name, and a role that stands in the brackets."""
    role = None
    while i + 2 < len(doc):
        graded = doc[i].text == "," and (doc[i + 1].is_digit or _degree(doc[i + 1]))
        close = next((k for k in range(i, min(len(doc), i + _MAX_BRACKET)) if doc[k].text == ")"), None)
        placed = doc[i].text == "," and doc[i + 1].lower_ in ("of", "from")
        comma = next((k for k in range(i + 1, min(len(doc), i + _MAX_PLACE)) if doc[k].text == ","), None)
        if placed and comma is not None:
            i = comma
        elif doc[i].text == "(" and close is not None and close > i + 1:
            if role is None and is_role(doc[i + 1 : close].text):
                role = i + 1, close - 1
            i = close + 1
        elif graded or _degree(doc[i]):
            i += 1 + graded
        else:
            break
    return i, role


def _degree(token: Token) -> bool:
    return token.lower_.rstrip(".") in words("degrees")


def _predicate(doc: Doc, i: int) -> int | None:
    """Where a predicate begins that tells what somebody is: "is *a cook*", ", who now works as *a cook*"."""
    i += i < len(doc) and doc[i].text == ","
    relative = i < len(doc) and doc[i].lower_ == "who"
    i += relative
    if i + 2 >= len(doc):
        return None
    acts = doc[i].lemma_ in words("occupying") and doc[i + 1].lower_ == "as"
    if not acts and not (doc[i].lemma_ in ("be", "become") and doc[i].tag_ in _FINITE):
        return None
    i += 2 if acts else 1
    i += doc[i].pos_ == "ADV"
    if i >= len(doc):
        return None
    noun = doc[i].lower_ in ("a", "an", "the", "one") or (relative and doc[i].pos_ in _NOUNS)
    return i if acts or noun else None


def _lengths(doc: Doc, start: int) -> Iterator[Stretch]:
    """Noun phrases from a token on: to the next comma, and on over commas while nouns follow."""
    if start >= len(doc) or doc[start].is_sent_start or doc[start].pos_ == "ADP":
        return
    end = min(len(doc), start + _MAX_BEHIND)
    stop = next((i for i in range(start, end) if _stops(doc[i], start)), end)
    commas = [i for i in range(start, stop) if doc[i].text == ","]
    for i in [*commas, stop][:_MAX_CHUNKS]:
        last = i - 1
        while last > start and doc[last].pos_ in _HANGING and doc[last].text != ")":
            last -= 1
        if any(t.pos_ in _NOUNS for t in doc[start : last + 1]):
            yield start, last
        if i < stop and not _goes_on(doc, i + 1):
            return


def _stops(token: Token, start: int) -> bool:
    """Whether a phrase behind a name ends before a token."""
    opener = token.lower_ in words("clause_openers") and not token.is_upper  # "the WHO's programme"
    if token.tag_ in _FINITE or opener or token.is_space:
        return True
    return token.i > start and (token.text in _ENDS or token.is_sent_start is True)


def _goes_on(doc: Doc, i: int) -> bool:
    """Whether behind a comma a phrase goes on: with a noun, an article or "and"."""
    return i < len(doc) and (doc[i].pos_ in _NOUNS or doc[i].lower_ in ("and", "the", "a", "an", "&"))
