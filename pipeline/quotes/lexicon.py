"""The word lists of the room, read once, and their inflected forms."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Literal

Act = Literal["speech", "belief"]

_HERE = files(__package__)
_VOWELS = "aeiou"
_LETTERS = re.compile(r"[^\W\d_]+(?:['’]\w+)?")


@cache
def table(name: str) -> dict[str, Any]:
    """A ``.toml`` file of the room; strings of several lines stay strings."""
    return tomllib.loads((_HERE / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def words(name: str, key: str) -> frozenset[str]:
    """A list of single words."""
    return frozenset(table(name)[key].split())


@cache
def phrases(name: str, key: str) -> tuple[str, ...]:
    """A list of phrases, one a line, longest first."""
    lines = (line.strip() for line in table(name)[key].splitlines())
    return tuple(sorted((line for line in lines if line), key=lambda p: (-len(p), p)))


@cache
def countries() -> frozenset[str]:
    """Folded names of countries."""
    lines = (_HERE / "countries.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(n.strip() for line in lines if not line.startswith("#") for n in line.split(";") if n.strip())


def inflected(verb: str) -> list[str]:
    """Regular forms of an English verb: -s, -ed, -ing."""
    if verb.endswith("e"):
        return [verb + "s", verb + "d", verb[:-1] + "ing"]
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return [verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"]
    if verb.endswith(("s", "sh", "ch", "x", "z")):
        return [verb + "es", verb + "ed", verb + "ing"]
    forms = [verb + "s", verb + "ed", verb + "ing"]
    if verb[-1] not in _VOWELS + "wxy" and verb[-2:-1] in _VOWELS and verb[-3:-2] not in _VOWELS:
        forms += [verb + verb[-1] + "ed", verb + verb[-1] + "ing"]
    return forms


@cache
def verb_forms() -> dict[str, tuple[str, Act]]:
    """Every form of a cue verb (lower case) to its base form and act; speech wins over belief."""
    forms: dict[str, tuple[str, Act]] = {}
    kinds: tuple[Act, Act] = ("speech", "belief")
    for act in kinds:
        for verb in sorted(words("cues", act)):
            for form in (verb, *inflected(verb)):
                forms.setdefault(form, (verb, act))
    for form, verb in table("cues")["irregular"].items():
        if verb in forms:
            forms[form] = forms[verb]
    return forms


@cache
def _nouns() -> dict[str, Act]:
    table_: dict[str, Act] = {}
    kinds: tuple[tuple[Act, str], ...] = (("speech", "speech_nouns"), ("belief", "belief_nouns"))
    for act, key in kinds:
        for noun in sorted(words("cues", key)):
            table_.setdefault(noun, act)
            table_.setdefault(noun + "s", act)
    return table_


def act_of(cue: str) -> Act | None:
    """Whether a cue's words speak of speech (or writing) or of belief; None where they tell neither."""
    lowered = cue.casefold()
    if ":" in lowered or any(p in lowered for p in ("according to", "in the words of", "as per")):
        return "speech"
    found = [verb_forms().get(w, ("", _nouns().get(w)))[1] for w in _LETTERS.findall(lowered)]
    return "speech" if "speech" in found else "belief" if "belief" in found else None
