"""What a date says that is no period: when something was said, a baseline, a length, how long a record stood."""

from __future__ import annotations

from pipeline.claims.lexicon import words
from pipeline.claims.link.timeline import AGAINST, Timeline
from pipeline.records import Date

_BASELINE = frozenset(("previous", "prior", "preceding", "last"))
_SAID = 4  # tokens between a verb of reports and the date
_SINCE = 5  # tokens between "since" and its date: "since measurements started in 1961"
_MOST = 14  # tokens between a superlative and the date that it goes back to
_TO = frozenset(("to", "ended", "ending", "through"))
_DURING = frozenset(("in", "over", "for", "during", "within", "throughout", "every", "per", "the", "across"))
_AFTER = frozenset(("earlier", "before", "previously"))
_PASSIVE = frozenset(("is", "are", "was", "were", "been", "being"))
_REPORT = frozenset(
    ("said", "says", "told", "announced", "reported", "showed", "shows", "added", "according", "released", "published")
)


def untimed(timeline: Timeline, date: Date) -> bool:
    """Whether a date says something else than the time that a figure holds for."""
    return any(says(timeline, date) for says in (_reporting, _baseline, _length, _record, _ends))


def _reporting(timeline: Timeline, date: Date) -> bool:
    """``the bureau said on Thursday``: when something was said; not "100 cases were reported in 2017"."""
    at, word = timeline.setting.token_at(date.start), timeline.word
    return any(word(k) in _REPORT and word(k - 1) not in _PASSIVE for k in range(max(0, at - _SAID), at))


def _baseline(timeline: Timeline, date: Date) -> bool:
    """``from the previous year``, ``than a year ago``: what a change is measured against."""
    k = timeline.setting.token_at(date.start)
    before = timeline.word(k - 1)
    said = date.text.lower().split()
    return (
        "than" in (before, timeline.word(k - 2))
        or said[-1] in _AFTER
        or (said[-1] == "ago" and before in AGAINST)
        or (before in ("from", "over", "with", "to", "on", "above", "below") and bool(_BASELINE & set(said)))
        or _started(timeline, date)
    )


def _started(timeline: Timeline, date: Date) -> bool:
    """``up 19 percent *from 2024*``, ``up 19 percent *on 2024*``: what the change right before it starts from."""
    change = timeline.before(date.start)
    if change is None or change.kind not in ("percent", "share", "multiple") or " to " in date.text:
        return False
    if timeline.word(timeline.setting.tokens(change).start - 1) not in ("up", "down", "off"):
        return False  # "bills will rise 30 percent from 1 June"
    between = timeline.setting.text[change.end : date.start].strip().lower()
    year = date.value is not None and len(date.value) == 4
    return between in ("from", "compared with", "compared to", "versus", "against") or (between == "on" and year)


def _length(timeline: Timeline, date: Date) -> bool:
    """``a 90-minute game``, ``cut to six weeks``: how long something is and not when."""
    if date.type == "SET" and not date.text.lower().startswith(("every", "each", "a ", "per", "an ")):
        return True  # "twice a day"
    if date.type != "DURATION" or date.begin:
        return False
    if (date.value or "").startswith("PT"):
        return True
    before = timeline.word(timeline.setting.token_at(date.start) - 1)
    head = timeline.root(date).head
    of_thing = before == "for" and (
        (head.pos_ == "ADJ" and head.dep_ in ("amod", "acl"))  # "stores open for a year"
        or head.lemma_ in words("measured", "terms")  # "was jailed for 14 years"
    )
    return "-" in date.text or before not in _DURING or of_thing


def _record(timeline: Timeline, date: Date) -> bool:
    """``the lowest since 1998``: how long a record stood."""
    doc = timeline.setting.doc
    token = timeline.setting.token_at(date.start)
    floor, _ = timeline.setting.sentence(token)
    before = [t.lower_ for t in doc[max(floor, token - _SINCE) : token]]
    most = any(
        t.tag_ in ("JJS", "RBS") or t.lower_ in ("first", "record") for t in doc[max(floor, token - _MOST) : token]
    )
    if "since" in before:
        return most or "records" in before  # "the most since records began in 2009"
    return most and date.type == "DURATION" and before[-1:] in (["for"], ["in"])  # "the highest for five years"


def _ends(timeline: Timeline, date: Date) -> bool:
    """``in the year to *September*``: the end of the span that the date before it opens."""
    previous = timeline.previous(date)
    if previous is None:
        return False
    between = timeline.setting.text[previous.end : date.start].lower().split()
    return between[:1] != [] and between[0] in _TO and between[1:] in ([], ["the"])
