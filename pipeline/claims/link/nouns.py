"""The nouns of an article that a figure may measure, and what is true of each for every figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.attrs import DEP, POS
from spacy.symbols import NOUN, PROPN
from spacy.tokens import Token

from pipeline.claims.lexicon import directions, words
from pipeline.claims.parse.quantity import Quantity
from pipeline.claims.setting import Setting
from pipeline.syntax import SUBJECTS, lexicon, relation, timed

_LISTS = ("light", "scales", "sizes", "results", "owners", "marks")


@dataclass(frozen=True, slots=True)
class Noun:
    """What is true of a noun for every figure: asked once."""

    relation: str
    clause: int
    facts: tuple[str, ...]
    grouped: tuple[str, ...]  # that weigh differently for each kind of figure


class Nouns:
    """The nouns of one article that may be measured: their tokens ``at``, in order.

    ``figures``: the tokens of figures, which may not; ``dated``: those of dates; ``parting``: the small words between.
    """

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
        self._known: dict[int, Noun] = {}

    def __getitem__(self, k: int) -> Noun:
        found = self._known.get(k)
        if found is None:
            found = self._known[k] = self._asked(self.doc[k])
        return found

    def _asked(self, token: Token) -> Noun:
        tie = "nsubj" if token.dep_ in SUBJECTS else relation(token)  # of all kinds of subject one
        low, head = token.lower_, token.head
        facts = [token.pos_, f"tag {token.tag_}", f"is {tie}"]
        if low in lexicon("time") or timed(token):
            facts.append("time")
        facts += [f"in {name}" for name in _LISTS if low in words("measured", name)]
        if token.ent_type_:
            facts.append(f"name of {token.ent_type_}")
        grouped = [token.pos_]
        if low in directions("nouns"):
            grouped.append("change")
        if head.i != token.i and head.pos_ == "NOUN":  # "a rise *in exports*", "a total *of 9 boats*"
            light = "a sum" if head.lower_ in words("measured", "light") else "a noun"
            grouped.append(f"{tie} of {'a change' if head.lower_ in directions('nouns') else light}")
        elif tie in ("nsubj", "obj"):
            facts.append(f"{tie} of {head.lemma_.lower()}")
            grouped.append(f"{tie} of {'a change' if head.lower_ in directions('verbs') else head.pos_}")
        return Noun(tie, self.setting.clause(token), tuple(facts), tuple(grouped))


def _end(quantity: Quantity) -> int:
    """Where a figure ends: an attribute's noun belongs to it ("a *31-page* agreement")."""
    attribute = quantity.rule == "attribute" and quantity.noun is not None
    return quantity.noun[1] if attribute and quantity.noun is not None else quantity.number[1]
