"""Temporal taggers after TempEval-3: ``score`` of gold documents and predicted expressions.

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

from __future__ import annotations

import re
from collections import Counter

from tests.evaluate.figures import prf

FIGURES = ("strict", "relaxed", "type", "value", "valueN", "strictval")

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


def score(gold_docs, pred_docs):
    """Figures of gold ``{id: {dct, text, timexes}}`` and predicted ``{id: timexes}``, and what is wrong, a row each."""
    c, wrong = Counter(), []
    for doc_id, doc in gold_docs.items():
        t0, gold = ([t for t in doc["timexes"] if (t.get("fn") == "CREATION_TIME") is own] for own in (True, False))
        over = lambda p: any(p["start"] < t["end"] and t["start"] < p["end"] for t in t0)
        pred = [p for p in pred_docs.get(doc_id, []) if not over(p)]
        c["gold"] += len(gold)
        c["pred"] += len(pred)
        pairs, missed, spurious = align(gold, pred)
        words = lambda p: doc["text"][p["start"] : p["end"]]
        for g, p in ((gold[i], pred[j]) for i, j in pairs):
            same = compare(g, p)
            c.update(name for name, ok in same.items() if ok)
            if not same["valueN"]:
                wrong.append(("VALUE", doc_id, g["text"], g["value"], p.get("value"), doc["dct"]))
            elif not same["strict"]:
                wrong.append(("SPAN", doc_id, g["text"], words(p), "", doc["dct"]))
        wrong += [("MISS", doc_id, gold[i]["text"], gold[i]["value"], "", doc["dct"]) for i in missed]
        wrong += [("SPURIOUS", doc_id, words(pred[j]), "", pred[j].get("value"), doc["dct"]) for j in spurious]
    figures = {name: prf(c[name], c["pred"], c["gold"]) for name in FIGURES}
    shares = {name: 100 * c[name] / max(1, c["relaxed"]) for name in ("value", "valueN")}
    return figures | {"of those found": shares}, wrong


def compare(g, p):
    """What two aligned expressions have alike."""
    strict = (g["start"], g["end"]) == (p["start"], p["end"])
    value = norm_value(p.get("value")) in {norm_value(v) for v in (g["value"], *g.get("also_accept", []))}
    return {
        "strict": strict,
        "relaxed": True,
        "type": g["type"] == p.get("type"),
        "value": (g["value"] or "") == (p.get("value") or ""),
        "valueN": value,
        "strictval": strict and value,
    }
