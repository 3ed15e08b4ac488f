"""Which mentions of an article name one thing: persons by the parts of their names, the rest by form and acronym."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.english.nouns import Gender
from pipeline.entities.labels import lexicon, places
from pipeline.entities.names import fold, gender_before, given_gender, parts, surname_first
from pipeline.entities.spelling import Spellings
from pipeline.records import EntityLabel

_RELATIVE = re.compile(
    r"\b(?:husband|wife|widow|widower|spouse|son|daughter|brother|sister|father|mother|parents?|grandson|granddaughter"
    r"|niece|nephew|cousin|uncle|aunt)(?:\s+and\s+\w+)?,?\s+(?:\w+\s+)?$"
)

_COURTESY = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx)\.?\s+$")


_LETTERS = re.compile(r"\s?\((?:the\s+|[A-Z]{3,7}:\s?)?[“\"]?(?P<letters>[A-Z][A-Za-z&]*[A-Z][A-Za-z]?)[”\"]?\)")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text: span, label, the name's words, the gender its title tells, whether a relative is meant,
    whether "Mr." or the like stands before it (a family name then, wherever it stands in the full name)."""

    start: int
    end: int
    label: EntityLabel
    text: str
    parts: tuple[str, ...]
    gender: Gender | None = None
    relative: bool = False
    titled: bool = False
    letters: str = ""  # what stands in brackets behind a body's name, and is short for it


@dataclass(slots=True)
class Cluster:
    """Mentions of one thing, in text order."""

    label: EntityLabel
    mentions: list[Mention] = field(default_factory=list)
    forms: set[tuple[str, ...]] = field(default_factory=set)
    gender: Gender | None = None
    told: Gender | None = None  # by a title or a relation: what a given name says may be wrong ("Ms" Jack Roe)

    def add(self, mention: Mention) -> None:
        """Take a mention in; a title or a given name may settle the gender."""
        self.mentions.append(mention)
        self.forms.add(mention.parts)
        self.told = self.told or mention.gender
        self.gender = self.told or self.gender or given_gender(mention.parts)

    @property
    def name(self) -> str:
        """The fullest name: most words, then longest, then not in capitals for the occasion, then first."""
        cased = {m.text.casefold() for m in self.mentions if not m.text.isupper()}
        best = max(
            self.mentions,
            key=lambda m: (len(m.parts), len(m.text), not (m.text.isupper() and m.text.casefold() in cased), -m.start),
        )
        return " ".join(best.text.split())


def mention(text: str, start: int, end: int, kind: EntityLabel) -> Mention:
    """A mention with what stands before it taken into account."""
    name = text[start:end]
    if kind != "PERSON":
        letters = _LETTERS.match(text, end) if kind == "ORG" else None
        return Mention(start, end, kind, name, _words(name), letters=letters.group("letters") if letters else "")
    before = text[max(0, start - 40) : start]
    line = before[before.rfind("\n") + 1 :]
    titled = bool(_COURTESY.search(line))
    return Mention(start, end, kind, name, parts(name), gender_before(line), bool(_RELATIVE.search(line)), titled)


def _words(name: str) -> tuple[str, ...]:
    """Folded words; letters with full stops are one word without them ("S.A.": sa)."""
    found = re.findall(r"[\w&]+(?:\.\w+)*", fold(name))
    return tuple(word.replace(".", "") if re.fullmatch(r"\w(?:\.\w)+", word) else word for word in found)


def cluster(mentions: Iterable[Mention]) -> list[Cluster]:
    """All mentions, each in one cluster; clusters in the order of their first mention."""
    ordered = sorted(mentions, key=lambda m: (m.start, m.end))
    people = [m for m in ordered if m.label == "PERSON"]
    others = [m for m in ordered if m.label != "PERSON"]
    groups = _people(people) + _things(others)
    for group in groups:
        group.mentions.sort(key=lambda m: m.start)
    return sorted(groups, key=lambda g: g.mentions[0].start)


# -- persons ---------------------------------------------------------------------------------------------------------


class _Bearers:
    """Person clusters by the parts of their names, so that a name is compared with those that share a part only."""

    def __init__(self) -> None:
        self.all: list[Cluster] = []
        self._by_part: dict[str, list[Cluster]] = {}

    def sharing(self, m: Mention) -> list[Cluster]:
        """Clusters with a part of this name, oldest first."""
        shared = {id(c): c for part in m.parts if len(part) > 1 for c in self._by_part.get(part, ())}
        return list(shared.values())

    def put(self, m: Mention, home: Cluster | None) -> None:
        """Add a mention to its cluster, or to a new one."""
        if home is None:
            home = Cluster(m.label)
            self.all.append(home)
        if m.parts not in home.forms:
            for part in dict.fromkeys((*m.parts, *m.parts[-1].split("-")) if m.parts else ()):
                bearers = self._by_part.setdefault(part, [])
                if not any(c is home for c in bearers):
                    bearers.append(home)
        home.add(m)


def _people(mentions: list[Mention]) -> list[Cluster]:
    """Full names first, longest first, so that every short form can look for its bearer; then the short ones."""
    bearers = _Bearers()
    full = [m for m in mentions if len(m.parts) > 1]
    for m in sorted(full, key=lambda m: (-len(m.parts), m.start)):
        fits = [c for c in bearers.sharing(m) if _same_full(m, c)]
        bearers.put(m, min(fits, key=lambda c: abs(c.mentions[0].start - m.start)) if fits else None)
    for c in bearers.all:
        c.mentions.sort(key=lambda m: m.start)
    spellings = Spellings((_family_name(form), c) for c in bearers.all for form in sorted(c.forms))
    lettered = _by_initials(bearers.all)
    for m in mentions:
        if len(m.parts) <= 1:
            bearers.put(m, _bearer(m, bearers.sharing(m)) or lettered.get(m.text) or _misspelt(m, spellings))
    return bearers.all


def _by_initials(clusters: list[Cluster]) -> dict[str, Cluster]:
    """Persons under the capitals that stand for nobody else's name of several words: "JR" for Jane Roe."""
    index: dict[str, list[Cluster]] = {}
    for c in clusters:
        index.setdefault(initials(c.name)[0].upper(), []).append(c)
    return {letters: found[0] for letters, found in index.items() if len(found) == 1 and len(letters) in (2, 3)}


def _family_name(form: tuple[str, ...]) -> str:
    return form[0] if surname_first(form) else form[-1]


def _misspelt(m: Mention, spellings: Spellings[Cluster]) -> Cluster | None:
    """The one person named before whose family name differs by a slip of the pen."""
    near = spellings.near(m.parts[0]) if m.parts else []
    fit = [c for c in near if c.mentions[0].start < m.start and not (m.gender and c.gender and m.gender != c.gender)]
    return fit[0] if len(fit) == 1 else None


def _same_full(m: Mention, c: Cluster) -> bool:
    if m.gender and c.gender and m.gender != c.gender:
        return False
    return any(_compatible(m.parts, form) for form in c.forms)


def _compatible(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Two full names of one person: equal, in the other order, part of it, or with a part left out or an initial."""
    if a == b or (len(a) > 1 and a == b[::-1] and (surname_first(a) or surname_first(b))):
        return True
    short, long = sorted((a, b), key=len)
    if len(short) < len(long) and _contiguous(short, long):
        return True
    if not _part_fits(short[-1], long[-1]) or len(short[-1]) == 1:
        return False
    return _part_fits(short[0], long[0]) and _middle_fits(short[1:-1], long[1:-1])


def _middle_fits(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Every middle name of the shorter name stands, in order, in the longer one."""
    rest = iter(long)
    return all(any(_part_fits(part, other) for other in rest) for part in short)


def _part_fits(a: str, b: str) -> bool:
    return a == b or (len(a) == 1 and b.startswith(a)) or (len(b) == 1 and a.startswith(b))


def _contiguous(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    return any(long[i : i + len(short)] == short for i in range(len(long) - len(short) + 1))


def _bearer(m: Mention, clusters: list[Cluster]) -> Cluster | None:
    """Whom a one-word name means: the best fit of part and title, then who is named most and nearest before."""
    scored = [(_fit(m, c), c) for c in clusters]
    scored = [(fit, c) for fit, c in scored if fit > 0]
    if not scored:
        return None
    best = max(fit for fit, _ in scored)
    fitting = [c for fit, c in scored if fit == best]
    agreeing = [c for c in fitting if m.gender and c.gender in (m.gender, None)]
    return max(agreeing or fitting, key=lambda c: _prominence(m, c))


def _fit(m: Mention, c: Cluster) -> int:
    if not m.parts or (m.gender and c.told and m.gender != c.told):
        return 0
    full = [form for form in c.forms if len(form) > 1]
    best = max((_position(m.parts[0], form) for form in full or c.forms), default=0)
    return 3 if best == 1 and m.titled else best


def _position(word: str, form: tuple[str, ...]) -> int:
    """3: the family name (its last part, or the whole name); 2: another word of the name; 1: the given name."""
    if word not in form:
        return 3 if word in form[-1].split("-")[1:] else 0  # "Ms Roe" is Jane Poe-Roe
    if len(form) == 1 or word == (form[0] if surname_first(form) else form[-1]):
        return 3
    return 1 if word == form[0] else 2


def _prominence(m: Mention, c: Cluster) -> tuple[bool, bool, int, int]:
    before = [x for x in c.mentions if x.start < m.start]
    own = [x for x in before if not x.relative]
    return bool(own), bool(before), len(own), before[-1].start if before else -c.mentions[0].start


# -- organizations, places, the rest -----------------------------------------------------------------------------------


def _things(mentions: list[Mention]) -> list[Cluster]:
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
    """With the letters that a text gives a body in brackets under the body: "Board of Banks (CBX)", later "CBX"."""
    given = {m.letters: c for c in reversed(clusters) for m in reversed(c.mentions) if m.letters}
    kept = []
    for c in clusters:
        home = given.get(c.name) if c.label == "ORG" and len(c.forms) == 1 else None
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
    longer = {id(o): o for o in others if o.label == "ORG" and any(_begins_or_ends(form, m) for m in _distinct(o))}
    home = next(iter(longer.values()), None)
    return home if len(longer) == 1 and home and home.mentions[0].start < short.mentions[0].start else None


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


def initials(name: str) -> tuple[str, str]:
    """Initials with small words counted, and without."""
    found = re.findall(r"[\w&]+", fold(name))
    return "".join(w[0] for w in found), "".join(w[0] for w in found if w not in _SMALL)


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


_SUFFIX = frozenset(lexicon()["org"]["suffix"] + lexicon()["org"]["legal"])
_SMALL = frozenset(lexicon()["org"]["small"])
# one of these words alone is no short name
_GENERIC = frozenset(lexicon()["org"]["generic"]) | _SUFFIX
# only a bare legal form is dropped from the key; "University" and the like, by a shorter second mention
_LEGAL = frozenset(lexicon()["org"]["legal"])


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
