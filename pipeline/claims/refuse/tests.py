"""What a row of ``data/refuse.toml`` may ask by name: what only tags, names, dates or the figures around can tell."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.claims.lexicon import words
from pipeline.claims.parse.draft import Draft, surely
from pipeline.claims.parse.nouns import plural
from pipeline.claims.parse.numbers import magnitude
from pipeline.claims.parse.scope import Scope
from pipeline.english.nouns import months

MAX_MODEL_DIGITS = 4  # "787"
MAX_SYMBOL_LETTERS = 4  # a longer word is no symbol of a unit
FIRST_YEAR, LAST_YEAR = 1500, 2199
LIST_PIECES = 30  # between the numbers of a list in running text
QUOTED_PIECES = 6  # from a number to the mark that closes its quotation
_OPENING, _CLOSING = ('"', "“", "‘"), ('"', "”", "’")
_ABBREVIATED = ("no", "nos", "fig", "vol", "art", "sec", "pp", "ch")

Test = Callable[[Scope, Draft], bool]
TESTS: dict[str, Test] = {}


def _test(ask: Test) -> Test:
    TESTS[ask.__name__] = ask
    return ask


def _is(name: str, word: str) -> bool:
    return word in words("refuse", "words", name)


# ---------------------------------------------------------------- dates and years


@_test
def in_a_date(scope: Scope, draft: Draft) -> bool:
    """Whether the date stage made a date or a time of it."""
    start, end = scope.pieces[draft.i].start, scope.pieces[draft.j - 1].end
    date = scope.date_at(start, end)
    if date is None or surely(draft) or date.type not in ("DATE", "TIME"):
        return False
    return (
        draft.first == draft.i or draft.noun is None or not plural(scope.low(draft.noun[1] - 1))
    )  # "roughly 2000 shops"


@_test
def a_year(scope: Scope, draft: Draft) -> bool:
    """A bare number of four digits after a word of time, or where nothing round is counted."""
    pieces = [p for p in scope.pieces[draft.k : draft.j] if p.kind == "number"]
    if not pieces or not all(magnitude(p) and FIRST_YEAR <= float(p.text) <= LAST_YEAR for p in pieces):
        return False
    before = scope.low(draft.k - 1)
    timely = _is("before a year", before) or before in ("-", "–", "(", "/")
    things = draft.noun is not None and plural(scope.low(draft.noun[1] - 1))
    if draft.first < draft.i or (things and draft.values[0] % 100 == 0 and before not in ("in", "since", "by")):
        return timely and not things and len(draft.values) > 1
    return timely or not things or 1900 <= draft.values[0] <= 2100


# ---------------------------------------------------------------- lists, "one" and pronouns


@_test
def no_noun_next(scope: Scope, draft: Draft) -> bool:
    """Whether no common noun follows: the scores of "Sweden 1 – 0 Korea", not the pages of "12 – 15 pages"."""
    return scope.tag(draft.j) not in ("NN", "NNS")


@_test
def numbered_list(scope: Scope, draft: Draft) -> bool:
    """Whether the number before or after it is marked like it: "1. The Ark … 2. Petrel"."""
    for n in (*range(draft.k - LIST_PIECES, draft.k), *range(draft.j, draft.j + LIST_PIECES)):
        piece = scope.piece(n) if n >= 0 else None
        if piece is None or piece.kind != "number" or not piece.text.isdecimal():
            continue
        if abs(float(piece.text) - draft.values[0]) == 1 and scope.low(n + 1) == ".":
            return True
    return False


# ---------------------------------------------------------------- names


@_test
def capitalised(scope: Scope, draft: Draft) -> bool:
    """``Group of Seven``, ``the Under 30 Summit``, ``60 Minutes``: a capital in the middle of a sentence."""
    if scope.kind != "body" or scope.opens(draft.first):
        return False
    if draft.first < draft.i and scope.pieces[draft.first].text.istitle() and _proper(scope, draft):
        return True  # not "About 200 Nigerian soldiers"
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
    long = len(unit.text) > MAX_SYMBOL_LETTERS and unit.lower.endswith("s") and unit.lower != "celsius"
    return unit.text.istitle() and long and (draft.kind == "duration" or _in_entity(scope, draft))


def _proper(scope: Scope, draft: Draft) -> bool:
    """Whether the noun counted is one thing's name: "Summit", "Nigerian Summit", neither "Qataris" nor "soldiers"."""
    if draft.noun is None:
        return False
    first, last = scope.pieces[draft.noun[0]], scope.pieces[draft.noun[1] - 1]
    if not first.text[:1].isupper() or not last.text[:1].isupper() or plural(last.lower):
        return False
    return not last.lower.endswith(("ese", "ish", "an"))


@_test
def in_quotation_marks(scope: Scope, draft: Draft) -> bool:
    """A number word of a short phrase in quotation marks: the "six small tigers", the "new three"."""
    k = draft.k
    if draft.noun is None and scope.low(draft.j) in _CLOSING and scope.low(k - 2) in _OPENING:
        return scope.pos(k - 3) == "DET" and scope.pos(k - 1) not in ("VERB", "AUX", "ADP")  # not “lost three”
    if draft.i != k or draft.scale != 1 or scope.low(k - 1) not in _OPENING:
        return False
    return any(scope.low(n) in _CLOSING for n in range(draft.j, draft.j + QUOTED_PIECES)) and not scope.opens(k)


@_test
def a_model(scope: Scope, draft: Draft) -> bool:
    """``787 Dreamliner``: digits before a capitalised word that is neither a plural nor a people."""
    if draft.i != draft.k or draft.noun is None or scope.kind != "body":
        return False
    first, digits = scope.pieces[draft.noun[0]], scope.pieces[draft.k].text
    if first.glued or not digits.isdigit() or len(digits) > MAX_MODEL_DIGITS:
        return False
    return _proper(scope, draft) and not first.text.isupper()  # an acronym is a unit more often than a model


@_test
def inside_an_entity(scope: Scope, draft: Draft) -> bool:
    """A bare number in a name that the model found; not the place before it, as in "Qatar 87 staff"."""
    bare = (
        draft.i == draft.k and draft.first == draft.i and not surely(draft) and draft.kind not in ("duration", "rank")
    )
    if draft.noun is not None and _gapped(scope, draft.k - 1):
        return False
    return bare and _in_entity(scope, draft)


def _in_entity(scope: Scope, draft: Draft) -> bool:
    token = scope.token(draft.k)  # not doc.ents, which are made anew from all tokens whenever they are asked for
    if token.ent_type_ == "" or token.ent_iob_ not in ("I", "B"):
        return False
    beside = scope.doc[max(0, token.i - 1) : token.i + 2]
    return any(t.ent_type_ == token.ent_type_ and t.is_alpha for t in beside if t.i != token.i)


def _gapped(scope: Scope, at: int) -> bool:
    """``Spain sent 56 rescuers, *Qatar* 87 staff``: a place that stands for a clause of its own."""
    place = scope.token(at).ent_type_ in ("GPE", "LOC")
    return place and scope.low(at - 1) in (",", ";", "and", "while", "but")


# ---------------------------------------------------------------- labels


def _word_before(scope: Scope, draft: Draft) -> int | None:
    """Piece of the word before a bare figure, "No." included; None where none stands there."""
    k = draft.k
    plain = draft.i == k and draft.first == draft.i and not draft.currency_before and draft.kind != "rank"
    loose = draft.unit is None or (draft.kind == "duration" and draft.hyphen)
    if not plain or not loose or k == 0 or scope.glued(k):
        return None
    at = k - 1 - (scope.low(k - 1) == "." and scope.low(k - 2) in _ABBREVIATED)
    return at if at >= 0 and scope.is_word(at) else None


@_test
def named(scope: Scope, draft: Draft) -> bool:
    """``Boeing 737``: a capitalised word that opens no sentence makes the number part of its name."""
    at = _word_before(scope, draft)
    if at is None or scope.pieces[at].text.islower() or draft.form == "vague" or draft.scale != 1:
        return False
    low = scope.low(at)
    timely = low in months() or _is("days", low) or low in words("nouns", "stop")
    if timely or len(draft.values) > 1 or _is("labels", low) or (draft.noun is not None and _gapped(scope, at)):
        return False
    if draft.form == "words":
        return scope.pieces[draft.k].text[:1].isupper() and scope.kind == "body" and not scope.opens(draft.k)
    if scope.opens(at) and (draft.noun is not None or (scope.tagged and scope.pos(at) not in ("PROPN", "NOUN"))):
        return scope.pos(at) == "PROPN"
    whole = draft.values[0] == int(draft.values[0]) and draft.values[0] < 10_000
    if not whole or (scope.kind != "body" and draft.noun is not None):
        return False
    return not (scope.tagged and scope.pos(at) in ("VERB", "ADV", "ADP", "AUX", "DET", "ADJ", "SCONJ"))


@_test
def person_in_apposition(scope: Scope, draft: Draft) -> bool:
    """``The suspect, 41, was``; not "the population, 41,"."""
    name = scope.low(draft.k - 2)
    sized = name in words("measured", "light") or name in words("measured", "sizes")
    return scope.tag(draft.k - 2) == "NN" and not sized
