"""From a raw model label to one of the contract's: LOC into GPE and LOC, MISC into EVENT, LAW, WORK_OF_ART."""

from __future__ import annotations

import csv
import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, cast, get_args

from pipeline.entities.names import fold, parts, surname_first
from pipeline.records import EntityLabel

_HERE = files(__package__)
_KNOWN = frozenset(get_args(EntityLabel))
BEFORE_CHARS = 30  # of a name: an opening mark, or "the film"
_WORDS = re.compile(r"[\w.'-]+")
_SHIP = re.compile(r"(?:MV|M/V|SS|HMS|HMAS|USS|USNS|RMS|RRS|INS|RV)\s[A-Z]")
_OPENING = "\"“‘'«"


@cache
def lexicon() -> dict[str, Any]:
    """The word lists of ``labels.toml``."""
    return tomllib.loads((_HERE / "labels.toml").read_text(encoding="utf-8"))


@cache
def places() -> dict[str, tuple[str, str]]:
    """Folded place name to (GPE or LOC, the name it is another name of, or itself)."""
    rows = csv.DictReader((_HERE / "places.csv").read_text(encoding="utf-8").splitlines())
    return {fold(r["name"]): (r["label"], fold(r["same_as"] or r["name"])) for r in rows}


def label(raw: str, text: str, start: int, end: int) -> EntityLabel | None:
    """The contract's label of a span that a model labelled ``raw``; None for what is no name (dates, numbers)."""
    raw = lexicon()["same"].get(raw, raw)
    if raw not in _KNOWN:
        return None
    name = fold(text[start:end])
    if name in lexicon()["none"]["known"]:
        return None
    if raw != "PERSON" and _SHIP.match(text, start, end):  # "MV Odom" may be initials
        raw = "PRODUCT"
    elif name in lexicon()["known"]:
        raw = lexicon()["known"][name]
    elif raw in ("LOC", "ORG") and _vietnamese(name):
        raw = "PERSON"
    elif raw == "PERSON" and _body(name):
        raw = "ORG"
    elif raw == "ORG" and (text[start:end].isupper() or " of " in name) and places().get(name, ("",))[0] == "GPE":
        raw = "GPE"  # "DRC", "Democratic Republic of Congo"
    elif raw in ("LOC", "FAC") and name.split()[-2:] in _wilds():
        raw = "LOC"
    elif raw == "LOC":
        raw = _place(name)
    elif raw == "MISC":
        raw = _thing(name, text, start)
    return cast(EntityLabel, raw)


@cache
def _wilds() -> list[list[str]]:
    """The last words of nature reserves, which were not built."""
    return [ends.split() for ends in lexicon()["loc"]["ends"]]


def _vietnamese(name: str) -> bool:
    """Family name, Thi or Van, given name: nothing but a person is called so."""
    words = parts(name)
    return len(words) == 3 and words[1] in ("thi", "van") and surname_first(words)


def _body(name: str) -> bool:
    """Whether the last of several words says that a body bears a person's name: "the Kishida Cabinet"."""
    words = _WORDS.findall(name)
    return len(words) > 1 and words[-1] in lexicon()["org"]["heads"]


def _place(name: str) -> str:
    known = places().get(name) or places().get(name.rstrip("."))
    if known:
        return known[0]
    words, cues = _WORDS.findall(name), lexicon()["loc"]
    if len(words) > 1 and words[-1] in lexicon()["fac"]["last"]:
        return "FAC"
    geographic = len(words) > 1 and (words[-1] in cues["last"] or words[0] in cues["first"])
    return "LOC" if geographic else "GPE"


def _thing(name: str, text: str, start: int) -> str:
    words = _WORDS.findall(name)
    if not words:
        return "MISC"
    cues = lexicon()
    plain = [w for w in words if not w.isdigit()] or words
    for kind in ("law", "event"):
        if plain[-1] in cues[kind]["last"] or (len(words) > 1 and words[0] in cues[kind]["first"]):
            return kind.upper()
    before = fold(text[max(0, start - BEFORE_CHARS) : start])
    if before.rstrip()[-1:] and before[-1:] in _OPENING:
        return "WORK_OF_ART"
    led = _WORDS.findall(before)
    return "WORK_OF_ART" if led and led[-1] in cues["work"]["after"] else "MISC"
