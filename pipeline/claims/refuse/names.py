"""Numbers that belong to a name or a label (Room 101, Boeing 737, Group of Seven), and "one" that counts nothing."""

from __future__ import annotations

from pipeline.claims.lexicon import words
from pipeline.claims.parse.draft import Draft, surely
from pipeline.claims.parse.nouns import plural
from pipeline.claims.parse.numbers import HYPHENS
from pipeline.claims.parse.scope import Scope

_DIGITS = 4  # of a model: "787"
_SYMBOL = 4  # letters: longer ones are no symbols of units
_OPENING, _CLOSING = ('"', "“", "‘"), ('"', "”", "’")
_FEW = 10  # "the three" stand for what was named; "the 31" may count


def labels(scope: Scope, draft: Draft) -> str | None:
    """``Room 101``, ``Article 5``, ``page 4``, ``Boeing 737``, ``Group of Seven``."""
    if (
        draft.i != draft.k
        or draft.first != draft.i
        or draft.currency_before
        or (draft.unit is not None and not _loose(draft))
    ):
        return None
    k = draft.k
    if k == 0 or scope.glued(k):
        return None
    at = k - 1 - (scope.low(k - 1) == "." and scope.low(k - 2) in ("no", "nos", "fig", "vol", "art", "sec", "pp", "ch"))
    before = scope.piece(at)
    if before is None or before.kind != "word":
        return None
    if before.lower in words("refuse", "labels", "strict") and draft.scale == 1:
        return "label"
    if (
        draft.noun is not None
        and scope.low(draft.noun[0]) in words("refuse", "labels", "codes")
        and draft.form == "digits"
    ):
        return "label"  # "the 90049 ZIP code"
    if before.lower == "top" and draft.noun is None and draft.scale == 1:
        return "label"  # "in the top 10"
    if before.lower in words("refuse", "labels") and draft.scale == 1:
        if not (draft.noun is not None and before.text.islower() and before.lower not in ("no", "number")):
            return "label"
        return None
    return "name" if _named(scope, draft, at) else None


def _loose(draft: Draft) -> bool:
    return draft.kind == "duration" and draft.hyphen


def _named(scope: Scope, draft: Draft, at: int) -> bool:
    """Whether a capitalised word that is no sentence opener makes the number part of its name."""
    before = scope.pieces[at]
    if before.text.islower() or draft.form == "vague" or draft.scale != 1 or len(draft.values) > 1:
        return False
    low = before.lower
    if (
        low in words("refuse", "years", "months")
        or low in words("refuse", "years", "days")
        or low in words("nouns", "stop")
    ):
        return False
    if draft.noun is not None and _gapped(scope, at):
        return False
    if draft.form == "words":
        return scope.pieces[draft.k].text[:1].isupper() and scope.kind == "body" and not scope.opens(draft.k)
    if scope.opens(at) and (draft.noun is not None or (scope.tagged and scope.pos(at) not in ("PROPN", "NOUN"))):
        return scope.pos(at) == "PROPN"
    if draft.values[0] != int(draft.values[0]) or draft.values[0] >= 10_000:
        return False
    if scope.kind != "body" and draft.noun is not None:
        return False
    return not (scope.tagged and scope.pos(at) in ("VERB", "ADV", "ADP", "AUX", "DET", "ADJ", "SCONJ"))


def _gapped(scope: Scope, at: int) -> bool:
    """``Spain sent 56 rescuers, *Qatar* 87 staff``: a place that stands for a clause of its own."""
    place = scope.token(at).ent_type_ in ("GPE", "LOC")
    return place and scope.low(at - 1) in (",", ";", "and", "while", "but")


def names(scope: Scope, draft: Draft) -> str | None:
    """Number words inside names ("Group of Seven", "Five-Year Plan"), models, indexes, numbers inside entities."""
    if _capitalised(scope, draft) or _quoted(scope, draft) or _index(scope, draft) or _model(scope, draft):
        return "name"
    bare = draft.i == draft.k and draft.first == draft.i and not surely(draft) and draft.kind != "duration"
    if draft.noun is not None and _gapped(scope, draft.k - 1):
        return None
    return "inside a name" if bare and _in_entity(scope, draft) else None


def _capitalised(scope: Scope, draft: Draft) -> bool:
    """A number word with a capital in the middle of a sentence."""
    if scope.kind != "body" or scope.opens(draft.first):
        return False
    if draft.first < draft.i and scope.pieces[draft.first].text.istitle() and _proper(scope, draft):
        return True  # "the Under 30 Summit", not "About 200 Nigerian soldiers"
    if _titled_unit(scope, draft):
        return True
    if draft.form != "words" or draft.scale != 1 or scope.opens(draft.k):
        return False
    piece = scope.pieces[draft.k]
    return piece.text[:1].isupper() and len(piece.text) > 1 and (draft.unit is None or draft.hyphen)


def _titled_unit(scope: Scope, draft: Draft) -> bool:
    """``60 Minutes``, ``98 Degrees``: a broadcast, a band; "300 Megawatts" only where the model finds a name."""
    if draft.hyphen or draft.kind not in ("measure", "duration"):
        return False
    unit = scope.pieces[draft.j - 1]
    if not unit.text.istitle() or len(unit.text) <= _SYMBOL or not unit.lower.endswith("s") or unit.lower == "celsius":
        return False
    return draft.kind == "duration" or _in_entity(scope, draft)


def _proper(scope: Scope, draft: Draft) -> bool:
    """Whether the noun counted is one thing's name: "Summit", "Nigerian Summit", neither "Qataris" nor "soldiers"."""
    if draft.noun is None:
        return False
    a, b = draft.noun
    first, last = scope.pieces[a], scope.pieces[b - 1]
    if not first.text[:1].isupper() or not last.text[:1].isupper() or plural(last.lower):
        return False
    return not last.lower.endswith(("ese", "ish", "an"))


def _quoted(scope: Scope, draft: Draft) -> bool:
    """A number word of a short phrase in quotation marks: the "six small tigers", the "new three"."""
    if draft.form != "words":
        return False
    k = draft.k
    if draft.noun is None and scope.low(draft.j) in _CLOSING and scope.low(k - 2) in _OPENING:
        return scope.pos(k - 3) == "DET" and scope.pos(k - 1) not in ("VERB", "AUX", "ADP")  # not “lost three”
    if draft.i != k or draft.scale != 1 or scope.low(k - 1) not in _OPENING:
        return False
    return any(scope.low(n) in _CLOSING for n in range(draft.j, draft.j + 6)) and not scope.opens(k)


def _model(scope: Scope, draft: Draft) -> bool:
    """``787 Dreamliner``: digits before a capitalised word that is neither a plural nor a people."""
    if (
        draft.form != "digits"
        or draft.first != draft.i
        or draft.i != draft.k
        or draft.unit is not None
        or draft.noun is None
        or scope.kind != "body"
    ):
        return False
    first, digits = scope.pieces[draft.noun[0]], scope.pieces[draft.k].text
    if first.glued or draft.scale != 1 or not digits.isdigit() or len(digits) > _DIGITS:
        return False
    return _proper(scope, draft) and not first.text.isupper()  # an acronym is a unit more often than a model


def _index(scope: Scope, draft: Draft) -> bool:
    """``S&P 500``, ``FTSE 100``, ``Fortune 500``."""
    if (
        draft.unit is not None
        or draft.i != draft.k
        or draft.scale != 1
        or draft.values[0] not in (30, 40, 50, 100, 200, 225, 250, 300, 500, 600, 1000, 2000, 3000)
    ):
        return False
    k = draft.k - 1 - (scope.low(draft.k - 1) == ".")  # "the S.&P. 500"
    before = scope.low(k)
    return before in words("refuse", "indexes") or (before == "p" and scope.low(k - 1) in ("&", "s"))


def _in_entity(scope: Scope, draft: Draft) -> bool:
    token = scope.token(draft.k)  # not doc.ents, which are made anew from all tokens whenever they are asked for
    return (
        token.ent_type_ != ""
        and token.ent_iob_ in ("I", "B")
        and any(
            t.ent_type_ == token.ent_type_ and t.is_alpha
            for t in scope.doc[max(0, token.i - 1) : token.i + 2]
            if t.i != token.i
        )
    )


def address(scope: Scope, draft: Draft) -> str | None:
    """``575 Wilbraham Road``: a number, capitalised words, a street word."""
    if draft.unit is not None or draft.form != "digits" or draft.first != draft.i:
        return None
    for n in range(draft.j, draft.j + 5):
        piece = scope.piece(n)
        if piece is None or piece.kind == "break" or (piece.kind == "word" and not piece.text[:1].isupper()):
            return None
        if piece.kind == "word" and piece.lower in words("refuse", "streets"):
            return "address"
        if piece.kind == "symbol" and piece.lower != ".":
            return None
    return None


def one(scope: Scope, draft: Draft) -> str | None:
    """``one`` that counts nothing: "one of the", "no one", "one day", "the one that"."""
    if scope.low(draft.k) != "one" or draft.j != draft.k + 1 or draft.form != "words":
        return None
    before, after = scope.low(draft.k - 1), scope.low(draft.j)
    if after == "of" or (after in HYPHENS and scope.glued(draft.j)):
        return "pronoun one"
    if draft.first < draft.i:
        return None
    if after in words("refuse", "one", "after") or before in words("refuse", "one", "before"):
        return "pronoun one"
    return "pronoun one" if draft.noun is None and draft.unit is None else None


def pair(scope: Scope, draft: Draft) -> str | None:
    """``the two of them spoke``: a pronoun; ``Two, disrupt their plans``: the second point of a list."""
    if draft.form != "words" or draft.noun is not None or draft.unit is not None or draft.values[0] > _FEW:
        return None
    if scope.low(draft.k - 1) == "the" and draft.kind == "count" and not scope.is_number(draft.j):
        return "pronoun"
    listed = scope.opens(draft.k) and scope.low(draft.j) == "," and scope.tag(draft.j + 1) in ("VB", "PRP", "MD")
    return "list number" if listed else None


def age(scope: Scope, draft: Draft) -> str | None:
    """``Maddon, 66, said``, ``The suspect, 41, was``: an age beside a name or a person."""
    if draft.form != "digits" or draft.unit is not None or draft.noun is not None or not 1 <= draft.values[0] <= 115:
        return None
    inside = scope.low(draft.k - 1) == "," and scope.low(draft.j) in (",", ".", ")", "\n", "")
    name = scope.piece(draft.k - 2)
    if not inside or name is None:
        return None
    if name.text[:1].isupper():
        return "age beside a name"
    sized = name.lower in words("measured", "light") or name.lower in words("measured", "sizes")
    return "age beside a person" if scope.tag(draft.k - 2) == "NN" and not sized and draft.scale == 1 else None
