"""Claims that the choices were sure of, as examples of the linker: ``python -m models.training.weak RUN…``.

RUN: a folder that the command wrote for articles that nobody corrected. Gold claims are few; the choices of
``pipeline.claims`` know what the linker says *and* what grammar and place say, and where they are sure they are mostly
right (on gold articles that the linker had not seen: owners 79 of 100 from a margin of 1.5 on, 65 of all). A linker
that is trained on these first, and then on gold, points better than one that saw gold alone.
Each RUN gets ``weak.jsonl``: rows as in the gold, with the heads that are not to be learnt of a claim in ``unsure``.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from models.training.data import read_jsonl
from models.training.figures import WEAK
from pipeline.choices.choice import Choice, Features, Verdict
from pipeline.choices.gold import documents
from pipeline.claims.link.about import About
from pipeline.claims.link.measure import Measure
from pipeline.claims.link.period import Period
from pipeline.claims.link.scene import Scene
from pipeline.claims.link.source import Sources
from pipeline.claims.setting import Setting
from pipeline.records import Claim

# heads of the linker -> the least margin of the choice that is believed, in units of weight
MARGINS = {("owner",): 1.5, ("measure.first", "measure.last"): 1.0, ("period",): 1.0}


class Overheard(Choice):
    """A choice that remembers how sure it was of what it chose last."""

    margin = 0.0

    def pick(self, candidates: Sequence[Features]) -> Verdict | None:
        verdict = super().pick(candidates)
        self.margin = verdict.margin if verdict is not None else 0.0
        return verdict


def unsure(doc: Doc) -> Iterator[tuple[str, list[str]]]:
    """The id of each figure, and the heads whose choice was not sure enough."""
    setting, own = Setting(doc), doc._.onrecord
    measure = Measure(setting, own.quantities)
    about, period = About(Scene(setting, own.entities or [])), Period(setting, own.dates or [], own.quantities)
    quotes = Sources(own.quotes or [], setting)
    heard = []
    for link in (about, measure, period):
        link.choice = Overheard(link.choice.weights)
        heard.append(link.choice)
    for quantity in own.quantities:
        for choice in heard:
            choice.margin = 0.0
        measured, _ = measure(quantity)
        quote = quotes.around(quantity)
        about(quantity, measured, quote)
        period(quantity)
        told = zip(MARGINS.items(), heard, strict=True)
        yield quantity.id, [head for (heads, least), choice in told if choice.margin < least for head in heads]


def rows(run: Path) -> Iterator[dict[str, Any]]:
    """The articles of a run that hold a claim, as rows of the gold."""
    written = {row["id"]: Claim.model_validate(row) for row in read_jsonl(run / "claims.jsonl")}
    for doc in documents(run):
        dates = {date.id: date for date in doc._.onrecord.dates or []}
        claims = []
        for key, heads in unsure(doc):
            if (claim := written.get(key)) is not None:
                period = dates.get(claim.period or "")
                claims.append({
                    "start": claim.start, "end": claim.end, "change": claim.change, "role": claim.role,
                    "measure": claim.measure and claim.measure.text,
                    "measure_span": claim.measure and [claim.measure.start, claim.measure.end],
                    "about": claim.about_name, "source": claim.speaker_name,
                    "period": period and period.text, "period_span": period and [period.start, period.end],
                    "unsure": heads,
                })  # fmt: skip
        if claims:
            yield {"id": doc._.onrecord.document.doc_id, "text": doc.text, "claims": claims}


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("runs", type=Path, nargs="+")
    for run in p.parse_args().runs:
        lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows(run))
        (run / WEAK).write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
