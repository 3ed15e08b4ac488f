"""Which mentions name one person: by the parts of their names, their titles, their initials."""

from __future__ import annotations

from pipeline.entities.mentions import Cluster, Mention, initials
from pipeline.entities.names import surname_first
from pipeline.entities.spelling import Spellings


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


def people(mentions: list[Mention]) -> list[Cluster]:
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
