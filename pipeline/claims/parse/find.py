"""Find the quantities of a document: candidates, their units and approximators, and what is refused."""

from __future__ import annotations

from spacy.tokens import Doc

from pipeline.claims.parse import ranges
from pipeline.claims.parse.amounts import amount, part_of_unit
from pipeline.claims.parse.bounds import approximate, one_unit
from pipeline.claims.parse.counts import count
from pipeline.claims.parse.currency import settle
from pipeline.claims.parse.implied import lend
from pipeline.claims.parse.proportions import proportion
from pipeline.claims.parse.quantity import Draft, Quantity
from pipeline.claims.parse.scope import Scope, may_start, scopes
from pipeline.claims.refuse import refuse
from pipeline.records import Rejected

STAGE = "quantities"


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
        row = None if inside else refuse(scope, draft)
        reason = "inside a counted phrase" if inside else str(row.says["reason"]) if row is not None else None
        out.append((draft, reason))
        if reason is None and draft.noun is not None:
            covered = draft.noun
        k, floor = draft.j, max(draft.j, draft.last)
    return out


def _draft(scope: Scope, k: int, floor: int) -> Draft | None:
    """The quantity whose number starts at piece ``k``, with everything that belongs to it."""
    draft = part_of_unit(scope, k) or proportion(scope, k) or amount(scope, k, floor) or one_unit(scope, k, floor)
    if draft is None:
        return None
    draft = ranges.join(scope, draft)
    count(scope, draft)
    approximate(scope, draft, floor)
    return draft


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
