"""Resolve parsed quantities to claims: a pure function of the quantities and the records of the other stages."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from pipeline.claims.about import About
from pipeline.claims.change import Movement, Mover
from pipeline.claims.measure import Measures
from pipeline.claims.period import Periods
from pipeline.claims.quantity import Quantity
from pipeline.claims.same import restated
from pipeline.claims.setting import Setting
from pipeline.records import Bound, Claim, Quote, Span


def resolve(doc: Doc) -> list[Claim]:
    """One claim for each quantity on ``doc._.quantities``, in their order."""
    quantities: list[Quantity] = doc._.quantities or []
    if not quantities:
        return []
    setting = Setting(doc)
    mover, periods = Mover(setting), Periods(setting, doc._.dates or [], quantities)
    same = restated(quantities, setting.text)
    measures = Measures(setting, quantities, same)
    about = About(setting, doc._.entities or [])
    quotes: Sequence[Quote] = doc._.quotes or []
    doc_id = doc._.document.doc_id if doc._.document is not None else "doc"
    bounds = {quantity.id: quantity.bound for quantity in quantities}
    moves: dict[str, Movement] = {}
    claims: list[Claim] = []
    for quantity in quantities:
        moved = mover(quantity)
        if moved.change is None and quantity.id in same:
            moved = moves[same[quantity.id]]  # "by 1.5 degrees Celsius (2.7 Fahrenheit)"
        moves[quantity.id] = moved
        measured = measures(quantity)
        thing = about(quantity, measured)
        quote = _quote(quotes, quantity)
        claims.append(
            Claim(
                doc_id=doc_id,
                id=quantity.id,
                start=quantity.start,
                end=quantity.end,
                text=quantity.text,
                rule=quantity.rule,
                confidence=quantity.confidence,
                kind=quantity.kind,
                value=quantity.value,
                value2=quantity.value2,
                unit=quantity.unit,
                dimension=quantity.dimension,
                bound=_bound(quantity, same, bounds),
                change=moved.change,
                role=moved.role,
                measure=Span(start=measured[0], end=measured[1], text=setting.text[slice(*measured)])
                if measured
                else None,
                about=thing.entity if thing else None,
                about_name=thing.name if thing else None,
                period=periods(quantity),
                quote=quote.id if quote else None,
                speaker_name=quote.speaker.name if quote and quote.speaker else None,
                same_as=same.get(quantity.id),
            )
        )
    return claims


def _bound(quantity: Quantity, same: dict[str, str], bounds: dict[str, Bound]) -> Bound:
    """Its own bound; a restatement without one has that of what it restates."""
    if quantity.bound == "exact" and quantity.id in same:
        return bounds[same[quantity.id]]
    return quantity.bound


def _quote(quotes: Sequence[Quote], quantity: Quantity) -> Quote | None:
    """The innermost quote whose content holds the quantity."""
    holding = [
        (part.end - part.start, quote)
        for quote in quotes
        for part in quote.content
        if part.start <= quantity.start and quantity.end <= part.end
    ]
    return min(holding, key=lambda x: x[0])[1] if holding else None
