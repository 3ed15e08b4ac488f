"""What the parse says a word means that may be a date or none: "today" as these days, "days" as a thing counted."""

from __future__ import annotations

import tomllib
from pathlib import Path

from spacy.tokens import Doc, Token

from pipeline.dates.tree import CALENDAR, phrase
from pipeline.syntax import child, verb_above

_DATA = tomllib.loads(Path(__file__).with_name("direction.toml").read_text(encoding="utf-8"))["tree"]
_OF_LENGTH = frozenset(_DATA["of_length"])
_ERA = frozenset(_DATA["era"])
_OF_THE_DAY = frozenset(_DATA["of_the_day"])


def nowadays(doc: Doc | None, start: int, end: int) -> bool:
    """Whether "today" means these days: "today's market", "plague is rare today"; not "today's vote".

    The simple present tells; what is on the calendar ("it opens today") or said ("she says today") is of the day.
    """
    span = phrase(doc, start, end)
    if span is None:
        return False
    doc, root = span.doc, span.root
    if root.dep_ == "nmod:poss":
        return root.head.lemma_.lower() in _ERA
    if child(root, "case") is not None or (root.i and doc[root.i - 1].tag_ == "VBD"):
        return False  # "by today", "said today"
    if root.dep_.startswith("nmod") and root.head.i < root.i:
        return root.head.tag_ == "NNS" and child(root.head, "det") is None
    verb = verb_above(root)
    return verb is not None and _beside(root, verb) and _of_these_days(root, verb)


def _beside(today: Token, verb: Token) -> bool:
    """Whether "today" says when; not "today is the eighth day", "we today accept"."""
    if today.i + 1 < len(today.doc) and today.doc[today.i + 1] in (verb, child(verb, "cop")):
        return False
    return any(part.dep_.startswith("nsubj") and part != today for part in verb.children)


def _of_these_days(today: Token, verb: Token) -> bool:
    """Whether the verb is in the simple present, and none of the calendar or of speech."""
    if verb.lemma_ in CALENDAR or verb.lemma_ in _OF_THE_DAY:
        return False
    auxiliaries = [part for part in verb.children if part.dep_ in ("aux", "aux:pass", "cop")]
    if any(part.tag_ in ("VBD", "MD", "TO") or part.lemma_ == "have" for part in auxiliaries):
        return False
    if verb.tag_ == "VBG" and not _opens_sentence(today):
        return False  # "we are not stopping today"; not "Today, they are tackling more"
    return any(token.tag_ in ("VBZ", "VBP") for token in (verb, *auxiliaries))


def _opens_sentence(token: Token) -> bool:
    """Today, …; But today, …"""
    before = token.nbor(-1) if token.i else None
    joined = before is not None and before.is_sent_start and before.pos_ == "CCONJ"
    return bool(token.is_sent_start or joined)


def plain_noun(doc: Doc | None, start: int, end: int) -> bool:
    """Whether a bare plural unit is a thing that is counted or described: "severe air days", "opening hours".

    Not "mere days", "the intervening months": these say how long.
    """
    span = phrase(doc, start, end)
    if span is None:
        return False
    root = span.root
    if root.tag_ == "NNPS" or (root.text[0].isupper() and root.i and not root.is_sent_start):
        return True
    before = span.doc[max(0, span.start - 2) : span.start]
    if len(before) == 2 and (before[0].lemma_, before[1].lower_) == ("number", "of"):
        return True
    modifiers = (part for part in root.children if part.i < root.i and part.dep_ in ("amod", "compound", "nummod"))
    return any(part.lower_ not in _OF_LENGTH for part in modifiers)
