"""Words made comparable: lower case, no accents, no plural, nothing without weight."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import lru_cache
from pathlib import Path

_LISTS = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
STOP, TITLES = frozenset(_LISTS["stop"]), frozenset(_LISTS["titles"])
PAPERS = frozenset(_LISTS["papers"])
LEGAL_FORMS, WRAPPERS = frozenset(_LISTS["legal_forms"]), frozenset(_LISTS["wrappers"])
_WORD = re.compile(r"[^\W\d_]+(?:[&.'’-][^\W\d_]+)*|\d{4}")
_POSSESSIVE = re.compile(r"['’]s?$")


@lru_cache(maxsize=65_536)
def plain(text: str) -> str:
    """Lower case without accents and without a final 's."""
    split = unicodedata.normalize("NFKD", _POSSESSIVE.sub("", text.strip()))
    return "".join(c for c in split if not unicodedata.combining(c)).casefold()


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """The word without a plural's ending; no more than that, since a wrong stem joins what is apart."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def tokens(text: str) -> list[str]:
    """Words of a phrase, plain, in order."""
    return [plain(match[0]) for match in _WORD.finditer(text)]


def terms(text: str) -> set[str]:
    """Words that carry meaning, stemmed."""
    return {stem(word) for word in tokens(text) if word not in STOP and len(word) > 1 and not word.isdigit()}


def person_key(name: str) -> tuple[str, ...]:
    """Parts of a person's name without titles; middle initials keep only the letter."""
    parts = [part.strip(".") for part in tokens(name)]
    while len(parts) > 1 and parts[0] in TITLES:
        parts = parts[1:]
    return tuple(parts)


def unwrapped(name: str) -> str:
    """A source's name without what wraps it: "data from the Rent Bureau" is the Rent Bureau."""
    head, found, rest = name.partition(" from ")
    first = head.split()[0].casefold() if head.split() else ""
    return rest.removeprefix("the ") if found and rest and first in WRAPPERS | {"the"} else name


def is_name(name: str) -> bool:
    """Whether a source's words name one thing wherever they stand: not "the survey" or "the city council".

    A report is known by three words without a capital letter too ("the government work report").
    """
    own = unwrapped(name).removeprefix("The ")
    if own.lower().startswith(("a ", "an ")):
        return False
    parts = organization_key(name)
    return any(c.isupper() for c in own) or (len(parts) > 2 and parts[-1] in PAPERS)


def organization_key(name: str) -> tuple[str, ...]:
    """Parts of an organization's name without "the", legal form and what wraps it ("data from the …")."""
    parts = [part.strip(".") for part in tokens(unwrapped(name))]
    while len(parts) > 1 and parts[0] in ("the", "a", "an"):
        parts = parts[1:]
    while len(parts) > 1 and parts[-1] in LEGAL_FORMS:
        parts = parts[:-1]
    return tuple(parts)


def papers_in(text: str) -> tuple[tuple[str, ...], ...]:
    """Reports, surveys and the like that a text names, each with up to four words before it."""
    words = tokens(text)
    return tuple(tuple(words[max(0, at - 4) : at + 1]) for at, word in enumerate(words) if word in PAPERS)


def acronym(name: str) -> str | None:
    """First letters of the capitalized words of a long name, in lower case."""
    letters = [word[0] for word in re.findall(r"\b[A-Z][\w’'-]*", name)]
    return "".join(letters).lower() if len(letters) > 1 else None
