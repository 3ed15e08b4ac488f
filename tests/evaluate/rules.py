"""What every rule does on gold: ``python -m tests.evaluate.rules --data ../shared/data`` (or ``make rules``).

A record says which rule, feature or model chose each of its fields. Here all of them are counted: how often one fired,
and how often what it chose is what the gold has. A row of a table that never fires needs a reason in its row, or goes.

    quotes   rule (the whole record), resolved_by (the speaker), gender_by has no gold
    claims   rule (value and unit), basis.measure, basis.about, basis.period, basis.change, basis.source
    dates    rule (value and interval)
    dropped  the reason in rejected.jsonl: right where no gold record stands there
    idle     the rows of forms.toml, refuse.toml and the dates' patterns that never fire, holidays aside

Without the development data it counts on ``seeds/gold``; a field that a gold has not is not asked for.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import Path
from typing import get_args
from unittest.mock import patch

from pipeline.cascade import engine as cascade
from pipeline.choices.gold import documents
from pipeline.claims.parse import find as figures
from pipeline.claims.refuse import rows as refuse_rows
from pipeline.dates.find import find as find_dates
from pipeline.dates.lexicon import GRAMMAR
from pipeline.quotes.component import Quotes
from pipeline.quotes.surface import forms
from tests.evaluate.command import COMMAND, by_article, extract, read
from tests.evaluate.records import CLAIM, DATE, GOLD_ROWS, QUOTE, claim_view, date_view, near, pair_up, quote_view

SEEDS = Path("seeds/gold")
FIELDS_OF_RULE = {"quotes": tuple(QUOTE), "claims": ("kind", "value2", "unit", "bound"), "dates": tuple(DATE)}
FIELDS_OF_BASIS = {"measure": ("measure",), "about": ("about",), "period": ("period",), "change": ("change", "role"),
                   "source": ("source",)}  # fmt: skip
SAME = {"quotes": QUOTE, "claims": CLAIM, "dates": DATE}


@dataclass
class Counts:
    """By table and row: how often it fired, and how often rightly."""

    fired: Counter = field(default_factory=Counter)
    right: Counter = field(default_factory=Counter)

    def add(self, table: str, row: str | None, right: bool) -> None:
        self.fired[table, row or "(none)"] += 1
        self.right[table, row or "(none)"] += right

    def lines(self) -> Iterator[str]:
        """A heading a table, then its rows, the ones that fire most first."""
        tables = defaultdict(list)
        for (table, row), n in self.fired.items():
            tables[table].append((-n, row))
        for table, rows in tables.items():
            yield f"\n{table:44s}{'fired':>8}{'right':>8}{'wrong':>8}"
            for n, row in sorted(rows):
                right = self.right[table, row]
                yield f"  {row[:42]:42s}{-n:>8}{right:>8}{-n - right:>8}"


def count(kind: str, gold: list[dict], out: Path, counts: Counts) -> None:
    """Add what the rules of one kind of record did in the articles of ``gold``."""
    predicted, dates = by_article(out / f"{kind}.jsonl"), {r["id"]: r for r in read(out / "dates.jsonl")}

    def view(text: str, row: dict, is_gold: bool) -> dict:
        if kind == "quotes":
            return quote_view(text, row, is_gold)
        return claim_view(text, row, is_gold, dates) if kind == "claims" else date_view(row)

    given = {key for article in gold for row in article[GOLD_ROWS[kind]] for key in row}
    if "period_span" not in given:
        given.discard("period")
    same = {f: test for f, test in SAME[kind].items() if f in given or f in ("span", "interval")}
    for article in gold:
        rows, own = article[GOLD_ROWS[kind]], predicted[article["id"]]
        want = [view(article["text"], r, True) for r in rows]
        got = [view(article["text"], r, False) for r in own]
        match = {j: i for i, j in pair_up(want, got, near(kind)).items()}
        for j, record in enumerate(own):
            wrong = {f for f, test in same.items() if j in match and not test(want[match[j]][f], got[j][f])}
            _record(kind, record, wrong, j in match, counts)


def _record(kind: str, record: dict, wrong: set[str], found: bool, counts: Counts) -> None:
    counts.add(f"{kind}: rule", record["rule"], found and wrong.isdisjoint(FIELDS_OF_RULE[kind]))
    if kind == "quotes" and found and record["speaker"]:
        counts.add("quotes: resolved_by", record["speaker"]["resolved_by"], "speaker" not in wrong)
    for name, fields in FIELDS_OF_BASIS.items() if kind == "claims" and found else ():
        counts.add(f"claims: basis.{name}", record["basis"][name], wrong.isdisjoint(fields))


def count_dropped(kind: str, gold: list[dict], out: Path, counts: Counts) -> None:
    """Add what a stage dropped: wrongly where a gold record of its kind has the same characters."""
    dropped = by_article(out / "rejected.jsonl")
    stage = {"claims": ("claims", "quantities")}.get(kind, (kind,))
    for article in gold:
        spans = [_span(r) for r in article[GOLD_ROWS[kind]]]
        for row in dropped[article["id"]]:
            if row["stage"] in stage:
                missed = any(s <= row["start"] < e or row["start"] <= s < row["end"] for s, e in spans)
                counts.add(f"{kind}: dropped", row["reason"], not missed)


def _span(row: dict) -> tuple[int, int]:
    return (row["content"][0][0], row["content"][-1][1]) if "content" in row else (row["start"], row["end"])


@contextmanager
def counted(fired: Counter) -> Iterator[None]:
    """Note in ``fired`` by (table, row) what fires while the stages run."""

    def noting(table: str, choose: Callable, name: Callable) -> Callable:
        def noted(*given: object) -> object:
            found = choose(*given)
            if found is not None:
                fired[table, name(found)] += 1
            return found

        return noted

    by_id, by_rule = attrgetter("id"), attrgetter("rule")
    with (
        patch.object(forms, "attributed", noting("forms", forms.attributed, by_rule)),
        patch.object(figures, "refuse", noting("refuse", figures.refuse, by_id)),
        patch.object(cascade, "_phrase", noting("dates", cascade._phrase, by_rule)),
    ):
        yield


def idle(fired: Counter) -> Iterator[str]:
    """A line a table: the rows that never fired."""
    tables = {
        "forms": [form.id for within in get_args(forms.Within) for form in forms.forms(within)],
        "refuse": [row.id for row in refuse_rows()],
        "dates": [rule.name for _, rules in GRAMMAR.levels for rule in rules if rule.make != "holiday"],
    }
    for table, ids in tables.items():
        never = sorted(name for name in dict.fromkeys(ids) if not fired[table, name])
        yield f"\nidle in {table}: {len(never)} of {len(ids)}" + "".join(f"\n  {name}" for name in never)


def main() -> None:
    """Count over train and dev, and print."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--data", type=Path, help="folder of the development data")
    p.add_argument("--kind", choices=GOLD_ROWS, action="append", help="only these records")
    a = p.parse_args()
    counts, fired, stages = Counts(), Counter(), (Quotes(), find_dates)
    for kind in a.kind or GOLD_ROWS:
        files = [a.data / f"records/{kind}.{part}.jsonl" for part in ("train", "dev")] if a.data else []
        paths = [f for f in files if f.exists()] or [SEEDS / f"{kind}.jsonl"]
        gold = [article for path in paths for article in read(path)]
        with tempfile.TemporaryDirectory() as tmp:
            extract(gold, Path(tmp), f"{COMMAND} --explain")
            count(kind, gold, Path(tmp), counts)
            count_dropped(kind, gold, Path(tmp), counts)
            with counted(fired):
                for doc in documents(Path(tmp)):
                    for stage in stages:
                        stage(doc)
    print("\n".join([*counts.lines(), *idle(fired)]))


if __name__ == "__main__":
    sys.exit(main())
