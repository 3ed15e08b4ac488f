"""Whether a date of the sentence holds for another figure or clause than the one looked at."""

from __future__ import annotations

from pipeline.claims.parse.quantity import Quantity
from pipeline.claims.periods.timeline import AGAINST, Timeline
from pipeline.records import Date
from pipeline.syntax import child

_CLAUSE = ("nsubj", "nsubj:pass", "aux", "cc")  # what a joined verb has and a joined noun has not
_FORMER = ("last ", "the previous ", "the same ", "the year-earlier ", "the prior ")
_SURELY = frozenset(("from", "against", "versus", "compared"))
_PREMODIFIERS = ("compound", "amod", "nmod:poss", "nummod")
_CLAUSES = ("advcl", "parataxis", "conj")
_EXTENTS = ("obj", "obl", "nmod")
_TENSES = {"VBD": "past", "VBZ": "present", "VBP": "present"}
_EXTREMES = frozenset(("peak", "high", "low", "record", "norm", "average", "maximum", "minimum"))
_ASIDE = frozenset((", from", "up from", "down from", "compared with", "compared to"))


def elsewhere(timeline: Timeline, quantity: Quantity, date: Date) -> bool:
    """Whether the date is not the quantity's."""
    if _beyond(timeline, quantity, date) or _compared(timeline, quantity, date) or _later(timeline, quantity, date):
        return True
    return timeline.setting.parsed and (
        _relative(timeline, quantity, date) or _noun_of(timeline, quantity, date) or _tensed(timeline, quantity, date)
    )


def _beyond(timeline: Timeline, quantity: Quantity, date: Date) -> bool:
    """Whether a semicolon parts the quantity from a date after it: "they are 58% full; *five years ago* they"."""
    return date.start > quantity.end and ";" in timeline.setting.text[quantity.end : date.start]


def _compared(timeline: Timeline, quantity: Quantity, date: Date) -> bool:
    """``$7 million, *down from* $32 million, or 86p a share, a year ago``: the time of what it is compared with."""
    said, setting = date.text.lower(), timeline.setting
    ago = said.endswith((" ago", " earlier", " before"))
    if quantity.end > date.start or not (ago or said.startswith(_FORMER)):
        return False
    between = setting.doc[setting.tokens(quantity).end : setting.token_at(date.start)]
    return any(t.lower_ in (AGAINST if ago else _SURELY) for t in between)


def _later(timeline: Timeline, quantity: Quantity, date: Date) -> bool:
    """Whether the date holds for a later level only: "45 percent would, *up from 38 percent* in May"."""
    level = timeline.before(date.start)
    if level is None or level.number[0] <= quantity.number[0] or not timeline.adjacent(level, date):
        return False
    start = timeline.setting.tokens(level).start
    word, before = timeline.word(start - 1), timeline.word(start - 2)
    if word in ("against", "versus", "than") or f"{before} {word}" in _ASIDE:
        return True
    if word == "of" and before in _EXTREMES:  # "35 percent, and *a peak of 75 percent* in May"
        return True
    return timeline.setting.parsed and _joined(timeline, quantity, date)


def _joined(timeline: Timeline, quantity: Quantity, date: Date) -> bool:
    """Whether the date stands under a later verb of the same subject: "spends 2 percent *and plans 3 by 2029*"."""
    return any(t.dep_ == "conj" and child(t, *_CLAUSE) is not None for t in timeline.up_from_date(quantity, date))


def _relative(timeline: Timeline, quantity: Quantity, date: Date) -> bool:
    """Whether the date is in a relative clause or appositive, and the figure is not what that tells of.

    "The fire, *which began on Sunday*, burnt 90 acres", but "400 people *who cross each day*".
    """
    own = range(quantity.start, max(quantity.end, quantity.noun[1] if quantity.noun else 0))
    return any(
        ((t.dep_ == "acl:relcl" and t.pos_ in ("VERB", "AUX")) or t.dep_ == "appos") and t.head.idx not in own
        for t in timeline.up_from_date(quantity, date)
    )


def _noun_of(timeline: Timeline, quantity: Quantity, date: Date) -> bool:
    """Whether a date before its noun dates that alone: "will cut 640 jobs after *first-half profit* fell"."""
    root = timeline.root(date)
    noun = root.head
    if root.dep_ not in _PREMODIFIERS or noun.pos_ not in ("NOUN", "PROPN") or noun.i < root.i:
        return False
    if any(t.pos_ == "VERB" and t.dep_ in _CLAUSES for t in timeline.up_from_date(quantity, date)):
        return True
    joined = any(t.pos_ == "VERB" and t.dep_ == "conj" for t in timeline.up_from_figure(quantity, noun))
    return joined and noun.dep_ in _EXTENTS  # "expects *third-quarter sales* of $5 and took a charge of $3"


def _tensed(timeline: Timeline, quantity: Quantity, date: Date) -> bool:
    """Whether the date is said of a verb in another tense: "*opened in 1971* and employs 380"."""
    verb = timeline.root(date).head
    if verb.tag_ not in _TENSES or date.start < verb.idx:
        return False
    joined = (t for t in timeline.up_from_figure(quantity, verb) if t.dep_ == "conj" and t.idx > date.start)
    return any(t.head == verb and _TENSES.get(t.tag_, _TENSES[verb.tag_]) != _TENSES[verb.tag_] for t in joined)
