"""Which language a text is in, by its script and its function words. English until there is proof of another."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import cache
from importlib.resources import files

SAMPLE_CHARS = 4_000
FEW_WORDS = 12  # fewer words prove nothing
SHARE = 0.12  # of the words are function words of a language, in text of that language
TIMES = 1.5  # as many as are English
DIFFERENT = 4  # so many different ones: a text may have one foreign-looking word often
ENGLISH_SHARE = 0.04  # less than this in a longer text is not English
UNDETERMINED_WORDS = 40  # from here on, a text has some function words of its language
_FOREIGN = re.compile("[^\x00-\u036f\u1e00-\u206f]")  # beyond Latin letters and punctuation
_WORD = re.compile(r"[^\W\d_]+")


def function_words() -> frozenset[str]:
    """The function words of English, in lower case."""
    return _tables()[0]["en"]


@cache
def _tables() -> tuple[dict[str, frozenset[str]], dict[str, re.Pattern[str]]]:
    data = tomllib.loads(files("pipeline.ingest").joinpath("language.toml").read_text(encoding="utf-8"))
    words = {language: frozenset(listed.split()) for language, listed in data["words"].items()}
    foreign = {language: listed - words["en"] for language, listed in words.items() if language != "en"}
    scripts = {language: re.compile(f"[{letters}]") for language, letters in data["scripts"].items()}
    return {"en": words["en"], **foreign}, scripts


def detect(text: str) -> str:
    """ISO 639-1 code of the text's language; ``und`` for a language in Latin script that is none of those known."""
    sample = text[:SAMPLE_CHARS]
    return _by_script(sample) or _by_words(Counter(_WORD.findall(sample.casefold())))


def _by_script(sample: str) -> str | None:
    """The language of a text that is mostly in another script than Latin."""
    if sample.isascii() or len(_FOREIGN.findall(sample)) * 5 < len(sample):
        return None
    letters = sum(map(len, _WORD.findall(sample)))
    counts = {language: len(script.findall(sample)) for language, script in _tables()[1].items()}
    if sum(counts.values()) * 2 <= letters:
        return None
    # Japanese is told from Chinese by its syllables, however few
    return "ja" if counts["ja"] * 10 > counts["zh"] else max(counts, key=lambda code: counts[code])


def _by_words(tokens: Counter[str]) -> str:
    total = tokens.total()
    if total < FEW_WORDS:
        return "en"
    hits = {language: sum(tokens[word] for word in listed) for language, listed in _tables()[0].items()}
    best = max(hits, key=lambda code: hits[code])
    different = sum(word in tokens for word in _tables()[0][best])
    if best != "en" and different >= DIFFERENT and hits[best] >= max(SHARE * total, TIMES * hits["en"]):
        return best
    return "und" if total >= UNDETERMINED_WORDS and hits["en"] < ENGLISH_SHARE * total else "en"
