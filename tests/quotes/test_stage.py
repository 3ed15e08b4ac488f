"""The stage as a whole: any text goes through, spans read back, blocks that are no running text give nothing."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as SpacySpan
from spacy.util import filter_spans

from pipeline.records import Block, Document, Entity, Quote, Span
from tests.growth import grows

PIECES = [
    "“We won,” ",
    "she said. ",
    "Ana Ruiz said: ",
    "according to him, ",
    '"',
    "“",
    "”",
    "’",
    "\n",
    "\n\n",
    "the board ",
    "that ",
    "told ",
    "Mr. ",
    "Q: ",
    "A: ",
    "who ",
    ", ",
    ". ",
    "\\",
    "—",
    "Lee",
    " denied ",
    "\u00a0",
    "\ue000",
    "😀",
    "said",
]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=50)
@given(parts=st.lists(st.sampled_from(PIECES), max_size=40))
def test_every_span_reads_back(blank: Language, parts: list[str]) -> None:
    text = "".join(parts)
    for q in blank(text)._.quotes:
        speaker = [q.speaker.role, q.speaker.affiliation, *q.speaker.roles] if q.speaker else []
        for span in (q, *q.content, q.cue, q.source, *speaker):
            assert span is None or text[span.start : span.end] == span.text != ""


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=50)
@given(
    parts=st.lists(st.sampled_from(PIECES), min_size=4, max_size=30),
    roles=st.lists(
        st.tuples(st.sampled_from(["source", "cue", "content"]), st.integers(0, 40), st.integers(1, 9)), max_size=9
    ),
    names=st.lists(st.integers(0, 40), max_size=4),
)
def test_any_roles_go_through(
    blank: Language, parts: list[str], roles: list[tuple[str, int, int]], names: list[int]
) -> None:
    doc = blank.make_doc("".join(parts))
    spans: dict[str, list[SpacySpan]] = {"source": [], "cue": [], "content": []}
    for role, start, length in roles:
        if start < len(doc):
            spans[role].append(doc[start : start + length])
    for role, found in spans.items():
        doc.spans[role] = found
    heads = [s.start for role in ("source", "content") for s in spans[role]]
    doc.user_data["onrecord.links"] = [(h, c.start, 0.9) for h in heads for c in spans["cue"]]
    doc.ents = filter_spans([SpacySpan(doc, i, i + 1, label="PERSON") for i in names if i < len(doc)])
    for q in run(blank, doc):
        for span in (q, *q.content, q.cue, q.source):
            assert span is None or doc.text[span.start : span.end] == span.text != ""


def document(text: str, *kinds: str) -> Document:
    blocks, at = [], 0
    for kind, line in zip(kinds, text.split("\n"), strict=True):
        blocks.append(Block(kind=kind, start=at, end=at + len(line)))  # type: ignore[arg-type]
        at += len(line) + 1
    return Document(doc_id="a", source="a", sha256="0", text=text, blocks=blocks)


def run(nlp: Language, doc: Doc) -> list[Quote]:
    for _, stage in nlp.pipeline:
        doc = stage(doc)
    return list(doc._.quotes)


@pytest.mark.parametrize("kind", ["caption", "boilerplate", "header", "byline", "dateline"])
def test_no_quotes_outside_running_text(blank: Language, kind: str) -> None:
    doc = blank.make_doc("“We won,” she said.\n“We lost,” he said.")
    doc._.document = document(doc.text, kind, "body")
    assert [q.text for q in run(blank, doc)] == ["“We lost,”"]


def test_records_inside_are_named(blank: Language) -> None:
    doc = blank.make_doc("“Ana Ruiz paid,” Leo Berg said.")
    doc.ents = [doc.char_span(1, 9, label="PERSON"), doc.char_span(17, 25, label="PERSON")]
    (quote,) = run(blank, doc)
    assert quote.entities == ["doc/m1"]
    assert quote.speaker is not None and quote.speaker.entity == "doc/e2"


def test_pronoun_source_becomes_a_mention(blank: Language) -> None:
    doc = blank.make_doc("Ana Ruiz paid. “I had to,” she said.")
    doc.ents = [doc.char_span(0, 8, label="PERSON")]
    run(blank, doc)
    mentions: list[Entity] = doc._.entities
    assert [(m.text, m.mention, m.entity) for m in mentions] == [
        ("Ana Ruiz", "name", "doc/e1"),
        ("she", "pronoun", "doc/e1"),
    ]


def test_again_on_its_own_output(blank: Language) -> None:
    doc = blank.make_doc("Ana Ruiz paid. “I had to,” she said.")
    doc.ents = [doc.char_span(0, 8, label="PERSON")]
    first = run(blank, doc)
    stage = blank.get_pipe("quotes")
    assert list(stage(doc)._.quotes) == first


def test_time_grows_with_the_text_only(blank: Language) -> None:
    line = "“We won,” Ana Ruiz said. The board said it was “glad” that he, she and Leo Berg told them so. "

    def cost(n: int) -> float:
        doc = blank.make_doc(line * n)
        start = time.process_time()
        run(blank, doc)
        return time.process_time() - start

    assert grows(cost, 40, 400, most=40)


def test_content_is_a_span_list(blank: Language) -> None:
    (quote,) = run(blank, blank.make_doc("“We won,” Ana Ruiz said. “At last.”"))
    assert quote.content == [Span(start=0, end=9, text="“We won,”"), Span(start=25, end=35, text="“At last.”")]
    assert (quote.start, quote.end) == (0, 35)


def test_belief_of_nobody_is_rejected(blank: Language) -> None:
    doc = blank.make_doc("A calm summer is expected.")
    doc.spans["cue"] = [doc[3:5]]
    doc.spans["content"] = [doc[0:3]]
    assert run(blank, doc) == []
    assert [(r.stage, r.reason, r.text) for r in doc._.rejected] == [("quotes", "no source", "A calm summer")]


def test_direct_quote_of_nobody_is_kept(blank: Language) -> None:
    doc = blank.make_doc("There was “no way out of it.”")
    doc.spans["cue"] = [doc[1:2]]
    doc.spans["content"] = [doc[2:9]]
    (quote,) = run(blank, doc)
    assert quote.source is None and quote.speaker is None and quote.kind == "direct"


def test_a_verb_alone_is_no_speech_beside_a_model_that_saw_none(blank: Language) -> None:
    doc = blank.make_doc("Officials added 300 names to the list.")
    for role in ("source", "cue", "content"):
        doc.spans[role] = []
    assert run(blank, doc) == []
