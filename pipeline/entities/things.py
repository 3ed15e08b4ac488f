"""Which mentions name one organization, place or other thing: by form, by acronym, by a shorter name."""

from __future__ import annotations

import re

from pipeline.entities.labels import lexicon, places
from pipeline.entities.mentions import Cluster, Mention, initials
from pipeline.entities.names import fold

_SUFFIX = frozenset(lexicon()["org"]["suffix"] + lexicon()["org"]["legal"])
# one of these words alone is no short name
_GENERIC = frozenset(lexicon()["org"]["generic"]) | _SUFFIX
# only a bare legal form is dropped from the key; "University" and the like, by a shorter second mention
_LEGAL = frozenset(lexicon()["org"]["legal"])


def things(mentions: list[Mention]) -> list[Cluster]:
    """By key (alias table, corporate suffix dropped), then acronyms to their long forms, short forms to full ones."""
    by_key: dict[tuple[str, str], Cluster] = {}
    for m in mentions:
        key = (_family(m.label), _key(m))
        if key not in by_key:
            by_key[key] = Cluster(m.label)
        by_key[key].add(m)
    clusters = _lettered(list(by_key.values()))
    longer = _by_short_form(clusters)
    gone: set[int] = set()
    for c in sorted(clusters, key=lambda c: len(c.name)):
        near = (o for key in _short_keys(c) for o in longer.get(key, ()))
        others = [o for o in near if o is not c and id(o) not in gone]
        home = next((o for o in others if _long_form(c, o)), None) or _introduced(c, others)
        if home is not None:
            gone.add(id(c))
            for m in c.mentions:
                home.add(m)
            home.mentions.sort(key=lambda m: m.start)
    return [c for c in clusters if id(c) not in gone]


def _lettered(clusters: list[Cluster]) -> list[Cluster]:
    """With the letters that a text gives a name in brackets under the name: "Board of Banks (CBX)", later "CBX"."""
    given = {m.letters: c for c in reversed(clusters) for m in reversed(c.mentions) if m.letters}
    kept = []
    for c in clusters:
        home = given.get(c.name) if len(c.forms) == 1 else None
        if home is None or home is c:
            kept.append(c)
            continue
        for m in c.mentions:
            home.add(m)
        home.mentions.sort(key=lambda m: m.start)
    return kept


def _introduced(short: Cluster, others: list[Cluster]) -> Cluster | None:
    """The one body introduced by a longer name that begins or ends with these words: "Aqua Systems", later "Aqua"."""
    form = short.mentions[0].parts
    if short.label != "ORG" or len(short.forms) > 1 or form[-1] in _GENERIC:
        return None
    before = (o for o in others if o.label == "ORG" and o.mentions[0].start < short.mentions[0].start)
    longer = {id(o): o for o in before if any(_begins_or_ends(form, m) for m in _distinct(o))}
    return next(iter(longer.values())) if len(longer) == 1 else None


def _begins_or_ends(form: tuple[str, ...], long: Mention) -> bool:
    """Whether a longer name begins or ends with these words; "Aqua-Halvor" is two firms."""
    whole = long.parts
    if whole == form or form not in (whole[: len(form)], whole[-len(form) :]):
        return False
    return not re.search(rf"\b{re.escape(form[-1])}-|-{re.escape(form[0])}\b", long.text, re.IGNORECASE)


def _by_short_form(clusters: list[Cluster]) -> dict[str, list[Cluster]]:
    """Clusters under what a shorter mention of them might be: their first word, their initials."""
    index: dict[str, list[Cluster]] = {}
    for c in clusters:
        for m in _distinct(c):
            letters = {w[:n] for w in initials(m.text) for n in (3, 4, 5, len(w))}
            ends = (*m.parts[:1], *m.parts[-1:]) or ("",)
            for key in dict.fromkeys((*ends, *sorted(letters))):
                index.setdefault(key, []).append(c)
    return index


def _short_keys(c: Cluster) -> list[str]:
    return [key for m in _distinct(c) for key in (*m.parts[:1], fold(m.text).replace(".", ""))]


def _family(label: str) -> str:
    return "PLACE" if label in ("GPE", "LOC") else label


def _key(m: Mention) -> str:
    name = " ".join(m.text.split())
    known = places().get(fold(name)) if m.label in ("GPE", "LOC") else None
    if known:
        return known[1]
    words = list(m.parts)
    while m.label in ("ORG", "PRODUCT") and len(words) > 1 and words[-1] in _LEGAL:
        words.pop()
    return " ".join(words).replace(".", "") or fold(name)


def _long_form(short: Cluster, long: Cluster) -> bool:
    if _family(short.label) != _family(long.label) or len(long.mentions[0].parts) < 2:
        return False
    return any(
        _abbreviates(a.text, b.text) or _shortens(a.parts, b.parts) for a in _distinct(short) for b in _distinct(long)
    )


def _distinct(c: Cluster) -> list[Mention]:
    return list({m.parts: m for m in c.mentions}.values())


def _shortens(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    rest = long[len(short) :]
    return 0 < len(short) < len(long) and long[: len(short)] == short and all(w in _SUFFIX for w in rest)


def _abbreviates(short: str, long: str) -> bool:
    """CAS and Chinese Academy of Sciences: initials in capitals, small words counted or not."""
    letters = fold(short).replace(".", "")
    if not 2 <= len(letters) <= 8 or not short.replace(".", "").isupper():
        return False
    whole = initials(long)
    begun = len(letters) > 2 and any(
        w.startswith(letters) for w in whole
    )  # "Centre for Herring Control and Trade": CHC
    return len(long.split()) > 1 and (letters in whole or begun)
