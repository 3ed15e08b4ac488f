"""Names of persons taken apart: folded parts, titles before them, gender that title or given name tells."""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import cache
from importlib.resources import files

from pipeline.english.nouns import Gender, kinship, titles

_HERE = files(__package__)
MAX_TITLE_CHARS = 60
_PART = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]{2,}|-[^\W\d_]+)*\.?|\d+(?:st|nd|rd|th)?")
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "phd", "md", "esq", "obe", "cbe"})
_MIDDLE: dict[str, Gender] = {"thi": "f", "van": "m"}  # Vietnamese middle names that tell
_QUALIFIERS = frozenset({"vice", "deputy", "acting", "assistant", "associate", "interim", "former", "ex", "retired"})


def fold(text: str) -> str:
    """Lower case without accents, curly apostrophes made straight: the form names are compared in."""
    decomposed = unicodedata.normalize("NFKD", text.replace("’", "'"))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


def parts(name: str) -> tuple[str, ...]:
    """The folded words of a name, generational suffixes and full stops dropped: ``("john", "f", "kennedy")``."""
    words = (m.group().rstrip(".") for m in _PART.finditer(fold(name)))
    return tuple(w for w in words if w not in _SUFFIXES)


@cache
def _given() -> dict[str, Gender]:
    rows = csv.DictReader((_HERE / "given_names.csv").read_text(encoding="utf-8").splitlines())
    table: dict[str, Gender] = {}
    for row in rows:
        for name in row["names"].split():
            table.setdefault(name, "f" if row["gender"] == "f" else "m")
    return table


@cache
def _surnames_first() -> frozenset[str]:
    lines = (_HERE / "surnames_first.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(fold(word) for line in lines if not line.startswith("#") for word in line.split())


def surname_first(name: tuple[str, ...]) -> bool:
    """Whether the family name stands first (Xi Jinping, Orbán Viktor, Nguyen Phu Trong)."""
    if not 2 <= len(name) <= 4 or name[0] not in _surnames_first():
        return False
    return name[0] not in _given() and (name[-1] not in _surnames_first() or len(name) == 3 or len(name[-1]) <= 4)


def given_gender(name: tuple[str, ...]) -> Gender | None:
    """Gender told by the given name, where the name is one that tells."""
    if len(name) < 2:
        return None
    if surname_first(name):
        told = _MIDDLE.get(name[1]) if len(name) > 2 else None
        return told or next((_given()[p] for p in name[1:] if p in _given()), None)
    return _given().get(name[0].split("-")[0]) or _given().get(name[0])


def gender_before(before: str) -> Gender | None:
    """Gender told by what stands directly before a name: a title ("Mrs.") or a relation ("her husband,")."""
    return related_gender(before) or titled_before(before)


def titled_before(before: str) -> Gender | None:
    """Gender told by the title that stands directly before a name, of up to three words: "Mrs."."""
    words = before.split()[-3:]
    told = (leading_title(" ".join(words[n:]) + " X")[1] for n in reversed(range(len(words))))
    return next((gender for gender in told if gender), None)


def related_gender(before: str) -> Gender | None:
    """Gender told by the relation that stands directly before a name: "her husband,"."""
    words = before.split()
    return kinship().get(words[-1].rstrip(",").rpartition("-")[2]) if words and before[-1:].isspace() else None


def leading_title(text: str) -> tuple[int, Gender | None]:
    """Length of the titles that open ``text`` (with the space behind them) and the gender they tell."""
    at, gender = 0, None
    while True:
        found = _one_title(text, at)
        if found is None:
            return at, gender
        at, told = found
        gender = gender or told


def _one_title(text: str, at: int) -> tuple[int, Gender | None] | None:
    words = list(re.finditer(r"\S+", text[at : at + MAX_TITLE_CHARS]))
    for n in (4, 3, 2, 1):
        if len(words) <= n:  # a title needs a name behind it
            continue
        key = _unqualified([w.group().rstrip(".").casefold() for w in words[:n]])
        if key in titles():
            return at + words[n].start(), titles()[key]
    return None


def _unqualified(words: list[str]) -> str:
    """A title without the words that only grade it: "Deputy Foreign Minister" is one as "Foreign Minister" is."""
    if " ".join(words) in titles():
        return " ".join(words)
    while len(words) > 1 and words[0] in _QUALIFIERS:
        words = words[1:]
    return " ".join(words)
