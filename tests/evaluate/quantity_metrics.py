"""Quantity metrics.

``score(gold, pred)``: two parallel lists, an entry a text, of quantity lists [{"values": [v] | [low, high],
"unit": str, "change": "=" "~" "<" ">" "up" "down" | None, "concept": str | [tokens] | None}].

A maximum one-to-one matching inside each text, per metric, then micro P / R / F1:
  value         same arity and every number equal (1e-5 relative); a range is an unordered pair
  value+unit    value, and canon_unit() equal: one table for spelling, plural and symbol, for gold and system alike
  value+change  value, and the same sign
  flat-value    ranges flattened to their end points first
  std-unit-acc  share of value-matched gold quantities with a standard unit that got that unit
"""

import collections
import math
import re

# ------------------------------------------------------------------ canonical units
PHRASE = {
    "": "-",
    "dimensionless": "-",
    "unk": "-",
    "none": "-",
    "unit": "-",
    "count": "-",
    "number": "-",
    "time": "-",
    "times": "-",
    "per cent": "percentage",
    "percent": "percentage",
    "%": "percentage",
    "pct": "percentage",
    "pc": "percentage",
    "percentage drop": "percentage",
    "$": "dollar",
    "us$": "dollar",
    "usd": "dollar",
    "us dollar": "dollar",
    "united states dollar": "dollar",
    "dollar dollar": "dollar",
    "american dollar": "dollar",
    "buck": "dollar",
    "£": "pound sterling",
    "gbp": "pound sterling",
    "british pound": "pound sterling",
    "pound": "pound sterling",
    "ps": "pound sterling",
    "€": "euro",
    "eur": "euro",
    "yuan": "chinese yuan",
    "renminbi": "chinese yuan",
    "rmb": "chinese yuan",
    "cny": "chinese yuan",
    "chinese renminbi": "chinese yuan",
    "yen": "japanese yen",
    "jpy": "japanese yen",
    "¥": "japanese yen",
    "won": "south korean won",
    "rupee": "indian rupee",
    "inr": "indian rupee",
    "₹": "indian rupee",
    "franc": "swiss franc",
    "chf": "swiss franc",
    "lira": "turkish lira",
    "rand": "south african rand",
    "ringgit": "malaysian ringgit",
    "ruble": "russian ruble",
    "rouble": "russian ruble",
    "shekel": "israeli shekel",
    "israeli new shekel": "israeli shekel",
    "new shekel": "israeli shekel",
    "a$": "australian dollar",
    "c$": "canadian dollar",
    "s$": "singapore dollar",
    "hk$": "hong kong dollar",
    "btc": "bitcoin",
    "mph": "mile per hour",
    "mile an hour": "mile per hour",
    "kph": "kilometre per hour",
    "km/h": "kilometre per hour",
    "km/hr": "kilometre per hour",
    "kilometre an hour": "kilometre per hour",
    "mpg": "mile per gallon",
    "mi": "mile",
    "km": "kilometre",
    "m": "metre",
    "cm": "centimetre",
    "mm": "millimetre",
    "kg": "kilogram",
    "g": "gram",
    "gramme": "gram",
    "lb": "pound-mass",
    "lbs": "pound-mass",
    "tonne": "metric ton",
    "t": "metric ton",
    "ft": "foot",
    "feet": "foot",
    "in": "inch",
    "inche": "inch",
    "yd": "yard",
    "yard yard": "yard",
    "sq m": "square metre",
    "sq ft": "square foot",
    "c": "celsius",
    "°c": "celsius",
    "degree celsius": "celsius",
    "degrees celsius": "celsius",
    "centigrade": "celsius",
    "degree centigrade": "celsius",
    "f": "fahrenheit",
    "°f": "fahrenheit",
    "degree fahrenheit": "fahrenheit",
    "degree angle": "degree",
    "degree angle degree fahrenheit": "fahrenheit",
    "second of arc": "second",
    "minute of arc": "minute",
    "arcsecond": "second",
    "arcminute": "minute",
    "min": "minute",
    "sec": "second",
    "hr": "hour",
    "hp": "horsepower",
    "rpm": "revolution per minute",
    "revolutions per minute": "revolution per minute",
    "gb": "gigabyte",
    "kwh": "kilowatt hour",
    "kilowatt-hour": "kilowatt hour",
    "gwh": "gigawatt hour",
    "kw": "kilowatt",
    "mw": "megawatt",
    "gw": "gigawatt",
    "us gallon": "gallon",
    "us pint": "pint",
    "us quart": "quart",
    "barrel a day": "barrel per day",
    "p": "penny",
    "pence": "penny",
    "bps": "basis point",
    "hkd": "hong kong dollar",
    "sgd": "singapore dollar",
    "aud": "australian dollar",
    "cad": "canadian dollar",
    "nzd": "new zealand dollar",
    "krw": "south korean won",
    "rub": "russian ruble",
    "try": "turkish lira",
    "myr": "malaysian ringgit",
    "zar": "south african rand",
    "chinese yuan renminbi": "chinese yuan",
    "percent point": "percentage point",
    "fraction": "-",
    "time of": "-",
    "rank": "-",
    "ratio": "-",
    "person": "people",
    "persons": "people",
    "man": "man",
    "children": "child",
}
IRREG = {
    "people": "people",
    "feet": "foot",
    "men": "man",
    "women": "woman",
    "children": "child",
    "inches": "inch",
    "pence": "penny",
    "pennies": "penny",
    "celsius": "celsius",
    "bps": "basis point",
    "yen": "yen",
    "series": "series",
    "gas": "gas",
    "lens": "lens",
    "bus": "bus",
    "news": "news",
}


def singular(w):
    if w in IRREG:
        return IRREG[w]
    if len(w) > 3:
        if w.endswith("ies"):
            return w[:-3] + "y"
        if w.endswith(("ches", "shes", "xes", "sses")):
            return w[:-2]
        if w.endswith("s") and not w.endswith(("ss", "us", "is")):
            return w[:-1]
    return w


def canon_unit(u):
    if u is None:
        return "-"
    u = u.lower().strip().replace("_", " ")
    if u in ("-", ""):
        return "-"
    u = u.replace("⁄", "/")
    u = re.sub(r"\s+", " ", u)
    if u in PHRASE:
        return PHRASE[u]
    parts = re.split(
        r"\s*/\s*|\s+per\s+|\s+(?:a|an)\s+(?=(?:day|year|month|week|hour|share|barrel|gallon|ton|tonne|minute|second)\b)",
        u,
    )
    if u.startswith("per "):
        return "per " + canon_unit(u[4:])
    if len(parts) > 1 and all(parts):
        return " per ".join(canon_unit(p) for p in parts)
    u = re.sub(r"\b(year|month|week|day)s?[- ](?:of age|old)\b", r"\1", u)
    u = re.sub(r"meter\b", "metre", re.sub(r"meters\b", "metre", u))
    u = re.sub(r"liters?\b", "litre", u)
    u = re.sub(r"grammes?\b", "gram", u)
    toks = u.split(" ")
    toks[-1] = singular(toks[-1])
    toks[0] = singular(toks[0]) if len(toks) == 1 or toks[1] in ("of",) else toks[0]
    u = " ".join(toks)
    return PHRASE.get(u, u)


STANDARD = {
    " ".join(unit.split())
    for unit in """
    acre | australian dollar | barrel | barrel per day | basis point | bitcoin | calorie | canadian dollar |
    celsius | cent | centimetre | century | chinese yuan | cubic foot | cubic metre | day | decade | degree |
    dollar | euro | fahrenheit | foot | gallon | gigabyte | gigahertz | gigawatt | gigawatt hour | gram | gram
    per kilometre | hectare | hertz | hong kong dollar | horsepower | hour | inch | indian rupee | israeli
    shekel | japanese yen | kelvin | kilogram | kilohertz | kilojoule | kilometre | kilometre per hour |
    kilowatt | kilowatt hour | litre | malaysian ringgit | megabyte | megahertz | megawatt | megawatt hour |
    metre | metre per second | metric ton | microgram | mile | mile per gallon | mile per hour | milligram |
    millilitre | millimetre | minute | month | new zealand dollar | newton metre | ounce | penny | percentage |
    pound sterling | pound-foot | pound-mass | revolution per minute | russian ruble | second | singapore dollar
    | south african rand | south korean won | square foot | square kilometre | square metre | square mile |
    swiss franc | terabyte | ton | turkish lira | volt | watt | week | yard | year
    """.split("|")
}


def close(a, b):
    return abs(a - b) <= 1e-8 + 1e-5 * abs(b)


def vmatch(g, p):
    if len(g) != len(p):
        return False
    if len(g) == 1:
        return close(p[0], g[0])
    g, p = sorted(g), sorted(p)
    return all(close(a, b) for a, b in zip(p, g))


def max_match(n, m, ok):
    """Kuhn's algorithm -> list of (i,j)"""
    adj = [[j for j in range(m) if ok(i, j)] for i in range(n)]
    mt = [-1] * m

    def tr(i, seen):
        for j in adj[i]:
            if j in seen:
                continue
            seen.add(j)
            if mt[j] < 0 or tr(mt[j], seen):
                mt[j] = i
                return True
        return False

    for i in range(n):
        tr(i, set())
    return [(mt[j], j) for j in range(m) if mt[j] >= 0]


def prf(tp, ng, npd):
    p = tp / npd if npd else 0.0
    r = tp / ng if ng else 0.0
    return 100 * p, 100 * r, 100 * (2 * p * r / (p + r) if p + r else 0.0)


def ctoks(c):
    if c is None:
        return set()
    if isinstance(c, str):
        c = re.split(r"[,\s]+", c)
    return {x.lower() for x in c if x} or {"-"}


def flat(qs):
    out = []
    for q in qs:
        for v in q["values"]:
            out.append({**q, "values": [v]})
    return out


def score(gold, pred, with_change=True, with_concept=True):
    c = collections.Counter()
    std_ok = std_n = 0
    for g, p in zip(gold, pred):
        g = [q for q in g if q["values"]]
        p = [q for q in p if q["values"] and all(v == v and abs(v) != math.inf for v in q["values"])]
        c["ng"] += len(g)
        c["np"] += len(p)
        V = lambda i, j: vmatch(g[i]["values"], p[j]["values"])
        U = lambda i, j: V(i, j) and canon_unit(g[i].get("unit")) == canon_unit(p[j].get("unit"))
        c["value"] += len(max_match(len(g), len(p), V))
        c["unit"] += len(max_match(len(g), len(p), U))
        if with_change:
            c["change"] += len(
                max_match(
                    len(g), len(p), lambda i, j: V(i, j) and (g[i].get("change") or "=") == (p[j].get("change") or "=")
                )
            )
            c["unit_change"] += len(
                max_match(
                    len(g), len(p), lambda i, j: U(i, j) and (g[i].get("change") or "=") == (p[j].get("change") or "=")
                )
            )
        if with_concept:
            c["cpart"] += len(
                max_match(
                    len(g),
                    len(p),
                    lambda i, j: V(i, j) and bool(ctoks(g[i].get("concept")) & ctoks(p[j].get("concept"))),
                )
            )
            c["cfull"] += len(
                max_match(
                    len(g), len(p), lambda i, j: V(i, j) and ctoks(g[i].get("concept")) == ctoks(p[j].get("concept"))
                )
            )
        fg, fp = flat(g), flat(p)
        c["fng"] += len(fg)
        c["fnp"] += len(fp)
        c["flat"] += len(max_match(len(fg), len(fp), lambda i, j: vmatch(fg[i]["values"], fp[j]["values"])))
        idx = [i for i in range(len(g)) if canon_unit(g[i].get("unit")) in STANDARD]
        gm = [g[i] for i in idx]
        n_v = len(max_match(len(gm), len(p), lambda i, j: vmatch(gm[i]["values"], p[j]["values"])))
        n_u = len(
            max_match(
                len(gm),
                len(p),
                lambda i, j: (
                    vmatch(gm[i]["values"], p[j]["values"])
                    and canon_unit(gm[i]["unit"]) == canon_unit(p[j].get("unit"))
                ),
            )
        )
        std_n += n_v
        std_ok += n_u
    res = {
        "value": prf(c["value"], c["ng"], c["np"]),
        "value+unit": prf(c["unit"], c["ng"], c["np"]),
        "flat-value": prf(c["flat"], c["fng"], c["fnp"]),
        "std-unit-acc": (100 * std_ok / max(std_n, 1), std_n),
    }
    if with_change:
        res["value+change"] = prf(c["change"], c["ng"], c["np"])
        res["value+unit+change"] = prf(c["unit_change"], c["ng"], c["np"])
    if with_concept:
        res["value+concept_partial"] = prf(c["cpart"], c["ng"], c["np"])
        res["value+concept_complete"] = prf(c["cfull"], c["ng"], c["np"])
    res["_counts"] = dict(c)
    return res
