"""The seed articles and their gold: the same text, spans that read back, and every phenomenon the house promises."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

import pytest

from pipeline.records import Bound, Change, ClaimKind, ClaimRole, TimexType

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
ARTICLES = {path.stem: path.read_bytes().decode("utf-8") for path in sorted(SEEDS.glob("*.txt"))}
TASKS = ("documents", "entities", "dates", "quotes", "claims")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

Row = dict[str, Any]


def read(task: str) -> dict[str, Row]:
    """Gold rows of one task by article id."""
    lines = (SEEDS / "gold" / f"{task}.jsonl").read_text(encoding="utf-8").splitlines()
    return {row["id"]: row for row in map(json.loads, lines)}


GOLD = {task: read(task) for task in TASKS}
QUOTES = [(ARTICLES[i], quote) for i, row in GOLD["quotes"].items() for quote in row["attributions"]]
CLAIMS = [claim for row in GOLD["claims"].values() for claim in row["claims"] if not claim.get("optional")]
DATES = [timex for row in GOLD["dates"].values() for timex in row["timexes"]]


def inside(spans: list[list[int]], start: int, end: int) -> bool:
    return any(s <= start and end <= e for s, e in spans)


def at_words(text: str, start: int, end: int) -> bool:
    """True if the span is not empty, is stripped, and cuts no word."""
    span = text[start:end]
    cut_before = start > 0 and text[start - 1].isalnum() and span[:1].isalnum()
    cut_after = end < len(text) and text[end].isalnum() and span[-1:].isalnum()
    return bool(span) and span == span.strip() and not cut_before and not cut_after


# ------------------------------------------------------------------ the form of the gold


def test_articles_are_news_length() -> None:
    lengths = {name: len(text.split()) for name, text in ARTICLES.items()}
    assert len(lengths) >= 12
    assert {name: n for name, n in lengths.items() if not 200 <= n <= 700} == {}


@pytest.mark.parametrize("task", TASKS)
def test_gold_has_each_article_unchanged(task: str) -> None:
    assert {name: row["text"] for name, row in GOLD[task].items()} == ARTICLES


@pytest.mark.parametrize("task", ["dates", "claims", "quotes"])
def test_publication_date_is_that_of_the_document(task: str) -> None:
    for name, row in GOLD[task].items():
        stamp = GOLD["documents"][name]["published_value"]
        assert row["published"] == (stamp and stamp[:10])


@pytest.mark.parametrize("name", ARTICLES)
def test_spans_read_back(name: str) -> None:
    text = ARTICLES[name]
    document, quotes = GOLD["documents"][name], GOLD["quotes"][name]
    records = [*GOLD["dates"][name]["timexes"], *GOLD["dates"][name]["optional"], *GOLD["claims"][name]["claims"]]
    records += [document[field] for field in ("title", "byline") if document[field]]
    assert [r["text"] for r in records] == [text[r["start"] : r["end"]] for r in records]
    spans = [(r["start"], r["end"]) for r in records]
    spans += [(s, e) for s, e, _ in GOLD["entities"][name]["entities"] + GOLD["entities"][name]["optional"]]
    for quote in quotes["attributions"] + quotes["optional"]:
        parts = quote["content"]
        assert parts == sorted(parts)
        assert text[parts[0][0] : parts[-1][1]] == quote["text"]
        spans += [tuple(span) for role in ("source", "cue", "content") for span in quote[role]]
    assert [text[s:e] for s, e in spans if not at_words(text, s, e)] == []


@pytest.mark.parametrize("name", ARTICLES)
def test_parts_of_an_attribution_do_not_overlap(name: str) -> None:
    for quote in GOLD["quotes"][name]["attributions"]:
        spans = sorted(span for role in ("source", "cue", "content") for span in quote[role])
        assert all(a[1] <= b[0] for a, b in pairwise(spans)), quote["text"]


@pytest.mark.parametrize("name", ARTICLES)
def test_boilerplate_is_whole_lines_without_findings(name: str) -> None:
    text, boilerplate = ARTICLES[name], GOLD["documents"][name]["boilerplate"]
    assert all("\n" not in text[s:e] and text[s - 1 : s] in ("", "\n") for s, e in boilerplate)
    found = [(s, e) for s, e, _ in GOLD["entities"][name]["entities"]]
    found += [(r["start"], r["end"]) for r in GOLD["dates"][name]["timexes"] + GOLD["claims"][name]["claims"]]
    assert [text[s:e] for s, e in found if inside(boilerplate, s, e)] == []


@pytest.mark.parametrize("name", ARTICLES)
def test_intervals_and_weekdays(name: str) -> None:
    for timex in GOLD["dates"][name]["timexes"]:
        begin, finish = timex["begin"], timex["finish"]
        assert begin is None or finish is None or begin <= finish
        named = [i for i, day in enumerate(WEEKDAYS) if re.search(rf"\b{day}\b", timex["text"].lower())]
        if named and timex["type"] != "SET":
            assert date.fromisoformat(timex["value"][:10]).weekday() == named[0], timex["text"]


@pytest.mark.parametrize("name", ARTICLES)
def test_claims_name_dates_and_speakers_of_the_article(name: str) -> None:
    timexes = GOLD["dates"][name]["timexes"] + GOLD["dates"][name]["optional"]
    dates = {timex["text"].lower() for timex in timexes}
    speakers = {quote["speaker"] for quote in GOLD["quotes"][name]["attributions"]}
    for claim in GOLD["claims"][name]["claims"]:
        assert claim["period"] is None or claim["period"].lower() in dates
        assert claim["source"] is None or claim["source"] in speakers
    assert [s for s in speakers if s and s.lower() not in ARTICLES[name].lower()] == []


# ------------------------------------------------------------------ what the articles hold


def source(text: str, quote: Row) -> str:
    return " ".join(text[s:e] for s, e in quote["source"])


def cue(text: str, quote: Row) -> str:
    return " ".join(text[s:e] for s, e in quote["cue"]).lower()


def after_source(text: str, quote: Row) -> str:
    return text[quote["source"][0][1] :][:40] if quote["source"] else ""


def paragraphs(text: str, quote: Row) -> int:
    return 1 + text[quote["content"][0][0] : quote["content"][-1][1]].count("\n\n")


DOCUMENT = r"\b(report|survey|study|audit|memo|letter|poll|inquiry|document|plan|emails|petition|figures|data)\b"
GROUP = r"^(brokers|union leaders|growers|officials|critics|fishermen|economists|opposition lawmakers|engineers)"
NESTED = r"“[^”\n]*‘|‘[^’\n]*“|\"[^\"\n]*'[A-Z][^\"'\n]*'"

QUOTE_FORMS: dict[str, Callable[[str, Row], Any]] = {
    "direct": lambda t, q: q["quote_type"] == "direct",
    "indirect": lambda t, q: q["quote_type"] == "indirect",
    "mixed": lambda t, q: q["quote_type"] == "mixed",
    "split by its source": lambda t, q: len(q["content"]) > 1 and paragraphs(t, q) == 1,
    "nested marks": lambda t, q: re.search(NESTED, q["text"]),
    "person with an appositive": lambda t, q: re.match(r", (a|an|the|who|president|managing) ", after_source(t, q)),
    "title before the name": lambda t, q: re.match(r"[A-Z][a-z]+ ([a-z]+ )?[A-Z][^ ]+ [A-Z]", source(t, q)),
    "surname only": lambda t, q: q["speaker"] and q["speaker"].endswith(" " + source(t, q)),
    "family name first": lambda t, q: q["speaker"] and q["speaker"].startswith(source(t, q) + " "),
    "pronoun": lambda t, q: source(t, q).lower() in {"he", "she", "it", "they"},
    "role noun": lambda t, q: q["speaker"] and source(t, q) in {"the company", "Its director", "the pensioner"},
    "group": lambda t, q: re.search(GROUP, source(t, q).lower()),
    "document": lambda t, q: re.search(DOCUMENT, source(t, q).lower()),
    "according to": lambda t, q: cue(t, q) == "according to",
    "colon": lambda t, q: cue(t, q) == ":",
    "no cue": lambda t, q: not q["cue"],
    "denial or refusal": lambda t, q: re.search(r"denie|declined|refused|did not", cue(t, q)),
    "question": lambda t, q: cue(t, q) == "asked",
    "passive": lambda t, q: cue(t, q).startswith("was "),
    "belief": lambda t, q: not q["speech"],
    "guillemets": lambda t, q: q["text"].startswith("«"),
    "single marks": lambda t, q: q["text"].startswith("‘"),
}


@pytest.mark.parametrize("form", QUOTE_FORMS)
def test_quote_form_is_there(form: str) -> None:
    assert any(QUOTE_FORMS[form](text, quote) for text, quote in QUOTES)


def test_organizations_speak() -> None:
    names = {(i, ARTICLES[i][s:e]) for i, row in GOLD["entities"].items() for s, e, x in row["entities"] if x == "ORG"}
    speakers = {(i, quote["speaker"]) for i, row in GOLD["quotes"].items() for quote in row["attributions"]}
    assert len(names & speakers) >= 10


def test_some_quotes_run_over_paragraphs_and_one_is_never_closed() -> None:
    assert sum(paragraphs(text, quote) > 1 for text, quote in QUOTES) >= 2
    parts = [text[s:e] for text, quote in QUOTES for s, e in quote["content"]]
    assert sum(part.count('"') % 2 for part in parts) >= 2


def test_scare_quotes_stand_outside_every_attribution() -> None:
    scare = set()
    for name, text in ARTICLES.items():
        rows = GOLD["quotes"][name]
        spans = [span for quote in rows["attributions"] for span in quote["content"]]
        for match in re.finditer(r"“[^”\n]+”|\"[^\"\n]+\"|‘[^’\n]+’", text):
            if not any(s < match.end() and match.start() < e for s, e in spans):
                scare.add(match.group())
    assert len(scare) >= 6


CLAIM_FORMS = [
    *(("kind", kind) for kind in get_args(ClaimKind)),
    *(("bound", bound) for bound in get_args(Bound)),
    *(("change", change) for change in get_args(Change)),
    *(("role", role) for role in get_args(ClaimRole)),
    ("unit", "percentage point"),
    ("unit", "basis point"),
    ("text", "minus 41 degrees Celsius"),
]


@pytest.mark.parametrize(("field", "wanted"), CLAIM_FORMS)
def test_claim_form_is_there(field: str, wanted: str) -> None:
    assert any(claim[field] == wanted for claim in CLAIMS)


def test_claims_have_conversions_ranges_currencies_and_speakers() -> None:
    assert sum("same_as" in claim for claim in CLAIMS) >= 12
    assert sum(claim["value2"] is not None and claim["kind"] in ("money", "measure") for claim in CLAIMS) >= 6
    assert len({claim["unit"] for claim in CLAIMS if claim["kind"] == "money"}) >= 12
    assert sum(claim["source"] is not None for claim in CLAIMS) >= 60


DATE_FORMS = {
    "day": r"\d{4}-\d\d-\d\d",
    "clock time": r"\d{4}-\d\d-\d\dT\d\d:\d\d",
    "clock time with zone": r"\d{4}-\d\d-\d\dT\d\d:\d\dZ",
    "time stamp": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d([+-]\d\d:\d\d)?",
    "part of day": r"\d{4}-\d\d-\d\dT(MO|EV|NI)",
    "month": r"\d{4}-\d\d",
    "year": r"\d{4}",
    "decade": r"\d{3}",
    "century": r"\d{2}",
    "quarter": r"\d{4}-Q\d",
    "half": r"\d{4}-H\d",
    "week": r"\d{4}-W\d\d",
    "weekend": r"\d{4}-W\d\d-WE",
    "season": r"\d{4}-(SP|FA|WI)",
    "fiscal year": r"FY\d{4}",
    "days as a range": r"\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d",
    "months as a range": r"\d{4}-\d\d/\d{4}-\d\d",
    "years as a range": r"\d{4}/\d{4}",
    "length": r"P\d+[DWMY]",
    "hours": r"PT\d+[HM]",
    "vague length": r"PX[DWMY]",
    "set of weekdays": r"XXXX-WXX-\d",
    "present": "PRESENT_REF",
    "past": "PAST_REF",
    "future": "FUTURE_REF",
}


@pytest.mark.parametrize("form", DATE_FORMS)
def test_date_form_is_there(form: str) -> None:
    assert any(re.fullmatch(DATE_FORMS[form], timex["value"]) for timex in DATES)


def test_date_types_and_modifiers_are_there() -> None:
    assert set(get_args(TimexType)) == {timex["type"] for timex in DATES}
    assert {"START", "MID", "END", "APPROX", "MORE_THAN"} <= {timex["mod"] for timex in DATES}


HEADERS = {
    "newspaper": r"(?m)^Published: \d\d:\d\d, \d+ \w+ \d{4}$",
    "agency dateline": r"(?m)^[A-Z]+, \w+ \d+ \(\w+( \w+)?\) --? ",
    "page dump": r"time:\d{4}-\d\d-\d\d \d\d:\d\d:\d\d",
    "clock first": r"(?m)^\d\d:\d\d, March \d+, \d{4}$",
    "RFC 2822": r"(?m)^Published: Thu, 26 Jun 2025 09:30:00 \+0700$",
    "ISO 8601": r"(?m)^2025-06-18T07:30:00\+02:00$",
    "American": r"(?m)^Posted Dec\. 17, 2024$",
    "release": r"(?m)^FOR IMMEDIATE RELEASE$",
    "caption": r"(?m)^.+ Photo: .+$",
    "credit in brackets": r"(?m)^.+\. \([A-Z ]+ / [A-Z ]+\)$",
}


@pytest.mark.parametrize("style", HEADERS)
def test_header_style_is_there(style: str) -> None:
    assert any(re.search(HEADERS[style], text) for text in ARTICLES.values())


def test_layouts_are_varied() -> None:
    documents = GOLD["documents"].values()
    repeated = [name for name, text in ARTICLES.items() if re.search(r"(?m)^(.{30,})\n\n\1$", text)]
    assert len(repeated) >= 2
    assert sum(bool(row["boilerplate"]) for row in documents) >= 5
    assert sum(row["byline"] is None for row in documents) >= 3
    assert sum(row["published_value"] is None for row in documents) >= 1
