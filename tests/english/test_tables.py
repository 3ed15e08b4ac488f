"""Every list is read, no word stands twice, every row is reached, and an unknown class is an error."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

import pipeline
from pipeline.english.inflection import singulars, verb_forms
from pipeline.english.nouns import is_a, months, nouns, titles, titles_of, words
from pipeline.english.sentences import sentence_ends
from pipeline.english.spans import Span
from pipeline.english.tables import lines, rows, table
from pipeline.english.verbs import (
    act_of,
    clause_nouns,
    having,
    participles,
    verb_of,
    verbs,
)
from pipeline.quotes.lexicon import table as phrase_table

CODE = "\n".join(path.read_text(encoding="utf-8") for path in Path(pipeline.__path__[0]).rglob("*.py"))


@pytest.mark.parametrize("name", ["nouns", "words"])
def test_every_list_is_read(name: str) -> None:
    idle = [key for key in table(name) if not re.search(rf"[\"']{key}[\"']", CODE)]
    assert not idle


@pytest.mark.parametrize("name", ["nouns", "words"])
def test_no_word_stands_twice_in_a_list(name: str) -> None:
    twice = {key: [w for w, n in Counter(text.split()).items() if n > 1] for key, text in table(name).items()}
    assert not {key: found for key, found in twice.items() if found}


@pytest.mark.parametrize(
    ("name", "key"), [("verbs", "lemma"), ("titles", "title"), ("kinship", "noun"), ("months", "name")]
)
def test_no_row_stands_twice(name: str, key: str) -> None:
    assert [k for k, n in Counter(row[key] for row in rows(name)).items() if n > 1] == []


def test_no_abbreviation_stands_twice() -> None:
    found = Counter(word for line in lines("abbreviations") for word in line.split())
    assert [w for w, n in found.items() if n > 1] == []


def test_every_phrase_list_is_read() -> None:
    assert [key for key in phrase_table("cues") if not re.search(rf"\"cues\", \"{key}\"", CODE)] == []


def test_every_verb_is_reached() -> None:
    """A row all of whose forms are another verb's is idle; "founded" reaches found, though "found" is find's."""
    assert [v.lemma for v in verbs().values() if v not in map(verb_of, verb_forms(v.lemma))] == []


def test_every_verb_says_something() -> None:
    frames = ("clause", "question", "addressee", "passive")
    assert [v.lemma for v in verbs().values() if v.act is None and not any(getattr(v, f) for f in frames)] == []


@pytest.mark.parametrize("frame", ["clause", "main", "question", "addressee", "passive", "asks"])
def test_every_frame_has_verbs_and_is_read(frame: str) -> None:
    assert having(frame)  # type: ignore[arg-type]
    assert re.search(rf"(?:having|participles)\(\"{frame}\"\)|\.{frame}\b", CODE)


@pytest.mark.parametrize("name", ["sea monsters", ""])
def test_an_unknown_class_is_an_error(name: str) -> None:
    with pytest.raises(KeyError):
        nouns(name)
    with pytest.raises(KeyError):
        words(name)
    with pytest.raises(KeyError):
        is_a("boats", name)


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("deny", "deny denies denied denying"),
        ("stop", "stop stops stopped stopping"),
        ("understand", "understood"),
        ("foresee", "foresees foresaw foreseen foreseeing"),
        ("quip", "quips quipped quipping"),
        ("lie", "lies lied lying"),
        ("echo", "echoes echoed echoing"),
        ("agree", "agrees agreed agreeing"),
    ],
)
def test_inflection(lemma: str, forms: str) -> None:
    assert set(forms.split()) <= set(verb_forms(lemma))


@pytest.mark.parametrize(
    ("plural", "singular"),
    [("agencies", "agency"), ("women", "woman"), ("bosses", "boss"), ("wives", "wife"), ("boats", "boat")],
)
def test_singulars(plural: str, singular: str) -> None:
    assert singular in singulars(plural)


@pytest.mark.parametrize(
    ("cue", "act"),
    [
        ("did not deny", "speech"),
        ("According to", "speech"),
        ("made the claim", "speech"),
        (":", "speech"),
        ("is hoping", "belief"),
        ("has a hunch", "belief"),
        ("has built", None),
        ("while", None),
    ],
)
def test_acts(cue: str, act: str | None) -> None:
    assert act_of(cue) == act


def test_frames() -> None:
    assert {"accused", "told", "known"} <= participles("passive")
    assert "accusing" not in participles("passive")
    assert "write" not in having("question") and "wonder" in having("asks") and "say" not in having("asks")
    assert clause_nouns()["warnings"] == "speech" and clause_nouns()["hunch"] == "belief"


def test_titles_and_months() -> None:
    assert titles()["mrs"] == "f" and titles()["judge"] is None
    assert "mrs" in titles_of("courtesy") and "sen" in titles_of("short")
    assert months()["sept"] == months()["september"] == 9


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("Mr. Roe left. He ran.", ["Mr. Roe left."]),
        ("It rose in Sept. 2020. “So?” Yes.", ["It rose in Sept. 2020.", " “So?”"]),
        ("The U.S. Navy and J. Roe met... Then “no.” But", ["The U.S. Navy and J. Roe met...", " Then “no.”"]),
        ("It cost 3.5 million. a lot", []),
    ],
)
def test_sentence_ends(text: str, ends: list[str]) -> None:
    at, found = 0, []
    for end in sentence_ends(text, 0, len(text)):
        found.append(text[at:end])
        at = end
    assert found == ends


def test_spans() -> None:
    text = "Roe said so."
    span = Span(0, 4)
    assert span == (0, 4) and span.of(text) == "Roe " and span.trimmed(text) == Span(0, 3)
    assert span.holds((1, 4)) and not span.holds((1, 5))
