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
from tests.evaluate.figures import prf

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
    pred = {g["id"]: without_optional(g, rows) for g, rows in beside(gold, Path(out) / "quotes.jsonl")}
    pairs = [(g["text"], g["attributions"], [as_attribution(r) for r in pred[g["id"]]]) for g in gold]
    found = {k: v for k, v in quote_metrics.score(pairs).items() if k.startswith("cofenet")}
    for name, kind in (("all", {}), ("speech", {"speech": True})):
        figures = quote_metrics.score(pairs, loose=True, **kind)
        found.update({f"{name}: {k}": v for k, v in figures.items() if not k.startswith("cofenet")})
    named = [(g["id"], a) for g in gold for a in g["attributions"] if a.get("speaker")]
    return found | (speakers(named, pred, errors) if named else {})


def beside(gold, path):
    """Gold articles, each with its records."""
    pred = by_article(path)
    return [(g, pred[g["id"]]) for g in gold]


def without_optional(g, rows):
    """A prediction that fits an optional gold quote better than any required one is neither right nor wrong."""
    chars = lambda spans: {i for s, e in spans for i in range(s, e)}
    may, must = ([chars(a["content"]) for a in g.get(kind, [])] for kind in ("optional", "attributions"))
    best = lambda r, among: max((quote_metrics.iou(chars(content(r)), x) for x in among), default=0.0)
    return [r for r in rows if not may or best(r, may) <= best(r, must)]


def content(r):
    return [[p["start"], p["end"]] for p in r["content"]]


def as_attribution(r):
    """A record of the command in the form of gold."""
    span = lambda x: [[x["start"], x["end"]]] if x else []
    return {"content": content(r), "cue": span(r.get("cue")), "source": span(r.get("source"))}


def speakers(named, pred, errors):
    """Who said it, by name: (article, attribution with a speaker), against the record that overlaps it most."""
    right = found = 0
    for doc_id, a in named:
        shared = lambda r: sum(max(0, min(e, q) - max(s, p)) for s, e in a["content"] for p, q in content(r))
        hit = max(pred[doc_id], key=shared, default=None)
        hit = hit if hit is not None and shared(hit) else None
        found += hit is not None
        name = ((hit or {}).get("speaker") or {}).get("name") or ""
        good = norm(name) in {norm(x) for x in (a["speaker"], *a.get("speaker_alt", []))}
        right += good
        if errors and not good:
            print("speaker", doc_id, repr(a["speaker"]), "got", repr(name))
    share = lambda n: 100 * n / len(named)
    return {"speaker resolved": {"accuracy": share(right), "quote found": share(found), "gold": len(named)}}


def norm(s):
    s = unicodedata.normalize("NFKC", s or "").lower().replace("\u2019", "'")
    s = re.sub(r"^(the|a|an) |'s$", "", s.strip())
    return re.sub(r"\W+", " ", s).strip()


def dates(gold, out, errors):
    pred = {g["id"]: hitting_required(g, rows) for g, rows in beside(gold, Path(out) / "dates.jsonl")}
    documents = {g["id"]: {"dct": g.get("published"), "text": g["text"], "timexes": g["timexes"]} for g in gold}
    found, wrong = date_metrics.score(documents, pred)
    for each in wrong[:errors]:
        print(*each, sep=" | ")
    placed = [(g["id"], t) for g in gold for t in g["timexes"] if t.get("begin") and t.get("finish")]
    return found | (intervals(placed, pred, errors) if placed else {})


def hitting_required(g, rows):
    """A prediction on an optional gold expression is neither right nor wrong."""
    hits = lambda p, kind: any(overlap(p, x) for x in g.get(kind, []))
    return [p for p in rows if hits(p, "timexes") or not hits(p, "optional")]


def intervals(placed, pred, errors):
    """The days that (article, expression) means, against the first record that overlaps it."""
    right = 0
    days = lambda x: [(x.get(end) or "")[:10] for end in ("begin", "finish")]
    for doc_id, t in placed:
        hit = next((p for p in pred[doc_id] if overlap(p, t)), {})
        right += days(hit) == days(t)
        if errors and days(hit) != days(t):
            print("interval", doc_id, t["text"], *days(t), "got", *days(hit))
    return {"interval": {"accuracy": 100 * right / len(placed), "gold": len(placed)}}


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
    if errors:
        for g, p in zip(gold, P, strict=True):
            a, b = (sorted(str(q["values"]) for q in each) for each in (g["quantities"], p))
            if a != b:
                print(g["id"], "gold", a, "got", b, "|", g["text"][:160])
    return quantity_metrics.score(G, P)


def overlap(a, b):
    """Whether two spans (or a span and [start, end]) share a character."""
    (a0, a1), (b0, b1) = ((x["start"], x["end"]) if isinstance(x, dict) else x for x in (a, b))
    return a0 < b1 and b0 < a1


def same_unit(a, b):
    return quantity_metrics.canon_unit(a) == quantity_metrics.canon_unit(b) or norm(a) == norm(b)


def equal(want, got):
    return want == got


def same_words(want, got):
    return norm(want) == norm(got)


# A field of gold claims: what the command's record has for it, when both are the same, and whether gold must have it
CLAIM_FIELDS = {
    "kind": ("kind", equal, False),
    "value2": ("value2", lambda want, got: quantity_metrics.close(got or 0, want), True),
    "unit": ("unit", same_unit, True),
    "bound": ("bound", equal, False),
    "change": ("change", equal, False),
    "measure_span": ("measure", lambda want, got: got is not None and overlap(want, got), True),
    "period": ("period", same_words, True),
    "source": ("speaker_name", same_words, True),
    "about": ("about_name", same_words, True),
}


def aligned(claims, found):
    """Pairs of gold claims, required ones first, and the record that overlaps (the one of the same value, if any), or
    None; then the records that are left, with None for gold."""
    free = list(found)
    for x in sorted(claims, key=lambda x: bool(x.get("optional"))):
        over = [r for r in free if overlap(r, x)]
        hit = next((r for r in over if same_value(x, r)), over[0] if over else None)
        if hit is not None:
            free.remove(hit)
        yield x, hit
    yield from ((None, r) for r in free)


def same_value(x, r):
    return r.get("value") is not None and quantity_metrics.close(r["value"], x["value"])


def claims(gold, out, errors):
    """Claims by value, and of those the share of each field that is right."""
    pred = by_article(Path(out) / "claims.jsonl")
    periods = {r["id"]: r["text"] for r in read(Path(out) / "dates.jsonl")}
    n, fields = Counter(), Counter()
    tell = print if errors else lambda *_: None
    for g in gold:
        for x, r in aligned(g["claims"], pred[g["id"]]):
            if x is not None and x.get("optional"):
                continue
            n["gold"] += x is not None
            n["pred"] += r is not None
            if x is None or r is None:
                tell("spurious" if x is None else "missed", g["id"], (x or r)["text"])
            elif not same_value(x, r):
                tell("value", g["id"], x["text"], "got", r.get("value"), r["text"])
            else:
                n["right"] += 1
                for wrong in compared(fields, x, {**r, "period": periods.get(r.get("period"))}):
                    tell(g["id"], x["text"], *wrong)
    found = {"claims by value": prf(n["right"], n["pred"], n["gold"])}
    for name in sorted(name for name, of in fields if of == "n"):
        found[f"field {name}"] = {"accuracy": 100 * fields[name, "ok"] / fields[name, "n"], "gold": fields[name, "n"]}
    return found


def compared(fields, x, r):
    """Count the fields of a pair, and yield those that are not the same."""
    for key, (own, same, given) in CLAIM_FIELDS.items():
        want, got, name = x.get(key), r.get(own), key.removesuffix("_span")
        if given and want in (None, []):
            continue
        ok = same(want, got)
        fields[name, "n"] += 1
        fields[name, "ok"] += ok
        if not ok:
            yield name, "want", want, "got", got


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
