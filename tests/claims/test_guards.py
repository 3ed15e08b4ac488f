"""Numbers that are no claims, each with the reason on record."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

REFUSED = [
    ("The 6G trial uses a C919 and an F-16.", "code"),
    ("A 3D printer made the SU7 part.", "code"),
    ("Guards led them to Room 101.", "label"),
    ("It says what 1) it costs.", "list number"),
    ("The rule is on page 4.", "label"),
    ("A category 4 hurricane is near.", "label"),
    ("Pilots fly the Boeing 737 there.", "name"),
    ("He drives along Route 66.", "label"),
    ("The S&P 500 closed early.", "name"),
    ("Ministers of the Group of Seven met.", "name"),
    ("The 14th Five-Year Plan ends.", "ordinal"),
    ("City beat Rovers 3-1.", "score, date or telephone number"),
    ("Ring 555-0142 now.", "score, date or telephone number"),
    ("It opened in 2019.", "year"),
    ("Its 1988 sales were flat.", "year"),
    ("The 1990s were calm.", "decade"),
    ("They met on March 5.", "date"),
    ("Doors open at 10:30.", "clock time"),
    ("Doors open at 6 p.m. sharp.", "clock time"),
    ("Shops open 24/7 here.", "date or code"),
    ("Version 3.2.1 is out.", "version or section"),
    ("She is one of the winners.", "pronoun one"),
    ("No one came.", "pronoun one"),
    ("It shrank over the past five years.", "time anchored elsewhere"),
    ("It closed three days ago.", "time anchored elsewhere"),
    ("Anna Berg, 44, lives there.", "age beside a name"),
    ("He lives at 12 Elm Street.", "address"),
    ("A two-pronged plan failed.", "adjective"),
]


@pytest.mark.parametrize(("text", "reason"), REFUSED, ids=[x[0] for x in REFUSED])
def test_refused(blank: Callable[[str], Doc], text: str, reason: str) -> None:
    doc = blank(text)
    assert doc._.claims == []
    assert reason in [r.reason for r in doc._.rejected]
    assert all(doc.text[r.start : r.end] == r.text and r.stage == "quantities" for r in doc._.rejected)


NOTHING = [
    "See http://example.org/a/100?b=20%2030 there.",
    "The second half was dull.",
    "A third party paid.",
    "First, wait.",
    "He doubled over.",
    "She scores often.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_there(blank: Callable[[str], Doc], text: str) -> None:
    assert blank(text)._.claims == []
