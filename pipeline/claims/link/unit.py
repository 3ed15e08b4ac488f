"""The unit of a bare count, read off what it was found to measure: "the number of *deaths* has passed 11,000"."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.claims.lexicon import directions, words
from pipeline.claims.parse.quantity import Quantity
from pipeline.claims.setting import Setting
from pipeline.english.inflection import plural
from pipeline.syntax import child

LEAST_COUNTED = 2  # "one" and parts of one are more often no count
_PLURALS = ("NNS", "NNPS")


def unit(setting: Setting, quantity: Quantity, measured: tuple[int, int] | None) -> str | None:
    """The unit of a quantity; of a whole bare number what it counts, where that has no size of its own."""
    value = quantity.value
    bare = quantity.unit is None and quantity.kind == "count" and value is not None
    if not bare or measured is None or not setting.parsed or value is None or value < LEAST_COUNTED or value % 1:
        return quantity.unit
    noun = setting.span(*measured).root
    summed = noun.lower_ in words("parse", "tallies") or noun.lower_ in directions("nouns")
    found = _tallied(noun) if summed else _whole(noun) if noun.tag_ in _PLURALS else None
    return found if found is None or found.split()[-1].lower() not in words("nouns", "sized") else None


def _tallied(noun: Token) -> str | None:
    """What a sum or change of things counts: the number of *deaths*, a *medal* tally (medals), *job* growth (jobs)."""
    of, before = child(noun, "nmod"), noun.nbor(-1) if noun.i else None
    if of is not None and of.tag_ in _PLURALS:
        return _whole(of)
    counted = before is not None and before.head.i == noun.i and before.pos_ == "NOUN" and before.dep_ == "compound"
    return plural(before.lower_) if before is not None and counted else None


def _whole(noun: Token) -> str:
    """A noun with the nouns that it is compounded with: "*road* deaths"."""
    first = noun.i
    while first > 0 and noun.doc[first - 1].dep_ == "compound" and noun.doc[first - 1].head.i == noun.i:
        first -= 1
    return str(noun.doc[first : noun.i + 1].text)
