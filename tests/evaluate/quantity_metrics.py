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

from __future__ import annotations

import collections
import math
import re

from tests.evaluate.figures import prf

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


def ctoks(c):
    if c is None:
        return set()
    if isinstance(c, str):
        c = re.split(r"[,\s]+", c)
    return {x.lower() for x in c if x} or {"-"}


# What a gold and a predicted quantity must have alike, by the name of the figure
same_values = lambda g, p: vmatch(g["values"], p["values"])
same_unit = lambda g, p: canon_unit(g.get("unit")) == canon_unit(p.get("unit"))
same_change = lambda g, p: (g.get("change") or "=") == (p.get("change") or "=")
shared_concept = lambda g, p: bool(ctoks(g.get("concept")) & ctoks(p.get("concept")))
same_concept = lambda g, p: ctoks(g.get("concept")) == ctoks(p.get("concept"))
MATCHES = {
    "value": (same_values,),
    "value+unit": (same_values, same_unit),
    "value+change": (same_values, same_change),
    "value+unit+change": (same_values, same_unit, same_change),
    "value+concept_partial": (same_values, shared_concept),
    "value+concept_complete": (same_values, same_concept),
}


def matching(gold, pred, tests):
    """How many can be matched one to one so that every pair passes all tests."""
    return len(max_match(len(gold), len(pred), lambda i, j: all(test(gold[i], pred[j]) for test in tests)))


def flat(quantities):
    """A range as its two ends."""
    return [{**q, "values": [v]} for q in quantities for v in q["values"]]


def score(gold, pred):
    """Figures of two parallel lists of quantity lists, an entry a text."""
    c = collections.Counter()
    for g, p in zip(gold, pred, strict=True):
        g = [q for q in g if q["values"]]
        p = [q for q in p if q["values"] and all(map(math.isfinite, q["values"]))]
        c["gold"] += len(g)
        c["pred"] += len(p)
        for name, tests in MATCHES.items():
            c[name] += matching(g, p, tests)
        ends, found_ends = flat(g), flat(p)
        c["gold ends"] += len(ends)
        c["pred ends"] += len(found_ends)
        c["ends"] += matching(ends, found_ends, MATCHES["value"])
        standard = [q for q in g if canon_unit(q.get("unit")) in STANDARD]
        c["standard"] += matching(standard, p, MATCHES["value"])
        c["standard unit"] += matching(standard, p, MATCHES["value+unit"])
    found = {name: prf(c[name], c["pred"], c["gold"]) for name in MATCHES}
    found["flat-value"] = prf(c["ends"], c["pred ends"], c["gold ends"])
    found["std-unit-acc"] = {"accuracy": 100 * c["standard unit"] / max(c["standard"], 1), "gold": c["standard"]}
    return found
