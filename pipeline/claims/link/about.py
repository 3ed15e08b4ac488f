"""Whose figure it is, as a choice among the named things of the article and nobody.

Candidates are the things named in the sentence, in the sentences before it and in the paragraph, those in the title and
the lead, and those that the article names most. What is true of each is asked in groups: by grammar (its name, or what
stands for it, is measured, is a subject above the figure, owns either), by place in the sentence, by the course of the
article, and by who speaks.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.tokens import Doc, Token

from pipeline.choices import Choice, Example, step
from pipeline.choices.shares import reached
from pipeline.claims.lexicon import words
from pipeline.claims.link.pointers import Pointers
from pipeline.claims.link.scene import Scene, fitting, pronoun, stands_for
from pipeline.claims.parse.quantity import Quantity
from pipeline.claims.setting import Setting
from pipeline.encoder.linker import NOTHING
from pipeline.records import Quote
from pipeline.syntax import SUBJECTS, child, lexicon, own_subject, subject
from pipeline.syntax.tree import up

WEIGHTS = Path(__file__).with_name("about.csv")
MAX_BACK = 4  # sentences back in which a thing is a candidate wherever it stands
MAX_TOP = 8  # things that are candidates because they are named so often
MAX_NEAR = 8  # mentions of the paragraph that are candidates
MAX_TOLD = 60  # mentions of the paragraph among which the last subject is looked for
MAX_STEPS = 12  # edges up the tree from the figure

_BESIDE = frozenset(("", ", with", "with", "(", ":", "-", ",", "at", ", at"))
_LINKED = re.compile(r"['’]?s?(?: (?:was|were|is|are|by|has|had|fell|rose|gained|lost|added|up|down|,|at))?,?")
_PARTS = ("nmod:poss", "nmod", "compound", "amod")
_STEPS = (0, 1, 2, 3, 5, 10, 30)
_FITTING = {"he": ("PERSON",), "it": ("ORG", "GPE", "thing"), "they": ("ORG", "GPE", "thing")}

Facts = defaultdict[str, list[str]]  # thing → what is true of it


@dataclass(frozen=True, slots=True)
class Place:
    """A figure and where it stands.

    ``sentence``: its characters, ``tokens`` its tokens, ``number`` which of the article's it is; ``noun``: of the
    measured phrase; ``company``: whether the sentence names anyone; ``reports``: whether a firm
    reports such figures of itself.
    """

    quantity: Quantity
    figure: Token
    sentence: tuple[int, int]
    tokens: tuple[int, int]
    number: int
    paragraph: int
    measured: tuple[int, int] | None
    noun: Token | None
    quote: Quote | None
    company: str
    reports: bool

    @property
    def kind(self) -> str:
        """The kind of the figure; people are a kind of their own."""
        return "people" if self.quantity.kind == "count" and self.quantity.unit == "people" else self.quantity.kind


class About:
    """Chooses the owner of each figure of one article."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.setting, self.doc = scene, scene.setting, scene.doc
        self._choice, self._pointers = Choice.read(WEIGHTS), Pointers(self.setting)
        self._said: dict[int, list[str]] = {}  # sentence → classes of its pronouns
        self._standing: dict[tuple[str, str, str], tuple[str, ...]] = {}
        self._top = {thing for thing, rank in scene.rank.items() if rank < MAX_TOP}

    def __call__(
        self, quantity: Quantity, measured: tuple[int, int] | None, quote: Quote | None
    ) -> tuple[str | None, str | None]:
        """The id of the thing, and the feature that chose it; both None where nobody owns the figure."""
        things, facts = self.candidates(quantity, measured, quote)
        verdict = self._choice.pick(facts)
        if verdict is None or things[verdict.index] is None:
            return None, None
        return things[verdict.index], verdict.basis or None

    def candidates(
        self, quantity: Quantity, measured: tuple[int, int] | None, quote: Quote | None
    ) -> tuple[list[str | None], list[Sequence[str]]]:
        """Nobody and the things in question, the most named first, with what is true of each."""
        place = self._place(quantity, measured, quote)
        facts: Facts = defaultdict(list)
        anchors = list(self._anchors(place)) if self.setting.parsed else []
        for anchor in anchors:
            self._by_grammar(facts, *anchor, place)
        self._by_place(facts, place)
        self._by_course(facts, place)
        self._by_speaker(facts, place)
        nobody = self._by_network(facts, place)
        pool = facts.keys() | self._pool(place)
        for thing in pool:
            facts[thing] += self._of_itself(thing, place)
        things = sorted(pool, key=self.scene.rank.__getitem__)
        return [None, *things], [
            [*self._of_nobody(place, anchors), *nobody],
            *(list(dict.fromkeys(facts[k])) for k in things),
        ]

    def _place(self, quantity: Quantity, measured: tuple[int, int] | None, quote: Quote | None) -> Place:
        setting, doc = self.setting, self.doc
        span = setting.span(*quantity.number)
        first, last = setting.sentence(span.start)
        sentence = doc[first].idx, doc[last - 1].idx + len(doc[last - 1])
        number = setting.sentence_number(span.start)
        figure = span.root if setting.parsed else span[0]
        paragraph = setting.paragraph(quantity.start)[0]
        noun = setting.span(*measured).root if measured is not None and setting.parsed else None
        company = "some named" if self.scene.within(*sentence) else "none named"
        reports = self._reports(measured)
        return Place(
            quantity, figure, sentence, (first, last), number, paragraph, measured, noun, quote, company, reports
        )

    def _pool(self, place: Place) -> set[str]:
        """Candidates for where they stand."""
        scene, start = self.scene, place.quantity.start
        pool = {e.entity for e in scene.within(self._back(place), place.sentence[1])}
        pool |= {e.entity for e in scene.backwards(place.paragraph, start, MAX_NEAR)}
        return pool | scene.in_title | scene.in_lead | self._top

    def _back(self, place: Place) -> int:
        """Where the sentences begin in which each name is a candidate."""
        return self.doc[self.setting.sentence_start(max(0, place.number - MAX_BACK))].idx

    def _anchors(self, place: Place) -> Iterator[tuple[Token, str]]:
        """The tokens that may own the figure by grammar, each with its relation."""
        if place.measured is not None:
            span = self.setting.span(*place.measured)
            root = span.root
            yield from ((t, "measure root" if t.i == root.i else f"measure {_relation(t)}") for t in span)
        for n, own in enumerate(_subjects(place.figure), 1):
            name = f"subject {min(n, 3)}"
            yield own, name
            yield from ((c, f"{name} {_relation(c)}") for c in own.children if c.dep_ in _PARTS)

    def _by_grammar(self, facts: Facts, token: Token, relation: str, place: Place) -> None:
        """A name that measures, or is or owns the subject; or what a pronoun there may stand for."""
        scene, thing = self.scene, self.scene.thing_at(token)
        if thing is not None:
            facts[thing] += (relation, f"{relation} {scene.label[thing]}")
            return
        kind = stands_for(token)
        if kind is None:
            return
        where = "owner" if "poss" in relation else relation.split()[0]
        seen: dict[str, None] = {}
        for e in reversed(scene.within(self._back(place), token.idx)):
            if scene.label[e.entity] not in fitting(kind) or e.entity in seen:
                continue
            n = min(len(seen), 3)
            seen[e.entity] = None
            facts[e.entity] += (f"{where} {kind}, {n} since", f"{kind}, {n} since", f"fits {kind}")
            if scene.heads[e.id].dep_ in SUBJECTS:
                facts[e.entity].append(f"{kind}, subject before")
            if n == 3:
                break
        for thing in scene.in_title:
            if scene.label[thing] in fitting(kind):
                facts[thing].append(f"fits {kind}, in title")

    def _by_place(self, facts: Facts, place: Place) -> None:
        """Names in the figure's own sentence, and beside it."""
        scene, quantity, text = self.scene, place.quantity, self.setting.text
        here = scene.within(*place.sentence)
        before = [e for e in here if e.start < quantity.start]
        after = [e for e in here if e.start >= quantity.end]
        for n, e in enumerate(reversed(before)):
            label = scene.label[e.entity]
            facts[e.entity] += (
                f"before, {min(n, 3)} between",
                f"before, {min(n, 3)} between {label}",
                f"before {place.kind} {label}",
            )
        for n, e in enumerate(after):
            facts[e.entity] += (f"after, {min(n, 2)} between", f"after, {min(n, 2)} between {scene.label[e.entity]}")
        if before:
            between = text[before[-1].end : quantity.start].strip().lower()
            if between in _BESIDE:
                facts[before[-1].entity].append("right before")
            if _LINKED.fullmatch(between):
                facts[before[-1].entity].append("just before")
        own = self.setting.clause(place.figure) if self.setting.parsed else None
        for e in here:
            if own is not None and self.setting.clause(scene.heads[e.id]) == own:
                facts[e.entity] += ("same clause", f"same clause {scene.label[e.entity]}")
            if (country := scene.country_of.get(e.entity)) is not None:
                facts[country].append("its people here")
                if place.measured is not None and place.measured[0] <= e.start < place.measured[1]:
                    facts[country].append("its people measured")

    def _by_course(self, facts: Facts, place: Place) -> None:
        """What the sentences up to here are about."""
        scene = self.scene
        if scene.topics and (topic := scene.topics[place.number]).thing is not None:
            facts[topic.thing] += (f"topic {topic.age}", f"topic {topic.age} {scene.label[topic.thing]}")
        if scene.topics and place.number:
            kinds = self._pronouns(place)
            for label, thing in scene.topics[place.number - 1].centers.items():
                facts[thing].append(f"center {label}")
                facts[thing] += [f"center {label}, {k} here" for k in kinds if label in _FITTING.get(k, ())]
        if place.measured is not None and not place.sentence[0] <= place.measured[0] < place.sentence[1]:
            first, _ = self.setting.sentence(self.setting.token_at(place.measured[0]))
            for e in scene.within(self.doc[first].idx, place.measured[0]):
                facts[e.entity].append("before the measure elsewhere")
        paragraph = place.paragraph, place.quantity.start
        if (first_told := scene.first(*paragraph)) is not None:
            facts[first_told.entity] += ("first in paragraph", f"first in paragraph, {place.company}")
        told = scene.backwards(*paragraph, MAX_TOLD)
        last = next((e.entity for e in told if scene.heads[e.id].dep_ in SUBJECTS), None)
        if last is not None:
            facts[last] += ("last subject", f"last subject {scene.label[last]}", f"last subject, {place.company}")

    def _pronouns(self, place: Place) -> list[str]:
        """The classes of the pronouns in the figure's sentence."""
        if place.number not in self._said:
            found = (pronoun(t) for t in self.doc[slice(*place.tokens)])
            self._said[place.number] = sorted({kind for kind in found if kind is not None})
        return self._said[place.number]

    def _by_speaker(self, facts: Facts, place: Place) -> None:
        """Who says it, and the body that the speaker belongs to: "*we* cut 40 jobs"."""
        quote = place.quote
        if quote is None or quote.speaker is None:
            return
        we = "we" in self._pronouns(place)
        if (own := quote.speaker.entity) in self.scene.of:
            facts[str(own)] += ("speaker", f"speaker {self.scene.label[str(own)]}", *(["speaker, we"] if we else []))
        if (body := quote.speaker.affiliation) is not None:
            for e in self.scene.within(body.start, body.end):
                facts[e.entity] += ("speaker's body", f"speaker's body, {'we' if we else 'no we'}")
        if quote.source is not None:
            for e in self.scene.within(quote.source.start, quote.source.end):
                facts[e.entity].append("in source")

    def _by_network(self, facts: Facts, place: Place) -> list[str]:
        """Whom the linker points at, by all mentions together; what it says of nobody."""
        quantity = place.quantity
        shares = self._pointers.shares("owner", self._pointers.figure(quantity.start, quantity.end))
        of: dict[str, float] = defaultdict(float)
        for token, share in shares.items():
            thing = self.scene.thing_at(self.doc[token]) if token != NOTHING else None
            if thing is not None:
                of[thing] += share
        for thing, share in of.items():
            facts[thing] += reached(share)
        return list(reached(shares.get(NOTHING, 0.0)))

    def _of_itself(self, thing: str, place: Place) -> Iterator[str]:
        """What the article makes of a thing, whatever the grammar."""
        scene, label = self.scene, self.scene.label[thing]
        key = thing, place.kind, place.company
        if key not in self._standing:
            self._standing[key] = tuple(self._stands(*key))
        yield from self._standing[key]
        k = bisect_left(scene.starts[thing], place.quantity.start) - 1
        earlier = scene.of[thing][k] if k >= 0 else None
        ago = place.number - scene.sentence_number(earlier.start) if earlier is not None else _STEPS[-1]
        yield step("sentences ago", ago, _STEPS)
        if earlier is not None and earlier.start >= place.paragraph:
            yield "in paragraph"
        if place.reports:
            yield f"results of {label}{' in title' if thing in scene.in_title else ''}"
        if place.noun is not None:
            yield f"{label} has {place.noun.lemma_.lower()}"

    def _stands(self, thing: str, kind: str, company: str) -> Iterator[str]:
        """How much the article is about a thing."""
        scene, label = self.scene, self.scene.label[thing]
        rank, of_label = scene.rank[thing], scene.rank_of_label[thing]
        title, lead, times = thing in scene.in_title, thing in scene.in_lead, len(scene.of[thing])
        yield from (f"label {label}", f"label {label} {kind}")
        yield from (f"rank {min(rank, 4)}", f"rank {min(rank, 2)} {label}", f"{company}, rank {min(rank, 3)}")
        yield f"rank of label {min(of_label, 3)}"
        yield f"profile {label} {min(of_label, 2)}{' title' if title else ''}{' lead' if lead else ''}"
        yield f"profile {label} {min(of_label, 2)} {kind}"
        yield step("mentions", times, (1, 2, 3, 5, 8))
        if title:
            yield from ("in title", f"in title {label}", f"in title, {company}")
        if title and scene.alone_in_title(thing):
            yield from (f"only {label} in title", f"only {label} in title, {company}")
        if lead:
            yield from ("in lead", f"in lead {label}")
        if scene.many[label] == 1:
            yield f"only {label}"
        if 3 * times > len(scene.mentions):
            yield "third of mentions"

    def _reports(self, measured: tuple[int, int] | None) -> bool:
        """Whether a firm reports such figures of itself: "*pre-tax profit*"."""
        span = self.setting.span(*measured) if measured is not None else ()
        return any(t.lower_ in words("measured", "results") for t in span)

    def _of_nobody(self, place: Place, anchors: Sequence[tuple[Token, str]]) -> list[str]:
        """What speaks for and against nobody's."""
        scene, quantity, noun = self.scene, place.quantity, place.noun
        facts = ["nobody", f"nobody {place.kind}", f"nobody, {place.company}", f"nobody's {quantity.rule}"]
        facts.append(f"nobody's unit {quantity.unit}")
        if place.quote is not None:
            facts.append("nobody, quoted")
        if not scene.has_title:
            facts.append("nobody, no title")
        elif not scene.in_title:
            facts.append("nobody in title")
        if noun is not None:
            facts += (f"nobody's {noun.pos_}", f"nobody's {noun.lemma_.lower()}")
        verb = self.setting.verb(place.figure) if self.setting.parsed else None
        if verb is not None:
            facts.append(f"nobody {verb.lemma_.lower()}")
        if all(scene.thing_at(t) is None for t, _ in anchors):
            facts.append("nobody by grammar")
        own = next((t for t, relation in anchors if relation == "subject 1"), None)
        if own is not None and scene.thing_at(own) is None:
            facts += (f"nobody, subject {pronoun(own) or own.pos_}", f"nobody, subject {own.tag_}")
        return facts


def _relation(token: Token) -> str:
    """Relation to the head, with the preposition: "nmod:of"."""
    case = child(token, "case") if token.dep_ in ("nmod", "obl") else None
    return f"{token.dep_}:{case.lower_}" if case is not None else token.dep_


def _subjects(figure: Token) -> Iterator[Token]:
    """The subjects of the predicates above a figure, nearest first."""
    seen: set[int] = set()
    first = True
    for token in up(figure, MAX_STEPS):
        copula = child(token, "cop") is not None
        if not copula and (token.pos_ not in ("VERB", "AUX") or token.dep_ in ("aux", "cop", "aux:pass")):
            continue
        own = (child(token, *SUBJECTS) if copula else None) or own_subject(token) or (subject(token) if first else None)
        first = False
        if own is not None and own.i not in seen and own.lower_ not in lexicon("time"):
            seen.add(own.i)
            yield own


def examples(doc: Doc, gold: Mapping[str, Any]) -> list[Example]:
    """The owners that the gold article's claims have; whom it does not say is nobody."""
    from pipeline.choices.gold import same_name
    from pipeline.claims.link.gold import pairs

    about, found = About(Scene(Setting(doc), doc._.onrecord.entities)), []
    for quantity, measured, quote, claim in pairs(doc, gold):
        things, facts = about.candidates(quantity, measured, quote)
        names = [None if k is None else about.scene.of[k][0].name for k in things]
        right = frozenset(n for n, name in enumerate(names) if same_name(name, claim["about"]))
        found.append(Example(gold["id"], tuple(tuple(f) for f in facts), right))
    return found
