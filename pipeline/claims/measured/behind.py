"""What the words behind a figure say that it measures: "5 percent *of revenue*", "a 0.6 percent *fee*"."""

from __future__ import annotations

from spacy.tokens import Span, Token

from pipeline.claims.lexicon import words
from pipeline.claims.measured.ahead import themed
from pipeline.claims.measured.figures import Figures
from pipeline.claims.measured.phrases import changing, moving
from pipeline.claims.parse.quantity import Quantity
from pipeline.syntax import child, following_noun, lexicon, object_of, verb_before

WHOLES = ("of",)
LEVELS = frozenset(("from", "to", "at", "below", "above", "by"))
_LISTED = 8  # figures before one noun; a longer list is a table
_RANKED = 8  # tokens after a rank in which the scale may stand


def behind(figures: Figures, quantity: Quantity, start: int, end: int) -> Token | None:
    """The noun that the words from token ``end`` on say; ``start`` is where the figure with its approximator begins."""
    doc = figures.doc
    if quantity.text[:1] in "+-−":
        return None  # "Dow +0.2% Nasdaq +0.8%": a list
    past = _past_brackets(figures, end)
    whole = object_of(doc, end, WHOLES) or object_of(doc, past, WHOLES) or _those(figures, end)
    if whole is not None:
        near = (
            figures.low(start - 1),
            "" if figures.low(start + 1) in ("least", "most") else figures.low(start),
        )
        level = quantity.kind == "percent" and any(word in LEVELS for word in near)
        return None if level else whole  # "spending fell from 9 percent of output": the spending
    if quantity.kind == "share" and end < len(doc) and doc[end].pos_ == "DET":
        return following_noun(doc, end + 1)  # "half the amount"
    if quantity.kind == "money" and figures.low(start - 1) not in ("of", "to", "at", "from"):
        stuff = None if _moved(figures, start) else _bought(figures, past)
        if stuff is not None:
            return stuff
    return (
        _grown(figures, start, end)
        or _raised(figures, start, end)
        or _as_many(figures, quantity, end)
        or _modified(figures, quantity, past)
    )


def ranked_by(figures: Figures, end: int) -> Token | None:
    """``ranks 11th in the province *by output*``, ``first globally in *the production of* …``."""
    doc = figures.doc
    for k in range(end, min(end + _RANKED, len(doc))):
        if doc[k].is_punct or doc[k].pos_ == "VERB":
            return None
        thing = object_of(doc, k, ("by", "in"))
        if thing is not None and thing.pos_ == "NOUN" and thing.lower_ not in words("ranks", "scopes"):
            by = doc[k].lower_ == "by" or child(thing, "nmod") is not None
            return thing if by and thing.lower_ not in lexicon("time") else None
    return None


def lasting(figures: Figures, start: int, span: Span) -> Token | None:
    """``a *grounding* for three months``, ``30 years' worth of *films*``: the noun that a duration says more of."""
    doc, end = figures.doc, span.end
    end += figures.low(end) in ("'", "’")
    if figures.low(end) == "worth":
        return object_of(doc, end + 1, WHOLES)
    if (
        figures.low(start - 1) in ("over", "under", "above")
        and start > 1
        and doc[start - 2].lower_ in words("nouns", "aged")
    ):
        return doc[start - 2]  # "*people* over 60"
    if figures.low(start - 1) != "for" or start < 2 or span.root.dep_ != "nmod":
        return None
    return doc[start - 2] if figures.thing(doc[start - 2]) else None


def _as_many(figures: Figures, quantity: Quantity, end: int) -> Token | None:
    """``twice as many *guests*``."""
    many = quantity.unit == "times" and figures.low(end) == "as" and figures.low(end + 1) in ("many", "much")
    return following_noun(figures.doc, end + 2) if many else None


def _modified(figures: Figures, quantity: Quantity, end: int) -> Token | None:
    """The noun that the figure modifies: "a 640bhp 5.2 litre *engine*", "24 times the *pay*"."""
    doc = figures.doc
    end += quantity.unit == "times" and end < len(doc) and (doc[end].pos_ == "DET" or doc[end].tag_ == "PRP$")
    listed = figures.low(end) == "," and figures.owner.get(end + 1)  # "a $350 billion, 10-year *plan*"
    end += bool(listed) and any(t.text == "-" for t in figures.spans[listed or 0])
    for _ in range(_LISTED):  # past the figures that come next before the same noun
        if (other := figures.owner.get(end)) is None:
            break
        end = figures.spans[other].end
    after = following_noun(doc, end)
    if after is None or after.lower_ in words("measured", "marks"):
        return None
    if quantity.kind == "money" and after.lower_ in words("changes", "amounts"):
        return after  # "a $648 million *loss*"
    if after.lower_ == "worth" and figures.low(after.i - 1) != "net":
        return object_of(doc, after.i + 1, WHOLES)
    return themed(figures, after)


def _moved(figures: Figures, start: int) -> bool:
    """``rose 15 cents in early trading``: a change of what went before, in no goods."""
    word = figures.low(start - 1)
    moves = start > 0 and moving(figures.doc[start - 1]) and word not in words("changes", "transitive", "money")
    return moves or word in ("up", "down", "off")


def _bought(figures: Figures, end: int) -> Token | None:
    """``$200 million in damages``, ``paid $9 for a ticket``: the noun after the preposition at token ``end``."""
    doc = figures.doc
    saved = figures.low(end) == "aside"  # "put $15 million *aside* for loans"
    end = _past_length(figures, end + saved)
    stuff = object_of(doc, end, ("in", "for", "on"))
    if stuff is None or stuff.lower_ in lexicon("time") or stuff.i in figures.owner:
        return None
    if stuff.text[0].isdigit() or figures.low(end + 1) in words("measured", "linking"):
        return None
    if doc[end].lower_ == "in" and doc[end + 1].tag_ in ("NN", "NNS", "JJ", "VBG", "VBN"):
        return stuff
    verb = verb_before(doc, end, figures.floor(end))
    saved = saved or (verb is not None and figures.low(verb.i + 1) == "aside")
    return stuff if saved or (verb is not None and verb.lower_ in words("measured", "payments")) else None


def _past_length(figures: Figures, end: int) -> int:
    """The token after a length of time: "$120 million *over four years* for new pipelines"."""
    if figures.low(end) in ("a", "each", "every") and figures.low(end + 1) in lexicon("time"):
        return end + 2  # "$410 per pupil *a year* on meals"
    other = figures.owner.get(end + 1) if figures.low(end) in ("over", "in", "within") else None
    if other is None or figures.doc[figures.spans[other].end - 1].lower_ not in lexicon("time"):
        return end
    return figures.spans[other].end


def _grown(figures: Figures, start: int, end: int) -> Token | None:
    """``a rise of 12 percent in burglaries``: the burglaries."""
    doc = figures.doc
    k = start - 1 - (figures.low(start - 1) == "between")
    if figures.low(k) != "of" or not changing(doc[k - 1]):
        return None
    thing = object_of(doc, end, ("in",))
    return thing if thing is not None and figures.thing(thing) else None


def _raised(figures: Figures, start: int, end: int) -> Token | None:
    """``add 15 percent to the bill``: the bill."""
    thing = object_of(figures.doc, end, ("to",))
    if thing is None or thing.i in figures.owner or thing.lower_ in words("measured", "scales"):
        return None
    verb = verb_before(figures.doc, start, figures.floor(start))
    return thing if verb is not None and verb.lemma_ == "add" else None


def _those(figures: Figures, end: int) -> Token | None:
    """``45 percent of *those* surveyed``, ``half of *those* who came``."""
    return figures.doc[end + 1] if figures.low(end) == "of" and figures.low(end + 1) == "those" else None


def whole_with(figures: Figures, k: int) -> bool:
    """Whether the participle after "those" at token ``k`` says all: "those *polled*", not "those aged over 65"."""
    after = figures.doc[k + 1] if k + 1 < len(figures.doc) else None
    return after is not None and after.tag_ == "VBN" and after.lower_ not in ("aged", "born")


def _past_brackets(figures: Figures, end: int) -> int:
    """The token after a restatement in brackets that follows token ``end``: "8 miles (13 km) *of*"."""
    other = figures.owner.get(end + 1) if figures.low(end) == "(" else None
    if other is None:
        return end
    k = figures.spans[other].end
    return k + 1 if figures.low(k) == ")" else end
