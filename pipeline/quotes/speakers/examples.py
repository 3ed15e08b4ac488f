"""Choices of speakers in gold articles: every pronoun and common noun that is a source, and whom the gold names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from spacy.tokens import Doc

from pipeline.choices import Example
from pipeline.choices.gold import same_name
from pipeline.quotes.lexicon import rows
from pipeline.quotes.passes.article import Article
from pipeline.quotes.speakers.candidates import Candidate, Named
from pipeline.quotes.speakers.choose import WEIGHTS, weighed
from pipeline.quotes.speakers.discourse import Discourse, Resolved
from pipeline.quotes.speakers.gold import referent_of
from pipeline.quotes.speakers.introductions import explained, introduced
from pipeline.quotes.speakers.mentions import PERSON, Referent
from pipeline.quotes.speakers.phrases import analyse
from pipeline.quotes.speakers.query import Query, query
from pipeline.quotes.speakers.wording import wording
from pipeline.quotes.types import Offsets
from pipeline.records import Speaker, SpeakerType

__all__ = ["WEIGHTS", "drills", "examples"]

_MARKED = re.compile(r"\[([^]]*)\]")


def examples(doc: Doc, gold: Mapping[str, Any]) -> Sequence[Example]:
    """The choices at the gold's sources, in text order; who spoke before is what the gold says."""
    discourse = Discourse(Article.of(doc))
    found = []
    done: set[int] = set()
    for row in sorted(gold["attributions"], key=lambda r: r["content"][0]):
        if not row["source"] or row["source"][0][0] in done:
            continue
        done.add(row["source"][0][0])
        example = _example(discourse, row, gold["id"])
        found += [example] if example else []
    return found


def _example(discourse: Discourse, row: Mapping[str, Any], article: str) -> Example | None:
    """The choice at one source; notes who spoke."""
    known, text = discourse.mentions, discourse.text
    source = (row["source"][0][0], row["source"][-1][1])
    phrase = analyse(text, source, known.inside(*source))
    speaker = row["speaker"] or phrase.head
    right = referent_of(known, speaker)
    asked = None
    if not introduced(known, phrase) and not explained(discourse, phrase):
        content = [(s, e) for s, e in row["content"]]
        asked = query(text, phrase, discourse.places.of(*phrase.core), content)
    found = None
    if asked is not None:
        those, told = weighed(discourse, asked)
        fits = [_is(c, right, speaker, asked) for c in those]
        fits[-1] = fits[-1] and not any(fits[:-1])
        found = Example(article, tuple(told), frozenset(k for k, fit in enumerate(fits) if fit))
        if right is not None and right.label == PERSON and asked.gender and asked.kind == "he or she":
            discourse.learn(right.entity, asked.gender)
        if right is not None and asked.kind.endswith("noun"):
            discourse.meant.add((phrase.head, right.entity))
    kind: SpeakerType = wording(text, phrase)
    if right is not None:
        kind = "person" if right.label == PERSON else "organization"
    told_by = Speaker(entity=right.entity if right else None, name=speaker, type=kind, resolved_by="gold")
    discourse.heard(Resolved(told_by, phrase))
    return found


def _is(candidate: Candidate, right: Referent | None, speaker: str, asked: Query) -> bool:
    """Whether a candidate is the one whom the gold names."""
    if isinstance(candidate, Named):
        return candidate.referent is right or same_name(speaker, candidate.referent.name)
    if candidate is None:
        return same_name(speaker, asked.said)
    return same_name(speaker, candidate.speaker.name if isinstance(candidate, Resolved) else candidate.words)


def drills() -> Iterator[Example]:
    """The choices of ``data/speakers.csv``: texts of our own, each an article, "¶" between paragraphs.

    A row gives the speakers of its sources in brackets, in text order: "[She] said the weir must stay."
    """
    from pipeline.loader import load

    nlp = load(stages=("entities", "quotes"))
    for n, row in enumerate(rows("speakers"), 1):
        text = row["text"].replace("¶", "\n\n")
        doc = nlp(_MARKED.sub(r"\1", text))
        asked = [(m.start() - 2 * k, m.end() - 2 * k - 2) for k, m in enumerate(_MARKED.finditer(text))]
        whose = dict(zip(asked, row["speaker"].split(";"), strict=True))
        yield from examples(doc, {"id": f"drill {n}", "attributions": _drilled(doc, whose)})


def _drilled(doc: Doc, whose: Mapping[Offsets, str]) -> list[dict[str, Any]]:
    """The quotes of a drill as rows of gold: the marked ones with their speakers, named ones as they were resolved."""
    found = []
    for q in doc._.quotes:
        source = (q.source.start, q.source.end) if q.source else None
        named = q.speaker.name if q.speaker and q.speaker.resolved_by == "name" else None
        speaker = whose.get(source, named) if source else None
        if speaker:
            cue, content = [(q.cue.start, q.cue.end)] if q.cue else [], [(c.start, c.end) for c in q.content]
            found.append({"source": [source], "cue": cue, "content": content, "speaker": speaker})
    return found
