"""What a figure measures, as a choice among the nouns around it; what the rules of ``measured`` say is one feature."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.attrs import DEP, POS
from spacy.symbols import NOUN, PROPN
from spacy.tokens import Doc, Token

from pipeline.choices import Choice, Example, step
from pipeline.choices.shares import reached
from pipeline.claims.lexicon import words
from pipeline.claims.link.pointers import Pointers
from pipeline.claims.measured import Measures
from pipeline.claims.measured.figures import Figures, Phrase
from pipeline.claims.measured.phrases import changing
from pipeline.claims.parse.quantity import Quantity
from pipeline.syntax import SUBJECTS, child, lexicon, path, subject, timed

WEIGHTS = Path(__file__).with_name("measure.csv")
MAX_BEFORE = 12  # nouns before the figure that are candidates
MAX_AFTER = 6  # nouns after it
MAX_BACK = 90  # tokens before the figure in which they are looked for
MAX_AHEAD = 25  # tokens after it
_STEPS = (1, 2, 3, 5, 8, 13, 21, 40)
_BEFORE = frozenset(  # words before a figure that tell what it is
    (
        "to",
        "from",
        "by",
        "at",
        "of",
        "with",
        "for",
        "than",
        "between",
        "and",
        "or",
        ",",
        "(",
        "up",
        "down",
        "was",
        "is",
        "were",
        "are",
        "a",
        "an",
        "the",
    )
)
_LISTS = ("light", "scales", "sizes", "results", "owners", "marks")


class Measure:
    """Chooses the measured phrase of each figure of one article."""

    def __init__(self, measures: Measures) -> None:
        self._measures = measures
        self._choice = Choice.read(WEIGHTS)
        self._nouns: _Nouns | None = None
        self._pointers: Pointers | None = None

    def __call__(self, quantity: Quantity) -> tuple[Phrase | None, str | None]:
        """Characters of the phrase and the feature that chose it; None where the text does not say."""
        ruled = self._measures(quantity)
        figures = self._measures.figures
        if figures is None or quantity.kind == "rank":
            return ruled, "rule" if ruled is not None else None
        nouns, facts = self.candidates(figures, quantity, ruled)
        verdict = self._choice.pick(facts)
        if verdict is None:
            return ruled, "rule" if ruled is not None else None
        chosen = nouns[verdict.index]
        return self.phrase(figures, quantity, chosen, ruled), verdict.basis or "rule"

    def phrase(self, figures: Figures, quantity: Quantity, noun: Token, ruled: Phrase | None) -> Phrase:
        """Characters of the phrase of a candidate; that of the rules is taken as they cut it."""
        if ruled is not None and figures.setting.span(*ruled).root.i == noun.i:
            return ruled
        if noun.pos_ not in ("NOUN", "PROPN"):
            return noun.idx, noun.idx + len(noun)
        return self._measures.phrase(quantity, noun)

    def candidates(
        self, figures: Figures, quantity: Quantity, ruled: Phrase | None
    ) -> tuple[list[Token], list[Sequence[str]]]:
        """The nouns in question and what is true of each; the rules' own comes first."""
        self._nouns = self._nouns or _Nouns(figures)
        self._pointers = self._pointers or Pointers(figures.setting)
        place = _Place(figures, quantity, self._nouns, self._pointers)
        first = figures.setting.span(*ruled).root if ruled is not None else None
        nouns = ([first] if first is not None else []) + [t for t in place.nouns() if first is None or t.i != first.i]
        return nouns, [list(dict.fromkeys(place.facts(t, first))) for t in nouns]


@dataclass(frozen=True, slots=True)
class _Noun:
    """What is true of a noun for every figure: asked once."""

    token: Token
    relation: str
    clause: int
    changes: bool
    facts: tuple[str, ...]


class _Nouns:
    """The nouns of one article that may be measured."""

    def __init__(self, figures: Figures) -> None:
        self.doc, self.setting = figures.doc, figures.setting
        flat = figures.doc.vocab.strings.add("flat")
        kinds = figures.doc.to_array([POS, DEP]).tolist()
        things = (k for k, (pos, dep) in enumerate(kinds) if pos in (NOUN, PROPN) and dep != flat)
        self.at = [k for k in things if k not in figures.owner]
        self._known: dict[int, _Noun] = {}

    def __getitem__(self, k: int) -> _Noun:
        found = self._known.get(k)
        if found is None:
            found = self._known[k] = self._asked(self.doc[k])
        return found

    def _asked(self, token: Token) -> _Noun:
        relation, low = _relation(token), token.lower_
        facts = [token.pos_, f"tag {token.tag_}", f"is {relation}"]
        if low in lexicon("time") or timed(token):
            facts.append("time")
        facts += [f"in {name}" for name in _LISTS if low in words("measured", name)]
        if token.ent_type_:
            facts.append(f"name of {token.ent_type_}")
        return _Noun(token, relation, self.setting.clause(token), changing(token), tuple(facts))


class _Place:
    """A figure among the nouns around it."""

    def __init__(self, figures: Figures, quantity: Quantity, nouns: _Nouns, pointers: Pointers) -> None:
        self.figures, self.quantity, self.doc, self._nouns = figures, quantity, figures.doc, nouns
        span = figures.setting.span(*quantity.number)
        self.start, self.end, self.figure = span.start, span.end, span.root
        self.floor, self.ceiling = figures.setting.sentence(span.start)
        self.verb = figures.setting.verb(self.figure)
        self.subject = subject(self.verb) if self.verb is not None else None
        self.clause = figures.setting.clause(self.figure)
        self.own = quantity.noun
        last = figures.found[-2] if len(figures.found) > 1 else None
        self.last = figures.setting.span(*last).root if last is not None else None
        self.group = f"{quantity.kind}{' of things' if quantity.noun is not None else ''}"
        before = figures.low(figures.setting.tokens(quantity).start - 1)
        after = figures.low(figures.setting.tokens(quantity).end)
        self.after = after if after in _BEFORE else "other"
        self.before = before if before in words("measured", "owners") or before in _BEFORE else "other"
        figure = pointers.figure(quantity.start, quantity.end)
        self.firsts, self.lasts = pointers.shares("measure.first", figure), pointers.shares("measure.last", figure)

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
            yield self.doc[self.figures.setting.token_at(self.own[1] - 1)]
        if self.verb is not None and self.verb.pos_ == "VERB":
            yield self.verb

    def facts(self, noun: Token, ruled: Token | None) -> Iterator[str]:
        """What is true of a candidate."""
        group = self.group
        if ruled is not None and noun.i == ruled.i:
            yield from ("rule", f"rule, {group}", f"rule, {self.before} before")
            yield f"rule, {self.before} before, {self.after} after"
        if ruled is None:
            yield "no rule"
        known = self._nouns[noun.i]
        yield from known.facts
        yield from self._by_network(noun)
        yield from (f"{noun.pos_}, {group}", f"is {known.relation}, {self.before} before")
        gap = self.start - noun.i if noun.i < self.start else noun.i - self.end + 1
        side = "before" if noun.i < self.start else "after"
        yield step(f"tokens {side}", gap, _STEPS)
        if self.own is not None and self.own[0] <= noun.idx < self.own[1]:
            yield from ("counted", f"counted, {self.quantity.rule}", f"counted, {self.before} before")
        if not self.floor <= noun.i < self.ceiling:
            yield "another sentence"
        else:
            way = path(self.figure, noun, 5)
            if way is not None:
                yield f"path {way}"
            yield "same clause" if known.clause == self.clause else "another clause"
        if self.subject is not None and noun.i == self.subject.i:
            yield from ("subject", f"subject, {group}", f"subject, {self.before} before")
        if self.verb is not None and noun.head.i == self.verb.i and noun.dep_ == "obj":
            yield f"object, {group}"
        if self.last is not None and noun.i == self.last.i:
            yield from ("as before", f"as before, {group}", f"as before, {self.before} before")
        elif self.last is not None and noun.lemma_ == self.last.lemma_:
            yield "word as before"
        if known.changes:
            yield f"change, {group}"
        if noun.i + 1 == self.start - (self.before != "other"):
            yield f"touches, {self.before} before"

    def _by_network(self, noun: Token) -> Iterator[str]:
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

    found = []
    quantities: list[Quantity] = doc._.onrecord.quantities
    measures = Measures.of(doc)
    choice = Measure(measures)
    claims = matched(quantities, gold)
    for quantity in quantities:
        ruled, figures = measures(quantity), measures.figures
        claim = claims.get(quantity.id)
        if claim is None or figures is None or quantity.kind == "rank":
            continue
        nouns, facts = choice.candidates(figures, quantity, ruled)
        texts = (doc.text[slice(*choice.phrase(figures, quantity, noun, ruled))] for noun in nouns)
        right = frozenset(n for n, text in enumerate(texts) if word_f1(text, claim["measure"]) >= ALIKE)
        found.append(Example(gold["id"], tuple(tuple(f) for f in facts), right))
    return found
