"""Quote extraction under the protocols of the literature: ``score`` of (text, gold, predicted) triples.

Attributions are ``{source, cue, content: [[s, e], ...]}`` in character offsets of the gold text.

    cofenet  every document cut into paragraphs (lines), source, cue and content laid flat as token spans; per role
             exact P R F1, begin P R F1 (first token only), jaccard (mean best IoU over gold spans; predicted spans that
             touch no gold span add a 0).                                          [CofeNet, exe/eval/evaluation.py]
    pareti   content spans whole (several fragments are one set of tokens): strict P R F1, and partial (credit is
             overlap/len(pred) for P, overlap/len(gold) for R, micro); by quote type.          [Pareti 2013, QSample]
    citron   attributions: cue exact; source and content exact given an overlapping cue; all three exact; overlap is
             shared tokens over predicted and gold tokens, summed over all pairs.               [citron/metrics.py]
    ggt      gold contents in order, each takes the unused prediction with the largest |gold & pred| / |gold| above
             0.3 and 0.8 (characters of the hull); speaker: any overlap; verb: same string.  [GGT, evaluate_quotes.py]
    pair     ours: one-to-one matching of attributions by content IoU >= 0.5; P R F1 of (content), (content + source
             overlapping), (content + source + cue overlapping); an absent gold source asks for an absent one.

``speech`` keeps only reported speech and writing (see ``is_speech``) and forgives predictions that hit the rest. Spans
are trimmed of white space; ``loose`` also trims quotation marks and , . ; : at either end before comparing.
"""

import bisect
import collections
import re

ROLES = ("source", "cue", "content")
TOKEN = re.compile(r"\w+|[^\w\s]", re.U)
TRIM = " \t\n\r\u00a0\u2009\u200b"
LOOSE = TRIM + "\"'\u201c\u201d\u2018\u2019`,.;:\u2014\u2015-"


REPORTING = set(
    """
    according accuse acknowledge add admit advise affirm agree allege announce answer argue ask assert assure
    blast boast brand call caution characterise characterize charge cite claim claim comment comment complain
    concede conclude confide confirm contend contend counter criticise criticize declare decline declined decry
    demand denounce deny describe disagree disclose dismiss dub emphasise emphasize estimate exclaim explain
    express find forecast guess highlight hint indicate inform insist interject joke label lament maintain
    mention mock mumble note object observe offer outline pledge point post praise predict proclaim promise
    propose question quip quote read reassert reassure recall recount refer refuse reiterate relate release
    remark remark remind repeat reply report request respond retort retweet reveal rip say shout show slam state
    statement stress suggest swear tease tell testify text threaten tout tweet underscore urge voice vow warn
    whisper write yell
    """.split()
)
FORMS = {w: w for w in REPORTING}
for w in list(REPORTING):
    for f in (
        {w + "s", w + "ed", w + "ing", w + "d", w + "es"}
        | ({w[:-1] + "ing"} if w.endswith("e") else set())
        | ({w[:-1] + "ied", w[:-1] + "ies"} if w.endswith("y") else set())
        | {w + w[-1] + "ed", w + w[-1] + "ing"}
    ):
        FORMS.setdefault(f, w)
FORMS.update(
    {
        "said": "say",
        "told": "tell",
        "wrote": "write",
        "written": "write",
        "swore": "swear",
        "says": "say",
        "found": "find",
        "shown": "show",
    }
)


def is_speech(doc, a):
    """reported speech or writing, as against PolNeAR's beliefs, wishes, intentions, decrees and perceptions"""
    cue = " ".join(doc.text[x:y] for x, y in a["cue"]).lower()
    return a["quote_type"] in ("direct", "mixed") or ":" in cue or any(w in FORMS for w in re.findall(r"[a-z]+", cue))


def prf(tp_p, n_p, tp_g, n_g):
    p = tp_p / n_p if n_p else 0.0
    r = tp_g / n_g if n_g else 0.0
    return {"p": 100 * p, "r": 100 * r, "f1": 200 * p * r / (p + r) if p + r else 0.0, "pred": n_p, "gold": n_g}


class Doc:
    def __init__(self, text, loose=False):
        self.text, self.loose = text, loose
        self.tok = [(m.start(), m.end()) for m in TOKEN.finditer(text)]
        self.start = [s for s, _ in self.tok]
        self.para, _n = [], 0
        breaks = [m.start() for m in re.finditer(r"\n", text)]
        for s, _ in self.tok:
            self.para.append(bisect.bisect_left(breaks, s))

    def trim(self, s, e):
        chars = LOOSE if self.loose else TRIM
        while s < e and self.text[s] in chars:
            s += 1
        while e > s and self.text[e - 1] in chars:
            e -= 1
        return s, e

    def merge(self, spans):
        out = []
        for s, e in sorted(self.trim(s, e) for s, e in spans):
            if e <= s:
                continue
            gap = self.text[out[-1][1] : s] if out else "x"
            if out and not gap.strip(LOOSE if self.loose else None):
                out[-1] = (out[-1][0], max(e, out[-1][1]))
            else:
                out.append((s, e))
        return out

    def tokens(self, spans):
        ids = set()
        for s, e in spans:
            i = bisect.bisect_right(self.start, s) - 1
            if i >= 0 and self.tok[i][1] <= s:
                i += 1
            i = max(i, 0)
            while i < len(self.tok) and self.tok[i][0] < e:
                ids.add(i)
                i += 1
        return frozenset(ids)

    def runs(self, spans):
        """token intervals cut at paragraph ends"""
        out = []
        for s, e in spans:
            ids = sorted(self.tokens([(s, e)]))
            k = 0
            while k < len(ids):
                j = k
                while j + 1 < len(ids) and self.para[ids[j + 1]] == self.para[ids[k]]:
                    j += 1
                out.append((ids[k], ids[j] + 1))
                k = j + 1
        return out


def quoted_tokens(doc):
    """token ids inside double quotation marks; an unclosed mark runs to the end of its line"""
    ids, text = set(), doc.text
    for m in re.finditer(r"[^\n]+", text):
        start = None
        for i, ch in enumerate(m.group()):
            if ch in '"\u201c\u201d':
                if start is None and ch != "\u201d":
                    start = i
                elif start is not None and ch != "\u201c":
                    ids |= doc.tokens([(m.start() + start, m.start() + i + 1)])
                    start = None
        if start is not None:
            ids |= doc.tokens([(m.start() + start, m.end())])
    return ids


def quote_type(doc, tokens, quoted):
    words = [t for t in tokens if doc.text[doc.tok[t][0]].isalnum()]
    inside = sum(t in quoted for t in words)
    return "indirect" if not inside else "direct" if inside == len(words) else "mixed"


def norm(doc, attributions):
    out, quoted = [], quoted_tokens(doc)
    for a in attributions:
        b = {r: doc.merge(a.get(r) or []) for r in ROLES}
        b["tok"] = {r: doc.tokens(b[r]) for r in ROLES}
        b["quote_type"] = quote_type(doc, b["tok"]["content"], quoted) if b["content"] else None
        out.append(b)
    return out


def iou(a, b):
    return len(a & b) / len(a | b) if a | b else 0.0


def score(pairs, loose=False, speech=False):
    """pairs: [(text, gold attributions, predicted attributions)]. speech: gold attributions without a reporting cue or
    quotation marks are left out, and so is a prediction that fits one of them better than any kept one, or that has no
    such cue or marks itself and touches no kept content."""
    C = collections.Counter()
    jac = {r: [] for r in ROLES}
    for text, gold, pred in pairs:
        doc = Doc(text, loose)
        G, P = norm(doc, gold), norm(doc, pred)
        if speech:
            keep = [g for g in G if is_speech(doc, g)]
            drop = [g for g in G if not is_speech(doc, g)]
            best = lambda p, A: max([iou(p["tok"]["content"], g["tok"]["content"]) for g in A] or [0])
            P = [p for p in P if not best(p, drop) > best(p, keep) and (is_speech(doc, p) or best(p, keep) > 0)]
            G = keep
        # cofenet
        for r in ROLES:
            g = {x for a in G for x in doc.runs(a[r])}
            p = {x for a in P for x in doc.runs(a[r])}
            C["cof", r, "g"] += len(g)
            C["cof", r, "p"] += len(p)
            C["cof", r, "tp"] += len(g & p)
            gb, pb = {x[0] for x in g}, {x[0] for x in p}
            C["beg", r, "g"] += len(gb)
            C["beg", r, "p"] += len(pb)
            C["beg", r, "tp"] += len(gb & pb)
            plist = sorted(p)
            for x in g:
                best = 0.0
                for y in plist:
                    inter = min(x[1], y[1]) - max(x[0], y[0])
                    if inter > 0:
                        best = max(best, inter / (max(x[1], y[1]) - min(x[0], y[0])))
                jac[r].append(best)
            for y in p - g:
                if not any(min(x[1], y[1]) > max(x[0], y[0]) for x in g):
                    jac[r].append(0.0)
        # pareti
        gs = {a["tok"]["content"]: a["quote_type"] for a in G if a["tok"]["content"]}
        ps = {a["tok"]["content"]: a["quote_type"] for a in P if a["tok"]["content"]}
        for a in list(ps):
            if ps[a] is None:
                ps[a] = "?"
        for t in ("all", "direct", "mixed", "indirect"):
            gt = [x for x in gs if t == "all" or gs[x] == t]
            pt = [x for x in ps if t == "all" or ps[x] == t]
            C["par", t, "g"] += len(gt)
            C["par", t, "p"] += len(pt)
            C["par", t, "tpp"] += sum(x in gs for x in pt)
            C["par", t, "tpg"] += sum(x in ps for x in gt)
            C["part", t, "p"] += sum(len(x & y) / len(x) for x in pt for y in gs)
            C["part", t, "g"] += sum(len(x & y) / len(x) for x in gt for y in ps)
        # citron
        for side, A, B in (("p", P, G), ("g", G, P)):
            for a in A:
                C["cit", "n" + side] += 1
                C["cit", "cue" + side] += any(a["tok"]["cue"] == b["tok"]["cue"] for b in B)
                ov = [b for b in B if a["tok"]["cue"] & b["tok"]["cue"]]
                C["cit", "src" + side] += any(a["tok"]["source"] == b["tok"]["source"] for b in ov)
                C["cit", "con" + side] += any(a["tok"]["content"] == b["tok"]["content"] for b in ov)
                C["cit", "all" + side] += any(all(a["tok"][r] == b["tok"][r] for r in ROLES) for b in ov)
                for r in ROLES:
                    C["cit", r, "len" + side] += len(a["tok"][r])
        for p in P:
            for g in G:
                for r in ROLES:
                    C["cit", r, "ov"] += len(p["tok"][r] & g["tok"][r])
        # ggt
        for th in (0.3, 0.8):
            free = [a for a in P if a["content"]]
            gg = [a for a in G if a["content"]]
            C["ggt", th, "p"] += len(free)
            C["ggt", th, "g"] += len(gg)
            for g in gg:
                gr = (g["content"][0][0], g["content"][-1][1])
                best, bs = None, th
                for p in free:
                    pr = (p["content"][0][0], p["content"][-1][1])
                    sc = max(0, min(gr[1], pr[1]) - max(gr[0], pr[0])) / (gr[1] - gr[0])
                    if sc > bs:
                        best, bs = p, sc
                if best is not None:
                    free.remove(best)
                    C["ggt", th, "tp"] += 1
                    C["ggt", th, "spk"] += bool(g["tok"]["source"] & best["tok"]["source"]) or not (
                        g["source"] or best["source"]
                    )
                    words = lambda a: " ".join(text[s:e] for s, e in a["cue"]).lower().strip()
                    C["ggt", th, "verb"] += words(g) == words(best)
        # pair
        cand = sorted(
            (
                (iou(g["tok"]["content"], p["tok"]["content"]), i, j)
                for i, g in enumerate(G)
                for j, p in enumerate(P)
                if g["tok"]["content"] & p["tok"]["content"]
            ),
            reverse=True,
        )
        ug, up = set(), set()
        for v, i, j in cand:
            if v < 0.5 or i in ug or j in up:
                continue
            ug.add(i)
            up.add(j)
            g, p = G[i], P[j]
            src = bool(g["tok"]["source"] & p["tok"]["source"]) if g["source"] else not p["source"]
            cue = bool(g["tok"]["cue"] & p["tok"]["cue"]) if g["cue"] else not p["cue"]
            C["pair", "content"] += 1
            C["pair", "content+source"] += src
            C["pair", "content+source+cue"] += src and cue
            if g["quote_type"]:
                C["pairtype", g["quote_type"]] += 1
                C["pairtypesrc", g["quote_type"]] += src
        C["pair", "g"] += len(G)
        C["pair", "p"] += len(P)
        for g in G:
            C["gtype", g["quote_type"]] += 1
    R = collections.OrderedDict()
    for r in ROLES:
        R["cofenet exact " + r] = prf(C["cof", r, "tp"], C["cof", r, "p"], C["cof", r, "tp"], C["cof", r, "g"])
    for r in ROLES:
        R["cofenet begin " + r] = prf(C["beg", r, "tp"], C["beg", r, "p"], C["beg", r, "tp"], C["beg", r, "g"])
        R["cofenet jaccard " + r] = {"score": 100 * sum(jac[r]) / max(1, len(jac[r]))}
    for t in ("all", "direct", "mixed", "indirect"):
        R["pareti strict " + t] = prf(C["par", t, "tpp"], C["par", t, "p"], C["par", t, "tpg"], C["par", t, "g"])
        R["pareti partial " + t] = prf(C["part", t, "p"], C["par", t, "p"], C["part", t, "g"], C["par", t, "g"])
    for k in ("cue", "src", "con", "all"):
        R["citron exact " + k] = prf(C["cit", k + "p"], C["cit", "np"], C["cit", k + "g"], C["cit", "ng"])
    for r in ROLES:
        R["citron overlap " + r] = prf(C["cit", r, "ov"], C["cit", r, "lenp"], C["cit", r, "ov"], C["cit", r, "leng"])
    for th in (0.3, 0.8):
        R[f"ggt {th:.1f} quotes"] = prf(C["ggt", th, "tp"], C["ggt", th, "p"], C["ggt", th, "tp"], C["ggt", th, "g"])
        n = max(1, C["ggt", th, "tp"])
        R[f"ggt {th:.1f} speaker/verb accuracy"] = {
            "speaker": 100 * C["ggt", th, "spk"] / n,
            "verb": 100 * C["ggt", th, "verb"] / n,
        }
    for k in ("content", "content+source", "content+source+cue"):
        R["pair " + k] = prf(C["pair", k], C["pair", "p"], C["pair", k], C["pair", "g"])
    for t in ("direct", "mixed", "indirect"):
        R["pair recall " + t] = {
            "content": 100 * C["pairtype", t] / max(1, C["gtype", t]),
            "content+source": 100 * C["pairtypesrc", t] / max(1, C["gtype", t]),
            "gold": C["gtype", t],
        }
    return R
