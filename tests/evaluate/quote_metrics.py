"""Quote extraction under the protocols of the literature: ``score`` of (text, gold, predicted) triples.

Attributions are ``{source, cue, content: [[s, e], ...]}`` in character offsets of the gold text.

    cofenet  every document cut into paragraphs (lines), source, cue and content laid flat as token spans; exact P R F1
             of each role.                                                            [CofeNet, exe/eval/evaluation.py]
    pareti   content spans whole (several fragments are one set of tokens): strict P R F1, and partial (credit is
             overlap/len(pred) for P, overlap/len(gold) for R, micro).                         [Pareti 2013, QSample]
    pair     ours: one-to-one matching of attributions by content IoU >= 0.5; P R F1 of (content), (content + source
             overlapping), (content + source + cue overlapping); an absent gold source asks for an absent one.

``speech`` keeps only reported speech and writing (see ``is_speech``) and forgives predictions that hit the rest. Spans
are trimmed of white space; ``loose`` also trims quotation marks and , . ; : at either end before comparing.
"""

from __future__ import annotations

import bisect
import re
from collections import Counter

from tests.evaluate.figures import prf

ROLES = ("source", "cue", "content")
MATCHED = 0.5  # of the union of two contents that they share, at least, to be one
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


class Doc:
    def __init__(self, text, loose=False):
        self.text, self.loose = text, loose
        self.tok = [(m.start(), m.end()) for m in TOKEN.finditer(text)]
        self.start = [s for s, _ in self.tok]
        self.para = []
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
    """Figures of [(text, gold attributions, predicted attributions)]."""
    c = Counter()
    for text, gold, pred in pairs:
        doc = Doc(text, loose)
        gold, pred = norm(doc, gold), norm(doc, pred)
        if speech:
            gold, pred = only_speech(doc, gold, pred)
        count_cofenet(c, doc, gold, pred)
        count_pareti(c, gold, pred)
        count_pairs(c, gold, pred)
    return figures(c)


def only_speech(doc, gold, pred):
    """Gold without a reporting cue or quotation marks is left out, and so is a prediction that fits such gold better
    than any kept one, or that has no such cue or marks itself and touches no kept content."""
    keep = [g for g in gold if is_speech(doc, g)]
    drop = [g for g in gold if not is_speech(doc, g)]
    best = lambda p, among: max((iou(p["tok"]["content"], g["tok"]["content"]) for g in among), default=0)
    return keep, [p for p in pred if best(p, drop) <= best(p, keep) and (is_speech(doc, p) or best(p, keep) > 0)]


def count_cofenet(c, doc, gold, pred):
    for role in ROLES:
        g = {run for a in gold for run in doc.runs(a[role])}
        p = {run for a in pred for run in doc.runs(a[role])}
        c["cofenet gold", role] += len(g)
        c["cofenet pred", role] += len(p)
        c["cofenet", role] += len(g & p)


def count_pareti(c, gold, pred):
    g, p = (dict.fromkeys(a["tok"]["content"] for a in each if a["tok"]["content"]) for each in (gold, pred))
    c["pareti gold"] += len(g)
    c["pareti pred"] += len(p)
    c["pareti"] += len(g.keys() & p.keys())
    c["pareti part of pred"] += sum(len(x & y) / len(x) for x in p for y in g)
    c["pareti part of gold"] += sum(len(x & y) / len(x) for x in g for y in p)


def count_pairs(c, gold, pred):
    c["gold"] += len(gold)
    c["pred"] += len(pred)
    c.update(("type", g["quote_type"]) for g in gold)
    for g, p in matched(gold, pred):
        source, cue = (bool(g["tok"][r] & p["tok"][r]) if g[r] else not p[r] for r in ("source", "cue"))
        c["content"] += 1
        c["content+source"] += source
        c["content+source+cue"] += source and cue
        c["content of", g["quote_type"]] += 1
        c["content+source of", g["quote_type"]] += source


def matched(gold, pred):
    """One-to-one pairs, those that overlap most first."""
    fit = lambda g, p: iou(g["tok"]["content"], p["tok"]["content"])
    close = [(fit(g, p), i, j) for i, g in enumerate(gold) for j, p in enumerate(pred)]
    used_gold, used_pred = set(), set()
    for share, i, j in sorted(close, reverse=True):
        if share >= MATCHED and i not in used_gold and j not in used_pred:
            used_gold.add(i)
            used_pred.add(j)
            yield gold[i], pred[j]


def figures(c):
    found = {f"cofenet exact {r}": prf(c["cofenet", r], c["cofenet pred", r], c["cofenet gold", r]) for r in ROLES}
    n = c["pareti pred"], c["pareti gold"]
    found["pareti strict all"] = prf(c["pareti"], *n)
    found["pareti partial all"] = prf(c["pareti part of pred"], *n, c["pareti part of gold"])
    for fields in ("content", "content+source", "content+source+cue"):
        found[f"pair {fields}"] = prf(c[fields], c["pred"], c["gold"])
    for kind in ("direct", "mixed", "indirect"):
        n_gold = c["type", kind]
        shares = {fields: 100 * c[f"{fields} of", kind] / max(1, n_gold) for fields in ("content", "content+source")}
        found[f"pair recall {kind}"] = shares | {"gold": n_gold}
    return found
