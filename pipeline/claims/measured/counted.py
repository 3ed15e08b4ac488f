"""What a count is the value of, where it is not the counted noun itself."""

from __future__ import annotations

from spacy.tokens import Span, Token

from pipeline.claims.lexicon import words
from pipeline.claims.measured.ahead import ahead, past_margin
from pipeline.claims.measured.figures import Figures
from pipeline.claims.measured.phrases import moving
from pipeline.syntax import SUBJECTS, subject, verb_before

_FAR = 10  # tokens between a verb and the level that its subject reaches
_NEAR = 3  # tokens between "is" and the value that it gives


def valued(figures: Figures, noun: Token, start: int) -> Token | None:
    """The subject that ``noun`` counts: "the *population* is 8,000 people", "the *index* closed at 1,478 points"."""
    start = past_margin(figures, start)
    scaled, word = noun.lower_ in words("measured", "scales"), figures.low(start - 1)
    if scaled and word == "of" and noun.lower_ != "seats":
        return ahead(figures, start, extent=True)  # "a *margin* of error of 2.1 points"
    verb = verb_before(figures.doc, start, figures.floor(start))
    own = subject(verb) if verb is not None and start - verb.i <= _FAR else None
    previous = figures.previous
    if own is None and scaled and word == "by" and previous is not None and previous.unit == noun.lower_:
        return figures.last()  # "leads by 21 points among …, and *by 10 points* among"
    if verb is None or own is None or own.pos_ not in ("NOUN", "PROPN") or own.i > start:
        return None
    sized = own.lower_ in words("measured", "sizes")
    if sized and word in ("from", "to", "at"):
        return own
    beside = figures.low(noun.i + 1) in ("lower", "higher", "up", "down")  # "the index settled 42 points *lower*"
    if scaled and (
        word in ("at", "to", "by", "or", "up", "down", "off")
        or _moves(verb)
        or (noun.lower_ == "points" and (moving(verb) or beside))
    ):
        return own
    return own if sized and verb.lemma_ == "be" and start - verb.i <= _NEAR else None


def sized(figures: Figures, start: int) -> Token | None:
    """``its *population*, 41 million in 2000, is now 49 million``: the size that a count of people is."""
    floor = figures.floor(start)
    if start - 2 >= floor and figures.low(start - 1) == "," and figures.low(start - 2) in words("measured", "sizes"):
        return figures.doc[start - 2]
    verb = verb_before(figures.doc, start, floor)
    own = subject(verb) if verb is not None and verb.lemma_ == "be" and start - verb.i <= _NEAR else None
    return own if own is not None and own.lower_ in words("measured", "sizes") else None


def acts(span: Span) -> bool:
    """Whether a share is itself who acts: "62 percent *had been there*"; the subject before it is another's."""
    return any(t.dep_ in SUBJECTS and t.head.i >= span.end for t in span)


def _moves(verb: Token) -> bool:
    """Whether a verb says that its subject, and not its object, grew or shrank."""
    return moving(verb) and verb.lower_ not in words("changes", "transitive", "money")
