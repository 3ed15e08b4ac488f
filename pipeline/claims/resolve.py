"""Resolve parsed quantities to claims: a pure function of the quantities and the records of the other stages."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from spacy.tokens import Doc

from pipeline.claims.about import About
from pipeline.claims.change import Movement, Mover
from pipeline.claims.measured import Measures
from pipeline.claims.parse.quantity import Quantity
from pipeline.claims.periods import Periods
from pipeline.claims.same import restated
from pipeline.claims.setting import Setting
from pipeline.records import Bound, Claim, Quote, Span


def resolve(doc: Doc) -> list[Claim]:
    """One claim for each quantity on ``doc._.quantities``, in their order."""
    quantities: list[Quantity] = doc._.onrecord.quantities or []
    if not quantities:
        return []
    setting = Setting(doc)
    mover, periods = Mover(setting), Periods(setting, doc._.onrecord.dates or [], quantities)
    same = restated(quantities, setting.text)
    measures = Measures(setting, quantities, same)
    about = About(setting, doc._.onrecord.entities or [])
    quotes = _Quotes(doc._.onrecord.quotes or [])
    doc_id = doc._.onrecord.document.doc_id if doc._.onrecord.document is not None else "doc"
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
        quote = quotes.around(quantity)
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
    if quantity.bound == "exact" and quantity.id in same and quantity.kind != "percent":
        return bounds[same[quantity.id]]
    return quantity.bound


class _Quotes:
    """Finds the innermost quote whose content holds a quantity."""

    def __init__(self, quotes: Sequence[Quote]) -> None:
        parts = sorted(((p.start, p.end, n) for n, q in enumerate(quotes) for p in q.content))
        self._quotes, self._parts = quotes, parts
        self._starts = [start for start, _, _ in parts]
        self._reach = list(accumulate((end for _, end, _ in parts), max))  # how far the parts up to here reach

    def around(self, quantity: Quantity) -> Quote | None:
        """The quote of the shortest part that holds the quantity, or None."""
        best: tuple[int, int] | None = None
        i = bisect_right(self._starts, quantity.start) - 1
        while i >= 0 and self._reach[i] >= quantity.end:
            start, end, n = self._parts[i]
            if end >= quantity.end:
                best = min(best or (end - start, n), (end - start, n))
            i -= 1
        return self._quotes[best[1]] if best else None
