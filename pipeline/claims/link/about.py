"""Whose figure it is, as a choice among the named things of the article and nobody.

Candidates are the things named in the sentence, in the sentences before it and in the paragraph, those in the title and
the lead, and those that the article names most. What is true of each is asked in groups: by grammar (``owning``), by
place in the sentence, by what the article makes of a thing (``standing``), by who speaks, and by the network.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from pipeline.choices import Choice, Example
from pipeline.choices.shares import reached
from pipeline.claims.link.gold import matched
from pipeline.claims.link.measure import Measure
from pipeline.claims.link.owning import Anchors, anchors, by_grammar
from pipeline.claims.link.place import Place, Places
from pipeline.claims.link.scene import Scene, pronoun
from pipeline.claims.link.source import Sources
from pipeline.claims.link.standing import Standings
from pipeline.claims.parse.quantity import Quantity
from pipeline.claims.setting import Setting
from pipeline.encoder.linker import NOTHING
from pipeline.records import Quote

WEIGHTS = Path(__file__).with_name("about.csv")
MAX_TOP = 8  # things that are candidates because they are named so often
MAX_NEAR = 8  # mentions of the paragraph that are candidates


class About:
    """Chooses the owner of each figure of one article."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.setting, self.doc = scene, scene.setting, scene.doc
        self.choice, self._places, self._standings = Choice.read(WEIGHTS), Places(scene), Standings(scene)
        self._top = {thing for thing, rank in scene.rank.items() if rank < MAX_TOP}

    def __call__(
        self, quantity: Quantity, measured: tuple[int, int] | None, quote: Quote | None
    ) -> tuple[str | None, str | None]:
        """The id of the thing, and the feature that chose it; both None where nobody owns the figure."""
        things, facts = self.candidates(quantity, measured, quote)
        verdict = self.choice.pick(facts)
        if verdict is None or things[verdict.index] is None:
            return None, None
        return things[verdict.index], verdict.basis or None

    def candidates(
        self, quantity: Quantity, measured: tuple[int, int] | None, quote: Quote | None
    ) -> tuple[list[str | None], list[Sequence[str]]]:
        """Nobody and the things in question, the most named first, with what is true of each."""
        place = self._places(quantity, measured, quote)
        found = anchors(self.setting, place) if self.setting.parsed else []
        facts: dict[str, dict[str, None]] = defaultdict(dict)
        for group in (
            by_grammar(self.scene, place, found) if self.setting.parsed else (),
            self._by_place(place),
            self._by_speaker(place),
            self._by_network(place),
        ):
            for thing, fact in group:
                facts[thing][fact] = None
        for thing in facts.keys() | self._pool(place):
            facts[thing].update(dict.fromkeys(self._standings(thing, place)))
        things = sorted(facts, key=self.scene.rank.__getitem__)
        return [None, *things], [list(self._of_nobody(place, found)), *(list(facts[k]) for k in things)]

    def _pool(self, place: Place) -> set[str]:
        """Candidates for where they stand."""
        scene, sentence = self.scene, place.sentence
        pool = {e.entity for e in scene.within(sentence.back, sentence.end)}
        pool |= {e.entity for e in scene.backwards(place.paragraph, place.quantity.start, MAX_NEAR)}
        return pool | scene.in_title | scene.in_lead | self._top

    def _by_place(self, place: Place) -> Iterator[tuple[str, str]]:
        """Names in the figure's own sentence, and beside it."""
        scene, quantity, here = self.scene, place.quantity, place.sentence.named
        before = [e for e in here if e.start < quantity.start]
        for n, e in enumerate(reversed(before)):
            label = scene.label[e.entity]
            yield e.entity, f"before, {min(n, 3)} between"
            yield e.entity, f"before, {min(n, 3)} between {label}"
            yield e.entity, f"before {place.kind} {label}"
        for n, e in enumerate(e for e in here if e.start >= quantity.end):
            yield e.entity, f"after, {min(n, 2)} between"
            yield e.entity, f"after, {min(n, 2)} between {scene.label[e.entity]}"
        own = self.setting.clause(place.figure) if self.setting.parsed else None
        for e in here:
            if own is not None and self.setting.clause(scene.heads[e.id]) == own:
                yield from ((e.entity, "same clause"), (e.entity, f"same clause {scene.label[e.entity]}"))
            if (country := scene.country_of.get(e.entity)) is not None:
                yield country, "its people here"
                if place.measured is not None and place.measured[0] <= e.start < place.measured[1]:
                    yield country, "its people measured"

    def _by_speaker(self, place: Place) -> Iterator[tuple[str, str]]:
        """Who says it, and the body that the speaker belongs to."""
        quote, scene = place.quote, self.scene
        if quote is None or quote.speaker is None:
            return
        if quote.speaker.entity in scene.of:
            yield quote.speaker.entity, "speaker"
        for span, fact in ((quote.speaker.affiliation, "speaker's body"), (quote.source, "in source")):
            for e in scene.within(span.start, span.end) if span is not None else ():
                yield e.entity, fact

    def _by_network(self, place: Place) -> Iterator[tuple[str, str]]:
        """Whom the linker points at, by all mentions together."""
        of: dict[str, float] = defaultdict(float)
        for token, share in self.setting.shares("owner", place.quantity).items():
            thing = self.scene.thing_at(self.doc[token]) if token != NOTHING else None
            if thing is not None:
                of[thing] += share
        return ((thing, fact) for thing, share in of.items() for fact in reached(share))

    def _of_nobody(self, place: Place, found: Anchors) -> Iterator[str]:
        """What speaks for and against nobody's."""
        scene, quantity, noun = self.scene, place.quantity, place.noun
        yield from ("nobody", f"nobody {place.kind}", f"nobody, {place.company}", f"nobody's {quantity.rule}")
        yield f"nobody's unit {quantity.unit}"
        if place.quote is not None:
            yield "nobody, quoted"
        if not scene.has_title:
            yield "nobody, no title"
        elif not scene.in_title:
            yield "nobody in title"
        if noun is not None:
            yield from (f"nobody's {noun.pos_}", f"nobody's {noun.lemma_.lower()}")
        verb = self.setting.verb(place.figure) if self.setting.parsed else None
        if verb is not None:
            yield f"nobody {verb.lemma_.lower()}"
        if all(scene.thing_at(t) is None for t, _ in found):
            yield "nobody by grammar"
        own = next((t for t, relation in found if relation == "subject 1"), None)
        if own is not None and scene.thing_at(own) is None:
            yield from (f"nobody, subject {pronoun(own) or own.pos_}", f"nobody, subject {own.tag_}")
        yield from reached(self.setting.shares("owner", quantity).get(NOTHING, 0.0))


def examples(doc: Doc, gold: Mapping[str, Any]) -> list[Example]:
    """The owners that the gold article's claims have; whom it does not say is nobody."""
    from pipeline.choices.gold import same_name

    quantities: list[Quantity] = doc._.onrecord.quantities
    setting, claims, found = Setting(doc), matched(quantities, gold), []
    about, measure = About(Scene(setting, doc._.onrecord.entities)), Measure(setting, quantities)
    sources = Sources(doc._.onrecord.quotes or [], setting)
    for quantity in quantities:
        measured, _ = measure(quantity)
        if (claim := claims.get(quantity.id)) is None:
            continue
        things, facts = about.candidates(quantity, measured, sources.around(quantity))
        names = [None if k is None else about.scene.name(k) for k in things]
        right = frozenset(n for n, name in enumerate(names) if same_name(name, claim["about"]))
        found.append(Example(gold["id"], tuple(tuple(f) for f in facts), right))
    return found
