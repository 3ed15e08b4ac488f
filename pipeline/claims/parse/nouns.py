"""The noun phrase that a number counts."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.claims.lexicon import table, words
from pipeline.claims.parse.numbers import HYPHENS
from pipeline.claims.parse.scope import Scope
from pipeline.claims.parse.units import unit_table
from pipeline.english.nouns import months
from pipeline.syntax import lexicon

_LONGEST = 9  # pieces in a counted noun phrase
_QUOTES = frozenset(('"', "“", "”", "‘", "’", "'"))
_QUOTED = 6  # pieces within which a quotation in it closes
_MODIFIERS = frozenset(("ADJ", "NOUN", "PROPN", "NUM"))


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
    if end < b and (end == a or scope.pos(end - 1) not in ("NOUN", "PROPN")):
        return None
    return a, end


def _adjective(scope: Scope, j: int) -> bool:
    """``four *early* states``: a word of time that says which things."""
    return (
        scope.low(j) in ("early", "late", "monthly")
        and scope.tag(j + 1) == "NNS"
        and scope.low(j + 1) not in lexicon("time")
    )


def _unquoted(scope: Scope, j: int) -> int:
    """Past a quoted modifier, or into quotation marks: "20 “hotspot” *areas*", "20 “*smart cities*”"."""
    if scope.low(j) not in _QUOTES:
        return j
    close = next((k for k in range(j + 2, j + _QUOTED) if scope.low(k) in _QUOTES), None)
    if close is None:
        return j
    return close + 1 if scope.pos(close + 1) in _MODIFIERS and not plural(scope.low(close - 1)) else j + 1


def _inside(scope: Scope, k: int) -> bool:
    """Whether piece ``k`` may go on a phrase: words, and hyphens or apostrophes inside words."""
    piece = scope.piece(k)
    if piece is None:
        return False
    return (
        (piece.kind == "word" and piece.lower not in ("and", "or"))
        or (piece.lower in (*HYPHENS, "'", "’", "&") and piece.glued and scope.glued(k + 1))
        or (piece.kind == "number" and not scope.glued(k + 1))
    )


def _by_tags(scope: Scope, j: int) -> tuple[int, int] | None:
    """Modifiers and nouns up to the last noun, by tags; nouns of one kind joined by "and" stay together."""
    if (
        scope.low(j) in ("and", "or", ",")
        or (scope.low(j) in lexicon("time_phrase") and not _adjective(scope, j))
        or (scope.pos(j) == "NUM" and scope.low(j + 1) in lexicon("time_phrase"))
    ):
        return None  # "up from 1,210 two years before"
    end = None
    j = k = _unquoted(scope, j)
    if scope.parsed and scope.tag(j) == "VBG" and scope.token(j).dep_ not in ("amod", "compound"):
        return None  # "16 *involving* business"
    while k < j + _LONGEST and (_inside(scope, k) or _coordinates(scope, k, end)):
        if scope.is_number(k + 1) and (scope.pieces[k].text,) in unit_table().prefixes:
            break  # "three USD50 cards"
        pos, tag, word = scope.pos(k), scope.tag(k), scope.low(k)
        many = end is not None and plural(scope.low(end - 1))
        if end is not None and scope.pieces[k].text.istitle() and _dated(word):
            break  # "fell 19 points *Friday*"
        if pos in ("NOUN", "PROPN"):
            end = k + 1
        elif pos == "CCONJ" or word == "," or scope.pieces[k].kind == "symbol" or scope.glued(k):
            pass  # between two modifiers, or inside a hyphened word
        elif not _modifies(scope, k, pos, tag) or (many and scope.pos(k - 1) != "CCONJ" and scope.low(k - 1) != ","):
            break
        k += 1
    if end is not None and scope.is_number(end) and scope.low(end + 1) == "s" and scope.glued(end + 1):
        end += 2  # "200 Model 3s"
    return (j, end) if end is not None else None


def _dated(word: str) -> bool:
    """Whether a capitalised word is a weekday or month."""
    return word in words("refuse", "words", "days") or word in months()


def _modifies(scope: Scope, k: int, pos: str, tag: str) -> bool:
    """Whether the word at ``k`` may modify a noun after it."""
    if pos in ("ADJ", "NUM") or tag in ("VBN", "VBG", "JJ") or scope.low(k) in ("newly", "highly", "most"):
        return True
    return pos == "ADV" and (scope.low(k + 1) in HYPHENS or scope.pos(k + 1) in ("ADJ", "VERB"))


def _coordinates(scope: Scope, k: int, end: int | None) -> bool:
    """Whether "and", "or" or a comma at ``k`` joins parts of one phrase: "scientific and technical staff".

    After a complete plural only the tree can tell: "regions and municipalities" goes on, "cars and then" does not.
    """
    word = scope.low(k)
    if scope.low(k + 1) in table("numbers")["plurals"]:
        return False  # "a dozen workers and dozens of neighbours"
    if word not in ("and", "or", ",") or k + 1 >= len(scope.pieces):
        return False
    if end is None or not plural(scope.low(end - 1)):
        joins = word != "," and scope.pos(k - 1) in _MODIFIERS and scope.pos(k + 1) in _MODIFIERS
        return joins and not scope.is_number(k + 1)
    if not scope.parsed or scope.pos(k + 1) not in _MODIFIERS or scope.low(k + 1).endswith("ing"):
        return False
    if scope.is_number(k + 1) or scope.pos(k + 1) == "NUM":
        return False  # "312 passengers and 14 crew": the second number counts its own
    if word == "," and _listed(scope, k):
        return True
    head = scope.token(end - 1)
    return any(
        c.dep_ == "conj" and c.tag_ == "NNS" and not _own(c) and c.i - scope.token(k).i < 4 for c in head.children
    )


def _listed(scope: Scope, k: int) -> bool:
    """Whether bare plurals follow the comma at ``k`` up to "and": "provinces, *autonomous regions and cities* on"."""
    joined = False
    for n in range(k + 1, k + _LONGEST):
        tag = scope.tag(n)
        if tag == "NNS" and not joined:
            if scope.low(n + 1) not in ("and", "or"):
                return False
        elif tag == "NNS":
            return scope.pos(n + 1) not in ("VERB", "AUX", "NOUN")
        elif scope.low(n) in ("and", "or") and not joined:
            joined = True
        elif scope.pos(n) not in ("ADJ", "NOUN"):
            return False
    return False


def _own(token: Token) -> bool:
    """Whether a noun has a number or determiner of its own."""
    return any(c.dep_ in ("nummod", "det", "nmod:poss") for c in token.children)


def _by_shape(scope: Scope, j: int, one: bool) -> tuple[int, int] | None:
    """Without tags: up to the first plural, or the last word before a function word."""
    k = j
    while k < j + _LONGEST and _inside(scope, k):
        word = scope.low(k)
        joined = scope.low(k + 1) in HYPHENS and scope.glued(k + 1)
        if scope.pieces[k].kind == "word" and word in words("nouns", "stop") and not joined:
            break
        k += 1
        if scope.pieces[k - 1].kind == "word" and plural(word) and not one:
            if scope.low(k) in words("nouns", "plurals") and scope.low(k) not in words("nouns", "stop"):
                k += 1
            return j, k
    while k > j and scope.pieces[k - 1].kind != "word":
        k -= 1
    if k == j or scope.low(k - 1).endswith(("ly", "ed")) or k - j > 5:
        return None
    return j, k
