"""The direction that the parse gives: tense, modals and governors of the verb that an expression hangs on."""

from __future__ import annotations

import tomllib
from pathlib import Path

from spacy.tokens import Doc, Token

from pipeline.dates.expressions import Toward

_DATA = tomllib.loads(Path(__file__).with_name("direction.toml").read_text(encoding="utf-8"))["tree"]
_FUTURE_MODALS = frozenset(_DATA["future_modals"])
_POSSIBLE = frozenset(_DATA["possible"])
_CALENDAR = frozenset(_DATA["calendar"])
_PLANNING = frozenset(_DATA["planning"])
_PAST_CONTROL = frozenset(_DATA["past_control"])
_HAPPENED = frozenset(_DATA["happened"])
_OF_LENGTH = frozenset(_DATA["of_length"])
_ERA = frozenset(_DATA["era"])
_OF_THE_DAY = frozenset(_DATA["of_the_day"])
_NOBODY = frozenset({"neither", "nobody", "none"})
_CHOOSING = frozenset({"set", "fix", "choose", "pick", "invite"})  # "has set Nov. 10 as the deadline"
_PLACING = frozenset({"in", "on", "during", "early", "late"})
_ADVERBIAL = frozenset({"obl", "obl:tmod", "obl:unmarked", "nmod:tmod", "advmod"})
_DEPTH = 12


def direction(doc: Doc, start: int, end: int) -> Toward | None:
    """-1, 0 or 1 by the nearest verb above the expression; None where there is no verb. The Doc must be parsed."""
    span = doc.char_span(start, end, alignment_mode="expand")
    verb = _verb_above(span.root) if span else None
    if span is None or verb is None:
        return None
    if span.root.dep_ == "nmod:poss" and span.root.head.lemma_ in _HAPPENED:
        return -1  # "to get around Wednesday's ruling"
    return 1 if _on_calendar(span.root, verb) else _of_verb(verb, _DEPTH)


def happened(doc: Doc | None, start: int, end: int) -> bool:
    """Whether the expression says itself when something took place: "was jailed in April", "from 1.9% in April".

    Not "extended to May 1", not "the scheduled Dec. 15 vote": these say how far or what.
    """
    span = doc.char_span(start, end, alignment_mode="expand") if doc is not None else None
    if span is None or any(c.dep_ == "case" and c.lower_ not in _PLACING for c in span.root.children):
        return False
    if span.start and doc is not None and doc[span.start - 1].pos_ == "DET":
        return False
    head = span.root.head
    if head.like_num or head.text == "%" or head.lemma_ == "percent":
        head = head.head
    else:
        return span.root.dep_ in _ADVERBIAL and _of_verb(head, _DEPTH) < 0 and head.lemma_ not in _CHOOSING
    return any(c.dep_ == "case" for c in span.root.children)


def nowadays(doc: Doc | None, start: int, end: int) -> bool:
    """Whether "today" means these days: "today's market", "plague is rare today"; not "today's vote".

    The simple present tells; what is on the calendar ("it opens today") or said ("she says today") is of the day.
    """
    span = doc.char_span(start, end, alignment_mode="expand") if doc is not None else None
    if doc is None or span is None:
        return False
    root = span.root
    if root.dep_ == "nmod:poss":
        return root.head.lemma_.lower() in _ERA
    if any(child.dep_ == "case" for child in root.children) or (root.i and doc[root.i - 1].tag_ == "VBD"):
        return False  # "by today", "said today"
    if root.dep_.startswith("nmod") and root.head.i < root.i:
        return root.head.tag_ == "NNS" and not any(child.dep_ == "det" for child in root.head.children)
    verb = _verb_above(root)
    if verb is not None and root.i + 1 < len(doc) and doc[root.i + 1] in (verb, _copula(verb)):
        return False  # "today is the eighth day", "we today accept"
    if verb is not None and not any(child.dep_.startswith("nsubj") and child != root for child in verb.children):
        return False  # "today is the eighth day"
    if verb is None or verb.lemma_ in _CALENDAR or verb.lemma_ in _OF_THE_DAY:
        return False
    auxiliaries = [child for child in verb.children if child.dep_ in ("aux", "aux:pass", "cop")]
    if any(child.tag_ in ("VBD", "MD", "TO") or child.lemma_ == "have" for child in auxiliaries):
        return False
    if verb.tag_ == "VBG" and not _opens_sentence(root):
        return False  # "we are not stopping today"; not "Today, they are tackling more"
    return any(token.tag_ in ("VBZ", "VBP") for token in (verb, *auxiliaries))


def _opens_sentence(token: Token) -> bool:
    """Today, …; But today, …"""
    before = token.nbor(-1) if token.i else None
    joined = before is not None and before.is_sent_start and before.pos_ == "CCONJ"
    return bool(token.is_sent_start or joined)


def scheduled_in(doc: Doc | None, start: int, end: int) -> bool:
    """Whether a length says how long it is until something on the calendar: "the strike ends in three weeks"."""
    span = doc.char_span(start, end, alignment_mode="expand") if doc is not None else None
    if span is None or span.start == 0 or span.doc[span.start - 1].lower_ != "in":
        return False
    verb = span.root.head
    return verb.lemma_ in _CALENDAR and (verb.tag_ in ("VBZ", "VBP") or _of_verb(verb, _DEPTH) > 0)


def plain_noun(doc: Doc | None, start: int, end: int) -> bool:
    """Whether a bare plural unit is a thing that is counted or described: "severe air days", "opening hours".

    Not "mere days", "the intervening months": these say how long.
    """
    span = doc.char_span(start, end, alignment_mode="expand") if doc is not None else None
    if doc is None or span is None:
        return False
    root = span.root
    if root.tag_ == "NNPS" or (root.text[0].isupper() and root.i and not root.is_sent_start):
        return True
    before = doc[span.start - 1] if span.start else None
    if before is not None and before.lower_ == "of" and before.i and doc[before.i - 1].lemma_ == "number":
        return True
    modifiers = (child for child in root.children if child.i < root.i and child.dep_ in ("amod", "compound", "nummod"))
    return any(child.lower_ not in _OF_LENGTH for child in modifiers)


def _on_calendar(root: Token, verb: Token) -> bool:
    """Opens on Sunday: the simple present of what is arranged; not "comes after Tuesday's ruling".

    "The fair (8-9 June) returns" too: a date in brackets behind the subject.
    """
    told = verb.tag_ in ("VBZ", "VBP") and verb.lemma_ in _CALENDAR and not any(c.dep_ == "aux" for c in verb.children)
    bracket = root.left_edge.text == "(" and root.head.head == verb
    return told and (root.head == verb or bracket) and not any(c.lower_ in ("after", "since") for c in root.children)


def _verb_above(token: Token) -> Token | None:
    for _ in range(_DEPTH):
        if token.pos_ in ("VERB", "AUX") or _copula(token) is not None:
            return token
        if token.head == token:
            return None
        token = token.head
    return None


def _copula(token: Token) -> Token | None:
    return next((child for child in token.children if child.dep_ == "cop"), None)


def _of_verb(verb: Token, depth: int) -> Toward:
    auxiliaries = [child for child in verb.children if child.dep_ in ("aux", "aux:pass", "auxpass", "cop")]
    words = {child.lower_ for child in auxiliaries}
    if words & _FUTURE_MODALS or (words & _POSSIBLE and not _denied(verb)):
        return 1
    if any(child.tag_ == "TO" for child in verb.children if child.dep_ in ("mark", "aux")):
        return _of_infinitive(verb, depth)
    past = any(child.tag_ == "VBD" for child in auxiliaries) or verb.tag_ == "VBD"
    perfect = any(child.lemma_ == "have" or child.lower_ in ("has", "have", "had", "'ve") for child in auxiliaries)
    if _plans(verb):
        return -1 if _pluperfect(verb) else 1
    if past or perfect:
        return -1
    present = any(child.tag_ in ("VBZ", "VBP") for child in auxiliaries)
    if verb.tag_ == "VBN":
        return 0 if present else -1  # "is held" is no past, "published Tuesday" is
    if verb.tag_ == "VBG":
        return 1 if present else _above(verb, depth)
    return 0


def _of_infinitive(verb: Token, depth: int) -> Toward:
    """To meet: of what is to come, unless the verb above speaks of it as done ("failed to", "left to meet")."""
    head = verb.head
    if head == verb or depth <= 0:
        return 1
    if _plans(head) and _pluperfect(head):
        return -1  # "had been due to expire Friday"
    if head.lemma_.lower() in _PAST_CONTROL or verb.dep_.startswith("advcl"):
        return _above(verb, depth)
    return 1


def _denied(verb: Token) -> bool:
    """ "He could not be found", "neither could be found"."""
    subjects = (t for child in verb.lefts if child.dep_.startswith("nsubj") for t in child.subtree)
    return any(child.lower_ in ("not", "n't", "n’t", "never") for child in verb.children) or any(
        t.lower_ in _NOBODY for t in subjects
    )


def _plans(word: Token) -> bool:
    return word.lemma_.lower() in _PLANNING or word.lower_ in _PLANNING


def _pluperfect(word: Token) -> bool:
    return any(child.lower_ == "had" for child in word.children if child.dep_.startswith("aux"))


def _above(verb: Token, depth: int) -> Toward:
    above = _verb_above(verb.head) if verb.head != verb and depth > 0 else None
    return _of_verb(above, depth - 1) if above is not None and above != verb else 0
