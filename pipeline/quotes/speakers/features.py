"""What speaks for and against a candidate: where it stands, how it agrees, who has spoken. Weights: ``weights.csv``.

Each question yields the names of the features that hold. Salience by grammatical function and recency is Lappin and
Leass's (1994) and the centering theory's; the features of nouns are in ``descriptions``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.english.nouns import of_gender
from pipeline.english.verbs import act_of
from pipeline.quotes.speakers.candidates import Candidate, Field, Named
from pipeline.quotes.speakers.descriptions import described, kept
from pipeline.quotes.speakers.discourse import Discourse, Resolved
from pipeline.quotes.speakers.mentions import PERSON
from pipeline.quotes.speakers.places import Noun
from pipeline.quotes.speakers.query import Query

_AHEAD = re.compile(r"(?:,[^,.\n]{2,80},)?\s+(?:has\s+|had\s+|also\s+|then\s+)?(?P<verb>[a-z]+)")
_BACK = 3  # speakers


def features(discourse: Discourse, query: Query, candidate: Candidate, field: Field) -> Iterator[str]:
    """The names of the features that hold of a candidate."""
    if isinstance(candidate, Named):
        yield from _named(discourse, query, candidate, field)
    elif candidate is None:
        yield from kept(query)
    else:
        yield from _unnamed(discourse, query, candidate, field)


def _named(discourse: Discourse, query: Query, c: Named, field: Field) -> Iterator[str]:
    yield f"is {c.referent.label}"
    yield from _agreement(discourse, query, c)
    yield from _recency(discourse, query, c, field)
    yield from _salience(discourse, query, c, field)
    yield from _history(discourse, query, c)
    yield from _exclusion(query, c)
    if query.kind.endswith("noun"):
        yield from described(discourse, query, c)


def _agreement(discourse: Discourse, query: Query, c: Named) -> Iterator[str]:
    if query.gender is None or c.referent.label != PERSON:
        return
    known = discourse.gender(c.referent)
    yield "gender unknown" if known is None else "gender agrees" if known == query.gender else "gender differs"


def _recency(discourse: Discourse, query: Query, c: Named, field: Field) -> Iterator[str]:
    """How far, and as what, it was named last; or where it will be named first."""
    if c.last is not None:
        place = discourse.places.of(c.last.start, c.last.end)
        far = query.place.sentence - place.sentence
        yield f"named {_sentences(far)} back"
        yield f"named {_paragraphs(query.place.paragraph - place.paragraph)} back"
        yield f"last as {place.standing}"
        if place.standing == "subject" and place.main:
            yield "last as subject of a main clause"
        elif not place.main:
            yield "last outside of a main clause"
        if far <= 1:
            yield f"beside as {place.standing}"
        yield f"{min(c.rank, 3)} named since"
    elif c.seen:
        yield "named in quotes alone"
    else:
        yield "not named yet"
        if query.place.paragraph <= 1:
            yield "not named yet, in the lead"
        yield from _ahead(discourse, query, c, field)


def _ahead(discourse: Discourse, query: Query, c: Named, field: Field) -> Iterator[str]:
    if c.behind is None:
        return
    place = discourse.places.of(c.behind.start, c.behind.end)
    yield f"comes {_sentences(place.sentence - query.place.sentence)} on"
    yield f"comes {_paragraphs(place.paragraph - query.place.paragraph)} on"
    yield f"comes as {place.standing}"
    behind = _AHEAD.match(discourse.text, c.behind.end)
    if place.standing == "subject" and behind is not None and act_of(behind["verb"]) == "speech":
        yield "comes as one who speaks"
    yield f"comes after {query.article}"
    if all(n.behind is None or n.behind.start >= c.behind.start for n in field.named):
        yield "comes first"
        if all(n.last is None for n in field.named):
            yield "comes first, nobody named yet"


def _salience(discourse: Discourse, query: Query, c: Named, field: Field) -> Iterator[str]:
    subjects = [m for m in c.plain if discourse.places.of(m.start, m.end).standing == "subject"]
    if subjects:
        last = discourse.places.of(subjects[-1].start, subjects[-1].end)
        yield f"subject {_sentences(query.place.sentence - last.sentence)} back"
        if subjects[-1].start >= field.last_subject:
            yield "the last subject"
    if c.seen:
        yield f"named {_times(c.seen)}"


def _history(discourse: Discourse, query: Query, c: Named) -> Iterator[str]:
    entity = c.referent.entity
    for back, r in enumerate(reversed(discourse.history[-_BACK:]), 1):
        if r.speaker.entity == entity:
            yield f"spoke {back} back"
            if back == 1:
                yield f"spoke last, {_paragraphs(query.place.paragraph - discourse.places.paragraph(r.start))} back"
            return
    if entity in discourse.spoke:
        yield "spoke before"


def _exclusion(query: Query, c: Named) -> Iterator[str]:
    if any(s <= m.start < e for s, e in query.content for m in c.referent.mentions):
        yield "named in the quote"


def _unnamed(discourse: Discourse, query: Query, c: Resolved | Noun, field: Field) -> Iterator[str]:
    """A speaker or a subject without a name."""
    what = "speaker" if isinstance(c, Resolved) else "subject"
    yield f"an unnamed {what}"
    yield f"an unnamed {what} {_sentences(query.place.sentence - discourse.places.sentence(c.start))} back"
    yield f"an unnamed {what} {_paragraphs(query.place.paragraph - discourse.places.paragraph(c.start))} back"
    if isinstance(c, Resolved):
        yield f"spoke as {c.speaker.type}"
        if discourse.history[-1].start == c.start:
            yield "an unnamed speaker, the last"
    else:
        yield f"a subject that is {c.category}"
        if c.start == field.last_subject:
            yield "the last subject"
        if c.main:
            yield "an unnamed subject of a main clause"
    if query.gender and c.phrase.head in of_gender("f" if query.gender == "m" else "m"):
        yield "gender differs"


def _sentences(n: int) -> str:
    return "0" if n <= 0 else "1" if n == 1 else "2-3" if n < 4 else "4-8" if n < 9 else "9+"


def _paragraphs(n: int) -> str:
    return "same paragraph" if n <= 0 else "1 paragraph" if n == 1 else "2-3 paragraphs" if n < 4 else "4+ paragraphs"


def _times(n: int) -> str:
    return "once" if n == 1 else "2-3 times" if n < 4 else "4-8 times" if n < 9 else "9+ times"
