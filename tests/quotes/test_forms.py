"""The table of forms: each row finds its example, span by span, and nothing in what is unlike it."""

from __future__ import annotations

import pytest
from spacy.language import Language

from pipeline.quotes.component import Quotes
from pipeline.quotes.lexicon import table
from pipeline.quotes.surface.forms import Form
from tests.quotes.markup import unmark

FORMS = [Form(**row) for row in table("forms")["form"]]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.example)
def test_a_form_finds_its_example(blank: Language, form: Form) -> None:
    text, gold = unmark(form.example)
    quote, *others = Quotes(appositives=True)(blank.make_doc(text))._.quotes
    assert len(others) == len(gold) - 1
    spans = {"content": quote.content, "cue": [quote.cue], "source": [quote.source]}
    found = {role: [(s.start, s.end) for s in spans[role]] for role in gold["1"]}
    assert quote.rule == form.id
    assert found == gold["1"]


@pytest.mark.parametrize("form", [form for form in FORMS if form.unlike], ids=lambda form: form.unlike)
def test_a_form_finds_nothing_else(blank: Language, form: Form) -> None:
    assert form.unlike is not None
    assert form.id not in [quote.rule for quote in blank(form.unlike)._.quotes]


def test_an_unknown_column_is_an_error() -> None:
    with pytest.raises(TypeError, match="colour"):
        Form(id="a", within="sentence", pattern="b", example="c", colour="red")  # type: ignore[call-arg]
