"""Units that a number leaves out and its neighbours say: "29 have …" after "31 provinces", "more than 300 injured"."""

from __future__ import annotations

from pipeline.claims.lexicon import moves, words
from pipeline.claims.parse.draft import Draft
from pipeline.claims.parse.nouns import counted
from pipeline.claims.parse.numbers import HYPHENS
from pipeline.claims.parse.rates import rate
from pipeline.claims.parse.scope import Scope
from pipeline.claims.parse.units import Unit

_FAR = 40  # pieces between a number and the noun it may borrow
_RATED = 15  # pieces between two prices for one unit
_LIKE = 5  # how many times one of them may be the other
_ALIKE = 10  # how many times a figure of another year may be one with a unit
_GUESS = 0.7  # confidence that it is
_SCALE = 1e6  # a bare number of this scale may be money
_HANGING = 6  # pieces between "four-" and "six-cylinder"
_THEME = 60  # pieces between a count and another that says no noun
_MANY = 20  # the least count that is read off a plural subject
_STEPS = 3  # heads from a figure to its verb
_COMPARING = frozenset(("from", "than", "against", "and", "with", "to"))
_LEVELS = frozenset(
    (
        *("from", "to", "at", "by", "below", "above", "under", "over", "reached", "hit", "was", "is", "nearly"),
        *("surpassed", "surpassing", "exceeded", "passed", "crossed", "crossing", "topped", "averaged", "-"),
    )
)
_BEFORE = frozenset(("magnitude", "magnitudes", "aged", "ages"))
_STOPS = frozenset((".", "!", "?", ";", "\n"))
_PEOPLE_FAR = 25  # pieces between "population" or "toll" and its figure


def inherit(scope: Scope, drafts: list[Draft]) -> None:
    """Give bare counts the unit of the people they are said of, or of the amount beside them in the sentence."""
    _hung(scope, drafts)
    last: Draft | None = None
    points: Draft | None = None  # the last level of an index
    times: Draft | None = None  # the last multiple
    things: Draft | None = None  # the last count of a noun
    for n, draft in enumerate(drafts):
        following = drafts[n + 1] if n + 1 < len(drafts) else None
        if last is not None:
            _rated(scope, draft, last)
            _bracketed(scope, draft, last)
        if draft.kind == "count" and draft.unit_name == "times" and times and _same_sentence(scope, times, draft):
            draft.kind = "multiple"  # "5.8 times earnings, up from 4.1 times"
        if draft.kind == "count" and draft.unit_name is None and times and _multiplied(scope, draft, times, last):
            draft.kind, draft.unit_name = "multiple", "times"  # "3.1 times earnings from 1.9"
        times = draft if draft.kind == "multiple" else times
        if draft.kind == "count" and draft.unit_name in (None, "others"):
            parted = last is not drafts[n - 1] and scope.low(draft.first - 1) == "or"  # "rose 4% to 15,016, or 169"
            if last is not None and things is not None and _other_size(scope, draft, last, things):
                last = things  # "81 deals between $25m and $100m, up from 56"
            if last is None or not _listed(scope, draft, last):
                _complete(scope, draft, None if parted else last, following)
            if draft.unit_name is None and not draft.hyphen and not parted:
                draft.unit_name = _subject(scope, draft)
            if draft.unit_name is None and things is not None and _theme(scope, draft, things):
                _borrow(draft, things)
                draft.confidence = _GUESS
            if draft.unit_name is None and _in_crores(scope, draft):
                _borrow(draft, _RUPEES)
            if draft.unit_name is None and points is not None and _level(scope, draft, points):
                _borrow(draft, points)
        if draft.kind in ("count", "ratio", "percent", "money", "measure", "duration") and draft.unit_name not in (
            None,
            "times",
            "ratio",
        ):
            last = draft
            things = draft if draft.kind == "count" and draft.noun is not None and not draft.hyphen else things
            points = draft if draft.unit_name == "points" else points


def _multiplied(scope: Scope, draft: Draft, times: Draft, last: Draft | None) -> bool:
    """Whether a bare number is compared with the multiple before it, and with nothing later."""
    if times.direction is not None:
        return False  # "tripled to 127,350"
    nearest = last is None or last.i < times.i
    compared = scope.low(draft.first - 1) in ("from", "to", "than", "against", "versus")
    compared = compared and draft.values[0] < _ALIKE * times.values[0]  # "rose 3.5-fold to 2,400" is none
    return nearest and compared and not draft.hyphen and _same_sentence(scope, times, draft)


def _other_size(scope: Scope, draft: Draft, last: Draft, things: Draft) -> bool:
    """``81 deals between $25m and $100m, up from 56``: of the size of the count and not of the sum before it."""
    if last.kind != "money" or draft.scale != 1 or scope.low(draft.first - 1) not in _COMPARING:
        return False
    own, sum_, count = draft.values[0], abs(last.values[0]), things.values[0]
    near = count / _ALIKE <= own <= count * _ALIKE
    return near and own * _ALIKE**2 < sum_ and _same_sentence(scope, things, draft)


_RUPEES = Draft(0, 0, 0, (1.0,), "words", 1.0, kind="money", unit=Unit("INR", "currency", "money"), unit_name="INR")


def _in_crores(scope: Scope, draft: Draft) -> bool:
    """``works of 32,000 crore``: rupees, where nothing is counted."""
    return scope.low(draft.j - 1) in ("crore", "crores") and draft.noun is None


def _subject(scope: Scope, draft: Draft) -> str | None:
    """``inquiries surpassed 20,000``, ``payrolls rose by 184,000``: the plural that the verb's figure counts."""
    if not scope.parsed or draft.values[0] != int(draft.values[0]) or draft.values[0] < _MANY:
        return None
    if scope.low(draft.first - 1) not in _LEVELS and scope.pos(draft.first - 1) != "VERB":
        return None
    token = scope.token(draft.k)
    for _ in range(_STEPS):
        token = token.head
        if token.pos_ in ("VERB", "AUX"):
            break
    subject = next((c for c in token.children if c.dep_ in ("nsubj", "nsubj:pass")), None)
    if subject is None or subject.tag_ not in ("NNS", "NNPS") or subject.i >= scope.token(draft.k).i:
        return None
    return None if subject.lower_ in words("nouns", "sized") else subject.text


def _theme(scope: Scope, draft: Draft, things: Draft) -> bool:
    """``up to 1,700 debt collectors …. In April we hired 500``: what its paragraph counts."""
    own, other = draft.values[0], things.values[0]
    plain = own == int(own) and own >= 2 and draft.form in ("digits", "words") and not draft.hyphen
    near = draft.i - things.j <= _THEME and other / _ALIKE**2 <= own <= other * _ALIKE
    if not plain or not near or any(scope.pieces[k].kind == "break" for k in range(things.j, draft.i)):
        return False
    return scope.low(draft.first - 1) not in ("at", "on") and scope.low(draft.j) not in ("(", "-")


def _rated(scope: Scope, draft: Draft, last: Draft) -> None:
    """``$1.89 a kilogram, from $1.98``: the second price is one for a kilogram too."""
    rated = last.unit is not None and last.unit_name != last.unit.symbol
    if not rated or draft.unit is None or draft.unit_name != draft.unit.symbol or draft.unit != last.unit:
        return
    near = draft.first - last.j <= _RATED and _same_sentence(scope, last, draft)
    before = scope.low(draft.first - 1)
    joined = before in ("from", "to", "and", "than", "against", "versus", "with", "at", "was") or (
        before == "of" and scope.low(draft.first - 2) in words("parse", "figures")
    )
    like = last.values[0] / _LIKE < draft.values[0] < last.values[0] * _LIKE
    if near and joined and like:
        draft.unit_name = last.unit_name


def _listed(scope: Scope, draft: Draft, last: Draft) -> bool:
    """``magnitude 4.5 and 3.9``: a unit that stands before the first number holds for the second."""
    joined = draft.first == last.j + 1 and scope.low(last.j) in ("and", "or")
    if not joined or draft.noun is not None or scope.low(last.i - 1) not in _BEFORE:
        return False
    _borrow(draft, last)
    return True


def _bracketed(scope: Scope, draft: Draft, last: Draft) -> None:
    """``2,500 dirhams ($250) a month``: the rate after the bracket is that of both sums."""
    if last.kind != "money" or draft.kind != "money" or draft.unit is None or last.unit is None:
        return
    if draft.first != last.last + 1 or scope.low(last.last) != "(" or scope.low(draft.last) != ")":
        return
    per = rate(scope, draft.last + 1, money=True)
    if per is not None and last.unit_name == last.unit.symbol:
        last.unit_name, draft.unit_name = f"{last.unit.symbol}/{per[0]}", f"{draft.unit.symbol}/{per[0]}"


def _money(scope: Scope, draft: Draft, last: Draft) -> bool:
    """``asked for 60 million cedis …. He gave us 52 million``: money still, if nothing else is named."""
    sold = scope.low(draft.first - 1) in ("for", "at") and scope.low(draft.first - 2) in words("nouns", "selling")
    sold = sold or scope.low(draft.first - 1) in words("nouns", "selling", "costing")
    large = draft.scale >= _SCALE or sold  # "which cost 12 kronor in May, now *sells for 19*"
    if last.kind != "money" or not large or draft.form == "vague" or draft.hyphen:
        return False
    if draft.first - last.j > _FAR or any(scope.pieces[k].kind == "break" for k in range(last.j, draft.i)):
        return False
    if scope.is_word(draft.j):
        return scope.low(draft.j) in words("nouns", "stop")
    return scope.low(draft.j) != "("  # the sum in brackets would say which money it is


def _complete(scope: Scope, draft: Draft, last: Draft | None, following: Draft | None) -> None:
    """Find the unit of one bare count."""
    numbered = _number_of(scope, draft)
    if numbered is not None:
        draft.unit_name = numbered
    elif _people(scope, draft):
        draft.unit_name = "people"
    elif following is not None and _joined_by_of(scope, draft, following):
        _borrow(draft, following)
    elif last is None:
        return
    elif (_same_sentence(scope, last, draft) and _may_borrow(scope, draft, last)) or _anaphoric(scope, draft, last):
        _borrow(draft, last)
    elif _money(scope, draft, last):
        _borrow(draft, last)
        draft.confidence = _GUESS


def _number_of(scope: Scope, draft: Draft) -> str | None:
    """``the number of night trains … fell from 41 to nine``: night trains."""
    if draft.hyphen or scope.low(draft.first - 1) not in _LEVELS or draft.values[0] != int(draft.values[0]):
        return None
    for k in range(draft.first - 2, max(-1, draft.first - _FAR), -1):
        word = scope.low(k)
        if word in _STOPS:
            return None
        if word in ("numbers", "count", "tally", "toll") and scope.pos(k - 1) == "NOUN":
            return scope.pieces[k - 1].text  # "cow numbers peaked at 541,000"
        if word in ("number", "numbers", "tally", "count", "total", "toll") and scope.low(k + 1) == "of":
            noun = counted(scope, k + 2 + (scope.low(k + 2) in ("the", "its", "their")))
            return None if noun is None else scope.text[scope.pieces[noun[0]].start : scope.pieces[noun[1] - 1].end]
    return None


def _hung(scope: Scope, drafts: list[Draft]) -> None:
    """``four-, five- and six-cylinder``, ``109 and 162 metres``: the first numbers wait for the noun of the last."""
    for draft, following in zip(reversed(drafts[:-1]), reversed(drafts[1:]), strict=True):
        plain = draft.kind == "count" and draft.unit_name is None and draft.noun is None
        if plain and following.kind in ("measure", "percent") and scope.low(draft.j) in ("and", "or"):
            if following.first == following.i == draft.j + 1 and len(draft.values) == 1:
                _borrow(draft, following)
            continue
        hyphen = scope.low(draft.j) in HYPHENS and scope.glued(draft.j)
        joint = hyphen and scope.low(draft.j + 1) in (",", "and", "or", "to")
        if joint and draft.unit_name is None and following.hyphen and following.i - draft.j < _HANGING:
            _borrow(draft, following)
            draft.hyphen = True


def _level(scope: Scope, draft: Draft, points: Draft) -> bool:
    """``closed at 1,478 points …, the other index at 1,334.20``."""
    before = scope.low(draft.first - 1)
    if draft.values[0] != int(draft.values[0]) and (before in ("to", "at") or moves("verbs", before)):
        return draft.i - points.j <= _FAR
    return before in ("at", "to") and draft.values[0] > 100 and _same_sentence(scope, points, draft)


def _anaphoric(scope: Scope, draft: Draft, last: Draft) -> bool:
    """``checked 64 bridges …. Fifty-nine were sound``, ``26 of them``: it goes on counting in its paragraph."""
    if last.kind not in ("count", "ratio") or last.hyphen or draft.hyphen or draft.values[0] > last.values[-1]:
        return False
    opens = scope.pieces[draft.i - 1].kind == "break" and draft.form == "words"  # "Fifty-nine did." of the next line
    if not opens and any(scope.pieces[k].kind == "break" for k in range(last.j, draft.i)):
        return False
    after = scope.low(draft.j)
    of_them = after == "of" and scope.low(draft.j + 1) in ("them", "these", "those")
    counts = scope.low(draft.first - 1) == "on" and scope.low(draft.first - 2) in (
        "count",
        "counting",
        "rely",
        "counts",
    )
    verb = counts or (
        scope.pos(draft.j) in ("VERB", "AUX") and scope.pos(draft.first - 1) not in ("NOUN", "PROPN", "ADP", "NUM")
    )
    return (of_them or verb) and draft.scale == 1


def _joined_by_of(scope: Scope, a: Draft, b: Draft) -> bool:
    """``280 million of the 1.5 billion shekels``, ``4 million of the 8.3 million tonnes``."""
    if b.kind not in ("money", "measure"):
        return False
    between = [scope.low(k) for k in range(a.j, b.first)]
    return 1 <= len(between) <= 3 and between[0] == "of"


def _may_borrow(scope: Scope, draft: Draft, last: Draft) -> bool:
    """A count goes on counting; money and percentages go on only where the words join the two amounts.

    "rose to 5 percent from 4.2", "by 2 percent … by 1": percent. "fell 3 percent to 45.20": a level of something else.
    """
    if draft.hyphen:
        return False
    before = scope.low(draft.first - 1)
    if last.kind in ("count", "ratio"):
        noun = scope.pos(draft.first - 2) in ("NOUN", "PROPN") and scope.low(draft.first - 2) not in words(
            "parse", "figures"
        )
        return not (before == "of" and noun) and before not in words("parse", "holding")
    if (
        before == "and"
        and draft.values[0] != int(draft.values[0])
        and scope.low(draft.j) in ("last", "this", "in", "a")
    ):
        return True  # "1.4 degrees in 2018 and 2.1 last year"
    if before == "to":
        return scope.low(last.first - 1) == "from"
    dated = (
        before == "and" and scope.low(draft.j) in ("by", "in") and scope.date_at(*_after(scope, draft.j)) is not None
    )
    if dated and last.values[0] / _ALIKE < draft.values[0] < last.values[0] * _ALIKE:
        return True  # "60,000 ounces this year and 250,000 by 2027"
    if before in ("with", "to") and scope.low(draft.first - 2) == "compared":
        before = "against"
    if before == "s" and scope.low(draft.first - 4) in ("with", "to") and scope.low(draft.first - 5) == "compared":
        before = "against"  # "compared to Bolivia's 1.1 million"
    return before in ("from", "by", "than", "versus", "against", "or") and (
        last.kind != "percent" or (draft.scale == 1 and abs(draft.values[0]) < 200)
    )


def _after(scope: Scope, j: int) -> tuple[int, int]:
    """Characters of the piece after piece ``j``."""
    piece = scope.piece(j + 1)
    return (piece.start, piece.end) if piece is not None else (scope.end, scope.end)


def _borrow(draft: Draft, other: Draft) -> None:
    draft.unit_name, draft.unit = other.unit_name, other.unit
    draft.kind = other.kind if other.kind != "ratio" else "count"


def _people(scope: Scope, draft: Draft) -> bool:
    """Whether the number counts people without saying so."""
    k = draft.j
    while scope.low(k) in words("parse", "been") and k < draft.j + 3:
        k += 1
    if draft.unit_name == "others" or scope.low(k) in words("nouns", "people"):
        return True  # "at least 82 were killed"
    if scope.low(draft.first - 1) in words("nouns", "people", "employing"):
        return True
    if scope.low(draft.first - 1) == "of" and scope.low(draft.first - 2) in words("nouns", "people", "places"):
        return True  # "a town of 58,000"
    for k in range(draft.first - 1, max(-1, draft.first - _PEOPLE_FAR), -1):
        word = scope.low(k)
        if word in (".", "!", "?", "\n", ";"):
            return False
        if word in words("nouns", "people", "before"):
            return True
    return False


def _same_sentence(scope: Scope, a: Draft, b: Draft) -> bool:
    if b.i - a.j > _FAR:
        return False
    return not any(scope.low(k) in (".", "!", "?", "\n") for k in range(a.j, b.i))
