"""The named things of an article: where they stand and how much it speaks of them."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cache

from spacy.tokens import Token

from pipeline.claims.lexicon import table, words
from pipeline.claims.setting import Setting
from pipeline.records import Entity

MAX_ASKED = 60  # mentions among which they are looked for
MAX_MEANT = 4  # things that a pronoun may stand for, the last named first
_THE = frozenset(("the", "this", "that", "its"))
_STEM = 4  # letters that a country and its people begin with: *Indi*a, *Indi*ans
_NAMED = ("name", "short")
_SEAT = 5  # tokens from a place to the firm that sits there


@cache
def _pronouns() -> dict[str, str]:
    return {word: kind for kind, forms in table("owners")["pronouns"].items() for word in forms}


@cache
def _nouns() -> dict[str, str]:
    return {noun: label for label in ("PERSON", "ORG", "GPE") for noun in table("owners")[label]["nouns"]}


def pronoun(token: Token) -> str | None:
    """The class of a pronoun: he, it, they or we."""
    return _pronouns().get(token.lower_)


def stands_for(token: Token) -> str | None:
    """The class of a pronoun, or the label of a noun that stands for a name: "the *company*"."""
    found = _pronouns().get(token.lower_)
    if found is None and token.pos_ == "NOUN" and any(c.lower_ in _THE for c in token.children):
        return _nouns().get(token.lemma_.lower())
    return found


def fitting(kind: str) -> frozenset[str]:
    """The labels of things that a pronoun or noun of class ``kind`` may stand for."""
    return words("owners", "fits", kind) if kind in table("owners")["fits"] else frozenset((kind,))


class Scene:
    """The named things of one article by their ids ("doc/e2"), with what holds for all figures."""

    def __init__(self, setting: Setting, entities: Sequence[Entity]) -> None:
        self.setting, self.doc = setting, setting.doc
        named = [e for e in entities if e.mention in _NAMED and not self._is_seat(e)]
        self.mentions = sorted(named, key=lambda e: (e.start, e.end))
        self._starts = [e.start for e in self.mentions]
        self.heads: dict[str, Token] = {}
        self._at: dict[int, Entity] = {}
        self.of: dict[str, list[Entity]] = defaultdict(list)
        for e in self.mentions:
            span = setting.span(e.start, e.end)
            self.heads[e.id] = span.root if setting.parsed else span[-1]
            self._at.update((t.i, e) for t in span)
            self.of[e.entity].append(e)
        self.starts = {k: [e.start for e in found] for k, found in self.of.items()}
        self.label = {k: Counter(e.label for e in found).most_common(1)[0][0] for k, found in self.of.items()}
        self.country_of = self._countries()
        self.rank, self.rank_of_label, self.many = self._ranks()
        self.in_title, self.in_lead, self.has_title = self._places()

    def thing_at(self, token: Token) -> str | None:
        """The thing whose name holds a token."""
        found = self._at.get(token.i)
        return found.entity if found is not None else None

    def name(self, thing: str) -> str:
        """The fullest name of a thing."""
        return self.of[thing][0].name

    def within(self, start: int, end: int) -> list[Entity]:
        """The mentions that start in characters ``[start, end)``, in order."""
        return self.mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def backwards(self, start: int, end: int, limit: int) -> list[Entity]:
        """The last mentions that start in characters ``[start, end)``, at most ``limit``, the last one first."""
        stop = bisect_left(self._starts, end)
        return self.mentions[max(bisect_left(self._starts, start), stop - limit) : stop][::-1]

    def recent(self, kind: str, start: int, end: int) -> list[Entity]:
        """The last mentions in characters ``[start, end)`` of things that a word of class ``kind`` may stand for.

        At most ``MAX_MEANT``, the last one first, one of each thing.
        """
        found: dict[str, Entity] = {}
        for e in self.backwards(start, end, MAX_ASKED):
            if self.label[e.entity] in fitting(kind):
                found.setdefault(e.entity, e)
                if len(found) == MAX_MEANT:
                    break
        return list(found.values())

    def alone_in_title(self, thing: str) -> bool:
        """Whether the title names no other thing of its label."""
        return all(self.label[other] != self.label[thing] for other in self.in_title if other != thing)

    def _is_seat(self, e: Entity) -> bool:
        """Whether a place only says where a firm sits: "the *Menlo Park*, Calif., company"."""
        if e.label not in ("GPE", "LOC", "FAC"):
            return False
        k = self.setting.token_at(e.end - 1) + 1
        behind = self.doc[k : k + _SEAT]
        noun = next((t for t in behind if t.pos_ not in ("PROPN", "PUNCT") and t.lower_ != "based"), None)
        return noun is not None and noun.lower_ in words("measured", "firms")

    def _countries(self) -> dict[str, str]:
        """For peoples the country of theirs that the article names too."""
        stems: dict[str, str] = {}
        for thing, found in self.of.items():
            if self.label[thing] == "GPE":
                stems.setdefault(found[0].name[:_STEM].lower(), thing)
        peoples, home = [k for k in self.of if self.label[k] == "NORP"], table("owners")["peoples"]
        said = {k: self.of[k][0].text.lower() for k in peoples}
        return {k: stems[stem] for k in peoples if (stem := home.get(said[k], said[k])[:_STEM]) in stems}

    def _ranks(self) -> tuple[dict[str, int], dict[str, int], Counter[str]]:
        """Things by how often they are named, a people for its country: place among all, among those of its label."""
        times = Counter({k: len(found) for k, found in self.of.items()})
        for people, country in self.country_of.items():
            times[country] += len(self.of[people])
        order = sorted(self.of, key=lambda k: (-times[k], self.of[k][0].start))
        seen: Counter[str] = Counter()
        within: dict[str, int] = {}
        for thing in order:
            within[thing] = seen[self.label[thing]]
            seen[self.label[thing]] += 1
        return {k: n for n, k in enumerate(order)}, within, seen

    def _places(self) -> tuple[frozenset[str], frozenset[str], bool]:
        """Who is named in the title, and in the first sentence of the body; whether there is a title."""
        document = self.doc._.onrecord.document
        title = document.title if document is not None else None
        blocks = document.blocks if document is not None else []
        start = next((b.start for b in blocks if b.kind == "body"), 0)
        first, last = self.setting.sentence(self.setting.token_at(start))
        end = self.doc[last - 1].idx if last > first else start
        span = title.span if title is not None else None
        in_title = self.within(span.start, span.end) if span is not None else []
        return (
            frozenset(e.entity for e in in_title),
            frozenset(e.entity for e in self.within(start, end)),
            span is not None,
        )
