"""The direction that the parse gives: tense, modals and governors of the verb that an expression hangs on.

Terms are those of the tree (``pipeline/syntax``); the word lists are in ``direction.toml``.
"""

from __future__ import annotations

import tomllib
from itertools import islice
from pathlib import Path

from spacy.tokens import Doc, Span, Token

from pipeline.dates.expressions import Toward
from pipeline.syntax import verb_above

_DATA = tomllib.loads(Path(__file__).with_name("direction.toml").read_text(encoding="utf-8"))["tree"]
_FUTURE_MODALS = frozenset(_DATA["future_modals"])
_POSSIBLE = frozenset(_DATA["possible"])
CALENDAR = frozenset(_DATA["calendar"])
_PLANNING = frozenset(_DATA["planning"])
_PAST_CONTROL = frozenset(_DATA["past_control"])
_HAPPENED = frozenset(_DATA["happened"])
_NOBODY = frozenset({"neither", "nobody", "none"})
_CHOOSING = frozenset({"set", "fix", "choose", "pick", "invite"})  # "has set Nov. 10 as the deadline"
_WILL = frozenset({"will", "'ll", "’ll", "wo"})
_PLACING = frozenset({"in", "on", "during", "early", "late"})
_ADVERBIAL = frozenset({"obl", "obl:tmod", "obl:unmarked", "nmod:tmod", "advmod"})
_DEPTH = 12  # verbs above verbs
_SUBJECT_WORDS = 20  # of a subject that are looked at for "nobody"


def phrase(doc: Doc | None, start: int, end: int) -> Span | None:
    """The tokens of a stretch of characters, whole ones; None without a parsed Doc."""
    return doc.char_span(start, end, alignment_mode="expand") if doc is not None else None


def direction(doc: Doc, start: int, end: int) -> Toward | None:
    """-1, 0 or 1 by the nearest verb above the expression; None where there is no verb. The Doc must be parsed."""
    span = phrase(doc, start, end)
    verb = verb_above(span.root) if span else None
    if span is None or verb is None:
        return None
    if span.root.dep_ == "nmod:poss" and span.root.head.lemma_ in _HAPPENED:
        return -1  # "to get around Wednesday's ruling"
    return 1 if _on_calendar(span.root, verb) else _of_verb(verb, _DEPTH)


def happened(doc: Doc | None, start: int, end: int) -> bool:
    """Whether the expression says itself when something took place: "was jailed in April", "from 1.9% in April".

    Not "extended to May 1", not "the scheduled Dec. 15 vote": these say how far or what.
    """
    span = phrase(doc, start, end)
    if span is None or any(c.dep_ == "case" and c.lower_ not in _PLACING for c in span.root.children):
        return False
    if span.start and span.doc[span.start - 1].pos_ == "DET":
        return False
    head = span.root.head
    if head.like_num or head.text == "%" or head.lemma_ == "percent":
        head = head.head
    else:
        return span.root.dep_ in _ADVERBIAL and _of_verb(head, _DEPTH) < 0 and head.lemma_ not in _CHOOSING
    return any(c.dep_ == "case" for c in span.root.children)


def to_come(doc: Doc | None, start: int, end: int) -> bool:
    """Whether the expression says itself when something is to take place: "takes effect Jan. 1", "will open in May"."""
    span = phrase(doc, start, end)
    if span is None or any(c.dep_ == "case" and c.lower_ not in _PLACING for c in span.root.children):
        return False
    verb = span.root.head
    return span.root.dep_ in _ADVERBIAL and (_on_calendar(span.root, verb) or _will(verb))


def _will(verb: Token) -> bool:
    return any(part.lower_ in _WILL for part in verb.children if part.dep_ == "aux")


def scheduled_in(doc: Doc | None, start: int, end: int) -> bool:
    """Whether a length says how long it is until something on the calendar: "the strike ends in three weeks"."""
    span = phrase(doc, start, end)
    if span is None or span.start == 0 or span.doc[span.start - 1].lower_ != "in":
        return False
    verb = span.root.head
    soon = _will(verb) and not span.root.lemma_.startswith(("year", "decade"))
    return soon or (verb.lemma_ in CALENDAR and (verb.tag_ in ("VBZ", "VBP") or _of_verb(verb, _DEPTH) > 0))


def _on_calendar(root: Token, verb: Token) -> bool:
    """Opens on Sunday: the simple present of what is arranged; not "comes after Tuesday's ruling".

    "The fair (8-9 June) returns" too: a date in brackets behind the subject.
    """
    told = verb.tag_ in ("VBZ", "VBP") and verb.lemma_ in CALENDAR and not any(c.dep_ == "aux" for c in verb.children)
    bracket = root.left_edge.text == "(" and root.head.head == verb
    return told and (root.head == verb or bracket) and not any(c.lower_ in ("after", "since") for c in root.children)


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
        t.lower_ in _NOBODY for t in islice(subjects, _SUBJECT_WORDS)
    )


def _plans(word: Token) -> bool:
    return word.lemma_.lower() in _PLANNING or word.lower_ in _PLANNING


def _pluperfect(word: Token) -> bool:
    return any(child.lower_ == "had" for child in word.children if child.dep_.startswith("aux"))


def _above(verb: Token, depth: int) -> Toward:
    above = verb_above(verb.head) if verb.head != verb and depth > 0 else None
    return _of_verb(above, depth - 1) if above is not None and above != verb else 0
