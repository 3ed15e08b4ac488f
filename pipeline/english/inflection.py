"""Inflected forms from lemmas, and lemmas from forms, by the encoder's rules and its table of irregular forms."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from pipeline.encoder.lemmas import PREFIX, candidates, irregular_forms

_VOWELS = "aeiou"
_HISSED = ("s", "sh", "ch", "x", "z", "o")
_CACHED = 16_384  # words


@cache
def verb_forms(lemma: str) -> tuple[str, ...]:
    """The forms of a verb, its lemma first: "deny", "denies", "denied", "denying".

    Where stress decides on doubling ("referred", "offered") both spellings are there; an irregular past stands beside
    the regular one ("learned", "learnt").
    """
    return tuple(dict.fromkeys((lemma, *_regular(lemma), *_irregular(lemma))))


def _regular(lemma: str) -> Iterator[str]:
    last, before = lemma[-1], lemma[-2:-1]
    if last == "y" and before not in _VOWELS:
        yield from (lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing")
    elif lemma.endswith("ie"):
        yield from (lemma + "s", lemma + "d", lemma[:-2] + "ying")
    elif last == "e":
        keeps = lemma.endswith(("ee", "oe", "ye"))  # "agreeing", "dyeing"
        yield from (lemma + "s", lemma + "d", (lemma if keeps else lemma[:-1]) + "ing")
    else:
        yield from (lemma + ("es" if lemma.endswith(_HISSED) else "s"), lemma + "ed", lemma + "ing")
    short = lemma[-3:-2] not in tuple(_VOWELS) or lemma[-4:-2] == "qu"
    if last not in _VOWELS + "wxy" and before in tuple(_VOWELS) and short:
        yield from (lemma + last + "ed", lemma + last + "ing")


def _irregular(lemma: str) -> tuple[str, ...]:
    table = irregular_forms("verbs")
    prefix = PREFIX.match(lemma)
    if lemma in table or not prefix:
        return table.get(lemma, ())
    return tuple(prefix[1] + form for form in table.get(lemma[prefix.end() :], ()))


def plural(noun: str) -> str:
    """The regular plural of a noun in small letters: "parties", "losses"."""
    if noun.endswith("y") and noun[-2:-1] not in tuple(_VOWELS):
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(_HISSED[:-1]) else "s")  # "photos"


@lru_cache(_CACHED)
def singulars(noun: str) -> tuple[str, ...]:
    """What a noun in small letters may be the plural of, itself first: "parties" is "parties", "party", "partie"."""
    return tuple(dict.fromkeys((noun, *candidates(noun, "plural"))))
