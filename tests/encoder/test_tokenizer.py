"""Tokenization keeps every character and is linear on what archives hold."""

import time

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from pipeline.encoder.tokenizer import SafeTokenizer, create_tokenizer


@pytest.fixture(scope="module")
def tokenizer() -> SafeTokenizer:
    return create_tokenizer()(spacy.blank("en"))


@given(text=st.text(max_size=400))
def test_text_is_kept(tokenizer: SafeTokenizer, text: str) -> None:
    assert tokenizer(text).text == text


@pytest.mark.parametrize("run", ["(" * 5000, "a" * 5000, "“'" * 3000, "x." * 4000, "\u200b" * 3000, "👩‍👩‍👧" * 900])
def test_long_runs_are_kept_and_fast(tokenizer: SafeTokenizer, run: str) -> None:
    text = f"He said: {run} and left."
    begun = time.perf_counter()
    assert tokenizer(text).text == text
    assert time.perf_counter() - begun < 10  # unguarded: minutes


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Stop!!! What?!", "Stop !!! What ?!"),
        ("a =====", "a ====="),
        ("cost $$$", "cost $$$"),
        ("so... yes", "so ... yes"),
        ("(call 713-555-0178)", "( call 713-555-0178 )"),
        ("aged 30-40, 2014-2015", "aged 30 - 40 , 2014 - 2015"),
        ("E-mails, e-commerce", "E-mails , e - commerce"),
        ("Lt. Ana Ruiz et al.", "Lt. Ana Ruiz et al."),
        ("tea, etc.", "tea , etc."),
        ("U.S.-Kenya talks, U.K.-based", "U.S. - Kenya talks , U.K. - based"),
        ("J.-P. Morin", "J.-P. Morin"),
        ("Costs rose to £412m. At 9 a.m. in Roe v. Wade", "Costs rose to £ 412 m . At 9 a.m. in Roe v. Wade"),
    ],
)
def test_what_treebanks_keep_whole_is_one_token(tokenizer: SafeTokenizer, text: str, tokens: str) -> None:
    assert [t.text for t in tokenizer(text)] == tokens.split()


def test_ordinary_text_is_tokenized_as_by_spacy(tokenizer: SafeTokenizer) -> None:
    text = "“We don't know,” she said at 5 p.m. in Washington, D.C., on U.S. growth of 3.5%."
    assert [t.text for t in tokenizer(text)] == [t.text for t in spacy.blank("en")(text)]
