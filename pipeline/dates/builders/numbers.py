"""Builders of the first level: numbers, ordinals and years in words."""

from __future__ import annotations

import re

from pipeline.cascade import Builder, Match, Modified
from pipeline.dates.lexicon import GRAMMAR

_VALUES: dict[str, int] = {
    word: facts[name] for word, facts in GRAMMAR.words.items() for name in ("ONES", "TEENS", "TENS") if name in facts
}
_SCALES: dict[str, int] = {word: facts["SCALE"] for word, facts in GRAMMAR.words.items() if "SCALE" in facts}


def in_words(text: str) -> int | None:
    """The number that words say ("a hundred and thirty"), None where they say none."""
    total = current = 0
    seen = False
    for word in re.findall(r"[a-z]+", text.lower()):
        if word in _VALUES:
            current += _VALUES[word]
        elif word in _SCALES:
            current = max(current, 1) * _SCALES[word]
            if word != "hundred":
                total, current = total + current, 0
        else:
            continue
        seen = True
    return total + current if seen else None


def spoken_year(m: Match) -> int | None:
    """Nineteen ninety-six, two thousand and five, twenty twenty-four."""
    words = re.findall(r"[a-z]+", m.text.lower())
    if "thousand" in words:
        return in_words(m.text)
    if "hundred" in words:
        return None
    high = _VALUES[words[0]]
    rest = words[1:]
    low = sum(_VALUES.get(word, 0) for word in rest)
    return 100 * high + low if high >= 10 and (low >= 10 or rest[0] in ("oh", "o")) else None


def spelled_ordinal(m: Match) -> int:
    """Twenty-first."""
    return int(m["tens"] + m["ordword"])


def fraction(m: Match) -> float | None:
    """2 1/2."""
    top, bottom = m["a"], m["b"]
    return float(m["int"] + top / bottom) if 0 < top < bottom else None


def and_half(m: Match) -> float | None:
    """Three and a half."""
    number = m["num"] or m["ones"] or m["teens"]
    return number + 0.5 if number else None


def spelled(m: Match) -> int | None:
    """Twenty-four; a hundred thousand."""
    return in_words(m.text)


def scaled(m: Match) -> float:
    """13.8 billion, 66-million."""
    scale = {**_SCALES, "trillion": 10**12}
    return float(m["num"]) * next(scale[word] for word in re.findall(r"[a-z]+", m.text.lower()) if word in scale)


def or_more(m: Match) -> Modified | None:
    """10-plus, 100+."""
    number = m["num"] or m["ones"] or m["teens"] or m["tens"]
    return Modified(number, "EQUAL_OR_MORE") if number else None


def vague(m: Match) -> str | int:
    """A few, dozens of: an amount without a number ("X"), but two for a couple and twelve for a dozen."""
    text = m.text.lower()
    if "couple" in text:
        return 2
    return 6 if text.startswith("half") else 12 if text == "a dozen" else "X"


def copy(m: Match) -> int:
    """An ordinal in one word."""
    return int(m["ordword"])


_ALL = (spoken_year, spelled_ordinal, fraction, and_half, spelled, scaled, or_more, vague, copy)
BUILDERS: dict[str, Builder] = {function.__name__: function for function in _ALL}
