"""Find the quantities of a document: candidates, their units and approximators, and what is refused."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from pipeline.claims.parse.amounts import amount, part_of_unit
from pipeline.claims.parse.bounds import approximate, one_unit
from pipeline.claims.parse.counts import count
from pipeline.claims.parse.currency import settle
from pipeline.claims.parse.implied import lend
from pipeline.claims.parse.proportions import proportion
from pipeline.claims.parse.quantity import Draft, Quantity
from pipeline.claims.parse.ranges import join
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
        drafts: list[Draft] = []
        for draft, reason in _candidates(scope):
            if reason is None:
                drafts.append(draft)
                continue
            (start, end), text = scope.span(draft.first, draft.last), scope.said(draft.first, draft.last)
            refused.append(Rejected(doc_id=doc_id, start=start, end=end, text=text, stage=STAGE, reason=reason))
        settle(scope, drafts)
        lend(scope, drafts)
        first = len(found) + 1
        found.extend(_freeze(scope, draft, f"{doc_id}/c{n}") for n, draft in enumerate(drafts, first))
    return found, refused


def _candidates(scope: Scope) -> Iterator[tuple[Draft, str | None]]:
    """Every number of the scope as a draft, with the reason for refusing it."""
    k = floor = 0
    covered = (0, 0)  # the last counted noun phrase
    for n, piece in enumerate(scope.pieces):
        draft = _draft(scope, n, floor) if n >= k and may_start(piece) else None
        if draft is None:
            continue
        k, floor = draft.j, max(draft.j, draft.last)
        if covered[0] <= draft.i and draft.j <= covered[1]:
            yield draft, "inside a counted phrase"
            continue
        row = refuse(scope, draft)
        covered = draft.noun if draft.noun is not None and row is None else covered
        yield draft, None if row is None else row.says["reason"]


def _draft(scope: Scope, k: int, floor: int) -> Draft | None:
    """The quantity whose number starts at piece ``k``, with everything that belongs to it."""
    draft = part_of_unit(scope, k) or proportion(scope, k) or amount(scope, k, floor) or one_unit(scope, k, floor)
    if draft is None:
        return None
    join(scope, draft)
    count(scope, draft)
    approximate(scope, draft, floor)
    return draft


def _freeze(scope: Scope, draft: Draft, claim_id: str) -> Quantity:
    """The draft as an immutable record."""
    start, end = scope.span(draft.first, draft.last)
    return Quantity(
        id=claim_id,
        start=start,
        end=end,
        text=scope.text[start:end],
        kind=draft.kind,
        value=draft.values[0],
        value2=None if draft.single else draft.values[1],
        unit=draft.unit_name,
        dimension=draft.unit.dimension if draft.unit else None,
        bound=draft.bound,
        number=scope.span(draft.i, draft.j),
        noun=scope.span(*draft.noun) if draft.noun else None,
        direction=draft.direction,
        rule=draft.rule,
        confidence=draft.confidence,
    )
