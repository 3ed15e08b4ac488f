"""Spans and values after the published conventions of each corpus.

    python -m tests.evaluate.spans TASK GOLD.jsonl [--out DIR] [--cmd "onrecord extract"] [--json] [--errors N]

TASK: entities, quotes, dates, numbers, claims or documents. Runs the command on the gold file's articles, or reads the
record files that already lie in --out.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

from tests.evaluate import date_metrics, quantity_metrics, quote_metrics
from tests.evaluate.command import by_article, read, score

FOLD = {
    "GPE": "Location",
    "LOC": "Location",
    "PERSON": "Person",
    "PER": "Person",
    "ORG": "Organization",
    "FAC": "Facility",
    "PRODUCT": "Product",
    "EVENT": "Misc",
    "LAW": "Misc",
    "WORK_OF_ART": "Misc",
    "LANGUAGE": "Misc",
    "MISC": "Misc",
    "NORP": "NORP",
}


def check_offsets(gold, out):
    """Every span of every record file must read back from the article's text."""
    texts = {g["id"]: g["text"] for g in gold}
    bad = n = 0

    def visit(x, text):
        nonlocal bad, n
        if isinstance(x, dict):
            if isinstance(x.get("start"), int) and isinstance(x.get("text"), str):
                n += 1
                bad += text[x["start"] : x["end"]] != x["text"]
            for v in x.values():
                visit(v, text)
        elif isinstance(x, list):
            for v in x:
                visit(v, text)

    for name in ("entities", "dates", "quotes", "claims"):
        p = Path(out) / f"{name}.jsonl"
        for r in read(p) if p.exists() else []:
            visit(r, texts[r["doc_id"]])
    return {"spans": n, "not reading back": bad}


def prf(tp, n_pred, n_gold):
    p, r = (tp / n_pred if n_pred else 0.0), (tp / n_gold if n_gold else 0.0)
    return {"p": 100 * p, "r": 100 * r, "f1": 200 * p * r / (p + r) if p + r else 0.0, "pred": n_pred, "gold": n_gold}


def trim(text, s, e):
    """The span without its leading article and trailing possessive, which do not count."""
    for art in ("the ", "The ", "THE ", "a ", "A ", "an ", "An "):
        if text.startswith(art, s) and s + len(art) < e:
            s += len(art)
            break
    for pos in ("'s", "\u2019s"):
        if text[s:e].endswith(pos):
            e -= len(pos)
    return s, e


def entities(gold, out, errors):
    pred = by_article(Path(out) / "entities.jsonl")
    c = defaultdict(Counter)
    for g in gold:
        t = g["text"]
        gs = {(*trim(t, s, e), FOLD.get(k, k)) for s, e, k in g["entities"] if FOLD.get(k, k) in FOLD.values()}
        opt = {trim(t, s, e) for s, e, _ in g.get("optional", [])}
        ps = {
            (*trim(t, r["start"], r["end"]), FOLD.get(r["label"], r["label"]))
            for r in pred[g["id"]]
            if r.get("mention", "name") in ("name", "short") and r["label"] in FOLD
        }
        ps = {x for x in ps if x in gs or x[:2] not in opt}
        for kind, xs in (("tp", gs & ps), ("fp", ps - gs), ("fn", gs - ps)):
            for x in xs:
                c[x[2]][kind] += 1
                if errors and kind != "tp":
                    print(kind, g["id"], x[2], repr(t[x[0] : x[1]]))
    f = lambda ks: prf(
        sum(c[k]["tp"] for k in ks), sum(c[k]["tp"] + c[k]["fp"] for k in ks), sum(c[k]["tp"] + c[k]["fn"] for k in ks)
    )
    R = {"all": f(sorted(c)), "person+org+location": f(["Person", "Organization", "Location"])}
    R.update({k: f([k]) for k in sorted(c)})
    return R


def quotes(gold, out, errors):
    pred = by_article(Path(out) / "quotes.jsonl")
    span = lambda x: [[x["start"], x["end"]]] if x else []
    chars = lambda spans: {i for s, e in spans for i in range(s, e)}
    iou = lambda a, b: len(a & b) / len(a | b) if a | b else 0.0
    for (
        g
    ) in gold:  # a prediction that fits an optional gold quote better than any required one is neither right nor wrong
        may = [chars(a["content"]) for a in g.get("optional", [])]
        must = [chars(a["content"]) for a in g["attributions"]] if may else []
        best = lambda c, xs: max((iou(c, x) for x in xs), default=0.0)
        own = lambda r: chars([(p["start"], p["end"]) for p in r["content"]])
        pred[g["id"]] = [r for r in pred[g["id"]] if not may or not best(own(r), may) > best(own(r), must)]
    pairs = [
        (
            g["text"],
            g["attributions"],
            [
                {
                    "content": [[p["start"], p["end"]] for p in r["content"]],
                    "cue": span(r.get("cue")),
                    "source": span(r.get("source")),
                }
                for r in pred[g["id"]]
            ],
        )
        for g in gold
    ]
    R = {k: v for k, v in quote_metrics.score(pairs).items() if k.startswith("cofenet exact")}
    for name, kw in (("all", {"loose": True}), ("speech", {"loose": True, "speech": True})):
        S = quote_metrics.score(pairs, **kw)
        R.update({f"{name}: {k}": S[k] for k in S if k.startswith(("pair", "pareti strict all", "pareti partial all"))})
    named = [(g, a) for g in gold for a in g["attributions"] if a.get("speaker")]
    if named:  # who said it, by name: gold attributions with a resolved speaker, best-overlapping predicted quote
        ok = found = 0
        for g, a in named:
            best, hit = 0, None
            for r in pred[g["id"]]:
                o = sum(max(0, min(e, p["end"]) - max(s, p["start"])) for s, e in a["content"] for p in r["content"])
                if o > best:
                    best, hit = o, r
            found += hit is not None
            name = ((hit or {}).get("speaker") or {}).get("name") or ""
            good = norm(name) == norm(a["speaker"]) or norm(name) in {norm(x) for x in a.get("speaker_alt", [])}
            ok += good
            if errors and not good:
                print("speaker", g["id"], repr(a["speaker"]), "got", repr(name))
        R["speaker resolved"] = {
            "accuracy": 100 * ok / len(named),
            "quote found": 100 * found / len(named),
            "gold": len(named),
        }
    return R


def norm(s):
    s = unicodedata.normalize("NFKC", s or "").lower().replace("\u2019", "'")
    s = re.sub(r"^(the|a|an) |'s$", "", s.strip())
    return re.sub(r"\W+", " ", s).strip()


def dates(gold, out, errors):
    pred = by_article(Path(out) / "dates.jsonl")
    G = {
        g["id"]: {"doc_id": g["id"], "dct": g.get("published"), "text": g["text"], "timexes": g["timexes"]}
        for g in gold
    }
    hits = lambda p, xs: any(p["start"] < x["end"] and x["start"] < p["end"] for x in xs)
    for g in gold:  # a prediction on an optional gold expression is neither right nor wrong
        pred[g["id"]] = [p for p in pred[g["id"]] if hits(p, g["timexes"]) or not hits(p, g.get("optional", []))]
    P = {k: {"doc_id": k, "timexes": v} for k, v in pred.items()}
    R, errs = date_metrics.score(G, P)
    for e in errs[:errors]:
        print(*e, sep=" | ")
    R = {k: (dict(zip(("p", "r", "f1"), v)) if isinstance(v, list) else v) for k, v in R.items() if k != "by_gold_type"}
    inter = [(g, t) for g in gold for t in g["timexes"] if t.get("begin") and t.get("finish")]
    if inter:
        ok = 0
        for g, t in inter:
            hit = next((p for p in pred[g["id"]] if p["start"] < t["end"] and t["start"] < p["end"]), None)
            good = (
                hit
                and (hit.get("begin") or "")[:10] == t["begin"][:10]
                and (hit.get("finish") or "")[:10] == t["finish"][:10]
            )
            ok += bool(good)
            if errors and not good:
                print(
                    "interval",
                    g["id"],
                    t["text"],
                    t["begin"],
                    t["finish"],
                    "got",
                    hit and (hit.get("begin"), hit.get("finish")),
                )
        R["interval"] = {"accuracy": 100 * ok / len(inter), "gold": len(inter)}
    return R


BOUND = {"about": "~", "more_than": ">", "at_least": ">", "less_than": "<", "at_most": "<", "exact": "="}


def numbers(gold, out, errors):
    pred = by_article(Path(out) / "claims.jsonl")

    def conv(r):
        kind = r["kind"]
        values = [r["value"]] if r.get("value2") is None or kind in ("ratio", "share") else [r["value"], r["value2"]]
        sign = {"increase": "up", "decrease": "down"}.get(r.get("change")) or BOUND.get(r.get("bound"), "=")
        m = r.get("measure")
        return {
            "values": [v for v in values if v is not None],
            "unit": r.get("unit"),
            "change": sign,
            "concept": m["text"] if m else "-",
        }

    G = [g["quantities"] for g in gold]
    P = [[conv(r) for r in pred[g["id"]] if r.get("value") is not None] for g in gold]
    R = {
        k: ({"p": v[0], "r": v[1], "f1": v[2]} if len(v) == 3 else {"accuracy": v[0], "gold": v[1]})
        for k, v in quantity_metrics.score(G, P).items()
        if not k.startswith("_")
    }
    if errors:
        for g, p in zip(gold, P):
            a, b = sorted(map(str, (q["values"] for q in g["quantities"]))), sorted(map(str, (q["values"] for q in p)))
            if a != b:
                print(g["id"], "gold", a, "got", b, "|", g["text"][:160])
    return R


def claims(gold, out, errors):
    """Claims by value, and of those the share of each field that is right."""
    pred = by_article(Path(out) / "claims.jsonl")
    dates_ = {r["id"]: r for r in read(Path(out) / "dates.jsonl")}
    c, n_pred, n_gold = Counter(), 0, 0
    fields = Counter()
    for g in gold:
        must = [x for x in g["claims"] if not x.get("optional")]
        may = [x for x in g["claims"] if x.get("optional")]
        free = list(pred[g["id"]])
        n_gold += len(must)
        for x in must + may:
            over = [r for r in free if r["start"] < x["end"] and x["start"] < r["end"]]
            same = [r for r in over if r.get("value") is not None and quantity_metrics.close(r["value"], x["value"])]
            r = (same or over or [None])[0]
            if r is not None:
                free.remove(r)
            if x.get("optional"):
                continue
            if r is None:
                if errors:
                    print("missed", g["id"], x["text"])
                continue
            n_pred += 1
            good = bool(same)
            c["value"] += good
            if errors and not good:
                print("value", g["id"], x["text"], "got", r.get("value"), r["text"])
            if not good:
                continue
            period = (dates_.get(r.get("period")) or {}).get("text")
            for name, ok, wanted in (
                ("kind", r["kind"] == x["kind"], True),
                (
                    "value2",
                    quantity_metrics.close(r.get("value2") or 0, x.get("value2") or 0),
                    x.get("value2") is not None,
                ),
                (
                    "unit",
                    quantity_metrics.canon_unit(r.get("unit")) == quantity_metrics.canon_unit(x.get("unit"))
                    or norm(r.get("unit")) == norm(x.get("unit")),
                    x.get("unit") is not None,
                ),
                ("bound", r.get("bound") == x.get("bound"), True),
                ("change", r.get("change") == x.get("change"), True),
                (
                    "measure",
                    bool(
                        x.get("measure_span")
                        and r.get("measure")
                        and r["measure"]["start"] < x["measure_span"][1]
                        and x["measure_span"][0] < r["measure"]["end"]
                    ),
                    bool(x.get("measure_span")),
                ),
                ("period", norm(period) == norm(x.get("period")), x.get("period") is not None),
                ("source", norm(r.get("speaker_name")) == norm(x.get("source")), x.get("source") is not None),
                ("about", norm(r.get("about_name")) == norm(x.get("about")), x.get("about") is not None),
            ):
                if wanted:
                    fields[name, "n"] += 1
                    fields[name, "ok"] += ok
                    if errors and not ok:
                        print(
                            name,
                            g["id"],
                            x["text"],
                            "want",
                            x.get(name),
                            "got",
                            period
                            if name == "period"
                            else r.get({"source": "speaker_name", "about": "about_name"}.get(name, name)),
                        )
        n_pred += len(free)
        if errors:
            for r in free:
                print("spurious", g["id"], r["text"])
    R = {"claims by value": prf(c["value"], n_pred, n_gold)}
    for k in sorted({k for k, _ in fields}):
        R["field " + k] = {"accuracy": 100 * fields[k, "ok"] / fields[k, "n"], "gold": fields[k, "n"]}
    return R


def documents(gold, out, errors):
    pred = {r["doc_id"]: r for r in read(Path(out) / "documents.jsonl")}
    ok, n = Counter(), Counter()
    for g in gold:
        r = pred[g["id"]]
        for k in ("title", "byline"):
            n[k] += 1
            want, got = g.get(k), r.get(k)
            ok[k] += norm(want["text"] if want else "") == norm(got["text"] if got else "")
            if errors and norm(want["text"] if want else "") != norm(got["text"] if got else ""):
                print(k, g["id"], want and want["text"], "got", got and got["text"])
        n["published"] += 1
        want, got = (g.get("published_value") or "")[:10], ((r.get("published") or {}).get("value") or "")[:10]
        ok["published"] += want == got
        if errors and want != got:
            print("published", g["id"], want, "got", got)
        if "boilerplate" in g:
            chars = lambda spans: {i for s, e in spans for i in range(s, e) if not g["text"][i].isspace()}
            a = chars(list(g["boilerplate"]))
            b = chars([(b["start"], b["end"]) for b in r["blocks"] if b["kind"] == "boilerplate"])
            n["boilerplate chars gold"] += len(a)
            n["boilerplate chars pred"] += len(b)
            ok["boilerplate"] += len(a & b)
    R = {k: {"accuracy": 100 * ok[k] / n[k], "gold": n[k]} for k in ("title", "byline", "published")}
    R["boilerplate characters"] = prf(ok["boilerplate"], n["boilerplate chars pred"], n["boilerplate chars gold"])
    return R


def show(R):
    for k, v in R.items():
        line = (
            "  ".join(f"{a} {b:.1f}" if isinstance(b, float) else f"{a} {b}" for a, b in v.items())
            if isinstance(v, dict)
            else v
        )
        print(f"{k:38s} {line}")


TASKS = {
    "entities": entities,
    "quotes": quotes,
    "dates": dates,
    "numbers": numbers,
    "claims": claims,
    "documents": documents,
}


def evaluate(task: str, gold: list[dict], out: str | Path, errors: int = 0) -> dict[str, dict]:
    """Figures of a task on record files that lie in ``out``."""
    return TASKS[task](gold, out, errors) | {"offsets": check_offsets(gold, out)}


if __name__ == "__main__":
    score(__doc__, TASKS, evaluate, show, type=int, default=0, help="print what is wrong (for dates: the first N)")
