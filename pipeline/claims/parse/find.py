"""Find the quantities of a document: candidates, their units and approximators, and what is refused."""

from __future__ import annotations

from spacy.tokens import Doc

from pipeline.claims.lexicon import words
from pipeline.claims.parse import ranges, shares
from pipeline.claims.parse.amounts import amount, part_of_unit, past_bound
from pipeline.claims.parse.bounds import approximate, one_unit
from pipeline.claims.parse.draft import Draft
from pipeline.claims.parse.gate import may_start
from pipeline.claims.parse.implied import lend
from pipeline.claims.parse.local_currency import settle
from pipeline.claims.parse.multiples import multiple, times
from pipeline.claims.parse.nouns import counted
from pipeline.claims.parse.numbers import numeral
from pipeline.claims.parse.numeral import HYPHENS
from pipeline.claims.parse.quantity import Quantity
from pipeline.claims.parse.ranks import rank
from pipeline.claims.parse.scope import Scope, scopes
from pipeline.claims.refuse.table import refuse
from pipeline.records import Rejected

STAGE = "quantities"
_WHOSE = frozenset(("the", "these", "those", "its", "their", "our", "his", "her", "my"))
_OPENERS = frozenset(("(", '"', "“", "'", "-", "–", "—"))  # before a number, and no part of another word
_TIMES = frozenset(("day", "week", "month", "year", "hour", "minute", "second"))


def find(doc: Doc) -> tuple[list[Quantity], list[Rejected]]:
    """The quantities of ``doc`` in order of their offsets, and the numbers refused, each with its reason."""
    doc_id = doc._.onrecord.document.doc_id if doc._.onrecord.document is not None else "doc"
    found: list[Quantity] = []
    refused: list[Rejected] = []
    for scope in scopes(doc):
        drafts = []
        for draft, reason in _candidates(scope):
            if reason is None:
                drafts.append(draft)
                continue
            start, end = scope.pieces[draft.first].start, scope.pieces[draft.last - 1].end
            text = scope.text[start:end]
            refused.append(Rejected(doc_id=doc_id, start=start, end=end, text=text, stage=STAGE, reason=reason))
        settle(scope, drafts)
        lend(scope, drafts)
        first = len(found) + 1
        found.extend(_freeze(scope, draft, f"{doc_id}/c{n}") for n, draft in enumerate(drafts, first))
    return found, refused


def _candidates(scope: Scope) -> list[tuple[Draft, str | None]]:
    """Every number of the scope as a draft, with the reason for refusing it."""
    out: list[tuple[Draft, str | None]] = []
    k = floor = 0
    covered: tuple[int, int] | None = None  # the last counted noun phrase
    for n, piece in enumerate(scope.pieces):
        draft = _draft(scope, n, floor) if n >= k and may_start(piece) else None
        if draft is None:
            continue
        inside = covered is not None and covered[0] <= draft.i and draft.j <= covered[1]
        reason = "inside a counted phrase" if inside else _reason(scope, draft)
        out.append((draft, reason))
        if reason is None and draft.noun is not None:
            covered = draft.noun
        k, floor = draft.j, max(draft.j, draft.last)
    return out


def _reason(scope: Scope, draft: Draft) -> str | None:
    """Why ``draft`` is no claim, or None."""
    row = refuse(scope, draft)
    return row.says["reason"] if row is not None else None


def _draft(scope: Scope, k: int, floor: int) -> Draft | None:
    """The quantity whose number starts at piece ``k``, with everything that belongs to it."""
    draft = _special(scope, k) or amount(scope, k, floor) or one_unit(scope, k, floor)
    if draft is None:
        return None
    draft = ranges.join(scope, draft)
    _count(scope, draft)
    approximate(scope, draft, floor)
    return draft


def _special(scope: Scope, k: int) -> Draft | None:
    """Shares, ratios, multiples and ranks: they begin like a plain number and must be tried first."""
    draft = part_of_unit(scope, k) or multiple(scope, k) or rank(scope, k)
    if draft is not None:
        return draft
    number = numeral(scope.pieces, k)
    if number is None:
        return shares.fraction(scope, k)
    if not scope.glued(k) or scope.low(k - 1) in _OPENERS:
        draft = shares.pair(scope, number) or times(scope, number)
    return draft or (shares.fraction(scope, k) if number.j == k + 1 else None)


def _count(scope: Scope, draft: Draft) -> None:
    """The noun phrase after a bare number, and "per 10,000 people" after that."""
    if draft.kind not in ("count", "ratio") or draft.unit is not None or draft.unit_name is not None:
        return
    j = past_bound(scope, draft.j)
    hyphen = scope.low(j) in HYPHENS and scope.glued(j)
    if hyphen and scope.low(j + 1) in ("strong", "plus"):
        j += 2  # "its 228,000-strong workforce"
    elif hyphen and scope.glued(j + 1) and scope.is_word(j + 1):
        draft.hyphen, draft.rule = True, "attribute"  # "three-point range": points; "two-pronged" counts nothing
        draft.noun = (j + 1, j + 2)
    j += draft.form == "vague" and scope.low(j) in ('"', "”")  # "“dozens” of boats"
    large = draft.form == "vague" or draft.scale >= 1e3 or scope.low(j - 1) in ("dozen", "hundred")
    if scope.low(j) == "of" and large:
        j += 1 + (scope.low(j + 1) in _WHOSE)
    elif scope.low(j) == "of" and scope.low(j + 1) in _WHOSE:
        draft.noun = _members(scope, j + 2)
    if draft.noun is None:
        draft.noun = counted(scope, j, one=draft.values == (1.0,))
    if draft.noun is None:
        every = scope.low(j) == "for" and scope.low(j + 1) == "every"  # "169 for every 100,000 residents"
        if scope.low(j) == "per" or every:
            _ratio(scope, draft, j, j + 1 + every)
        return
    _name(scope, draft, *draft.noun)


def _name(scope: Scope, draft: Draft, a: int, b: int) -> None:
    """The unit of a count: the noun phrase at pieces ``[a, b)``, or "times"; and the rate behind it."""
    while a + 1 < b and scope.low(a) in words("nouns", "others"):
        a += 1  # "20 other bridges": bridges
    one = draft.hyphen or draft.values == (1.0,)  # "at one time", "a six-time champion"
    if scope.low(a) == "times" or (scope.low(a) == "time" and b - a == 1 and not one):
        draft.unit_name, draft.noun = "times", None
        draft.grow(draft.i, a + 1)
        return
    unit = scope.text[scope.pieces[a].start : scope.pieces[b - 1].end]
    draft.noun, draft.unit_name = (a, b), "points" if unit == "point" else unit
    whole = numeral(scope.pieces, b + 2) if scope.low(b) == "out" and scope.low(b + 1) == "of" else None
    if whole is not None and len(whole.values) == len(draft.values) == 1:
        draft.values, draft.kind, draft.rule = (draft.values[0], whole.value), "ratio", "out of"
        draft.grow(draft.i, whole.j)  # "10 learners out of 250"
    _per(scope, draft, a, b)


def _members(scope: Scope, j: int) -> tuple[int, int] | None:
    """``three of the *largest crowds*``: the plural that the number counts some of."""
    noun = counted(scope, j) if scope.tagged and scope.pos(j) != "NUM" else None
    return noun if noun is not None and scope.tag(noun[1] - 1) in ("NNS", "NNPS") else None


def _per(scope: Scope, draft: Draft, a: int, b: int) -> None:
    """``14 patents per 10,000 people`` is a ratio; ``3,000 tests per day`` a count with a rate."""
    word, k = scope.low(b), b + 1
    every = word == "for" and scope.low(k) == "every"
    if numeral(scope.pieces, k + every) is not None and (word == "per" or every):
        _ratio(scope, draft, a, k + every)
    elif (word == "per" and scope.is_word(k)) or (word in ("a", "an") and scope.low(k) in _TIMES):
        draft.unit_name = f"{draft.unit_name} per {scope.pieces[k].text}"


def _ratio(scope: Scope, draft: Draft, unit_at: int, k: int) -> None:
    """Make a ratio of a count and the number at ``k``: "14 patents per 10,000 people", "165 per 100,000 people"."""
    number = numeral(scope.pieces, k)
    if number is None or not len(number.values) == len(draft.values) == 1:
        return
    end = (counted(scope, number.j) or (k, number.j))[1]
    draft.values, draft.kind, draft.rule = (draft.values[0], number.value), "ratio", "per"
    draft.unit_name = scope.text[scope.pieces[unit_at].start : scope.pieces[end - 1].end].replace("for every ", "per ")
    draft.grow(draft.i, end)


def _freeze(scope: Scope, draft: Draft, claim_id: str) -> Quantity:
    """The draft as an immutable record."""
    pieces, text = scope.pieces, scope.text
    start, end = pieces[draft.first].start, pieces[draft.last - 1].end
    noun = (pieces[draft.noun[0]].start, pieces[draft.noun[1] - 1].end) if draft.noun else None
    return Quantity(
        id=claim_id,
        start=start,
        end=end,
        text=text[start:end],
        kind=draft.kind,
        value=draft.values[0],
        value2=draft.values[1] if len(draft.values) > 1 else None,
        unit=draft.unit_name,
        dimension=draft.unit.dimension if draft.unit else None,
        bound=draft.bound,
        number=(pieces[draft.i].start, pieces[draft.j - 1].end),
        noun=noun,
        direction=draft.direction,
        rule=draft.rule,
        confidence=draft.confidence,
    )
