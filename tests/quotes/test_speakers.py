"""Who speaks, what they are and what shows their gender, with the shipped model and its tree."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.choices import Choice
from pipeline.quotes.lexicon import rows
from pipeline.quotes.speakers import affiliation, roles
from pipeline.quotes.speakers.choose import WEIGHTS
from pipeline.records import Quote, Speaker

Quoted = Callable[[str], list[Quote]]

SPEAKERS = [  # text, the name of the last quote's speaker, what chose it
    (
        "Clara Voss met Petra Lund at the quay. “It leaks,” said Lund. “We shall see,” said Clara Voss.",
        "Clara Voss",
        "name",
    ),
    ("Gov. Ruth Amsel opened the lock.\n\n“The pier has to go,” she said.", "Ruth Amsel", "pronoun"),
    ("Halvor Lines lost money again.\n\nThe company said it would sell two ships.", "Halvor Lines", "nominal"),
    ("Jan Pohl, a baker, was asked about the rent.\n\n“It doubled,” the baker said.", "Jan Pohl", "role"),
    (
        "The mayor waited. Jan Pohl waited too.\n\nThe prime minister said the road was unsafe.",
        "The prime minister",
        "source",
    ),
    (
        "Jan Pohl, a spokesman for the bakers, waited.\n\nA port spokesman said the pier was shut.\n\n"
        "The spokesman said it would open in May.",
        "The spokesman",
        "source",
    ),
    (
        "The pier was bought by Halvor Lines, a freight company that said it would sell two ships.",
        "Halvor Lines",
        "relative",
    ),
    ("The claims were made by Harbour Watch, which said the river was dirty.", "Harbour Watch", "relative"),
    ("“It leaks,” the radio quoted Petra Lund, a cook in Turku, as telling the court.", "Petra Lund", "name"),
    ("“When does it close?” asked Petra Lund.", "Petra Lund", "name"),
    ("Experts, led by Petra Lund, said the road was unsafe.", "Experts", "source"),
    ("The host, Harbour Watch board member Petra Lund, said the road was unsafe.", "Petra Lund", "introduction"),
    ("Foreign Minister Jan Pohl Sunday said the road was unsafe.", "Jan Pohl", "name"),
    ("“The water took the stove,” the radio quoted a widow in Turku as saying.", "a widow in Turku", "source"),
    ("Jan Pohl waited. Ms Lund came by.\n\n“It leaks,” he said.", "Jan Pohl", "pronoun"),
    ("Another Norwegian, Petra Lund, said the road was unsafe.", "Petra Lund", "appositive"),
    ("“It leaks,” said Petra Lund, Brand and Design Manager for the ferry.", "Petra Lund", "name"),
]


@pytest.mark.parametrize(("text", "name", "rule"), SPEAKERS, ids=[s[1] + ", " + s[2] for s in SPEAKERS])
def test_speaker(quoted: Quoted, text: str, name: str, rule: str) -> None:
    last = quoted(text)[-1].speaker
    assert last is not None
    assert (last.name, last.resolved_by) == (name, rule)


ROLES = [  # text, role, affiliation
    ("Apple-cake firm Bakko's profits fell, according to ferry captain Joris Pauw.", "ferry captain", None),
    ("“Yes,” said Nora Quell, head of research, Halvor Lines.", "head of research, Halvor Lines", "Halvor Lines"),
    ("Hanne Dahl (Liberal MP for Holmsund) said the road was unsafe.", "Liberal MP for Holmsund", None),
    ("Otto Reimer, chairman and chief executive of Halvor Lines, said the ships were sold.",
     "chairman and chief executive of Halvor Lines", "Halvor Lines"),
    ("“Yes,” said Nora Quell, a fellow at the Halvor Institute (HI).",
     "a fellow at the Halvor Institute (HI)", "Halvor Institute"),
    ("The pier was opened by Chancellor Kai Holm and Treasurer Nora Quell.\n\n“It leaks,” said Quell.",
     "Treasurer", None),
    ("Murray Worthy from Harbour Watch said the river was dirty.", None, "Harbour Watch"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "role", "affiliation"), ROLES, ids=[r[0][:30] for r in ROLES])
def test_role(quoted: Quoted, text: str, role: str | None, affiliation: str | None) -> None:
    who = quoted(text)[-1].speaker
    assert who is not None
    assert (who.role and who.role.text, who.affiliation and who.affiliation.text) == (role, affiliation)


GENDERS = [
    ("Mrs Kim Tolliver said the lock was shut.", "female", "honorific"),
    ("Kim Tolliver runs the lock. “It is shut,” she said.", "female", "pronoun"),
    ("Her husband, Kim Tolliver, said the lock was shut.", "male", "kinship"),
    ("Petra Tolliver said the lock was shut.", "female", "given_name"),
    ("Halvor Lines said the lock was shut.", None, None),
]


@pytest.mark.parametrize(("text", "gender", "by"), GENDERS, ids=[str(g[2]) for g in GENDERS])
def test_gender(quoted: Quoted, text: str, gender: str | None, by: str | None) -> None:
    who = quoted(text)[-1].speaker
    assert who is not None
    assert (who.gender, who.gender_by) == (gender, by)


def test_everyone_of_one_name_has_one_profile(quoted: Quoted) -> None:
    text = "“No,” said Jan Pohl. The lock is old. Jan Pohl, a baker from Turku, said it leaked."
    who: list[Speaker | None] = [q.speaker for q in quoted(text)]
    assert len({(s.role.text if s and s.role else None) for s in who}) == 1


@pytest.mark.parametrize("file", [WEIGHTS, roles.WEIGHTS, affiliation.WEIGHTS], ids=lambda f: f.stem)
def test_weights(file: object) -> None:
    assert len(Choice.read(file).weights) > 50  # type: ignore[arg-type]


@pytest.mark.parametrize("row", rows("speakers"), ids=lambda row: row["text"][:40])
def test_a_drill_marks_a_source_for_each_speaker(row: dict[str, str]) -> None:
    assert row["text"].count("[") == row["text"].count("]") == len(row["speaker"].split(";"))
