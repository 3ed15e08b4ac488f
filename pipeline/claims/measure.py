"""What a number counts or measures, as a phrase of the text, read off the dependency tree."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from spacy.tokens import Span, Token

from pipeline.claims.lexicon import words
from pipeline.claims.quantity import Quantity
from pipeline.claims.setting import Setting
from pipeline.claims.tree import (
    change_before,
    child,
    following_noun,
    moving,
    nearest_subject,
    object_of,
    phrase,
    possessed,
    skip_articles,
    subject,
    verb_before,
)

_STEPS = 3  # quantities passed through ("$5 million, or 3 percent")
_WHOLES = ("of",)
_THEMES = ("in", "of", "for", "to", "on")
_LEVELS = frozenset(("from", "to", "at", "below", "above", "by"))
_RANKED = 8  # tokens after a rank in which the scale may stand
_FAR = 10  # tokens between a verb and the level that its subject reaches
_GAP = 9  # tokens between two figures of which one verb is said
_GAPPED = frozenset(("by", "between", "from", "at", "to"))
_JOINS = frozenset(("and", "while", "with", "but"))
_SUBJECTS = ("nsubj", "nsubj:pass")
_BRACKET = 3  # tokens between a quantity and its restatement, and after that


class Measures:
    """Finds the measured phrase of the quantities of one document, in order."""

    def __init__(self, setting: Setting, quantities: Sequence[Quantity], same: Mapping[str, str]) -> None:
        self.setting = setting
        self._same = same
        self._index = {quantity.id: n for n, quantity in enumerate(quantities)}
        self._unit: str | None = None  # unit of the quantity before
        self._found: list[tuple[int, int] | None] = []
        self._spans = [setting.span(*q.number) for q in quantities] if setting.parsed else []
        self._owner = {token.i: n for n, span in enumerate(self._spans) for token in span}

    def __call__(self, quantity: Quantity) -> tuple[int, int] | None:
        """Characters of the measured phrase, or None where the text does not say."""
        if not self.setting.parsed:
            return quantity.noun
        found = self._find(quantity, self._spans[len(self._found)])
        self._found.append(found)
        self._unit = quantity.unit
        return found

    def _find(self, quantity: Quantity, span: Span) -> tuple[int, int] | None:
        if quantity.id in self._same:  # "105 billion yuan ($14 billion)": what the first one measures
            return self._found[self._index[self._same[quantity.id]]]
        bare = (
            quantity.kind == "count" and quantity.noun is None and self._low(span.end) not in words("nouns", "people")
        )
        if bare and self._found and self._unit == quantity.unit:
            return self._found[-1]  # "31 provinces …, 29 have": what the one before counts
        if self._restates(quantity, span):
            return self._found[-1]
        noun = self._noun(quantity, span)
        for _ in range(_STEPS):
            if noun is None:
                return None
            other = self._owner.get(noun.i)
            if other is None or self._spans[other] == span:
                break
            if other < len(self._found):
                return self._found[other]
            noun = self._left(self._spans[other].start, extent=True)
        if noun is not None and noun.pos_ == "PRON" and (meant := self._meant(noun)) is not None:
            return meant
        if noun is None or noun.pos_ == "PRON" or noun.lower_ == "old":
            return None  # "the 27-year-*old*"
        noun = possessed(noun, self._taken(noun))
        a, b = phrase(noun, self._taken(noun))
        doc = self.setting.doc
        start, end = doc[a].idx, doc[b - 1].idx + len(doc[b - 1])
        if self._counts(quantity, noun) and quantity.noun is not None:
            return quantity.noun[0], max(quantity.noun[1], end)  # with what the tree adds behind it
        return start, end

    def _meant(self, pronoun: Token) -> tuple[int, int] | None:
        """What "it" or "they" stands for: a subject of this or the last sentence that the figure before measures."""
        found = self._found[-1] if self._found else None
        if found is None or pronoun.lower_ not in ("it", "they", "that", "this") or pronoun.i == 0:
            return None
        noun = self.setting.span(*found).root
        a, _ = self.setting.sentence(pronoun.i)
        floor, _ = self.setting.sentence(a - 1) if a else (a, a)
        many = noun.tag_ in ("NNS", "NNPS")
        if not floor <= noun.i < pronoun.i or many != (pronoun.lower_ == "they"):
            return None
        if pronoun.lower_ in ("that", "this") and not pronoun.is_sent_start:
            return None
        return found if noun.dep_ in _SUBJECTS else None

    def _restates(self, quantity: Quantity, span: Span) -> bool:
        """``41 percent …, *against 36 percent*``, ``$205 million, *or 19 cents a share*``: what the one before does."""
        if quantity.noun is not None or not self._found or self._low(span.end) in _WHOLES:
            return False
        before, start = self._spans[len(self._found) - 1], self.setting.tokens(quantity).start
        if before.start < self.setting.sentence(start)[0]:
            return False
        word = self._low(start - 1)
        return (word == "or" and start - before.end <= _BRACKET) or (
            word in ("against", "versus") and self._unit == quantity.unit
        )

    def _low(self, k: int) -> str:
        return self.setting.doc[k].lower_ if 0 <= k < len(self.setting.doc) else ""

    def _taken(self, noun: Token) -> Callable[[Token], bool]:
        """Which tokens may not belong to the phrase of ``noun``: those of quantities."""
        return lambda token: token.i in self._owner and token.i != noun.i

    def _counts(self, quantity: Quantity, noun: Token) -> bool:
        return quantity.noun is not None and quantity.noun[0] <= noun.idx < quantity.noun[1]

    def _noun(self, quantity: Quantity, span: Span) -> Token | None:
        """The noun that the quantity measures."""
        doc = self.setting.doc
        start, end = self.setting.tokens(quantity).start, span.end
        if quantity.noun is not None:  # the counted noun itself; whose it is stands in ``about``
            counted = doc[self.setting.token_at(quantity.noun[1] - 1)]
            return self._valued(counted, start) or counted
        if quantity.kind == "rank" and (scale := self._ranked_by(end)) is not None:
            return scale
        if quantity.kind == "rank" and end < len(doc) and doc[end].lower_ in words("ranks", "members"):
            return self._left(start, extent=False)  # "the third country in the world": who
        attribute = quantity.kind == "duration" and end < len(doc) and doc[end].text == "-"  # "an 18-month-old child"
        if quantity.kind != "duration" or attribute:
            after = self._after(quantity, start, end)
            if after is not None:
                return after
            if quantity.kind in ("percent", "share", "count") and self._acts(span):
                return self._before(start)
        if (
            quantity.kind == "count"
            and quantity.unit == "people"
            and self._low(start - 1) not in words("measured", "owners")
            and self._low(start - 1) not in ("to", "at")
        ):
            return None  # "among the six killed"
        if quantity.kind == "duration" and (lasting := self._lasting(quantity, start, span)) is not None:
            return lasting
        return self._left(start, extent=quantity.kind != "duration" or self._low(start - 1) in _LEVELS)

    def _lasting(self, quantity: Quantity, start: int, span: Span) -> Token | None:
        """``a *grounding* for three months``, ``30 years' worth of *films*``: the noun that a duration says more of."""
        doc, end = self.setting.doc, span.end
        end += end < len(doc) and doc[end].text in ("'", "’")
        if end < len(doc) and doc[end].lower_ == "worth":
            return object_of(doc, end + 1, _WHOLES)
        if self._low(start - 1) != "for" or start < 2 or span.root.dep_ != "nmod":
            return None
        return doc[start - 2] if self._thing(doc[start - 2]) else None

    def _acts(self, span: Span) -> bool:
        """Whether a share is itself who acts: "62 percent *had been there*"; the subject before it is another's."""
        return any(t.dep_ in ("nsubj", "nsubj:pass") and t.head.i >= span.end for t in span)

    def _before(self, start: int) -> Token | None:
        """What the share before token ``start`` in its sentence is a share of: "70 percent of patients …, 15 had"."""
        found = self._found[-1] if self._found else None
        if found is None or self._spans[len(self._found) - 1].start < self.setting.sentence(start)[0]:
            return None
        return self.setting.span(*found).root

    def _before_that(self) -> Token | None:
        """What the figure before measures: "prices rose 4.6 percent. Economists had *expected* 4.3"."""
        found = self._found[-1]
        return self.setting.span(*found).root if found is not None else None

    def _valued(self, counted: Token, start: int) -> Token | None:
        """What a count is the value of: "the population is 8,000 people", "the index closed at 1,478 points"."""
        verb = verb_before(self.setting.doc, start, self.setting.sentence(start)[0])
        own = subject(verb) if verb is not None and start - verb.i <= _FAR else None
        if verb is None or own is None or own.pos_ not in ("NOUN", "PROPN") or own.i > start:
            return None
        if own.lower_ in words("measured", "sizes") and self._low(start - 1) in ("from", "to", "at"):
            return own
        if counted.lower_ in words("measured", "scales") and (
            self._low(start - 1) in ("at", "to", "by", "or")
            or (moving(verb) and verb.lower_ not in words("changes", "transitive", "money"))
        ):
            return own
        near = start - verb.i <= _BRACKET
        return own if near and verb.lemma_ == "be" and own.lower_ in words("measured", "sizes") else None

    def _ranked_by(self, end: int) -> Token | None:
        """``ranks 11th in the province *by output*``, ``first globally in *the production of* …``."""
        doc = self.setting.doc
        for k in range(end, min(end + _RANKED, len(doc))):
            if doc[k].is_punct or doc[k].pos_ == "VERB":
                return None
            thing = object_of(doc, k, ("by", "in"))
            if thing is not None and thing.pos_ == "NOUN" and thing.lower_ not in words("ranks", "scopes"):
                by = doc[k].lower_ == "by" or child(thing, "nmod") is not None
                return thing if by and thing.lower_ not in words("nouns", "period") else None
        return None

    def _after(self, quantity: Quantity, start: int, end: int) -> Token | None:
        """What the words behind a quantity say of it: "5 percent *of revenue*", "a 0.6 percent *fee*"."""
        doc = self.setting.doc
        if quantity.text[:1] in "+-−":
            return None  # "Dow +0.2% Nasdaq +0.8%": a list
        past = self._past_brackets(end)
        whole = object_of(doc, end, _WHOLES) or object_of(doc, past, _WHOLES)
        if whole is not None:
            near = (self._low(start - 1), "" if self._low(start + 1) in ("least", "most") else self._low(start))
            level = quantity.kind == "percent" and any(word in _LEVELS for word in near)
            return None if level else whole  # "spending fell from 9 percent of output": the spending
        if quantity.kind == "share" and end < len(doc) and doc[end].pos_ == "DET":
            return following_noun(doc, end + 1)  # "half the amount"
        if quantity.kind == "money" and self._low(start - 1) not in ("of", "to", "at", "from"):
            stuff = self._bought(past)
            if stuff is not None:
                return stuff
        raised = self._raised(start, end)
        if raised is not None:
            return raised
        after = following_noun(doc, self._past_figures(self._times(quantity, past)))
        if after is None or after.lower_ in words("measured", "marks"):
            return None
        if after.lower_ == "worth":
            return object_of(doc, after.i + 1, _WHOLES)
        return self._themed(after) if _changing(after) else after

    def _times(self, quantity: Quantity, end: int) -> int:
        """Past the article in "24 times *the* pay"."""
        doc = self.setting.doc
        return end + (quantity.unit == "times" and end < len(doc) and doc[end].pos_ == "DET")

    def _past_figures(self, end: int) -> int:
        """Past the figures that come next before the same noun: "a 640bhp *5.2 litre* engine"."""
        while (other := self._owner.get(end)) is not None:
            end = self._spans[other].end
        return end

    def _bought(self, end: int) -> Token | None:
        """``$200 million in damages``, ``paid $9 for a ticket``: the noun after the preposition at token ``end``."""
        doc = self.setting.doc
        stuff = object_of(doc, end, ("in", "for", "on"))
        if (
            stuff is None
            or stuff.lower_ in words("nouns", "period")
            or stuff.i in self._owner
            or stuff.text[0].isdigit()
        ):
            return None
        if doc[end].lower_ == "in" and doc[end + 1].tag_ in ("NN", "NNS", "JJ"):
            return stuff
        verb = verb_before(doc, end, self.setting.sentence(end)[0])
        return stuff if verb is not None and verb.lower_ in words("measured", "payments") else None

    def _raised(self, start: int, end: int) -> Token | None:
        """``add 15 percent to the bill``: the bill."""
        doc = self.setting.doc
        thing = object_of(doc, end, ("to",))
        verb = verb_before(doc, start, self.setting.sentence(start)[0]) if thing is not None else None
        return (
            thing
            if verb is not None and verb.lemma_ == "add" and thing is not None and thing.i not in self._owner
            else None
        )

    def _past_brackets(self, end: int) -> int:
        """The token after a restatement in brackets that follows token ``end``: "8 miles (13 km) *of*"."""
        doc = self.setting.doc
        other = self._owner.get(end + 1) if end < len(doc) and doc[end].text == "(" else None
        if other is None:
            return end
        k = self._spans[other].end
        return k + 1 if k < len(doc) and doc[k].text == ")" else end

    def _themed(self, change: Token) -> Token | None:
        """What grew or shrank: "an 8 percent rise *in exports*", "8 percent *sales* growth", else to the left."""
        theme = object_of(change.doc, change.i + 1, _THEMES)
        if theme is not None and theme.lower_ not in words("nouns", "time"):
            return theme
        part = change.doc[change.i - 1]
        if part.pos_ == "ADJ" and part.head.i == change.i and part.lower_ not in words("measured", "plain"):
            return change  # "economic growth"
        if part.pos_ == "NOUN" and part.i not in self._owner:
            return part
        return self._left(change.i, extent=False)

    def _left(self, k: int, *, extent: bool) -> Token | None:
        """What the words before token ``k`` are about: "a fine of", or the object or subject of the verb before."""
        doc = self.setting.doc
        floor = self.setting.sentence(k)[0]
        k = skip_articles(doc, k, floor)
        if k - 2 >= floor and doc[k - 1].lower_ in words("measured", "owners") and doc[k - 2].pos_ in ("NOUN", "PROPN"):
            at = self._worth(k) if doc[k - 1].lower_ == "worth" else k - 2
            if doc[k - 1].lower_ == "of" and (whole := doc[at].head).i < at and self._whole(doc[at], whole):
                return self._owned(whole, whole.i)  # "a *margin* of sampling error of 3.5 points"
            if doc[at - 1].lower_ == "per" and doc[max(0, at - 2)].pos_ == "NOUN":
                at -= 2  # "earnings *per share* of 4.2 pence"
            return self._owned(doc[at], at)
        if doc[k - 1].lower_ == "between" and k - 1 > floor and doc[k - 2].lower_ in words("measured", "owners"):
            k -= 1
            return self._left(k, extent=extent)
        beside = self._apposed(k, floor) or self._gapped(k, floor)
        if beside is not None:
            return beside
        verb = verb_before(doc, k, floor)
        if verb is None:
            return self._last_noun(k, floor)
        if verb.lower_ in words("measured", "spreads"):
            return self._spread(verb, floor)
        thing = child(verb, "obj")
        if thing is not None and (
            thing.pos_ == "PRON"
            or thing.lower_ in words("measured", "scales")
            or verb.lower_ in words("measured", "prices")
        ):
            thing = None
        if extent and thing is not None and verb.i < thing.i < k and thing.i not in self._owner:
            return self._themed(thing) if _changing(thing) else thing
        if verb.tag_ == "VBG" and moving(verb) and (theme := change_before(doc, verb.i, floor)) is not None:
            return self._themed(theme) if _changing(theme) else theme  # "a rise in the share …, growing from 7 percent"
        if verb.lemma_ in words("measured", "foresees") and verb.i >= k - _BRACKET and self._found:
            return self._before_that()
        own = subject(verb) or nearest_subject(doc, verb.i, floor)
        if own is not None and own.pos_ == "PRON" and self._low(k - 1) == "for" and thing is not None:
            return thing if verb.i < thing.i < k and self._thing(thing) else own  # "we cooked each *sample* for three"
        return own

    def _whole(self, part: Token, whole: Token) -> bool:
        """Whether ``whole`` is what the figure after "``whole`` of ``part`` of" is the size of."""
        return (
            part.dep_ == "nmod"
            and self._thing(whole)
            and (case := child(part, "case")) is not None
            and (case.lower_ == "of")
        )

    def _worth(self, k: int) -> int:
        """The noun before "worth" at ``k - 1``, a time between them left out: "a deal in January worth $5 million"."""
        doc = self.setting.doc
        if doc[k - 2].lower_ not in words("nouns", "period"):
            return k - 2
        at = k - 3
        while at > 0 and doc[at].pos_ in ("ADP", "DET", "ADJ", "NUM"):
            at -= 1
        return at if doc[at].pos_ in ("NOUN", "PROPN") else k - 2

    def _spread(self, verb: Token, floor: int) -> Token | None:
        """``claims, ranging from $200``: the noun before the participle."""
        k = verb.i - 1 - (verb.i > floor + 1 and verb.nbor(-1).text == ",")
        noun = verb.doc[k]
        return noun if noun.pos_ in ("NOUN", "PROPN") and k not in self._owner else subject(verb)

    def _owned(self, noun: Token, k: int) -> Token | None:
        """``a fine of $5 million``: the fine; ``growth of``, ``a total of``: what grew or is summed up."""
        if noun.lower_ in words("measured", "light"):
            by = self._low(skip_articles(self.setting.doc, k, 0) - 1) == "by"  # "cut prices *by* an average of"
            return noun if noun.lower_ in words("measured", "spans") else self._left(k, extent=by) or noun
        if _changing(noun) and noun.lower_ not in words("changes", "amounts"):
            foreseen = noun.dep_ == "obj" and noun.head.lemma_ in words("measured", "foresees")
            return noun if foreseen else self._themed_before(noun)
        return noun

    def _apposed(self, k: int, floor: int) -> Token | None:
        """``Firm X, down 68 pence``: the noun before the comma; ``a seat $19``: the one right before."""
        doc = self.setting.doc
        beside = doc[k - 1] if k - 1 >= floor else None
        if beside is not None and self._thing(beside):
            first = beside.head if beside.dep_ == "conj" and child(beside, "cc") is not None else beside
            if first.dep_ not in ("obj", "iobj", "obl"):
                return beside
        if k - 2 >= floor and doc[k - 1].text == "(" and self._thing(doc[k - 2]):
            return doc[k - 2]  # "four fillets (1 lb)"
        if doc[k - 1].lower_ == "worth" and doc[k - 1].dep_ in ("acl", "amod", "acl:relcl"):
            noun = doc[k - 1].head
            if floor <= noun.i < k and self._thing(noun):
                return noun
        if k - 3 < floor or doc[k - 1].lower_ not in words("measured", "apposed") or doc[k - 2].text != ",":
            return None
        noun = doc[k - 3]
        return noun if noun.pos_ == "PROPN" and self._thing(noun) else None

    def _thing(self, token: Token) -> bool:
        """Whether a token is a noun that is no time and no part of a figure."""
        if token.pos_ not in ("NOUN", "PROPN") or token.i in self._owner or token.lower_ in words("nouns", "period"):
            return False
        name = token.lower_ if token.text[:1].isupper() else ""
        return name not in words("guards", "years", "months") and name not in words("guards", "years", "days")

    def _gapped(self, k: int, floor: int) -> Token | None:
        """``X fell 2.3 percent, *Burlington* by 2.6``: who does again what was said before the figure before."""
        doc = self.setting.doc
        start = max((s.end for s in self._spans[: len(self._found)] if floor < s.end < k), default=None)
        if start is None or k - start > _GAP or doc[k - 1].lower_ not in _GAPPED or not self._thing(doc[k - 2]):
            return None
        first = start + (doc[start].text in (",", ";"))
        if first == start and doc[start].lower_ not in _JOINS:
            return None
        first += doc[first].lower_ in _JOINS
        parts = doc[first : k - 1]
        if any(t.pos_ not in ("NOUN", "PROPN", "ADJ", "DET", "PART", "CCONJ") and t.lower_ != "of" for t in parts):
            return None
        inside = [t for t in parts if t.pos_ in ("NOUN", "PROPN") and t.head.i not in range(first, k - 1)]
        return inside[0] if inside else doc[k - 2]

    def _last_noun(self, k: int, floor: int) -> Token | None:
        """Without a verb: the last noun that is no time and no part of a figure."""
        return next(
            (
                t
                for t in reversed(list(self.setting.doc[floor:k]))
                if self._thing(t) and t.lower_ not in words("measured", "light")
            ),
            None,
        )

    def _themed_before(self, change: Token) -> Token | None:
        """``growth of 5 percent in output``, ``sales growth of 5 percent``: what grew."""
        part = change.doc[change.i - 1] if change.i else change
        if part.pos_ in ("NOUN", "PROPN") and part.i != change.i:
            return part
        return self._left(change.i, extent=False) or change


def _changing(token: Token) -> bool:
    return token.lower_ in words("changes", "nouns", "up") or token.lower_ in words("changes", "nouns", "down")
