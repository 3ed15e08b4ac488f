"""What a figure measures because the figure before does: restatements, pronouns, gaps, bare counts."""

from __future__ import annotations

from spacy.tokens import Span, Token

from pipeline.claims.lexicon import moves, words
from pipeline.claims.measured.figures import Figures, Phrase
from pipeline.claims.parse.quantity import Quantity
from pipeline.syntax import SUBJECTS, object_of

_GAP = 9  # tokens between two figures of which one verb is said
_GAPPED = frozenset(("by", "between", "from", "at", "to"))
_JOINS = frozenset(("and", "while", "with", "but"))
_CHANGES = ("percent", "share", "multiple")  # kinds that may be a change
_LIST = 12  # tokens between two figures of a list
_BRACKET = 3  # tokens between a figure and its restatement


def restates(figures: Figures, quantity: Quantity, span: Span) -> bool:
    """Whether the figure says again what the one before measures: "31 provinces …, *29* have", "41, *against 36*"."""
    previous = figures.previous
    if quantity.noun is not None or previous is None:
        return False
    same = previous.unit == quantity.unit
    if quantity.kind == "count" and same and figures.found[-1] is not None and not _own(figures, quantity, span):
        return True
    start = figures.setting.tokens(quantity).start
    before = figures.before(start)
    if before is None:
        return False
    if figures.low(span.end) == "of":
        return figures.low(span.end + 1) == "them" and figures.found[-1] is not None  # "212 deaths, two-thirds of them"
    if figures.low(start - 1) == "or":  # "$205 million, *or 19 cents a share*"
        return start - before.end <= _BRACKET
    if same and (_listed(figures, before, start, span.end) or _level(figures, before, start)):
        return True
    if previous.kind in _CHANGES and figures.low(start - 1) == "from" and start - before.end == 1:
        return True  # "up a quarter *from 1.2 billion*"
    change = quantity.kind in _CHANGES or previous.kind == quantity.kind == "money"
    return change and _beside(figures, before, start, span.end)


def _listed(figures: Figures, before: Span, start: int, end: int) -> bool:
    """``tariffs of 25% on steel *and 10% on* aluminium``: the same said of another."""
    if figures.low(start - 1) not in ("and", ",", "or") or start - before.end > _LIST:
        return False
    return figures.low(end) in ("in", "on", "for", "at", "among") and figures.low(end) == figures.low(before.end)


def _level(figures: Figures, before: Span, start: int) -> bool:
    """Whether it is the level that the one before is compared with: "41 percent, *against 36*"."""
    word, further = figures.low(start - 1), figures.low(start - 2)
    return (
        word in ("against", "versus")
        or (word == "at" and start - before.end == 1)  # "Halvor, down 68p *at 1,112p*"
        or (word == "from" and further in ("up", "down"))  # "$1.3 trillion in debt, *up from $826 billion*"
        or (word in ("with", "to") and further == "compared")
    )


def _own(figures: Figures, quantity: Quantity, span: Span) -> bool:
    """Whether a bare count has words of its own to say what it counts: "12 died", "the Dow fell 5, *the DAX 7*"."""
    if figures.low(span.end) in words("nouns", "people"):
        return True
    if quantity.unit is not None:
        return False
    start = figures.setting.tokens(quantity).start
    between = figures.doc[max(figures.spans[len(figures.found) - 1].end, figures.floor(start)) : start]
    subject = any(t.dep_ in SUBJECTS and t.pos_ != "PRON" for t in between)
    return subject or (start > 0 and figures.thing(figures.doc[start - 1]))


def _beside(figures: Figures, before: Span, start: int, end: int) -> bool:
    """Whether a change stands after a comma: "4.2 tonnes of ore, *6% less*", "900 people came, *6% more than*"."""
    grown = moves("nouns", figures.low(end))  # "carried 18 million passengers in June, *a 4% increase*"
    start -= figures.low(start - 1) in (("a", "an") if grown else ("up", "down"))
    moved = grown or moves("particles", figures.low(end)) or figures.low(start) in ("up", "down")
    if figures.low(start - 1) != "," or not moved:
        return False
    name = figures.doc[start - 2]
    if name.pos_ == "PROPN" and figures.thing(name):
        return False  # "Halvor, down 68p, *Oulo Steel*, down 2p"
    if any(t.text == ";" for t in figures.doc[before.end : start]):
        return False
    last = figures.last()
    acted = last is not None and last.dep_ in SUBJECTS and figures.low(end + 1) == "than"
    return acted or all(t.pos_ not in ("VERB", "AUX") for t in figures.doc[before.end : start])


def meant(figures: Figures, pronoun: Token) -> Phrase | None:
    """What "it" or "they" stands for: a subject of this or the last sentence that the figure before measures."""
    noun = figures.last()
    if noun is None or pronoun.lower_ not in ("it", "they", "that", "this") or pronoun.i == 0:
        return None
    start = figures.floor(pronoun.i)
    floor = figures.floor(start - 1) if start else start
    many = noun.tag_ in ("NNS", "NNPS")
    if not floor <= noun.i < pronoun.i or many != (pronoun.lower_ == "they"):
        return None
    if pronoun.lower_ in ("that", "this") and not pronoun.is_sent_start:
        return None
    return figures.found[-1] if noun.dep_ in SUBJECTS and not noun.head.dep_.startswith("acl") else None


def shared(figures: Figures, start: int) -> Token | None:
    """What the share before token ``start`` in its sentence is a share of: "70 percent of patients …, 15 had"."""
    if figures.before(start) is not None:
        return figures.last()
    floor = figures.floor(start)  # "*Among* women over 65, 9 percent were"
    return object_of(figures.doc, floor, ("among", "of")) if figures.low(floor) in ("among", "of") else None


def gapped(figures: Figures, k: int, floor: int) -> Token | None:
    """``X fell 2.3 percent, *Burlington* by 2.6``: who does again what was said before the figure before."""
    doc = figures.doc
    before = figures.nearest(floor, k)
    if before is None:
        return None
    start = before.end
    join = next((n for n in range(k - 3, max(start, k - _GAP), -1) if doc[n].lower_ in _JOINS), None)
    if join is not None and doc[join - 1].text == ",":
        start = join  # "35 million, most of it this year, *and the savings* at 28 million"
    if k - start > _GAP or doc[k - 1].lower_ not in _GAPPED or not figures.thing(doc[k - 2]):
        return None
    first = start + (doc[start].text in (",", ";"))
    if first == start and doc[start].lower_ not in _JOINS:
        return None
    first += doc[first].lower_ in _JOINS
    parts = doc[first : k - 1]
    if any(t.pos_ not in ("NOUN", "PROPN", "ADJ", "DET", "PART", "CCONJ") and t.lower_ != "of" for t in parts):
        return None
    inside = [t for t in parts if t.pos_ in ("NOUN", "PROPN") and t.head.i not in range(first, k - 1)]
    return inside[0] if inside else doc[k - 2]
