"""Resolve parsed quantities to claims: a pure function of the quantities and the records of the other stages."""

from __future__ import annotations

from spacy.tokens import Doc

from pipeline.claims.link.about import About
from pipeline.claims.link.around import arounds
from pipeline.claims.link.change import Changes
from pipeline.claims.link.measure import Measure
from pipeline.claims.link.period import Period
from pipeline.claims.link.role import Roles
from pipeline.claims.link.scene import Scene
from pipeline.claims.link.source import Sources
from pipeline.claims.link.unit import unit
from pipeline.claims.parse.quantity import Quantity
from pipeline.claims.same import restated
from pipeline.claims.setting import Setting
from pipeline.records import Basis, Bound, Claim, Span


def resolve(doc: Doc) -> list[Claim]:
    """One claim for each quantity on ``doc._.onrecord.quantities``, in their order."""
    quantities: list[Quantity] = doc._.onrecord.quantities or []
    if not quantities:
        return []
    setting = Setting(doc)
    dates = doc._.onrecord.dates or []
    change, role, period = Changes(), Roles(dates), Period(setting, dates, quantities)
    same = restated(quantities, setting.text)
    measure = Measure(setting, quantities, same)
    about = About(Scene(setting, doc._.onrecord.entities or []))
    quotes = Sources(doc._.onrecord.quotes or [], setting)
    doc_id = doc._.onrecord.document.doc_id if doc._.onrecord.document is not None else "doc"
    made: dict[str, Claim] = {}
    for around in arounds(setting, quantities):
        quantity = around.quantity
        first = (
            made[same[quantity.id]] if quantity.id in same else None
        )  # "105 billion yuan (*$14 billion*)": one figure
        moved, why_moved = change(around)
        if moved is None and first is not None:
            moved = around.change = first.change
        played, _ = role(around)
        if first is not None:
            played = around.role = first.role
        measured, why_measured = measure(quantity)
        quote = quotes.around(quantity)
        held, why_held = period(quantity, quote)
        speaker, why_said = quotes.speaker(quantity, quote)
        thing, why_about = about(quantity, measured, quote)
        if first is not None:
            thing, why_about, held, why_held = first.about, first.basis.about, first.period, first.basis.period
        made[quantity.id] = Claim(
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
            unit=unit(setting, quantity, measured),
            dimension=quantity.dimension,
            bound=_bound(quantity, first),
            change=moved,
            role=played,
            measure=Span(start=measured[0], end=measured[1], text=setting.text[slice(*measured)]) if measured else None,
            about=thing,
            about_name=about.scene.name(thing) if thing else None,
            period=held,
            quote=quote.id if quote else None,
            speaker_name=speaker,
            same_as=same.get(quantity.id),
            basis=Basis(
                measure=why_measured,
                about=why_about,
                period=why_held,
                change=why_moved,
                source=why_said,
            ),
        )
    return list(made.values())


def _bound(quantity: Quantity, first: Claim | None) -> Bound:
    """Its own bound; a restatement without one has that of what it restates."""
    if quantity.bound == "exact" and first is not None and quantity.kind != "percent":
        return first.bound
    return quantity.bound
