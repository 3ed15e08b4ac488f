"""What is counted of a rule: how often it fired, and whether what it chose is in the gold."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import get_args

import spacy

from pipeline.dates.find import find as find_dates
from pipeline.quotes.component import Quotes
from pipeline.quotes.surface.forms import Within, forms
from tests.evaluate.rules import Counts, count, count_dropped, counted, idle

TEXT = "Prices rose in 2019, then fell in May and in June 1."
YEAR = {"start": 15, "end": 19, "type": "DATE", "value": "2019", "begin": "2019-01-01", "finish": "2019-12-31"}
MAY = {"start": 34, "end": 37, "type": "DATE", "value": "2019-05", "begin": None, "finish": None}
GOLD = [{"id": "a", "text": TEXT, "timexes": [{**YEAR, "mod": None}, {**MAY, "mod": None}]}]


def _write(out: Path, name: str, rows: list[dict]) -> None:
    lines = (json.dumps({"doc_id": "a", "mod": None, **row}) for row in rows)
    (out / f"{name}.jsonl").write_text("\n".join(lines), encoding="utf-8")


def test_dates_and_what_was_dropped(tmp_path: Path) -> None:
    wrong, spurious = {**MAY, "value": "2020-05"}, {**MAY, "start": 45, "end": 51}
    found = [("year", YEAR), ("month", wrong), ("month", spurious)]
    _write(tmp_path, "dates", [{**row, "id": f"a/d{i}", "rule": rule} for i, (rule, row) in enumerate(found)])
    _write(tmp_path, "rejected", [
        {"stage": "dates", "reason": "a name", "start": 15, "end": 19},
        {"stage": "dates", "reason": "a name", "start": 0, "end": 6},
        {"stage": "quotes", "reason": "no source", "start": 0, "end": 6},
    ])  # fmt: skip
    counts = Counts()
    count("dates", GOLD, tmp_path, counts)
    count_dropped("dates", GOLD, tmp_path, counts)
    assert counts.fired == {("dates: rule", "year"): 1, ("dates: rule", "month"): 2, ("dates: dropped", "a name"): 2}
    assert +counts.right == {("dates: rule", "year"): 1, ("dates: dropped", "a name"): 1}


def test_rows_that_never_fire_are_named() -> None:
    ids = [form.id for within in get_args(Within) for form in forms(within)]
    fired = Counter({("forms", name): 1 for name in ids if name != "asked"})
    line = next(line for line in idle(fired) if "forms" in line)
    assert line.split("\n")[1:] == [f"idle in forms: 1 of {len(ids)}", "  asked"]


def test_what_a_stage_chooses_is_counted() -> None:
    fired: Counter = Counter()
    nlp = spacy.blank("en")
    with counted(fired):
        find_dates(nlp("It closed on 3 May 2019."))
        Quotes()(nlp("“The boat is sold” — Jane Roe"))
    assert fired["forms", "quote-dash"] == 1
    assert sum(n for (table, _), n in fired.items() if table == "dates") > 0
