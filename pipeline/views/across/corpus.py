"""A corpus at a glance: who is quoted, how, by whom, when, how diverse the sources are, and their gender by evidence.

Shares of women and men are counted as GenderGapTracker and Source Matters count them, over people and over their
quotes, and the share of which nothing is known stands beside them: nothing is claimed of gender without evidence.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.views.across.people import EVIDENCE, Appearance, Voice, appearances, people_of
from pipeline.views.results import Article
from pipeline.views.speakers import words

KINDS = ("direct", "mixed", "indirect")
BELIEF = "belief or wish"  # what nobody said or wrote
NOBODY = "nobody named"
NO_PUBLISHER = "publisher not known"
GENDERS = ("female", "male", None)


@dataclass
class Corpus:
    """Sums over articles, taken in one by one; ``overview`` gives them as the report shows them."""

    articles: int = 0
    figures: int = 0
    words: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)
    publishers: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    months: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    found: list[Appearance] = field(default_factory=list)

    def add(self, article: Article) -> None:
        """Take an article in."""
        publisher = article.document.publisher or NO_PUBLISHER
        self.articles += 1
        self.figures += len(article.claims)
        self.publishers[publisher].update({"articles": 1, "quotes": len(article.quotes)})
        if article.published:
            self.months[article.published[:7]].update({"articles": 1, "quotes": len(article.quotes)})
        for quote in article.quotes:
            self.words += words(quote)
            self.kinds[quote.kind if quote.speech else BELIEF] += 1
            self.types[quote.speaker.type if quote.speaker else NOBODY] += 1
        self.found += appearances(article)

    def people(self) -> list[Voice]:
        """Speakers merged over the articles."""
        return people_of(self.found)

    def overview(self, people: Sequence[Voice] | None = None) -> dict[str, Any]:
        """Everything as plain data, each list in the order in which it is shown."""
        voices = self.people() if people is None else people
        persons = [voice for voice in voices if voice.type == "person"]
        return {
            "counts": {
                "articles": self.articles,
                "publishers": len([name for name in self.publishers if name != NO_PUBLISHER]),
                "speakers": len(voices),
                "quotes": self.kinds.total(),
                "words": self.words,
                "figures": self.figures,
            },
            "kinds": [[kind, self.kinds[kind]] for kind in (*KINDS, BELIEF)],
            "types": [list(pair) for pair in sorted(self.types.items(), key=lambda pair: (-pair[1], pair[0]))],
            "gender": [_gender(persons, gender) for gender in GENDERS],
            "evidence": [[name, sum(v.gender_by == name for v in persons)] for name in EVIDENCE],
            "publishers": self._by_publisher(persons),
            "months": [[month, sums["articles"], sums["quotes"]] for month, sums in sorted(self.months.items())],
            "diversity": diversity([len(voice.quotes) for voice in voices]),
        }

    def _by_publisher(self, persons: Sequence[Voice]) -> list[list[Any]]:
        """Name, articles, quotes, people quoted, women and men among them."""
        quoted: dict[str, Counter[str]] = defaultdict(Counter)
        for voice in persons:
            for name in voice.publishers:
                quoted[name].update({"people": 1, str(voice.gender): 1})
        ranked = sorted(self.publishers.items(), key=lambda pair: (-pair[1]["articles"], pair[0]))
        return [
            [name, sums["articles"], sums["quotes"], *(quoted[name][key] for key in ("people", "female", "male"))]
            for name, sums in ranked
        ]


def corpus(articles: Iterable[Article]) -> Corpus:
    """The sums of some articles."""
    made = Corpus()
    for article in articles:
        made.add(article)
    return made


def _gender(persons: Sequence[Voice], gender: str | None) -> list[Any]:
    """Gender, people, their quotes, their words."""
    own = [voice for voice in persons if voice.gender == gender]
    return [gender, len(own), sum(len(voice.quotes) for voice in own), sum(voice.words for voice in own)]


def diversity(quotes: Sequence[int]) -> dict[str, float | None]:
    """How even the sources are, of the number of quotes of each.

    ``simpson``: the chance that two quotes taken at random are of two speakers (Gini-Simpson, 1 - Σp²); ``effective``:
    as many speakers quoted equally often would be as diverse (its inverse form, 1 / Σp²; Hill 1973).
    """
    total = sum(quotes)
    if not total:
        return {"simpson": None, "effective": None}
    same = sum((count / total) ** 2 for count in quotes)
    return {"simpson": round(1 - same, 4), "effective": round(1 / same, 2)}
