"""The table of forms (``cases.txt``): every attribution of a row, part by part, with its speaker."""

from __future__ import annotations

from pathlib import Path

import pytest
from spacy.language import Language

from pipeline.records import Quote, Span
from tests.quotes.markup import Case, doc_of, read, with_tree

CASES = read(Path(__file__).with_name("cases.txt"))
KNOWN_GAPS: dict[str, str] = {
    "new-topic": "a topic carried on by pronouns alone is outweighed by who spoke last",
    "my-father-he": "the nameless subject of this paragraph is outweighed by the name of the one before",
    "it-is-the-union": "a nameless body is outweighed by a name",
}


def rows() -> list[object]:
    marked = [pytest.mark.xfail(strict=True, reason=KNOWN_GAPS[c.id]) if c.id in KNOWN_GAPS else () for c in CASES]
    return [pytest.param(c, id=c.id, marks=m) for c, m in zip(CASES, marked, strict=True)]


@pytest.mark.parametrize("case", rows())
def test_attributions(blank: Language, model: Language, case: Case) -> None:
    doc = with_tree(model, doc_of(blank, case))
    for _, stage in blank.pipeline:
        doc = stage(doc)
    quotes: list[Quote] = doc._.quotes
    assert [shown(q) for q in quotes] == [wanted(case, a) for a in ordered(case)]
    for q, want in zip(quotes, case.expected, strict=True):
        got = facts(q)
        assert {k: got[k] for k, v in want.items() if v not in ("-", "")} == {
            k: v for k, v in want.items() if v not in ("-", "")
        }


def ordered(case: Case) -> list[dict[str, list[tuple[int, int]]]]:
    return sorted(case.gold.values(), key=lambda a: (a["content"][0][0], a["content"][-1][1]))


def wanted(case: Case, a: dict[str, list[tuple[int, int]]]) -> dict[str, object]:
    cut = [case.text[s:e] for s, e in a["content"]]
    one = {role: case.text[slice(*a[role][0])] if role in a else None for role in ("source", "cue")}
    return {"content": cut, **one}


def shown(q: Quote) -> dict[str, object]:
    return {"content": [p.text for p in q.content], "source": _text(q.source), "cue": _text(q.cue)}


def facts(q: Quote) -> dict[str, str]:
    s = q.speaker
    return {
        "name": s.name if s else "none",
        "type": s.type if s else "",
        "kind": q.kind,
        "role": (_text(s.role) if s else "") or "none",
        "affiliation": (_text(s.affiliation) if s else "") or "none",
        "speech": "yes" if q.speech else "no",
    }


def _text(span: Span | None) -> str | None:
    return span.text if span else None


def test_enough_cases() -> None:
    assert len(CASES) >= 120
    assert len({c.id for c in CASES}) == len(CASES)
    assert len(KNOWN_GAPS) <= 6
