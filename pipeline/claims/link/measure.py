"""What a figure measures, as a choice among the nouns around it and its verb."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from spacy.attrs import DEP, POS
from spacy.symbols import NOUN, PROPN
from spacy.tokens import Doc, Token

from pipeline.choices import Choice, Example, step
from pipeline.choices.shares import reached
from pipeline.claims.lexicon import moves, words
from pipeline.claims.link.drills import measured
from pipeline.claims.link.phrases import phrase
from pipeline.claims.parse.quantity import Quantity
from pipeline.claims.setting import Setting
from pipeline.syntax import SUBJECTS, child, lexicon, path, possessed, subject, timed

WEIGHTS = Path(__file__).with_name("measure.csv")
MAX_BEFORE = 9  # nouns before the figure that are candidates
MAX_AFTER = 6  # nouns after it
MAX_BACK = 90  # tokens before the figure in which they are looked for
MAX_AHEAD = 25  # tokens after it
MAX_PATH = 5  # edges on either side of a path from the figure to a noun
_STEPS = (1, 2, 3, 5, 8, 13, 21, 40)
_LISTS = ("light", "scales", "sizes", "results", "owners", "marks")

Phrase = tuple[int, int]  # characters of a measured phrase


class Measure:
    """Chooses the measured phrase of each figure of one article, in order; ``same``: what restates which figure."""

    def __init__(self, setting: Setting, quantities: Sequence[Quantity], same: Mapping[str, str]) -> None:
        self.setting, self._same = setting, same
        self.choice = Choice.read(WEIGHTS)
        self._nouns = _Nouns(setting, quantities) if setting.parsed else None
        self._found: dict[str, tuple[Phrase | None, str | None]] = {}
        self._told = _Told()

    def __call__(self, quantity: Quantity) -> tuple[Phrase | None, str | None]:
        """Characters of the phrase and the feature that chose it; None where the text does not say."""
        if self._nouns is None:
            return quantity.noun, "counted" if quantity.noun is not None else None
        first = self._same.get(quantity.id)  # "105 billion yuan ($14 billion)": what the first one measures
        found = self._found[first] if first is not None else self._chosen(quantity)
        self._found[quantity.id] = found
        return found

    def _chosen(self, quantity: Quantity) -> tuple[Phrase | None, str | None]:
        nouns, facts = self.candidates(quantity)
        verdict = self.choice.pick(facts)
        if verdict is None:
            return quantity.noun, None
        noun = nouns[verdict.index]
        self._told.add(quantity, noun)
        return self.phrase(quantity, noun), verdict.basis or None

    def phrase(self, quantity: Quantity, noun: Token) -> Phrase:
        """Characters of the phrase of a candidate, with the counted words as they were found; of a verb that alone."""
        assert self._nouns is not None
        if noun.pos_ not in ("NOUN", "PROPN"):
            return noun.idx, noun.idx + len(noun)
        figures = self._nouns.figures
        noun = possessed(noun, lambda token: token.i in figures and token.i != noun.i)
        a, b = phrase(noun, lambda token: token.i in figures and token.i != noun.i, self._nouns.dated)
        a += self.setting.doc[a].text == "-"
        start, end = self.setting.doc[a].idx, self.setting.doc[b - 1].idx + len(self.setting.doc[b - 1])
        if quantity.noun is not None and quantity.noun[0] <= noun.idx < quantity.noun[1]:
            return quantity.noun[0], max(quantity.noun[1], end)  # with what the tree adds behind it
        return start, end

    def candidates(self, quantity: Quantity) -> tuple[list[Token], list[Sequence[str]]]:
        """The nouns in question, nearest first, and what is true of each; of a parsed document."""
        assert self._nouns is not None
        place = _Place(self.setting, quantity, self._nouns, self._told)
        nouns = list({t.i: t for t in place.nouns()}.values())
        return nouns, [list(dict.fromkeys(place.facts(t))) for t in nouns]


@dataclass(frozen=True, slots=True)
class _Noun:
    """What is true of a noun for every figure: asked once."""

    relation: str
    clause: int
    facts: tuple[str, ...]
    grouped: tuple[str, ...]  # that weigh differently for each kind of figure


class _Nouns:
    """The nouns of one article that may be measured; ``figures``: the tokens of figures, which may not."""

    def __init__(self, setting: Setting, quantities: Sequence[Quantity]) -> None:
        self.doc, self.setting = setting.doc, setting
        self.figures = {token.i for q in quantities for token in setting.span(q.number[0], _end(q))}
        dates = (d for d in self.doc._.onrecord.dates or () if d.type == "DATE")
        self.dated = {token.i for d in dates for token in setting.span(d.start, d.end)}
        flat = self.doc.vocab.strings.add("flat")
        kinds = self.doc.to_array([POS, DEP]).tolist()
        things = (k for k, (pos, dep) in enumerate(kinds) if pos in (NOUN, PROPN) and dep != flat)
        self.at = [k for k in things if k not in self.figures]
        parting = words("measured", "parting")
        self.parting = [k for k, low in enumerate(setting.lows) if low in parting]
        self._known: dict[int, _Noun] = {}

    def __getitem__(self, k: int) -> _Noun:
        found = self._known.get(k)
        if found is None:
            found = self._known[k] = self._asked(self.doc[k])
        return found

    def _asked(self, token: Token) -> _Noun:
        relation, low, head = _relation(token), token.lower_, token.head
        facts = [token.pos_, f"tag {token.tag_}", f"is {relation}"]
        if low in lexicon("time") or timed(token):
            facts.append("time")
        facts += [f"in {name}" for name in _LISTS if low in words("measured", name)]
        if token.ent_type_:
            facts.append(f"name of {token.ent_type_}")
        grouped = [token.pos_]
        if moves("nouns", low):
            grouped += ["change", f"change, {relation}"]
        if head.i != token.i and head.pos_ == "NOUN":  # "a rise *in exports*", "a total *of 9 boats*"
            kind = (
                "a change"
                if moves("nouns", head.lower_)
                else "a sum"
                if head.lower_ in words("measured", "light")
                else "a noun"
            )
            grouped.append(f"{relation} of {kind}")
        elif relation in ("nsubj", "obj"):
            facts.append(f"{relation} of {head.lemma_.lower()}")
            grouped.append(f"{relation} of {'a change' if moves('verbs', head.lower_) else head.pos_}")
        return _Noun(relation, self.setting.clause(token), tuple(facts), tuple(grouped))


def _end(quantity: Quantity) -> int:
    """Where a figure ends: an attribute's noun belongs to it ("a *31-page* agreement")."""
    attribute = quantity.rule == "attribute" and quantity.noun is not None
    return quantity.noun[1] if attribute and quantity.noun is not None else quantity.number[1]


@dataclass(slots=True)
class _Told:
    """What the figures before measure: the last of them and its noun, and the lemmas of all."""

    figure: Quantity | None = None
    noun: Token | None = None
    lemmas: set[str] = field(default_factory=set)

    def add(self, figure: Quantity, noun: Token) -> None:
        """The next figure's noun is chosen."""
        self.figure, self.noun = figure, noun
        self.lemmas.add(noun.lemma_)

    def alike(self, quantity: Quantity) -> str:
        """How the last figure is like another: of one unit, of one kind or of neither."""
        last = self.figure
        if last is None or last.kind != quantity.kind:
            return "unlike"
        return "alike" if last.unit == quantity.unit else "of one kind"


class _Place:
    """A figure among the nouns around it, after those of which is ``told``."""

    def __init__(self, setting: Setting, quantity: Quantity, nouns: _Nouns, told: _Told) -> None:
        self.setting, self.quantity, self.doc = setting, quantity, setting.doc
        self._nouns, self._told, self.own = nouns, told, quantity.noun
        span = setting.span(*quantity.number)
        self.start, self.end, self.figure = span.start, span.end, span.root
        self.floor, self.ceiling = setting.sentence(span.start)
        self.verb = setting.verb(self.figure)
        self.subject = subject(self.verb) if self.verb is not None else None
        self.clause = setting.clause(self.figure)
        counted = setting.text[slice(*quantity.noun)].lower() if quantity.noun is not None else ""
        things = "" if not counted else " of points" if counted in words("measured", "scales") else " of things"
        self.group = f"{quantity.kind}{things}"
        whole = setting.tokens(quantity)
        self.before, self.after = self._beside(whole.start - 1), self._beside(whole.end)
        self._alike = told.alike(quantity)
        self.firsts, self.lasts = (setting.shares(f"measure.{end}", quantity) for end in ("first", "last"))

    def _beside(self, k: int) -> str:
        """A small word beside the figure."""
        word = self.setting.lows[k] if 0 <= k < len(self.setting.lows) else ""
        return word if word in words("measured", "beside") else "other"

    def nouns(self) -> Iterator[Token]:
        """Candidates, nearest first: before the figure, then after it, then the verb."""
        at = self._nouns.at
        before, after = bisect_left(at, self.start), bisect_left(at, self.end)
        for k in reversed(at[max(0, before - MAX_BEFORE) : before]):
            if k >= self.start - MAX_BACK:
                yield self.doc[k]
        for k in at[after : after + MAX_AFTER]:
            if k < min(self.ceiling, self.end + MAX_AHEAD):
                yield self.doc[k]
        if self.own is not None:
            yield self.doc[self.setting.token_at(self.own[1] - 1)]
        if self.verb is not None and self.verb.pos_ == "VERB":
            yield self.verb

    def facts(self, noun: Token) -> Iterator[str]:
        """What is true of a candidate."""
        known, group = self._nouns[noun.i], self.group
        yield from known.facts
        yield from (f"{fact}, {group}" for fact in known.grouped)
        yield from self._by_network(noun)
        yield f"is {known.relation}, {self.before} before"
        yield from self._by_distance(noun)
        if self.own is not None and self.own[0] <= noun.idx < self.own[1]:
            yield from ("counted", f"counted, {self.quantity.rule}", f"counted, {self.before} before")
        if not self.floor <= noun.i < self.ceiling:
            yield "another sentence"
        else:
            way = path(self.figure, noun, MAX_PATH)
            if way is not None:
                yield from (f"path {way}", f"path {way}, {group}", f"path {way}, {self.before} before")
            yield "same clause" if known.clause == self.clause else "another clause"
        if self.subject is not None and noun.i == self.subject.i:
            yield from ("subject", f"subject, {group}", f"subject, {self.before} before")
        if self.verb is not None and noun.head.i == self.verb.i and noun.dep_ == "obj":
            yield from (f"object, {group}", f"object, {self.before} before")
        yield from self._by_course(noun)

    def _by_course(self, noun: Token) -> Iterator[str]:
        """Whether figures before it measure the same, and how like this one they are."""
        last = self._told.noun
        if noun.lemma_ in self._told.lemmas:
            yield from ("measured before", f"measured before, {self.group}")
        if last is None:
            return
        if noun.i == last.i:
            for what in (self.group, f"{self.before} before", self._alike):
                yield f"as before, {what}"
            yield "as before"
            return
        yield f"not as before, {self._alike}, {'earlier' if noun.i < last.i else self._side(noun)}"
        if noun.lemma_ == last.lemma_:
            yield "word as before"

    def _side(self, noun: Token) -> str:
        return "before" if noun.i < self.start else "after"

    def _by_distance(self, noun: Token) -> Iterator[str]:
        """How far from the figure, in tokens and nouns, and whether it stands beside it."""
        at, before, side = self._nouns.at, noun.i < self.start, self._side(noun)
        yield step(f"tokens {side}", self.start - noun.i if before else noun.i - self.end + 1, _STEPS)
        between = (
            bisect_left(at, self.start) - bisect_left(at, noun.i) - 1
            if before
            else (bisect_left(at, noun.i) - bisect_left(at, self.end))
        )
        yield from (
            f"{min(between, 3)} nouns between, {side}",
            f"{min(between, 3)} nouns between, {side}, {self.group}",
        )
        yield from (f"parted by {word}, {side}" for word in sorted(self._parting(noun)))
        if noun.i + 1 == self.start - (self.before != "other"):
            yield from (f"touches, {self.before} before", f"touches, {self.before} before, {self.after} after")
        if not before and noun.i <= self.end + (self.after != "other"):
            yield f"touches, {self.after} after"

    def _parting(self, noun: Token) -> set[str]:
        """The small words and marks between a candidate and the figure."""
        low, high = (noun.i + 1, self.start) if noun.i < self.start else (self.end, noun.i)
        at = self._nouns.parting
        return {self.setting.lows[k] for k in at[bisect_left(at, low) : bisect_left(at, high)]}

    def _by_network(self, noun: Token) -> Sequence[str]:
        """How likely the linker holds it that a phrase around the noun is what is measured."""
        first = sum(share for k, share in self.firsts.items() if 0 <= k <= noun.i)
        last = sum(share for k, share in self.lasts.items() if k >= noun.i)
        return reached(first * last)


def _relation(token: Token) -> str:
    case = child(token, "case") if token.dep_ in ("nmod", "obl") else None
    if case is not None:
        return f"{token.dep_}:{case.lower_}"
    return "nsubj" if token.dep_ in SUBJECTS else token.dep_


def examples(doc: Doc, gold: Mapping[str, Any]) -> list[Example]:
    """The measured phrases of the gold article's claims: right is what shares most of its words with the gold's."""
    from pipeline.choices.gold import ALIKE, word_f1
    from pipeline.claims.link.gold import matched
    from pipeline.claims.same import restated

    quantities: list[Quantity] = doc._.onrecord.quantities
    same, claims = restated(quantities, doc.text), matched(quantities, gold)
    measure, found = Measure(Setting(doc), quantities, same), []
    for quantity in quantities:
        nouns, facts = measure.candidates(quantity)
        measure(quantity)  # the next one is told what this one got
        claim = claims.get(quantity.id)
        if claim is None or quantity.id in same:
            continue
        texts = (doc.text[slice(*measure.phrase(quantity, noun))] for noun in nouns)
        right = frozenset(n for n, text in enumerate(texts) if word_f1(text, claim["measure"]) >= ALIKE)
        found.append(Example(gold["id"], tuple(tuple(f) for f in facts), right))
    return found


def drills() -> Iterator[Example]:
    """The drills of what is measured; each is an article of its own."""
    from pipeline.choices.gold import ALIKE, word_f1

    for name, row, doc, figures in measured():
        measure = Measure(Setting(doc), doc._.onrecord.quantities, {})
        for quantity in figures:
            nouns, facts = measure.candidates(quantity)
            measure(quantity)
        texts = [doc.text[slice(*measure.phrase(quantity, noun))] for noun in nouns]
        right = frozenset(n for n, text in enumerate(texts) if word_f1(text, row["measure"]) >= ALIKE)
        yield Example(name, tuple(tuple(f) for f in facts), right)
