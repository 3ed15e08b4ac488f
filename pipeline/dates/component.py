"""The dates stage as a spaCy component: find, then resolve in the order of the text."""

from __future__ import annotations

from bisect import bisect_right
from datetime import datetime
from typing import Literal

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.dates import known_days, order
from pipeline.dates.coordination import share_years
from pipeline.dates.find import find
from pipeline.dates.narrative import Narrative
from pipeline.dates.publication import Order
from pipeline.dates.resolve import resolve
from pipeline.extensions import factory
from pipeline.records import Block, Date, Rejected


class Dates:
    """Leaves ``doc._.dates`` (``records.Date`` by start) and adds to ``doc._.rejected``.

    ``date_order``: how 03/04/2025 reads where the article's own numeric dates do not tell ("auto": by ``country``,
    an ISO 3166 code, or month first). Boilerplate blocks give no dates.
    """

    def __init__(self, date_order: Literal["auto", "MDY", "DMY"] = "auto", country: str | None = None) -> None:
        self.order: Order = order.of_country(country) if date_order == "auto" else date_order
        self.country = country

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one Doc."""
        document, text = doc._.onrecord.document, doc.text
        doc_id = document.doc_id if document else "doc"
        published = _moment(document.published.value) if document and document.published else None
        ignored = _Boilerplate(document.blocks if document else [])
        found = find(doc, self.order, text)
        timexes = known_days.name_years(share_years(found.timexes, text), text, published)
        narrative = Narrative(text, published, timexes)
        dates: list[Date] = []
        for timex in timexes:
            if ignored.holds(timex.start):
                continue
            result = resolve(timex, narrative.context(timex))
            narrative.add(timex, result)
            dates.append(
                Date(
                    start=timex.start,
                    end=timex.end,
                    text=text[timex.start : timex.end],
                    doc_id=doc_id,
                    id=f"{doc_id}/t{len(dates) + 1}",
                    rule=timex.rule,
                    type=result.type,
                    value=result.value,
                    mod=result.mod,  # type: ignore[arg-type]
                    begin=result.begin,
                    finish=result.finish,
                    anchor=result.anchor,
                    granularity=result.granularity,
                )
            )
        doc._.onrecord.dates = dates
        dropped = [
            Rejected(
                start=d.start, end=d.end, text=text[d.start : d.end], doc_id=doc_id, stage="dates", reason=d.reason
            )
            for d in found.dropped
            if not ignored.holds(d.start)
        ]
        doc._.onrecord.rejected = [*(doc._.onrecord.rejected or []), *dropped]
        return doc


class _Boilerplate:
    """Blocks that give no dates, for lookup by position."""

    def __init__(self, blocks: list[Block]) -> None:
        spans = sorted((block.start, block.end) for block in blocks if block.kind == "boilerplate")
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def holds(self, position: int) -> bool:
        index = bisect_right(self._starts, position) - 1
        return index >= 0 and position < self._ends[index]


def _moment(value: str) -> datetime | None:
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return None


@factory("onrecord.dates", assigns=["doc._.dates"], default_config={"date_order": "auto", "country": None})
def make_dates(nlp: Language, name: str, date_order: Literal["auto", "MDY", "DMY"], country: str | None) -> Dates:
    """spaCy factory of the dates stage."""
    return Dates(date_order, country)
