"""The unit of a bare count, read off what it was found to measure: "the number of *deaths* has passed 11,000"."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.claims.lexicon import words
from pipeline.claims.parse.quantity import Quantity
from pipeline.claims.setting import Setting
from pipeline.syntax import child

LEAST_COUNTED = 2  # "one" and parts of one are more often no count
_PLURALS = ("NNS", "NNPS")


def unit(setting: Setting, quantity: Quantity, measured: tuple[int, int] | None) -> str | None:
    """The unit of a quantity; of a whole bare number the plural that is measured, where that has no size of its own."""
    value = quantity.value
    bare = quantity.unit is None and quantity.kind == "count" and value is not None
    if not bare or measured is None or not setting.parsed or value is None or value < LEAST_COUNTED or value % 1:
        return quantity.unit
    noun = _counted(setting.span(*measured).root)
    if noun is None or noun.lower_ in words("nouns", "sized"):
        return None
    first = noun.i
    while first > 0 and setting.doc[first - 1].dep_ == "compound" and setting.doc[first - 1].head.i == noun.i:
        first -= 1
    return str(setting.doc[first : noun.i + 1].text)


def _counted(noun: Token) -> Token | None:
    """The plural itself, or of "the number of *deaths*", "the *medal* tally", "*death* toll" what is counted."""
    if noun.lower_ in words("parse", "tallies"):
        of = child(noun, "nmod")
        return of if of is not None and of.tag_ in _PLURALS else None
    return noun if noun.tag_ in _PLURALS else None
