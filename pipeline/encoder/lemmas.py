"""Lemmas from a word's form and tag: a table of what the rules would get wrong, then the rules of English inflection.

The table is learned from the treebanks (``models/training/lemmas.py``) and ships with the model. Where spelling leaves
a choice ("hoped": hop, hope), doubling of consonants decides, and then the commoner of the words that the model's
vocabulary knows. Lemmas follow the Universal Dependencies treebanks of English: common nouns in small letters, names
as they are written, comparatives under their positive.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

Table = dict[str, dict[str, str]]  # kind of inflection -> form in small letters -> lemma

_KINDS = {
    "VBD": "past", "VBN": "past", "VBG": "ing", "VBZ": "s", "NNS": "plural", "NNPS": "names",
    "JJR": "er", "RBR": "er", "JJS": "est", "RBS": "est",
}  # fmt: skip
_INFLECTED = {
    "VERB": ("past", "ing", "s"), "AUX": ("past", "ing", "s"), "NOUN": ("plural",), "PROPN": ("names",),
    "ADJ": ("er", "est"), "ADV": ("er", "est"),
}  # fmt: skip
_AS_WRITTEN = frozenset(("PROPN", "X", "SYM", "PUNCT", "NUM"))
_DOUBLED = re.compile(r"(.*[aeiouy])([bdfgklmnprtvz])\2$")
_KEEP_DOUBLE = re.compile(r"(?:ll|ss|ff|zz)$")
_LOST_E = re.compile(r"(?:at|i[sz]|[vcu]|[lnr]s|[dr]g|[bcdfgkptz]l)$")  # locat-, organiz-, endors-, judg-, settl-
_SHORT = re.compile(r"^[^aeiou]*[aeiou][^aeiouwxy]$")  # "hop": would have doubled its consonant
PREFIX = re.compile(r"(under|over|out|re|mis|with|fore|up|un|inter|pre|for|grand|post|pro)(?=\w{3})")
_DATA = tomllib.loads(Path(__file__).with_name("irregular.toml").read_text(encoding="utf-8"))
_IRREGULAR = {
    part: {form: lemma for lemma, forms in rows.items() for form in forms.split()} for part, rows in _DATA.items()
}
_UNKNOWN = 10**9
_CACHED = 16_384  # forms with their tags


def kind_of(upos: str, xpos: str) -> str:
    """The inflection that a tag names (``past``, ``plural`` …), or the word class itself for an uninflected word.

    Words of other classes inside a name ("New" York, the "Hidden" Valley) count as names. Comparatives tell adjectives
    from adverbs: "better" is good or well.
    """
    if xpos == "NNP":
        return "PROPN"
    kind = _KINDS.get(xpos, upos)
    if kind not in _INFLECTED.get(upos, ()):
        return upos
    return f"{upos} {kind}" if kind in ("er", "est") else kind


class Lemmatizer:
    """``table``: exceptions; ``ranks``: known words, the commonest with the smallest number."""

    def __init__(self, table: Table, ranks: Mapping[str, int]) -> None:
        self.table, self.ranks = table, ranks
        self._known = lru_cache(_CACHED)(self._lemma)

    @classmethod
    def load(cls, path: Path, ranks: Mapping[str, int]) -> Lemmatizer:
        """From the model's JSON file; without one the rules work alone."""
        return cls(json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}, ranks)

    def __call__(self, form: str, upos: str, xpos: str) -> str:
        """The lemma of one word."""
        return self._known(form, upos, xpos)

    def _lemma(self, form: str, upos: str, xpos: str) -> str:
        kind = kind_of(upos, xpos)
        known = self.table.get(kind, {}).get(form.lower())
        return known if known is not None else self.by_rule(form, upos, kind)

    def by_rule(self, form: str, upos: str, kind: str) -> str:
        """The lemma by spelling alone."""
        if kind in (upos, "PROPN") or not form.isalpha():
            return form if kind in _AS_WRITTEN or self._is_code(form, kind) else form.lower()
        base = form if kind == "names" else form.lower()
        irregular = _irregular(base, kind)
        if irregular:
            return irregular
        candidates = list(dict.fromkeys(_candidates(base, kind)))
        if not candidates:
            return base
        return min(candidates, key=lambda c: (self.ranks.get(c.lower(), _UNKNOWN), candidates.index(c)))

    def _is_code(self, form: str, kind: str) -> bool:
        """X, MSG, A320: a noun in capitals that is no word."""
        return kind == "NOUN" and form.isupper() and (len(form) == 1 or form.lower() not in self.ranks)


def irregular_forms(part: str) -> Mapping[str, tuple[str, ...]]:
    """Lemma to its irregular forms; ``part`` is ``verbs`` or ``nouns``."""
    return {lemma: tuple(forms.split()) for lemma, forms in _DATA[part].items()}


def candidates(word: str, kind: str) -> tuple[str, ...]:
    """What a form in small letters may be the ``past``, ``ing``, ``s`` or ``plural`` of, the likeliest first."""
    irregular = _irregular(word, kind)
    return (irregular,) if irregular else tuple(dict.fromkeys(_candidates(word, kind)))


def _irregular(word: str, kind: str) -> str | None:
    forms = _IRREGULAR[{"past": "verbs", "plural": "nouns"}[kind]] if kind in ("past", "plural") else {}
    prefix = PREFIX.match(word)
    if word in forms or not prefix:
        return forms.get(word)
    rest = forms.get(word[prefix.end() :])
    return prefix[1] + rest if rest else None


def _candidates(word: str, kind: str) -> Iterator[str]:
    """What a word may be an inflection of, the likeliest by spelling first."""
    match kind:
        case "s":
            yield from _without_s(word, verb=True)
        case "plural" | "names":
            yield from _without_s(word, verb=False)
        case "past" if word.endswith("ed"):
            yield from _stems(word[:-2])
        case "ing" if word.endswith("ing"):
            yield from _stems(word[:-3])
        case "ADJ er" | "ADV er" if word.endswith("er"):
            yield from _stems(word[:-2])
        case "ADJ est" | "ADV est" if word.endswith("est"):
            yield from _stems(word[:-3])


def _without_s(word: str, *, verb: bool) -> Iterator[str]:
    if word.endswith("ies") and len(word) > 4:
        yield word[:-3] + "y"
        yield word[:-1]
    elif word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        yield word[:-2]
    elif word.endswith("oes"):
        yield word[:-2]
        yield word[:-1]
    elif not verb and word.endswith("ves"):
        yield word[:-1]
        yield word[:-3] + "f"
        yield word[:-3] + "fe"
    elif word.endswith("ses"):
        yield word[:-1]
        yield word[:-2]
    elif not verb and word.endswith("men") and len(word) > 4:
        yield word[:-2] + "an"
    elif len(word) > 1 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        yield word[:-1]


def _stems(stem: str) -> Iterator[str]:
    """A stem that lost a final e, doubled its consonant, or turned y into i before its ending."""
    if stem.endswith("i"):
        yield stem[:-1] + "y"
        return
    doubled = _DOUBLED.match(stem)
    if doubled:
        if not _KEEP_DOUBLE.search(stem):
            yield doubled[1] + doubled[2]
            return
        yield stem
        yield doubled[1] + doubled[2]
        return
    if _SHORT.match(stem) and len(stem) > 1:
        yield stem + "e"
        return
    yield from (stem + "e", stem) if _LOST_E.search(stem) else (stem, stem + "e")
