"""Whole records against gold: is the record right, and in which fields not?

    python -m tests.evaluate.records quotes|claims|dates GOLD.jsonl [--out OUT] [--errors FIELD] [--json]

``spans.py`` measures after the published conventions of each corpus; this asks what a reader asks. GOLD holds articles
with ``attributions``, ``claims`` or ``timexes``; their ``optional`` rows count neither way.

    found     F1 of records: quotes by content (token F1 >= 0.6), claims by value at an overlapping span, dates by span
    FIELD     share of found records whose field is right, null against null included ("given": where the gold has one)
    whole     share of all gold records that were found with every field right: the headline
    spurious  records that no gold row, optional rows included, accounts for, per 100 gold records

When is a field right? measure, role, affiliation: token F1 >= 0.6, small words aside. speaker, about, source: the same
name, or one name's words inside the other's with the same last word ("Xiaomi", "Xiaomi Corp": no; "Lei", "Lei Jun": no;
"the Lervik Council", "Lervik Council": yes). period: overlapping spans. unit: the same after
``quantity_metrics.canon_unit``, or token F1 >= 0.6. content: token F1 >= 0.9. All else: equal.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from tests.evaluate import quantity_metrics
from tests.evaluate.command import by_article, read, score

SMALL = set("a an the of in on for to and or its their his her our this that these those 's".split())
LEGAL = set("corp corporation inc co company ltd limited plc llc group holdings ag sa nv gmbh".split())
GOLD_ROWS = {"quotes": "attributions", "claims": "claims", "dates": "timexes"}


def tokens(s):
    return [
        w for w in re.findall(r"[a-z0-9]+", (s or "").lower().replace("’", "'").replace("'s", " ")) if w not in SMALL
    ]


def f1(a, b):
    """Token F1 of two strings; two empty ones agree."""
    x, y = Counter(tokens(a)), Counter(tokens(b))
    if not x and not y:
        return 1.0
    same = sum((x & y).values())
    return 2 * same / (sum(x.values()) + sum(y.values())) if same else 0.0


def same_name(a, b):
    if not a or not b:
        return not a and not b
    x, y = [w for w in tokens(a) if w not in LEGAL], [w for w in tokens(b) if w not in LEGAL]
    return x == y or (
        bool(x) and bool(y) and min(len(x), len(y)) > 1 and x[-1] == y[-1] and (set(x) <= set(y) or set(y) <= set(x))
    )


def loosely(a, b):
    return f1(a, b) >= 0.6


def text_of(x):
    return x.get("text") if isinstance(x, dict) else x


def hull(text, parts):
    return " ".join(text[s:e] for s, e in parts)


def quote_view(text, r, gold):
    if gold:
        return {
            "content": hull(text, r["content"]),
            "span": (r["content"][0][0], r["content"][-1][1]),
            "cue": hull(text, r["cue"]),
            "source": hull(text, r["source"]),
            "speaker": r["speaker"],
            "role": text_of(r.get("role")),
            "affiliation": text_of(r.get("affiliation")),
            "kind": r.get("kind"),
            "speech": r["speech"],
        }
    sp = r["speaker"] or {}
    return {
        "content": " ".join(c["text"] for c in r["content"]),
        "span": (r["content"][0]["start"], r["content"][-1]["end"]),
        "cue": text_of(r["cue"]),
        "source": text_of(r["source"]),
        "speaker": sp.get("name"),
        "role": text_of(sp.get("role")),
        "affiliation": text_of(sp.get("affiliation")),
        "kind": r["kind"],
        "speech": r["speech"],
    }


QUOTE = {
    "content": lambda a, b: f1(a, b) >= 0.9,
    "cue": loosely,
    "source": loosely,
    "speaker": same_name,
    "role": loosely,
    "affiliation": loosely,
    "kind": lambda a, b: a == b,
    "speech": lambda a, b: a == b,
}


def claim_view(text, r, gold, dates):
    v = {k: r[k] for k in ("start", "end", "kind", "value", "value2", "unit", "bound", "change", "role")}
    if gold:
        return v | {
            "measure": r.get("measure"),
            "about": r["about"],
            "period": tuple(r["period_span"]) if r.get("period_span") else None,
            "source": r["source"],
        }
    d = dates.get(r["period"])
    return v | {
        "measure": text_of(r["measure"]),
        "about": r["about_name"],
        "period": (d["start"], d["end"]) if d else None,
        "source": r["speaker_name"],
    }


close = lambda a, b: (
    (a is None and b is None) or (a is not None and b is not None and abs(a - b) <= 1e-8 + 1e-4 * abs(b))
)
over = lambda a, b: (a is None and b is None) or (a is not None and b is not None and a[0] < b[1] and b[0] < a[1])
same_unit = lambda a, b: quantity_metrics.canon_unit(a) == quantity_metrics.canon_unit(b) or loosely(a, b)
equal = lambda a, b: a == b
CLAIM = {
    "kind": equal,
    "value2": close,
    "unit": same_unit,
    "bound": equal,
    "change": equal,
    "role": equal,
    "measure": loosely,
    "about": same_name,
    "period": over,
    "source": same_name,
}
DATE = {"span": equal, "type": equal, "value": equal, "mod": equal, "interval": equal}


def date_view(r):
    day = lambda x: x[:10] if x else x
    return {
        "start": r["start"],
        "end": r["end"],
        "span": (r["start"], r["end"]),
        "type": r["type"],
        "value": r["value"],
        "mod": r["mod"],
        "interval": (day(r["begin"]), day(r["finish"])),
    }


def pair_up(gold, pred, score):
    """Greedy one-to-one matching by falling score > 0."""
    cells = sorted(((score(g, p), -i, -j) for i, g in enumerate(gold) for j, p in enumerate(pred)), reverse=True)
    left, right, out = set(), set(), {}
    for s, i, j in cells:
        if s > 0 and -i not in left and -j not in right:
            left.add(-i)
            right.add(-j)
            out[-i] = -j
    return out


def near(kind):
    if kind == "quotes":
        return lambda g, p: (
            f1(g["content"], p["content"])
            if over(g["span"], p["span"]) and f1(g["content"], p["content"]) >= 0.6
            else 0
        )
    if kind == "claims":
        return lambda g, p: (
            2 - (g["start"] != p["start"])
            if over((g["start"], g["end"]), (p["start"], p["end"])) and close(g["value"], p["value"])
            else 0
        )
    return lambda g, p: 2 - (g["span"] != p["span"]) if over(g["span"], p["span"]) else 0


def evaluate(kind: str, gold: list[dict], out: str | Path, show: str | None = None) -> dict[str, dict]:
    """Figures of one kind of record; ``show`` prints the wrong ones of a field, or of ``found``."""
    predicted = by_article(Path(out) / f"{kind}.jsonl")
    dates = {r["id"]: r for r in read(Path(out) / "dates.jsonl")}
    tally = Tally({"quotes": QUOTE, "claims": CLAIM, "dates": DATE}[kind], show)
    for article in gold:
        text, rows = article["text"], article[GOLD_ROWS[kind]]

        def view(row: dict, is_gold: bool, text: str = text) -> dict:
            if kind == "quotes":
                return quote_view(text, row, is_gold)
            return claim_view(text, row, is_gold, dates) if kind == "claims" else date_view(row)

        must = [view(r, True) for r in rows if not r.get("optional")]
        may = [view(r, True) for r in [*article.get("optional", []), *(r for r in rows if r.get("optional"))]]
        tally.add(article, must, may, [view(r, False) for r in predicted[article["id"]]], near(kind))
    return tally.figures()


def whereabouts(row: dict) -> tuple[int, int]:
    return row.get("span") or (row["start"], row["end"])


class Tally:
    """Counts over articles, and the figures that follow from them."""

    def __init__(self, fields: dict, show: str | None) -> None:
        self.fields, self.show = fields, show
        self.n, self.ok, self.given, self.right = Counter(), Counter(), Counter(), Counter()

    def add(self, article: dict, must: list[dict], may: list[dict], got: list[dict], score) -> None:
        match = pair_up(must, got, score)
        free = [p for j, p in enumerate(got) if j not in match.values()]
        spurious = [p for p in free if not any(over(whereabouts(p), whereabouts(m)) for m in may)]
        self.n.update(gold=len(must), pred=len(match) + len(spurious), found=len(match), spurious=len(spurious))
        if self.show == "found":
            words = lambda r: r.get("content") or article["text"][slice(*whereabouts(r))]
            for i, row in enumerate(must):
                if i not in match:
                    print("missed", article["id"], words(row))
            for row in spurious:
                print("spurious", article["id"], words(row))
        for i, j in match.items():
            self._compare(article, must[i], got[j])

    def _compare(self, article: dict, want: dict, got: dict) -> None:
        wrong = [f for f, same in self.fields.items() if not same(want[f], got[f])]
        self.n["whole"] += not wrong
        for f in self.fields:
            has = want[f] not in (None, "", (None, None))
            self.ok[f] += f not in wrong
            self.given[f] += has
            self.right[f] += has and f not in wrong
            if self.show == f and f in wrong:
                words = want.get("content") or article["text"][slice(*whereabouts(want))]
                print(f, article["id"], repr(words[:90]), "want", repr(want[f]), "got", repr(got[f]))

    def figures(self) -> dict[str, dict]:
        n, pct = self.n, lambda a, b: round(100 * a / b, 1) if b else None
        p, r = n["found"] / max(1, n["pred"]), n["found"] / max(1, n["gold"])
        f1 = pct(2 * p * r, p + r) if p + r else 0.0
        out: dict[str, dict] = {"found": {"p": round(100 * p, 1), "r": round(100 * r, 1), "f1": f1, "gold": n["gold"]}}
        for f in self.fields:
            given = pct(self.right[f], self.given[f])
            out[f] = {"accuracy": pct(self.ok[f], n["found"]), "given": given, "n": self.given[f]}
        out["whole"] = {"accuracy": pct(n["whole"], n["gold"]), "of found": pct(n["whole"], n["found"])}
        out["spurious"] = {"per 100": pct(n["spurious"], n["gold"])}
        return out


def print_figures(figures: dict[str, dict]) -> None:
    for name, row in figures.items():
        print(f"{name:<14}" + "  ".join(f"{k} {v}" for k, v in row.items()))


if __name__ == "__main__":
    wrong_ones = {"metavar": "FIELD", "help": "print the wrong ones of a field (or `found`)"}
    score(__doc__, GOLD_ROWS, evaluate, print_figures, **wrong_ones)
