"""Temporal taggers after TempEval-3: ``score`` of gold ``{id: {doc_id, dct, text, timexes}}`` and predicted ones.

Gold timexes with ``fn == CREATION_TIME`` are ignored, and so is any prediction that overlaps them (TempEval-3 leaves
t0 out too). Nested timexes are kept. Alignment is one-to-one within a document: identical spans first, then remaining
pairs by longest overlap in characters, ties to the leftmost pair.

    relaxed   an aligned pair counts as found (TempEval-3: any overlap)
    strict    an aligned pair with identical start and end
    type      F1 that counts only relaxed pairs of the same type
    value     F1 that counts only relaxed pairs of the same value string (official TempEval-3)
    valueN    the same after ``norm_value``: harmless variants of notation made equal
    strictval strict span and equal normalised value: nobody publishes it, it is what users feel

P = found / predicted, R = found / gold, F1 harmonic, micro-averaged over the corpus.
"""

import re
from collections import Counter, defaultdict

UNIT_MONTHS = {"Y": 12, "M": 1, "Q": 3, "DE": 120, "DC": 120, "CE": 1200, "ML": 12000, "KA": 12000}


def norm_duration(v):
    m = re.fullmatch(r"P(\d+(?:\.\d+)?|X+)(Y|M|Q|W|D|DE|DC|CE|ML|KA)", v)
    if m:
        n, u = m.groups()
        if n.startswith("X"):
            return f"PX{u}".replace("DC", "DE")
        n = float(n)
        if u in UNIT_MONTHS:
            return f"{n * UNIT_MONTHS[u]:g}mo"
        return f"{n * (7 if u == 'W' else 1) * 1440:g}min"
    m = re.fullmatch(r"PT(\d+(?:\.\d+)?|X+)([HMS])", v)
    if m:
        n, u = m.groups()
        if n.startswith("X"):
            return f"PTX{u}"
        return f"{float(n) * {'H': 60, 'M': 1, 'S': 1 / 60}[u]:g}min"
    return v


def norm_value(v):
    """Canonical form of a TIMEX3 value: equal strings <=> same meaning up to notation."""
    if not v:
        return ""
    v = v.strip().upper().replace(" ", "")
    v = re.sub(r"^P([YMWD])(\d+)$", r"P\2\1", v)  # gold typos in MEANTIME: PY5, PM6
    if re.match(r"P[\dXT]", v):
        return norm_duration(v)
    v = re.sub(r"^(\d{3})(?:X|0S)$", r"\1", v)  # 199X, 1990S -> 199
    v = re.sub(r"^(\d{2})XX$", r"\1", v)  # 19XX -> 19
    v = re.sub(r"(-XX)+$", "", v) if re.match(r"\d{4}", v) else v  # 2013-XX-XX -> 2013
    v = re.sub(r"T24:00(:00)?$", "T24", v)
    v = re.sub(r"(T\d{2}:\d{2}):00(\.0+)?", r"\1", v)  # drop :00 seconds
    v = re.sub(r"(T\d{2})$", r"\1:00", v)  # T20 -> T20:00
    return re.sub(r"Z$", "", v) if "T" in v else v


def align(gold, pred):
    pairs, ug, up = [], set(range(len(gold))), set(range(len(pred)))
    idx = {}
    for j, p in enumerate(pred):
        idx.setdefault((p["start"], p["end"]), []).append(j)
    for i, g in enumerate(gold):
        for j in idx.get((g["start"], g["end"]), []):
            if j in up:
                pairs.append((i, j))
                ug.discard(i)
                up.discard(j)
                break
    cand = []
    for i in ug:
        g = gold[i]
        for j in up:
            p = pred[j]
            o = min(g["end"], p["end"]) - max(g["start"], p["start"])
            if o > 0:
                cand.append((-o, g["start"], p["start"], i, j))
    for _, _, _, i, j in sorted(cand):
        if i in ug and j in up:
            pairs.append((i, j))
            ug.discard(i)
            up.discard(j)
    return pairs, ug, up


def prf(tp, npred, ngold):
    p = tp / npred if npred else 0.0
    r = tp / ngold if ngold else 0.0
    return p, r, (2 * p * r / (p + r) if p + r else 0.0)


def score(gold_docs, pred_docs):
    c = Counter()
    by_type = defaultdict(Counter)
    errs = []
    for did, gd in gold_docs.items():
        ignore = [t for t in gd["timexes"] if t.get("fn") == "CREATION_TIME"]
        gold = [t for t in gd["timexes"] if t.get("fn") != "CREATION_TIME"]
        pred = [
            p
            for p in pred_docs.get(did, {}).get("timexes", [])
            if not any(p["start"] < t["end"] and t["start"] < p["end"] for t in ignore)
        ]
        c["gold"] += len(gold)
        c["pred"] += len(pred)
        pairs, ug, up = align(gold, pred)
        for t in gold:
            by_type[t["type"]]["gold"] += 1
        for t in pred:
            by_type[t.get("type")]["pred"] += 1
        for i, j in pairs:
            g, p = gold[i], pred[j]
            st = (g["start"], g["end"]) == (p["start"], p["end"])
            ty = g["type"] == p.get("type")
            ve = (g["value"] or "") == (p.get("value") or "")
            vn = norm_value(p.get("value")) in {norm_value(v) for v in [g["value"], *g.get("also_accept", [])]}
            c["relaxed"] += 1
            c["strict"] += st
            c["type"] += ty
            c["value"] += ve
            c["valueN"] += vn
            c["strictval"] += st and vn
            b = by_type[g["type"]]
            b["relaxed"] += 1
            b["strict"] += st
            b["valueN"] += vn
            if not vn:
                errs.append(("VALUE", did, g["text"], g["value"], p.get("value"), gd["dct"]))
            elif not st:
                errs.append(("SPAN", did, g["text"], gd["text"][p["start"] : p["end"]], "", gd["dct"]))
        for i in ug:
            errs.append(("MISS", did, gold[i]["text"], gold[i]["value"], "", gd["dct"]))
        for j in up:
            p = pred[j]
            errs.append(("SPURIOUS", did, gd["text"][p["start"] : p["end"]], "", p.get("value"), gd["dct"]))
    out = {"gold": c["gold"], "pred": c["pred"]}
    for k in ("strict", "relaxed", "type", "value", "valueN", "strictval"):
        out[k] = [round(100 * x, 2) for x in prf(c[k], c["pred"], c["gold"])]
    out["value_acc"] = round(100 * c["value"] / c["relaxed"], 2) if c["relaxed"] else 0
    out["valueN_acc"] = round(100 * c["valueN"] / c["relaxed"], 2) if c["relaxed"] else 0
    out["by_gold_type"] = {
        t: {"gold": b["gold"], "found": b["relaxed"], "strict": b["strict"], "valueN": b["valueN"], "pred": b["pred"]}
        for t, b in by_type.items()
    }
    return out, errs
