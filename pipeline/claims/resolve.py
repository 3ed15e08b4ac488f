"""Resolve parsed quantities to claims: a pure function of the quantities and the records of the other stages."""

from __future__ import annotations

from typing import Any

from spacy.tokens import Doc

from pipeline.claims.link import change
from pipeline.claims.link.about import About
from pipeline.claims.link.around import Around, arounds
from pipeline.claims.link.measure import Measure
from pipeline.claims.link.period import Period
from pipeline.claims.link.role import Roles
from pipeline.claims.link.scene import Scene
from pipeline.claims.link.source import Sources
from pipeline.claims.link.unit import unit
from pipeline.claims.parse.quantity import Quantity
from pipeline.claims.same import restated
from pipeline.claims.setting import Setting
from pipeline.records import Basis, Claim, Span

PARSED = (  # fields that a claim has as its quantity has them
    *("id", "start", "end", "text", "rule", "confidence"),
    *("kind", "value", "value2", "unit", "dimension", "bound"),
)


def resolve(doc: Doc) -> list[Claim]:
    """One claim for each quantity on ``doc._.onrecord.quantities``, in their order."""
    quantities: list[Quantity] = doc._.onrecord.quantities or []
    if not quantities:
        return []
    setting = Setting(doc)
    same, links = restated(quantities, setting.text), Links(setting, quantities)
    made: dict[str, Claim] = {}
    for around in arounds(setting, quantities):
        quantity = around.quantity
        made[quantity.id] = again(around, made[same[quantity.id]]) if quantity.id in same else links(around)
    return list(made.values())


class Links:
    """Links the figures of one article, in their order, to what they measure, whose they are, when and who says so."""

    def __init__(self, setting: Setting, quantities: list[Quantity]) -> None:
        found = setting.doc._.onrecord
        dates, entities = found.dates or [], found.entities or []
        self._setting, self._doc_id = setting, found.document.doc_id if found.document is not None else "doc"
        self._measure, self._about = Measure(setting, quantities), About(Scene(setting, entities))
        self._role = Roles(dates)
        self._period, self._sources = Period(setting, dates, quantities), Sources(found.quotes or [], setting)

    def __call__(self, around: Around) -> Claim:
        """The claim of a figure."""
        quantity, text = around.quantity, self._setting.text
        quote = self._sources.around(quantity)
        moved, why_change = change.choose(around)
        role = self._role(around)
        measure, why_measure = self._measure(quantity)
        about, why_about = self._about(quantity, measure, quote)
        period, why_period = self._period(quantity)
        speaker, why_source = self._sources.speaker(quantity, quote)
        return Claim(
            **_parsed(quantity) | {"unit": unit(self._setting, quantity, measure)},
            doc_id=self._doc_id,
            change=moved,
            role=role,
            measure=Span(start=measure[0], end=measure[1], text=text[slice(*measure)]) if measure else None,
            about=about,
            about_name=self._about.scene.name(about) if about else None,
            period=period,
            quote=quote.id if quote else None,
            speaker_name=speaker,
            basis=Basis(measure=why_measure, about=why_about, period=why_period, change=why_change, source=why_source),
        )


def again(around: Around, first: Claim) -> Claim:
    """The claim of a figure that says an earlier one in another unit: "105 billion yuan (*$14 billion*)"."""
    around.change, around.role, own = first.change, first.role, _parsed(around.quantity)
    if own["bound"] == "exact" and own["kind"] != "percent":
        own["bound"] = first.bound
    return first.model_copy(update=own | {"same_as": first.id})


def _parsed(quantity: Quantity) -> dict[str, Any]:
    return {name: getattr(quantity, name) for name in PARSED}
