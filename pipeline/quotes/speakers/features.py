"""What speaks for and against a candidate: where it stands, how it agrees, who has spoken. Weights: ``weights.csv``.

Each question yields the names of the features that hold. Salience by grammatical function and recency is Lappin and
Leass's (1994) and the centering theory's; the features of nouns are in ``descriptions``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.english.nouns import of_gender
from pipeline.english.verbs import act_of
from pipeline.quotes.speakers.candidates import Candidate, Field, Named, Own, Spoken, Subject
from pipeline.quotes.speakers.descriptions import described, kept
from pipeline.quotes.speakers.discourse import Discourse
from pipeline.quotes.speakers.mentions import PERSON
from pipeline.quotes.speakers.query import Query

_ASKED = re.compile(r"\s+(?:was|is|were)\s+(?:then\s+|also\s+|once\s+)?(?:asked|pressed|questioned)\b")
_TOLD = re.compile(r"\b(?:told|to|by|with)\s+(?:the\s+)?$")
_AHEAD = re.compile(r"(?:,[^,.\n]{2,80},)?\s+(?:has\s+|had\s+|also\s+|then\s+)?(?P<verb>[a-z]+)")
_ADDRESSEE = 40  # characters behind a cue
_BACK = 3  # speakers


def features(discourse: Discourse, query: Query, candidate: Candidate, field: Field) -> Iterator[str]:
    """The names of the features that hold of a candidate."""
    if isinstance(candidate, Named):
        yield from _named(discourse, query, candidate, field)
    elif isinstance(candidate, Own):
        yield from kept(query)
    else:
        yield from _unnamed(discourse, query, candidate, field)


def _named(discourse: Discourse, query: Query, c: Named, field: Field) -> Iterator[str]:
    yield f"is {c.referent.label}"
    yield from _agreement(discourse, query, c)
    yield from _recency(discourse, query, c, field)
    yield from _salience(discourse, query, c, field)
    yield from _history(discourse, query, c)
    yield from _exclusion(discourse, query, c)
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
        if query.content and query.content[0][0] < query.start:
            ahead = discourse.places.sentence(query.content[0][0]) - place.sentence
            yield f"{_sentences(ahead)} before the quote as {place.standing}"
        yield f"{min(c.rank, 3)} named since"
        if discourse.kind(c.last.start) != "body":
            yield f"last in the {discourse.kind(c.last.start)}"
        if c.last.start < discourse.body:
            yield "named above the text alone"
    elif c.before:
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
        if subjects[-1].start >= field.last_subject(discourse):
            yield "the last subject"
        run = discourse.places.run(query.gender, query.start) if query.gender else query.start
        if run < query.start and subjects[0].start < run:
            ahead = [m for m in subjects if m.start < run]
            far = discourse.places.sentence(run) - discourse.places.sentence(ahead[-1].start)
            yield f"subject {_sentences(far)} before the pronouns"
    if c.seen:
        yield f"named {_times(c.seen)}"
        if 1 < c.seen == field.most:
            yield "named most"
    if discourse.byline is not None and any(
        discourse.byline.start <= m.start < discourse.byline.end for m in c.referent.mentions[:3]
    ):
        yield "in the byline"


def _history(discourse: Discourse, query: Query, c: Named) -> Iterator[str]:
    entity = c.referent.entity
    for back, (at, r) in enumerate(reversed(discourse.history[-_BACK:]), 1):
        if r.speaker.entity == entity:
            yield f"spoke {back} back"
            if back == 1:
                yield f"spoke last, {_paragraphs(query.place.paragraph - discourse.places.paragraph(at))} back"
            return
    if entity in discourse.spoke:
        yield "spoke before"


def _exclusion(discourse: Discourse, query: Query, c: Named) -> Iterator[str]:
    text, mentions = discourse.text, c.referent.mentions
    if any(s <= m.start < e for s, e in query.content for m in mentions):
        yield "named in the quote"
    if query.cue is not None and any(query.cue[1] <= m.start <= query.cue[1] + _ADDRESSEE for m in mentions):
        yield "named behind the cue"
    if c.last is None:
        return
    if text[c.last.end : c.last.end + 2] in ("'s", "’s"):
        yield "last as owner"
    if _ASKED.match(text, c.last.end):
        yield "was asked"
    if _TOLD.search(text, max(0, c.last.start - 12), c.last.start):
        yield "was told"


def _unnamed(discourse: Discourse, query: Query, c: Spoken | Subject, field: Field) -> Iterator[str]:
    """A speaker or a subject without a name."""
    at = c.at if isinstance(c, Spoken) else c.noun.start
    what = "speaker" if isinstance(c, Spoken) else "subject"
    yield f"an unnamed {what}"
    yield f"an unnamed {what} {_sentences(query.place.sentence - discourse.places.sentence(at))} back"
    yield f"an unnamed {what} {_paragraphs(query.place.paragraph - discourse.places.paragraph(at))} back"
    if isinstance(c, Spoken):
        head = c.resolved.phrase.head if c.resolved.phrase else ""
        yield f"spoke as {c.resolved.speaker.type}"
        if discourse.history[-1][0] == at:
            yield "an unnamed speaker, the last"
    else:
        head = c.noun.phrase.head
        yield f"a subject that is {c.noun.category}"
        if c.noun.start == field.last_subject(discourse):
            yield "the last subject"
        if c.place.paragraph == query.place.paragraph and not _here(discourse, query, field):
            yield "nobody else in the paragraph"
        if c.noun.main:
            yield "an unnamed subject of a main clause"
        if c.noun.words[:2].casefold() in ("a ", "an"):
            yield "an unnamed subject, introduced"
    if query.gender and head in of_gender("f" if query.gender == "m" else "m"):
        yield "gender differs"
    labels = ("PERSON",) if query.kind == "he or she" else ("ORG", "GPE")
    if any(m.start > at and m.label in labels for m in discourse.mentions.before(query.start, 8)):
        yield f"another named since the {what}"


def _here(discourse: Discourse, query: Query, field: Field) -> bool:
    """Whether a named candidate stands in the paragraph of the source."""
    start = discourse.where.items[query.place.paragraph].start if query.place.paragraph >= 0 else query.start
    return any(c.last is not None and c.last.start >= start for c in field.named)


def _sentences(n: int) -> str:
    return "0" if n <= 0 else "1" if n == 1 else "2-3" if n < 4 else "4-8" if n < 9 else "9+"


def _paragraphs(n: int) -> str:
    return "same paragraph" if n <= 0 else "1 paragraph" if n == 1 else "2-3 paragraphs" if n < 4 else "4+ paragraphs"


def _times(n: int) -> str:
    return "once" if n == 1 else "2-3 times" if n < 4 else "4-8 times" if n < 9 else "9+ times"
