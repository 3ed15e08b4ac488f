"""The ways in which a text says that a figure is a change: each names a direction and the word that tells it, or None.

The first five read the words in their order, with or without a tree; ``over`` climbs the tree.
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Token

from pipeline.claims.lexicon import directions, words
from pipeline.claims.link.around import Around
from pipeline.records import Change
from pipeline.syntax import child

MAX_BETWEEN = 4  # tokens between a word of change and its figure
MAX_BY = 14  # tokens between a verb of change and "by 5 percent"
MAX_OF = 6  # tokens between a noun of change and "of 5 percent"
MAX_BEHIND = 8  # tokens from a figure to the noun of change that it modifies
MAX_CLIMB = 5  # heads over a figure that are asked
MAX_JOINED = 12  # tokens between two figures of one list

Said = tuple[Change, str] | None  # direction, and the word's lemma or form
READINGS: dict[str, Callable[[Around], Said]] = {}


def _reading(name: str) -> Callable[[Callable[[Around], Said]], Callable[[Around], Said]]:
    def add(read: Callable[[Around], Said]) -> Callable[[Around], Said]:
        READINGS[name] = read
        return read

    return add


def read(around: Around) -> dict[str, tuple[Change, str]]:
    """What each reading says, of those that say something."""
    return {name: said for name, ask in READINGS.items() if (said := ask(around)) is not None}


def _is(section: str, word: str) -> bool:
    return word in words("changes", section)


def _told(word: str, *sections: str) -> Said:
    """What a word of the sections says."""
    return next(((way, word) for s in sections if (way := directions(s).get(word)) is not None), None)


@_reading("own words")
def own_words(a: Around) -> Said:
    """``doubled``, ``+0.2%``, ``(-)2.8%``."""
    q, sign = a.quantity, a.quantity.text.lstrip("(")[:1]
    if q.direction is None and q.kind == "percent" and sign in ("+", "-", "−"):
        return ("increase" if sign == "+" else "decrease"), "sign"
    return (q.direction, q.kind) if q.direction is not None else None


@_reading("word behind")
def word_behind(a: Around) -> Said:
    """``8 percent higher``, ``a third fewer voters``, ``3 points lower``."""
    for k in (a.past, a.past + 1, a.end):
        said = _told(a.low(k), "particles")
        if said is None or (k == a.past + 1 and not _is("unit words", a.low(a.past))):
            continue
        if said[1] in ("up", "down", "off") and _is("verb's own", a.low(k + 1)):
            return None  # "put 40 boats up for sale"
        return said if said[1] not in ("above", "below") or a.low(k + 1) == "than" else None
    return None


@_reading("noun behind")
def noun_behind(a: Around) -> Said:
    """``an 8 percent year-on-year increase``, ``a 600-point loss``."""
    for k in range(a.end, min(a.ceiling, a.past + MAX_BEHIND)):
        said = _told(a.low(k), "nouns")
        if said is not None:
            return said
        hyphened = "-" in (a.low(k - 1), a.low(k), a.low(k + 1))
        if not hyphened and (_is("stops", a.low(k)) or a.pos(k) in ("VERB", "AUX", "ADP", "SCONJ", "PRON", "DET")):
            return None
    return None


@_reading("particle before")
def particle_before(a: Around) -> Said:
    """``up 2.2``, ``down another 68p``, ``an extra $5``."""
    k = a.start - 1
    while k > a.left and _is("between", a.low(k)):
        k -= 1
    return _particle(a, k) if k >= a.left else None


@_reading("verb before")
def verb_before(a: Around) -> Said:
    """``rose a robust 8 percent``; not "rose *to* 8 percent", "fell *below* 5"."""
    if a.low(a.start) in ("below", "above"):
        return None
    for k in range(a.start - 1, max(a.left, a.start - MAX_BETWEEN) - 1, -1):
        word = a.low(k)
        if _is("levels", word) or _is("stops", word):
            return None
        said = _told(word, "verbs")
        if said is not None:
            return None if a.low(a.start) == "under" and said[0] == "decrease" else said
        thing = a.doc[k]
        if a.parsed and thing.dep_ == "obj" and a.left <= thing.head.i < k:
            return _told(thing.head.lower_, "verbs")  # "raised its rates 25 basis points"
        if word.isalpha() and not (word.endswith("ly") or _is("between", word) or a.pos(k) in ("ADJ", "ADV")):
            return None
    return None


def _particle(a: Around, k: int) -> Said:
    """``up 2.2``, ``shares down 5 percent``; not "set up 40 firms", where the particle belongs to a verb."""
    word, before = a.low(k), a.low(k - 1)
    if not _is("leading particles", word):
        return None
    if a.pos(k - 1) == "VERB" and not _is("linking", before) and before not in directions("verbs"):
        return _told(f"{before} {word}", "verbs")  # "edged up"
    return _told(word, "particles")


@_reading("verb … by")
def by(a: Around) -> Said:
    """``rose … by 5 percent``, ``cut rates in half``; without a verb as the figure before: "Burlington by 2.6"."""
    k = a.start - 1
    if a.low(k) in ("between", "of") and k > a.floor:
        k -= 1
    while k > a.floor and (_is("light", a.low(k)) or a.low(k) in ("a", "an", "annual")):
        k -= 1  # "by an average of 5p"
    if a.attributive:
        return None  # "cut off by two-metre drifts"
    half = a.low(k) == "in" and a.low(a.start) == "half"
    if not half and a.low(k) not in ("by", "another", "further"):
        return None
    for n in range(k - 1, max(a.left, k - MAX_BY) - 1, -1):
        if a.low(n) in (";", ":"):
            break
        said = _told(a.low(n), "verbs") or _particle(a, n)
        if said is not None:
            return said
    nouns = (_told(a.low(n), "nouns") for n in range(k - 1, max(a.left, k - MAX_BY) - 1, -1))
    return next((said for said in nouns if said is not None), None) or _before(a)


@_reading("noun … of")
def noun_of(a: Around) -> Said:
    """``an increase of 5 percent``, ``a jump in sales of 5 percent``, ``losses of 9%``."""
    k = a.start - 1
    if a.low(k) not in ("of", "at"):
        return None
    for n in range(k - 1, max(a.left, k - MAX_OF) - 1, -1):
        said = _told(a.low(n), "nouns")
        if said is not None:
            return said
        if _is("stops", a.low(n)) and n < k - 1:
            return None
        if a.pos(n) in ("NOUN", "VERB", "AUX") and a.low(n - 1) != "in" and a.pos(n - 1) not in ("ADJ", "NOUN", "DET"):
            return None  # "raise the *pay* of some 600,000 workers"
    return None


@_reading("as before")
def as_before(a: Around) -> Said:
    """``up 2.8 and 3.1 percent``, ``2% in 2024, 2.5% in 2025``, ``fell 3 points, or 0.2%``: as the figure before it."""
    between = [a.low(k) for k in range(a.left, a.start)]
    if len(between) > MAX_JOINED or a.before is None or a.before.change is None:
        return None
    if any(_is("apart", word) for word in between) or any(_moves(a, k) for k in range(a.left, a.start)):
        return None
    if between and (_is("levels", between[-1]) or between[-1] == "("):
        return None
    restated = between[-1:] == ["or"] and len(between) <= MAX_BETWEEN
    alike = a.before.quantity.unit == a.quantity.unit
    return (a.before.change, "or" if restated else "and") if restated or alike else None


def _moves(a: Around, k: int) -> bool:
    return a.pos(k) in ("VERB", "AUX") or _told(a.low(k), "verbs", "particles") is not None


def _before(a: Around) -> Said:
    return (a.before.change, "") if a.before is not None and a.before.change is not None else None


@_reading("over it")
def over(a: Around) -> Said:
    """The word of change that the tree hangs the figure on: "*grew* at a rate of", "the *rise* in fares of"."""
    top = _top(a)
    if top is not None and _is("showing", top.lemma_.lower()):
        return _shown(child(top, "obj"), a)
    return _told(top.lower_, "nouns", "verbs") if top is not None else None


def _shown(thing: Token | None, a: Around) -> Said:
    """``cap the *rise* at 4%``, ``fencing (9.7%) saw *drops*``: the object of a verb that has no direction itself."""
    return _told(thing.lower_, "nouns") if thing is not None and not a.start <= thing.i < a.end else None


def _top(a: Around) -> Token | None:
    """The first verb or word of change over a figure, through nouns that only carry it; not past "to" and "from"."""
    if not a.parsed or a.low(a.start) in ("below", "above") or (_is("levels", a.case) and a.case not in ("at", "of")):
        return None
    token, case = a.figure, ""
    for step in range(MAX_CLIMB):
        carries = not step or _is("light", token.lemma_.lower())
        own = child(token, "case") if carries else None
        case = own.lower_ if own is not None and own.i < a.start else case if not carries else ""
        if token.head.i == token.i or case not in ("", "of", "by", "at", "in"):
            return None
        token = token.head
        if token.pos_ in ("VERB", "AUX"):
            return token if case != "of" and not a.attributive else None
        if _told(token.lower_, "nouns") and not a.start <= token.i < a.end:
            return token
        if not carries and case != "of":
            return None
    return None
