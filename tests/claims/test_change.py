"""Change and role as choices: the readings one by one, and the drills that the weights were fitted on too."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from pipeline.claims.link import change, role
from pipeline.claims.link.around import arounds
from pipeline.claims.link.gold import drilled
from pipeline.claims.link.readings import READINGS, read
from pipeline.claims.setting import Setting
from pipeline.records import Claim

SAID = [  # the last figure of the text; a reading and what it says
    ("Fees doubled.", "own words", "increase"),
    ("Fees were 8 percent higher.", "word behind", "increase"),
    ("They put 40 boats up for sale.", "word behind", None),
    ("It was an 8 percent year-on-year drop.", "noun behind", "decrease"),
    ("It grew 8 percent despite the slump.", "noun behind", None),
    ("Kale was down another 9 cents.", "particle before", "decrease"),
    ("Kale was up to 9 cents.", "particle before", None),
    ("Kale rose another 9 percent.", "verb before", "increase"),
    ("Kale rose to 9 percent.", "verb before", None),
    ("Kale rose, they said, by 9 percent.", "verb … by", "increase"),
    ("They saw a jump in sales of 9 percent.", "noun … of", "increase"),
    ("Kale fell 3 percent and 9 percent, respectively.", "as before", "decrease"),
    ("Kale fell 3 percent to 9 percent.", "as before", None),
]


@pytest.mark.parametrize(("text", "name", "wanted"), SAID, ids=[f"{x[1]}: {x[0]}" for x in SAID])
def test_reading(blank: Callable[[str], Doc], text: str, name: str, wanted: str | None) -> None:
    doc = blank(text)
    for around in arounds(Setting(doc), doc._.quantities):
        said = read(around).get(name)
        change.choose(around)
    assert (said and said[0]) == wanted


def test_every_reading_has_a_row_or_needs_a_tree() -> None:
    assert {name for _, name, _ in SAID} == set(READINGS) - {"over it"}


def test_most_drills_come_out_right() -> None:
    roles = role.Roles(())
    wrong = []
    for _, row, figures in drilled():
        for around in figures:
            change.choose(around)
            roles(around)
        if ((around.change or ""), around.role) != (row["change"], row["role"]):
            wrong.append(row["text"])
    assert len(wrong) <= 8, wrong


def test_points_under_a_heading_of_targets(claims: Callable[[str], list[Claim]]) -> None:
    found = claims("Goals for the port\n\n- 40 new cranes\n- 9 tugs\n\nIt has 12 cranes.")
    assert [c.role for c in found] == ["target", "target", "level"]
