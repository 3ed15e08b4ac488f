"""Claims with what they are about as weighted terms, so that those of the same measure can find each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline import records
from pipeline.views.across.people import speaker_group
from pipeline.views.across.words import STOP, papers_in, plain, terms
from pipeline.views.context import Sentences
from pipeline.views.results import Article

# What a term weighs by where it stands: the measure and a name beside the figure say most, the rest of the sentence
# little. Set by hand on articles about budgets, rents, results and rankings; the order matters more than the numbers.
MEASURE, NAME, UNIT, ABOUT, CLAUSE, SENTENCE = 3.0, 3.0, 2.0, 1.0, 1.0, 0.3
FAMILIES = {"share": "percent"}  # kinds that are compared with each other
_BREAK = re.compile(r"[;:—–]|,(?=\s)|\b(?:while|whereas|although|with)\b")
_NAME = re.compile(r"[A-Z][\w&’'-]*(?:\s+(?:of|for|on|and|the|&)\s+[A-Z][\w&’'-]*|\s+[A-Z][\w&’'-]*)+")


@dataclass(frozen=True)
class Entry:
    """A claim, who makes it, where, and of which time."""

    claim: records.Claim
    title: str
    published: str | None
    period: records.Date | None
    speaker: records.Speaker | None
    sentence: str
    restated: tuple[str, ...]  # the same figure in other units, as written
    names: tuple[str, ...]  # names in the clause, as written
    terms: Mapping[str, float]
    papers: tuple[tuple[str, ...], ...] = ()  # documents that the paragraph names, with words before

    @property
    def doc_id(self) -> str:
        """The article."""
        return self.claim.doc_id

    @property
    def group(self) -> tuple[str, ...]:
        """What may be compared: kind, unit where it is one of measure, and whether it is a change."""
        claim = self.claim
        unit = claim.unit or "" if claim.kind in ("measure", "duration") else ""
        return (FAMILIES.get(claim.kind, claim.kind), unit, "change" if claim.role == "change" else "level")

    @property
    def value(self) -> float | None:
        """The number; a share in percent."""
        return (
            self.claim.value * 100 if self.claim.kind == "share" and self.claim.value is not None else self.claim.value
        )

    @property
    def source(self) -> tuple[str, ...]:
        """What the speaker is known by over articles; empty where the article itself states it."""
        return speaker_group(self.speaker) if self.speaker else ()


def entries(article: Article) -> Iterator[Entry]:
    """The claims of an article; one that restates another in other units stands with that one."""
    sentences = Sentences(article.text)
    dates = {date.id: date for date in article.dates}
    speakers = {quote.id: quote.speaker for quote in article.quotes}
    restated: dict[str, list[str]] = {}
    for claim in article.claims:
        if claim.same_as:
            restated.setdefault(claim.same_as, []).append(claim.text)
    for claim in article.claims:
        if claim.same_as:
            continue
        first, last = sentences.bounds(claim.start, claim.end)
        start, end = _clause(article.text, first, last, claim)
        names = tuple(_names(article.text, start, end))
        yield Entry(
            claim,
            article.title,
            article.published,
            dates.get(claim.period) if claim.period else None,
            speakers.get(claim.quote) if claim.quote else None,
            " ".join(article.text[first:last].split()),
            tuple(restated.get(claim.id, ())),
            names,
            _weights(claim, names, article.text[start:end], article.text[first:last]),
            papers_in(_paragraph(article.text, claim.start, claim.end)),
        )


def _paragraph(text: str, start: int, end: int) -> str:
    """The paragraph around a claim."""
    last = text.find("\n", end)
    return text[text.rfind("\n", 0, start) + 1 : last if last >= 0 else len(text)]


def _names(text: str, start: int, end: int) -> Iterator[str]:
    """Names of several words; a word that only begins the sentence ("From Orsett Bay") is no part of one."""
    for match in _NAME.finditer(text, start, end):
        words = match[0].split()
        while words and words[0].casefold() in STOP:
            words = words[1:]
        if len(words) > 1:
            yield " ".join(words).removesuffix("'s").removesuffix("’s")


def _clause(text: str, first: int, last: int, claim: records.Claim) -> tuple[int, int]:
    """The part of the sentence between the breaks around the claim."""
    start, end = first, last
    for match in _BREAK.finditer(text, first, last):
        if match.end() <= claim.start:
            start = match.end()
        elif match.start() >= claim.end:
            end = match.start()
            break
    return start, end


def _weights(claim: records.Claim, names: tuple[str, ...], clause: str, sentence: str) -> dict[str, float]:
    own = terms(claim.text)
    found: dict[str, float] = {}
    layers = [
        (SENTENCE, terms(sentence)),
        (CLAUSE, terms(clause)),
        (ABOUT, terms(claim.about_name or "")),
        (UNIT, terms(claim.unit or "") if claim.kind in ("count", "ratio") else set()),
        (NAME, {"name:" + plain(name) for name in names}),
        (MEASURE, terms(claim.measure.text) if claim.measure else set()),
    ]
    for weight, words in layers:
        for word in sorted(words - own):
            found[word] = max(found.get(word, 0.0), weight)
    return found
