"""What the words before a figure say that it measures: a noun with "of", or the object or subject of the verb."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.claims.lexicon import words
from pipeline.claims.measured.carried import gapped
from pipeline.claims.measured.figures import Figures
from pipeline.claims.measured.phrases import change_before, changing, moving, skip_articles
from pipeline.syntax import backwards, child, lexicon, nearest_subject, object_of, subject, verb_before

_THEMES = ("in", "of", "for", "to", "on")
_NAME = 5  # tokens of a name
_NEAR = 3  # tokens between a verb that foresees and the figure foreseen


def ahead(figures: Figures, k: int, *, extent: bool) -> Token | None:
    """The noun that the words before token ``k`` are about; ``extent``: the object of the verb may be it."""
    doc = figures.doc
    floor = figures.floor(k)
    k = skip_articles(doc, past_margin(figures, k), floor)
    if k - 2 >= floor and doc[k - 1].lower_ in words("measured", "owners") and doc[k - 2].pos_ in ("NOUN", "PROPN"):
        return _owner(figures, k)
    if doc[k - 1].lower_ == "between" and k - 1 > floor and doc[k - 2].lower_ in words("measured", "owners"):
        return ahead(figures, k - 1, extent=extent)
    beside = _contest(figures, k, floor) or _apposed(figures, k, floor) or gapped(figures, k, floor)
    if beside is not None:
        return beside
    verb = verb_before(doc, k, floor)
    if verb is not None and (before := _told(figures, verb, k, floor)) is not None:
        return ahead(figures, before, extent=extent)
    if verb is None:
        return _last_noun(figures, k, floor)
    return _by_verb(figures, verb, k, floor, extent=extent)


def _told(figures: Figures, verb: Token, k: int, floor: int) -> int | None:
    """Where the aside of a verb of speech starts: "the harvest will hit 117 tonnes*, the ministry said*, 3 above"."""
    if verb.lemma_ not in words("measured", "tells") or verb.i >= k - 1 or figures.low(verb.i + 1) != ",":
        return None
    left = next((t.i for t in backwards(figures.doc, verb.i, floor) if t.text == ","), None)
    whole = left is not None and not any(t.pos_ == "VERB" for t in figures.doc[left : verb.i])
    return left if whole else None


def past_margin(figures: Figures, k: int) -> int:
    """Token ``k`` moved left over "plus or minus" and "+/-"."""
    if figures.low(k - 1) == "minus" and figures.low(k - 2) == "or" and figures.low(k - 3) == "plus":
        return k - 3
    while figures.low(k - 1) in ("+", "-", "/", "+/-", "±", "+/"):
        k -= 1
    return k


def themed(figures: Figures, noun: Token) -> Token | None:
    """``noun``; where it is a change, what grew or shrank: "an 8 percent rise *in exports*", "*sales* growth"."""
    if not changing(noun):
        return noun
    theme = object_of(noun.doc, noun.i + 1, _THEMES)
    if theme is not None and theme.lower_ not in lexicon("time_phrase"):
        return theme
    part = noun.doc[noun.i - 1]
    if part.pos_ == "ADJ" and part.head.i == noun.i and part.lower_ not in words("measured", "plain"):
        return noun  # "economic growth"
    if part.pos_ == "NOUN" and part.i not in figures.owner:
        return part
    return ahead(figures, noun.i, extent=False)


def _by_verb(figures: Figures, verb: Token, k: int, floor: int, *, extent: bool) -> Token | None:
    """What the last verb before token ``k`` is said of, or does it to."""
    if verb.lower_ in words("measured", "spreads"):
        return _spread(figures, verb, floor)
    thing = _object(verb)
    inside = thing is not None and verb.i < thing.i < k
    if extent and thing is not None and inside and thing.i not in figures.owner:
        return themed(figures, thing)
    if verb.tag_ == "VBG" and verb.i > floor and figures.thing(verb.nbor(-1)) and _absolute(verb.nbor(-1)):
        return verb.nbor(-1)  # "with *earnings* declining 43 percent"
    if verb.tag_ == "VBG" and moving(verb) and (theme := change_before(figures.doc, verb.i, floor)) is not None:
        return themed(figures, theme)  # "a rise in the share …, growing from 7 percent"
    if verb.lemma_ in words("measured", "foresees") and verb.i >= k - _NEAR and figures.found:
        return figures.last()  # "prices rose 4.6 percent. Economists had *expected* 4.3"
    own = subject(verb) or nearest_subject(figures.doc, verb.i, floor)
    cooked = own is not None and own.pos_ == "PRON" and figures.low(k - 1) == "for"
    if cooked and inside and thing is not None and figures.thing(thing):
        return thing  # "we cooked each *sample* for three minutes"
    return own


def _object(verb: Token) -> Token | None:
    """The object of a verb, if a figure may say how much of it."""
    thing = child(verb, "obj")
    if thing is None or thing.pos_ == "PRON" or verb.lower_ in words("measured", "prices"):
        return None
    timely = thing.lower_ in lexicon("time")  # "ended the *day* 4 percent lower"
    return None if timely or thing.lower_ in words("measured", "scales") else thing


def _owner(figures: Figures, k: int) -> Token | None:
    """``a fine *of* $5 million``: the noun before the preposition at ``k - 1``."""
    doc = figures.doc
    at = _untimed(figures, k)
    while (
        doc[k - 1].lower_ == "with" and doc[at].dep_ == "nmod" and doc[at].head.pos_ == "NOUN" and doc[at].head.i < at
    ):
        at = doc[at].head.i  # "the richest *men* in the world with $55 billion"
    if doc[k - 1].lower_ == "of" and (whole := doc[at].head).i < at and _part(figures, doc[at], whole):
        return _summed(figures, whole, whole.i)  # "a *margin* of sampling error of 3.5 points"
    if doc[at - 1].lower_ == "per" and doc[max(0, at - 2)].pos_ == "NOUN":
        at -= 2  # "earnings *per share* of 4.2 pence"
    return _summed(figures, doc[at], at)


def _part(figures: Figures, part: Token, whole: Token) -> bool:
    """Whether ``whole`` is what the figure after "``whole`` of ``part`` of" is the size of."""
    if part.dep_ != "nmod" or not figures.thing(whole) or whole.lower_ in words("measured", "outlooks"):
        return False
    case = child(part, "case")
    return case is not None and case.lower_ in ("of", "under")


def _untimed(figures: Figures, k: int) -> int:
    """The noun before the preposition at ``k - 1``, without a time: "a *deal* in May worth"."""
    doc = figures.doc
    if doc[k - 2].lower_ not in lexicon("time"):
        return k - 2
    at = k - 3
    while at > 0 and doc[at].pos_ in ("ADP", "DET", "ADJ", "NUM"):
        at -= 1
    return at if doc[at].pos_ in ("NOUN", "PROPN") else k - 2


def _summed(figures: Figures, noun: Token, k: int) -> Token | None:
    """``noun``; in "growth of", "a total of" what grew or is summed up."""
    if noun.lower_ in words("measured", "light"):
        if noun.lower_ in words("measured", "spans"):
            return noun
        by = figures.low(skip_articles(figures.doc, k, 0) - 1) == "by"  # "cut prices *by* an average of"
        return ahead(figures, k, extent=by) or noun
    if not changing(noun) or noun.lower_ in words("changes", "amounts"):
        return noun
    if noun.dep_ == "obj" and noun.head.lemma_ in words("measured", "foresees"):
        return noun
    part = noun.doc[noun.i - 1] if noun.i else noun
    if part.pos_ in ("NOUN", "PROPN") and part.i != noun.i:
        return part  # "*sales* growth of 5 percent"
    return ahead(figures, noun.i, extent=False) or noun


def _spread(figures: Figures, verb: Token, floor: int) -> Token | None:
    """``claims, ranging from $200``: the noun before the participle."""
    k = verb.i - 1 - (verb.i > floor + 1 and verb.nbor(-1).text == ",")
    noun = verb.doc[k]
    return noun if noun.pos_ in ("NOUN", "PROPN") and k not in figures.owner else subject(verb)


def _contest(figures: Figures, k: int, floor: int) -> Token | None:
    """``Roe leads Ekman 44 percent to 37 percent``: first who leads, then who is led."""
    doc = figures.doc
    before = figures.nearest(floor, k)
    second = before is not None and before.end == k - 1 and figures.low(k - 1) == "to"
    at = before.start if before is not None and second else k
    at -= figures.low(at - 1) == "by"
    left = at
    while left > max(floor, at - _NAME) and figures.thing(doc[left - 1]):
        left -= 1
    verb = doc[left - 1] if floor < left < at else None
    if verb is None or verb.lemma_ not in words("measured", "leads"):
        return None
    return doc[at - 1] if second else subject(verb)


def _apposed(figures: Figures, k: int, floor: int) -> Token | None:
    """``Firm X, down 68 pence``: the noun before the comma; ``a seat $19``: the one right before."""
    doc = figures.doc
    beside = doc[k - 1] if k - 1 >= floor else None
    if beside is not None and figures.thing(beside):
        first = beside.head if beside.dep_ == "conj" and child(beside, "cc") is not None else beside
        while first.dep_ == "nmod" and child(first, "case") is not None and first.head.i < first.i:
            first = first.head  # "gave the *Friends* of the Harbour $5,000"
        if first.dep_ not in ("obj", "iobj", "obl"):
            return beside
    if (
        k - 2 >= floor
        and doc[k - 1].lower_ in ("at", "up", "down")
        and figures.thing(doc[k - 2])
        and _absolute(doc[k - 2])
    ):
        return doc[k - 2]
    if k - 2 >= floor and doc[k - 1].text == "(" and figures.thing(doc[k - 2]):
        return doc[k - 2]  # "four fillets (1 lb)"
    if doc[k - 1].lower_ == "worth" and doc[k - 1].dep_ in ("acl", "amod", "acl:relcl"):
        noun = doc[k - 1].head
        if floor <= noun.i < k and figures.thing(noun):
            return noun
    if k - 3 < floor or doc[k - 1].lower_ not in words("measured", "apposed") or doc[k - 2].text != ",":
        return None
    noun = doc[k - 3]
    return noun if noun.pos_ == "PROPN" and figures.thing(noun) else None


def _absolute(noun: Token) -> bool:
    """``with the *unemployment rate* at 5 percent``."""
    left = noun.left_edge
    return left.lower_ == "with" or (left.i > 0 and left.nbor(-1).lower_ == "with")


def _last_noun(figures: Figures, k: int, floor: int) -> Token | None:
    """Without a verb: the last noun that is no time and no part of a figure."""
    nouns = (t for t in backwards(figures.doc, k, floor) if figures.thing(t))
    return next((t for t in nouns if t.lower_ not in words("measured", "light")), None)
