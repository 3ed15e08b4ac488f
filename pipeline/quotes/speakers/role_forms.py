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
_IN_TITLE = frozenset({"-", "&", "(", ")", "’"})
_PARTING = frozenset({",", "-", "–", "—"})  # a name from what says more of it
_ONE = frozenset({"a", "an", "the", "one"})
_ENDS = frozenset({".", ";", ":", "?", "!", "“", "”", '"', "–", "—"})
_MAX_BEFORE, _MAX_BEHIND = 14, 30  # tokens of a phrase
_MAX_ASIDE = 20  # tokens of brackets or a place
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
    doc, name = places.doc, places.doc[places.token(m.start) : places.token(m.end - 1) + 1]
    first = _name_start(doc, name.start)
    behind, bracket = _past_asides(doc, name.end)
    how, start = _opening(doc, behind)
    found: list[tuple[How, Stretch | None]] = [
        ("before", _before(doc, first)),
        ("before the comma", _before_comma(doc, first)),
        ("behind", bracket),
        *((how, stretch) for stretch in _lengths(doc, start)),
    ]
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
    start = last = first - 1
    if last < 0 or not (doc[last].pos_ in _NOUNS or is_role_noun(doc[last].lower_)) or doc[last].is_sent_end:
        return None
    floor = max(doc[last].sent.start, last - _MAX_BEFORE)
    while start > floor and _in_title(doc[start - 1], doc[start]):
        start -= 1
    while start < last and _no_opening(doc[start]):
        start += 1
    return start, last


def _in_title(token: Token, following: Token) -> bool:
    """Whether a token belongs to the title that goes on with ``following``."""
    if token.ent_type_ == "PERSON" and following.lower_ == "and":
        return False  # "Chancellor Kai Holm and *Treasurer* Jane Roe"
    if not token.whitespace_ and "-" in (token.text, following.text):
        return True  # "in-charge"
    if token.lower_ in words("title_links"):
        return token.pos_ != "ADP" or following.pos_ in _NOUNS or following.lower_ == "the"
    modifies = token.pos_ == "VERB" and token.dep_ in ("amod", "compound")
    return token.pos_ in _TITLE or modifies or token.text in _IN_TITLE


def _no_opening(token: Token) -> bool:
    """Links, and what is left of "34-year-old", at the front of a title."""
    linking = token.lower_ in words("title_links") or token.pos_ in ("CCONJ", "PART", "NUM", "PUNCT")
    return linking or token.lower_ in ("year", "years", "old")


def _before_comma(doc: Doc, first: int) -> Stretch | None:
    """A noun phrase that a comma parts from the name behind it, with what its brackets hold."""
    if first < 2 or doc[first - 1].text != ",":
        return None
    last, floor = first - 2, max(doc[first].sent.start, first - _MAX_BEHIND)
    if doc[last].text == ")":
        last = next((i - 1 for i in range(last, floor, -1) if doc[i].text == "("), last)
    head = doc[last]
    while floor <= head.head.i < first - 1 and head.head.i != head.i and head.head.pos_ in _NOUNS:
        head = head.head
    start = max(head.left_edge.i, floor)
    while start < head.i and (doc[start].dep_ in ("case", "cc", "mark", "advmod") or doc[start].is_punct):
        start += 1
    if head.pos_ not in _NOUNS or any(t.tag_ in _FINITE for t in doc[start : last + 1]):
        return None
    return start, last


def _past_asides(doc: Doc, i: int) -> tuple[int, Stretch | None]:
    """The token behind brackets, place, age and degrees that follow a name, and a role that stands in the brackets."""
    role = None
    while i + 2 < len(doc):
        parted = doc[i].text == ","
        aside = parted and (doc[i + 1].is_digit or _degree(doc[i + 1]))
        if parted and doc[i + 1].lower_ in ("of", "from") and (comma := _next(doc, i + 1, ",")):
            i = comma
        elif doc[i].text == "(" and (close := _next(doc, i + 2, ")")):
            role = (i + 1, close - 1) if is_role(doc[i + 1 : close].text) else role
            i = close + 1
        elif aside or _degree(doc[i]):
            i += 1 + aside
        else:
            break
    return i, role


def _next(doc: Doc, start: int, mark: str) -> int:
    """Where a mark stands next; 0 where it is far."""
    return next((t.i for t in doc[start : start + _MAX_ASIDE] if t.text == mark), 0)


def _degree(token: Token) -> bool:
    return token.lower_.rstrip(".") in words("degrees")


def _opening(doc: Doc, i: int) -> tuple[How, int]:
    """Where a phrase behind a name begins: "is *a cook*", ", who now works as *a cook*", ", *a cook*".

    The end of the text where there is none.
    """
    parted = i < len(doc) and doc[i].text in _PARTING
    behind = i + parted + (parted and i + 1 < len(doc) and doc[i + 1].pos_ == "ADV")
    i += parted and doc[i].text == ","
    relative = i < len(doc) and doc[i].lower_ == "who"
    i += relative
    if i + 2 < len(doc):
        acts = doc[i].lemma_ in words("occupying") and doc[i + 1].lower_ == "as"
        is_one = doc[i].lemma_ in ("be", "become") and doc[i].tag_ in _FINITE
        k = i + 1 + acts
        k += doc[k].pos_ == "ADV"
        noun = k < len(doc) and (doc[k].lower_ in _ONE or (relative and doc[k].pos_ in _NOUNS))
        if acts or (is_one and noun):
            return "predicate", k
    return "behind", behind if parted else len(doc)


def _lengths(doc: Doc, start: int) -> Iterator[Stretch]:
    """Noun phrases from a token on: to the next comma, and on over commas."""
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


def _stops(token: Token, start: int) -> bool:
    """Whether a phrase behind a name ends before a token."""
    opener = token.lower_ in words("clause_openers") and not token.is_upper  # "the WHO's programme"
    if token.tag_ in _FINITE or opener or token.is_space:
        return True
    return token.i > start and (token.text in _ENDS or token.is_sent_start is True)
