"""Words, numbers and marks of a text, each with the classes that the patterns speak of.

Tokens are the dates stage's own: a number keeps its shape ("1,500", "8:30", "1990s", "21st") whatever the parser's
tokenizer does with it, and the spans are those of the raw text.
"""

from __future__ import annotations

import re

from pipeline.cascade import Facts, Item
from pipeline.dates.lexicon import GRAMMAR
from pipeline.dates.zones import ABBREVIATIONS

_TOKEN = re.compile(
    r"""
      (?P<stamp>(?<![\w.])\d{4}-\d\d-\d\d(?:T|[ ]{1,2})\d\d:\d\d(?::\d\d)?(?:[.,]\d+)?(?:Z\b|[+-]\d\d:?\d\d)?(?!\w))
    | (?P<ymd>(?<![\w./-])(?:1[6-9]|20)\d\d(?P<a>[-/.])(?:0?[1-9]|1[0-2])(?P=a)(?:0?[1-9]|[12]\d|3[01])(?![\w/-]))
    | (?P<numeric>(?<![\w./-])\d{1,2}(?P<b>[-/.])\d{1,2}(?P=b)(?:(?:19|20)\d\d|\d\d)(?![\w/-]|[.,]\d))
    | (?P<clock>(?<![\w.:])\d{1,2}:[0-5]\d(?::[0-5]\d)?(?![\d:])|(?<![\w.:])\d{1,2}\.[0-5]\d(?=[ ]?[ap]\.?m\b))
    | (?P<large>\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?)
    | (?P<decimal>\d+\.\d+)
    | (?P<ordinal>\d+(?:st|nd|rd|th)\b)
    | (?P<decade>(?:['’‘`]?[1-9]0|(?:1\d|20)\d0)['’]?s\b)
    | (?P<short>['’‘`]\d\d\b)
    | (?P<fiscal>(?:FY|Q[1-4]|H[12]|[1-4][QH])\b|(?:Q[1-4]|H[12]|[1-4][QH])(?=(?:FY)?['’]?(?:20)?\d\d\b))
    | (?P<integer>\d++(?![^\W\d_])|\d++(?=[ap]\.?m\b))
    | (?P<glued>\d+\w+)
    | (?P<zone>(?-i:ZONES)\b)
    | (?P<half>[ap](?:\.m\b\.?|m\b))
    | (?P<possessive>['’]s\b|(?<=s)['’](?=\s))
    | (?P<fiscalyear>FY['’]?(?:20)?\d\d\b)
    | (?P<abbreviation>(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|mon|tues?|wed|thu|thurs?|fri|sat|sun)\.)
    | (?P<word>[^\W\d_]+)
    | (?P<space>\s*\n\s*)
    | (?P<mark>[^\w\s])
    """.replace("ZONES", "|".join(sorted((z for z in ABBREVIATIONS if len(z) > 1), key=lambda z: (-len(z), z)))),
    re.I | re.X,
)


def tokenize(text: str) -> list[Item]:
    """Items for every token of the text; a line break that ends a paragraph is an item of class ``BREAK``."""
    items = []
    for match in _TOKEN.finditer(text):
        facts = _facts(match, text)
        if facts is not None:
            items.append(Item(match.start(), match.end(), facts))
    return items


_WORDS, _SMALL = GRAMMAR.words, GRAMMAR.small  # asked for every word: ``GRAMMAR.facts`` without the call
_NOTHING: Facts = {}


def _facts(match: re.Match[str], text: str) -> Facts | None:
    kind, form = match.lastgroup, match.group()
    if kind == "word" or kind == "abbreviation" or kind == "mark":
        lower = form.lower()
        if form[0].islower() and lower in _SMALL:
            return _SMALL[lower]
        return _WORDS.get(lower, _NOTHING)
    if kind == "space":
        return _BREAK if _ends_paragraph(match, text) else None
    return _SHAPES[kind](form)  # type: ignore[index]


_BREAK: Facts = {"BREAK": None}


def _ends_paragraph(match: re.Match[str], text: str) -> bool:
    """Whether a line break ends a line of thought; a hard-wrapped line goes on: it is long and no mark ends it."""
    if match.group().count("\n") > 1:
        return True
    before = text[max(0, match.start() - 55) : match.start()]
    return "\n" in before or len(before) < 55 or before[-1] in ".!?:;\"”'’)"


def _integer(form: str) -> Facts:
    number, size = int(form[:15]), len(form)
    facts: Facts = {"NUM": number, "INT": number}
    if size <= 2:
        if 1 <= number <= 31:
            facts["DAYNUM"] = number
        if number <= 24:
            facts["HOUR"] = number
        if number <= 12:
            facts["MONTHNUM"] = number
        if size == 2:
            facts["YY"] = number
    elif size == 4:
        if 1000 <= number <= 2199:
            facts["YEAR"] = number
        if number // 100 <= 24 and number % 100 < 60:
            facts["MILITARY"] = form
    return facts


def _ordinal(form: str) -> Facts:
    number = int(form[:-2][:9])
    return {"ORD": number, "DAYNUM": number, "DAYORD": number} if 1 <= number <= 31 else {"ORD": number}


def _decade(form: str) -> Facts:
    digits = re.sub(r"\D", "", form)
    year = int(digits)
    facts: Facts = {"DECADE": year if year > 100 else (1900 if year >= 20 else 2000) + year}
    if len(digits) == 2 and form[0].isdigit():
        facts = {"SHORTDECADE": facts["DECADE"]}  # "80s" may be an age
    return facts


def _short(form: str) -> Facts:
    year = int(form[1:])
    return {"SHORTYEAR": year + (1900 if year >= 40 else 2000)}


def _fiscal(form: str) -> Facts:
    form = form.upper()
    if form == "FY":
        return {"FY": None}
    return {"QUARTERNUM": int(re.sub(r"\D", "", form)), "QUNIT": "H" if "H" in form else "Q"}


def _fiscal_year(form: str) -> Facts:
    year = int(re.sub(r"\D", "", form))
    return {"FISCALYEAR": year if year > 100 else 2000 + year}


_SHAPES = {
    "stamp": lambda form: {"STAMP": form},
    "ymd": lambda form: {"YMD": form},
    "numeric": lambda form: {"NUMERIC": form},
    "clock": lambda form: {"CLOCK": form.replace(".", ":")},
    "large": lambda form: {"NUM": float(form.replace(",", "")), "LARGE": None},
    "decimal": lambda form: {"NUM": float(form[:30])},
    "ordinal": _ordinal,
    "decade": _decade,
    "short": _short,
    "integer": _integer,
    "glued": lambda form: _NOTHING,
    "zone": lambda form: {"ZONE": form},
    "half": lambda form: {"AMPM": form[0].lower()},
    "possessive": lambda form: {"POSS": None},
    "fiscal": _fiscal,
    "fiscalyear": _fiscal_year,
}

SAMPLES = (
    [_BREAK, *(_integer(f"{n:0{w}d}") for w in (1, 2, 4) for n in range(2400)), _integer("9999"), _integer("99999")]
    + [_ordinal(form) for form in ("1st", "45th")]
    + [_decade(form) for form in ("'80s", "80s", "1990s")]
    + [_fiscal(form) for form in ("FY", "Q3")]
    + [_SHAPES[kind](form) for kind, form in (("stamp", "s"), ("ymd", "s"), ("numeric", "s"), ("clock", "1:00"))]
    + [
        _SHAPES[kind](form)
        for kind, form in (("large", "1,000"), ("decimal", "1.5"), ("short", "'98"), ("half", "a"), ("zone", "Z"))
    ]
    + [_SHAPES[kind](form) for kind, form in (("possessive", "s"), ("fiscalyear", "FY24"))]
)
"""Facts of one token of every shape, so that the alphabet of the patterns is complete before the first text."""
