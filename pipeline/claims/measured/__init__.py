"""What a figure counts or measures, as a phrase of the text, read off the dependency tree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from spacy.tokens import Doc, Span, Token

from pipeline.claims.lexicon import words
from pipeline.claims.measured.ahead import ahead
from pipeline.claims.measured.behind import LEVELS, WHOLES, behind, lasting, ranked_by, whole_with
from pipeline.claims.measured.carried import meant, restates, shared
from pipeline.claims.measured.counted import acts, sized, valued
from pipeline.claims.measured.figures import Figures, Phrase
from pipeline.claims.measured.phrases import phrase
from pipeline.claims.parse.quantity import Quantity
from pipeline.claims.same import restated
from pipeline.claims.setting import Setting
from pipeline.syntax import following_noun, object_of, possessed

_STEPS = 3  # figures passed through ("$5 million, or 3 percent")


class Measures:
    """Finds the measured phrase of the quantities of one document, in order."""

    def __init__(self, setting: Setting, quantities: Sequence[Quantity], same: Mapping[str, str]) -> None:
        self._same = same
        self._index = {quantity.id: n for n, quantity in enumerate(quantities)}
        self.figures = Figures(setting, quantities) if setting.parsed else None

    @classmethod
    def of(cls, doc: Doc) -> Measures:
        """The measures of a document's quantities."""
        quantities = doc._.onrecord.quantities or []
        return cls(Setting(doc), quantities, restated(quantities, doc.text))

    def phrase(self, quantity: Quantity, noun: Token) -> Phrase:
        """Characters of the phrase of a noun of a parsed document."""
        if self.figures is None:
            raise ValueError("a document without a tree has no phrases")
        return _phrase(self.figures, quantity, noun)

    def __call__(self, quantity: Quantity) -> Phrase | None:
        """Characters of the measured phrase, or None where the text does not say."""
        figures = self.figures
        if figures is None:
            return quantity.noun
        span = figures.spans[len(figures.found)]
        if quantity.id in self._same:  # "105 billion yuan ($14 billion)": what the first one measures
            found = figures.found[self._index[self._same[quantity.id]]]
        elif restates(figures, quantity, span):
            found = figures.found[-1]
        else:
            found = _find(figures, quantity, span)
        figures.found.append(found)
        return found


def _find(figures: Figures, quantity: Quantity, span: Span) -> Phrase | None:
    """The phrase of the noun that the quantity measures; another figure stands for what it measures."""
    noun = _noun(figures, quantity, span)
    if noun is not None and noun.lower_ == "magnitude" and (figure := figures.owner.get(noun.i + 1)) is not None:
        noun = following_noun(figures.doc, figures.spans[figure].end) or noun  # "a magnitude 6.3 *quake*"
    for _ in range(_STEPS):
        other = figures.owner.get(noun.i) if noun is not None else None
        if other is None or figures.spans[other] == span:
            break
        if other < len(figures.found):
            return figures.found[other]
        later = figures.spans[other]  # "a fifth of the *2.4 million tonnes* of clothing"
        noun = object_of(figures.doc, later.end, WHOLES) or ahead(figures, later.start, extent=True)
    else:
        return None
    if noun is None or noun.lower_ == "old" or (quantity.noun is None and noun in span):
        return None  # "the 27-year-*old*"
    if noun.lower_ == "those":
        asked = noun.nbor() if whole_with(figures, noun.i) else None
        return (noun.idx, asked.idx + len(asked)) if asked is not None else None
    return meant(figures, noun) if noun.pos_ == "PRON" else _phrase(figures, quantity, noun)


def _phrase(figures: Figures, quantity: Quantity, noun: Token) -> Phrase:
    """Characters of the phrase of ``noun``, with the counted words as they were found."""
    noun = possessed(noun, figures.taken(noun))
    a, b = phrase(noun, figures.taken(noun))
    a += figures.doc[a].text == "-"
    start, end = figures.doc[a].idx, figures.doc[b - 1].idx + len(figures.doc[b - 1])
    if quantity.noun is not None and quantity.noun[0] <= noun.idx < quantity.noun[1]:
        return quantity.noun[0], max(quantity.noun[1], end)  # with what the tree adds behind it
    return start, end


def _noun(figures: Figures, quantity: Quantity, span: Span) -> Token | None:
    """The noun that the quantity measures."""
    start, end = figures.setting.tokens(quantity).start, span.end
    if quantity.noun is not None:  # the counted noun itself; whose it is stands in ``about``
        noun = figures.doc[figures.setting.token_at(quantity.noun[1] - 1)]
        if quantity.rule == "attribute":
            return following_noun(figures.doc, noun.i + 1) or noun  # "a 31-page *agreement*"
        return valued(figures, noun, start) or noun
    if quantity.kind == "rank" and (scale := ranked_by(figures, end)) is not None:
        return scale
    if quantity.kind == "rank" and figures.low(end) in words("ranks", "members"):
        return ahead(figures, start, extent=False)  # "the third country in the world": who
    lasts = quantity.kind == "duration"
    if not lasts or _attribute(figures, quantity, span):
        after = behind(figures, quantity, start, end)
        if after is not None:
            return after
        if lasts and "old" in (figures.low(end), figures.low(end + 1)):
            return None  # "a 21-year-old"
    if lasts:
        return lasting(figures, start, span) or ahead(figures, start, extent=figures.low(start - 1) in LEVELS)
    if quantity.kind in ("percent", "share", "count") and acts(span):
        return shared(figures, start)
    if _nameless(figures, quantity, start):
        return sized(figures, start)
    return ahead(figures, start, extent=True)


def _attribute(figures: Figures, quantity: Quantity, span: Span) -> bool:
    """Whether a length of time stands before a noun: "an 18-month-old child", "a five-year plan", "a 60 second ad"."""
    if figures.low(span.end) == "-" or "-" in quantity.text:
        return True
    return span[-1].tag_ in ("NN", "JJ") and quantity.value != 1 and len(span) > 1


def _nameless(figures: Figures, quantity: Quantity, start: int) -> bool:
    """Whether a count of people has no noun to look for: "among the six killed"."""
    word = figures.low(start - 1)
    return (
        quantity.unit == "people" and word not in words("measured", "owners") and word not in ("to", "at", "by", "from")
    )
