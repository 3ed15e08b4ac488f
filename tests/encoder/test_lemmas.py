"""Lemmas by rule, by the table of irregular forms, and by the model's own exceptions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.training.lemmas import exceptions
from pipeline.encoder.lemmas import Lemmatizer, kind_of

RANKS = {
    word: i for i, word in enumerate(["visit", "hope", "hop", "care", "car", "visite", "open", "announce", "leave"])
}
LEMMA = Lemmatizer({"DET": {"an": "a"}, "NOUN": {"news": "news"}}, RANKS)


@pytest.mark.parametrize(
    ("form", "tag", "lemma"),
    [
        ("said", "VERB VBD", "say"),
        ("told", "VERB VBN", "tell"),
        ("underwent", "VERB VBD", "undergo"),
        ("rebuilt", "VERB VBN", "rebuild"),
        ("reread", "VERB VB", "reread"),
        ("hoped", "VERB VBD", "hope"),
        ("hopped", "VERB VBD", "hop"),
        ("cared", "VERB VBD", "care"),
        ("visited", "VERB VBN", "visit"),
        ("opening", "VERB VBG", "open"),
        ("announced", "VERB VBD", "announce"),
        ("Relocating", "VERB VBG", "relocate"),
        ("organised", "VERB VBN", "organise"),
        ("called", "VERB VBD", "call"),
        ("stopped", "VERB VBD", "stop"),
        ("tried", "VERB VBD", "try"),
        ("denies", "VERB VBZ", "deny"),
        ("goes", "VERB VBZ", "go"),
        ("companies", "NOUN NNS", "company"),
        ("witnesses", "NOUN NNS", "witness"),
        ("women", "NOUN NNS", "woman"),
        ("Policemen", "NOUN NNS", "policeman"),
        ("shares", "NOUN NNS", "share"),
        ("houses", "NOUN NNS", "house"),
        ("Team", "NOUN NN", "team"),
        ("MSG", "NOUN NN", "MSG"),
        ("news", "NOUN NN", "news"),
        ("an", "DET DT", "a"),
        ("higher", "ADJ JJR", "high"),
        ("biggest", "ADJ JJS", "big"),
        ("Peters", "PROPN NNP", "Peters"),
        ("Libraries", "PROPN NNPS", "Library"),
        ("New", "ADJ NNP", "New"),
        ("1990s", "NOUN NNS", "1990s"),
        ("S", "NOUN NNS", "s"),
        ("", "X FW", ""),
    ],
)
def test_lemma(form: str, tag: str, lemma: str) -> None:
    assert LEMMA(form, *tag.split()) == lemma


@given(st.text(max_size=12), st.sampled_from(["VERB VBD", "VERB VBG", "NOUN NNS", "PROPN NNPS", "ADJ JJR", "X FW"]))
def test_every_form_has_a_lemma(form: str, tag: str) -> None:
    assert bool(LEMMA(form, *tag.split())) == bool(form)


def test_the_table_holds_what_rules_miss_and_was_seen_twice() -> None:
    words = (
        [("dice", "NOUN", "NNS", "die")] * 2
        + [("cats", "NOUN", "NNS", "cat")] * 5
        + [("datas", "NOUN", "NNS", "datum")]
    )
    assert exceptions(words, RANKS) == {"plural": {"dice": "die"}}


@pytest.mark.parametrize(
    ("tag", "kind"), [("VERB VBN", "past"), ("ADV RBR", "ADV er"), ("DET NNS", "DET"), ("ADJ NNP", "PROPN")]
)
def test_kinds(tag: str, kind: str) -> None:
    assert kind_of(*tag.split()) == kind
