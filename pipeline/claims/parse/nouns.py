"""The noun phrase that a number counts."""

from __future__ import annotations

from pipeline.claims.lexicon import table, words
from pipeline.claims.parse.pieces import HYPHENS
from pipeline.claims.parse.scope import Scope
from pipeline.claims.parse.unit_table import unit_table
from pipeline.syntax import child, lexicon

_LONGEST = 9  # pieces in a counted noun phrase
_QUOTES = frozenset(('"', "“", "”", "‘", "’", "'"))
_QUOTED = 6  # pieces within which a quotation in it closes


def plural(word: str) -> bool:
    """Whether a lower-case word looks like a plural noun."""
    return word in words("nouns", "plurals") or (
        len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "'s"))
    )


def counted(scope: Scope, j: int, *, one: bool = False) -> tuple[int, int] | None:
    """Pieces ``[a, b)`` of the noun phrase that starts at ``j``; ``one``: a singular noun is wanted."""
    if scope.low(j) in ("of", *HYPHENS) or scope.is_number(j):
        return None
    if scope.tagged:
        noun = _by_tags(scope, j)
        return noun if noun is None or one else _without_tail(scope, *noun)
    return _by_shape(scope, j, one)


def _without_tail(scope: Scope, a: int, b: int) -> tuple[int, int] | None:
    """``a 600 *point* loss``, ``the 4,000 mark``: what is not counted goes, and with it what only modifies it."""
    end = b
    while end > a and scope.low(end - 1) in words("nouns", "tails"):
        end -= 1
    return (a, end) if end == b or scope.pos(end - 1) in ("NOUN", "PROPN") else None


def _unquoted(scope: Scope, j: int) -> int:
    """Past a quoted modifier, or into quotation marks: "20 “hotspot” *areas*", "20 “*smart cities*”"."""
    if scope.low(j) not in _QUOTES:
        return j
    close = next((k for k in range(j + 2, j + _QUOTED) if scope.low(k) in _QUOTES), j - 1)
    return close + 1 if close < j or not plural(scope.low(close - 1)) else j + 1


def _inside(scope: Scope, k: int) -> bool:
    """Whether piece ``k`` may go on a phrase: words, and hyphens or apostrophes inside words."""
    if scope.is_word(k):
        return scope.low(k) not in ("and", "or")
    if scope.is_number(k):
        return not scope.glued(k + 1)
    return scope.low(k) in (*HYPHENS, "'", "&") and scope.glued(k) and scope.glued(k + 1)


def _by_tags(scope: Scope, j: int) -> tuple[int, int] | None:
    """Modifiers and nouns up to the last noun, by tags; nouns of one kind joined by "and" stay together."""
    first = scope.low(j + (scope.pos(j) == "NUM"))  # "up from 1,210 two years before"
    if first in ("and", "or", ",") or (first in lexicon("time_phrase") and first not in ("early", "late")):
        return None
    end = None
    j = k = _unquoted(scope, j)
    if scope.tag(j) == "VBG" and scope.token(j).dep_ not in ("amod", "compound"):
        return None  # "16 *involving* business"
    while k < j + _LONGEST and (_inside(scope, k) or _coordinates(scope, k, end)):
        if scope.is_number(k + 1) and (scope.pieces[k].text,) in unit_table().signs:
            break  # "three USD50 cards"
        if scope.low(k) in words("refuse", "words", "days"):
            break  # "fell 19 points *Friday*"
        if scope.pos(k) in ("NOUN", "PROPN"):
            end = k + 1
        elif _joint(scope, k) or scope.glued(k):
            pass  # between two modifiers, or inside a hyphened word
        elif not _modifies(scope, k):
            break
        elif end is not None and plural(scope.low(end - 1)) and not _joint(scope, k - 1):
            break  # "19 points *higher*"
        k += 1
    if end is not None and scope.is_number(end) and scope.low(end + 1) == "s" and scope.glued(end + 1):
        end += 2  # "200 Model 3s"
    return (j, end) if end is not None else None


def _joint(scope: Scope, k: int) -> bool:
    """Whether a conjunction or comma stands at ``k``."""
    return scope.pos(k) == "CCONJ" or scope.low(k) == ","


def _modifies(scope: Scope, k: int) -> bool:
    """Whether the word at ``k`` may modify a noun after it."""
    adverb = scope.pos(k) == "ADV" and scope.pos(k + 1) in ("ADJ", "VERB")
    return adverb or scope.pos(k) in ("ADJ", "NUM") or scope.tag(k) in ("VBN", "VBG", "JJ")


def _coordinates(scope: Scope, k: int, end: int | None) -> bool:
    """Whether "and", "or" or a comma at ``k`` joins parts of one phrase: "scientific and technical staff".

    After a complete plural only the tree can tell: "regions and municipalities" goes on, "cars and then" does not.
    """
    word = scope.low(k)
    if word not in ("and", "or", ",") or scope.low(k + 1) in table("numbers")["plurals"] or scope.is_number(k + 1):
        return False  # "a dozen workers and dozens of neighbours", "312 passengers and 14 crew"
    if end is None or not plural(scope.low(end - 1)):
        return word != ","
    noun = scope.token(end - 1)
    first = noun.head if noun.dep_ == "conj" else noun  # on which all that follow hang
    joined = (c for n in (noun, first) for c in n.children if c.dep_ == "conj" and c.tag_ == "NNS" and c.i > noun.i)
    return any(child(c, "nummod", "det", "nmod:poss") is None for c in joined)


def _by_shape(scope: Scope, j: int, one: bool) -> tuple[int, int] | None:
    """Without tags: up to the first plural, or the last word before a function word."""
    k = j
    while k < j + _LONGEST and _inside(scope, k):
        word = scope.low(k)
        joined = scope.low(k + 1) in HYPHENS and scope.glued(k + 1)
        if word in words("nouns", "stop") and not joined:
            break
        k += 1
        if plural(word) and not one:
            return j, k + (scope.low(k) in words("nouns", "plurals") and scope.low(k) not in words("nouns", "stop"))
    return (j, k) if k > j and not scope.low(k - 1).endswith(("ly", "ed")) else None
