"""What the network is fed: shapes, quotation states, pieces, windows, paragraphs."""

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from pipeline.encoder.features import QUOTE_STATES, SHAPES, quote_states, shape
from pipeline.encoder.paragraphs import is_wrapped, paragraph_starts, sentence_starts
from pipeline.encoder.windows import windows
from pipeline.encoder.words import Words

WORDS = st.lists(st.sampled_from(["word", "Name", ".", "”", "?"]), max_size=900)


@pytest.mark.parametrize(
    ("word", "name"),
    [("said", "lower"), ("Reuters", "title"), ("NATO", "upper"), ("A", "initial"), ("iPhone", "mixed"),
     ("2025", "digits"), ("10,000", "digits"), ("5G", "alnum"), ("—", "punct"),
     ("Jean-Luc", "title"), ("\x00", "other")],
)  # fmt: skip
def test_shape(word: str, name: str) -> None:
    assert SHAPES[shape(word)] == name


def test_an_open_mark_ends_with_its_paragraph() -> None:
    words = ["“", "Never", "ended", ".", "Next", '"', "straight", '"', "end"]
    breaks = [i in (0, 4) for i in range(len(words))]
    named = [QUOTE_STATES[s] for s in quote_states(words, breaks)]
    assert named == ["open", "inside", "inside", "inside", "outside", "open", "inside", "close", "outside"]


@given(WORDS, st.integers(0, 2**32))
def test_windows_cover_every_word_once(words: list[str], seed: int) -> None:
    breaks = [i == 0 or (seed * (i + 7)) % 31 == 0 for i in range(len(words))]
    plan = windows(words, breaks, limit=50, context=10)
    assert [i for w in plan for i in range(w.start, w.end)] == list(range(len(words)))
    assert all(w.end - w.start <= 50 and 0 <= w.start - w.context <= 10 for w in plan)


def test_a_sentence_of_five_thousand_words_is_cut() -> None:
    words = ["and"] * 5000
    plan = windows(words, [i == 0 for i in range(5000)])
    assert plan[0].start == 0 and plan[-1].end == 5000 and max(w.end - w.start for w in plan) <= 180


WRAPPED = "\n".join(["the committee that met in the old town hall on the square could"] * 4 + ["not agree."])


@pytest.mark.parametrize(("text", "wrapped"), [(WRAPPED, True), ("A\nFirst.\nSecond one.", False), ("", False)])
def test_wrapped_text_is_told_from_paragraphs(text: str, wrapped: bool) -> None:
    assert is_wrapped(text) is wrapped


def test_newlines_begin_paragraphs_unless_wrapped() -> None:
    nlp = spacy.blank("en")
    for text, starts in (("One two.\nThree.", ["One", "Three"]), (WRAPPED + "\n\nNext.", ["the", "Next"])):
        words = Words.of(nlp(text))
        assert [w for w, new in zip(words.texts, paragraph_starts(text, words), strict=True) if new] == starts


DATELINES = [
    ("LIMA, May 14 (Wire) - Brand & Coe shut.", "Brand"),
    ("WASHINGTON—The mill shut.", "The"),
    ("Paris, 3 March - Two mills shut.", "Two"),
    ("BRUSSELS/LIMA (Wire) -- “No,” he said.", "“"),
    ("Ana Reis, mayor of Lima - she left.", None),
    ("UNITED - we stand.", None),
    ("NASA - the agency - left.", None),
]


@pytest.mark.parametrize(("text", "after"), DATELINES)
def test_a_sentence_begins_behind_the_dateline(text: str, after: str | None) -> None:
    words = Words.of(spacy.blank("en")(text))
    first = sentence_starts(text, words, [i == 0 for i in range(len(words))])
    assert [w for w, new in zip(words.texts, first, strict=True) if new][1:] == ([after] if after else [])


@pytest.mark.parametrize("text", ["", " ", "\n\nOne two.\n Three  ", "a\u00a0b “c”", "don't"])
def test_words_are_the_tokens_that_are_no_white_space(text: str) -> None:
    doc = spacy.blank("en")(text)
    own, words = [t for t in doc if not t.is_space], Words.of(doc)
    assert words.texts == [t.text for t in own] and words.tokens.tolist() == [t.i for t in own]
    assert [text[s:e] for s, e in zip(words.starts, words.ends, strict=True)] == words.texts


def test_a_stretch_of_marks_is_not_read_and_ends_the_paragraph() -> None:
    from pipeline.encoder.words import SPELLED_TOKENS, Words

    nlp = spacy.blank("en")
    for count, read in ((SPELLED_TOKENS - 2, True), (SPELLED_TOKENS, False)):
        doc = nlp("Ana left " + "“ " * count + "Bea came again")
        words = Words.of(doc)
        assert ("“" in words.texts) is read
        assert len(words.unread) == (0 if read else count)
        starts = [w for w, new in zip(words.texts, paragraph_starts(doc.text, words), strict=True) if new]
        assert starts == ["Ana"] if read else ["Ana", "Bea"]
