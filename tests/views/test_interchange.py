from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.views.export import FORMS, export
from pipeline.views.interchange import brat, schemaorg, tools, webannotation
from pipeline.views.interchange.spans import Utf16, labelled
from pipeline.views.results import Article


def units(text: str) -> list[str]:
    """A text as JavaScript sees it."""
    data = text.encode("utf-16-le", errors="surrogatepass")
    return [data[at : at + 2].hex() for at in range(0, len(data), 2)]


@given(st.text(alphabet="a🚀é🇫 \n", max_size=30), st.data())
def test_utf16_offsets_cut_what_code_points_cut(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    convert = Utf16(text)
    assert units(text)[convert(start) : convert(end)] == units(text[start:end])


def test_label_studio_and_doccano_count_utf16(articles: list[Article]) -> None:
    text = articles[0].text
    assert any(character > "\uffff" for character in text)
    regions = [r for r in tools.labelstudio(articles[0])["predictions"][0]["result"] if r["type"] == "labels"]
    for region in regions:
        value = region["value"]
        assert units(text)[value["start"] : value["end"]] == units(value["text"])
    entities = tools.doccano(articles[0])["entities"]
    cut = [units(text)[e["start_offset"] : e["end_offset"]] for e in entities]
    assert cut == [units(text[s.start : s.end]) for s in labelled(articles[0])[0]]


def test_prodigy_tokens_cover_the_text_and_bound_the_spans(articles: list[Article]) -> None:
    example = tools.prodigy(articles[0])
    tokens, text = example["tokens"], example["text"]
    assert "".join(t["text"] + (" " if t["ws"] else "") for t in tokens) == text
    for span in example["spans"]:
        assert tokens[span["token_start"]]["start"] == span["start"]
        assert tokens[span["token_end"]]["end"] == span["end"]
    assert {r["label"] for r in example["relations"]} == {"SOURCE", "CUE", "NEXT", "MEASURE"}


def test_brat_reads_back(articles: list[Article]) -> None:
    text = articles[0].text
    rows = [line.split("\t") for line in brat.lines(articles[0])]
    spans = {row[0]: row[1:] for row in rows if row[0].startswith("T")}
    for where, words in spans.values():
        pieces = [tuple(map(int, pair.split())) for pair in where.split(" ", 1)[1].split(";")]
        assert " ".join(text[start:end] for start, end in pieces) == words
    arguments = [part.split(":")[1] for row in rows if row[0].startswith("R") for part in row[1].split()[1:]]
    assert set(arguments) <= set(spans)


def test_web_annotation_has_both_selectors(articles: list[Article]) -> None:
    page = webannotation.page(articles[0])
    assert page["type"] == "AnnotationPage"
    for item in page["items"]:
        for target in item["target"]:
            quoted, place = target["selector"]
            assert articles[0].text[place["start"] : place["end"]] == quoted["exact"]
            assert quoted["prefix"] + quoted["exact"] + quoted["suffix"] in articles[0].text


def test_schema_org_names_who_is_quoted(articles: list[Article]) -> None:
    graph = schemaorg.graph(articles[0])["@graph"]
    assert [node["@type"] for node in graph] == ["NewsArticle", "Quotation", "Claim", "Claim"]
    assert graph[1]["creator"] == {"@type": "Person", "name": "Mara Voss", "jobTitle": "the harbour chief"}


@pytest.mark.parametrize("form", [form for form in FORMS if form != "conllu"])
def test_every_form_is_written(form: str, out: Path) -> None:
    if form in ("parquet", "huggingface", "duckdb", "xlsx"):
        pytest.importorskip({"duckdb": "duckdb", "xlsx": "openpyxl"}.get(form, "pyarrow"))
    count, path = export(out, form)
    assert count == 3
    assert path.exists()
    if path.suffix == ".jsonl":
        assert len([json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]) == 3


def test_conllu_is_read_by_its_parser(articles: list[Article]) -> None:
    conllu = pytest.importorskip("conllu", reason="the parser conllu is not installed")
    spacy = pytest.importorskip("spacy")
    from pipeline.views.interchange.conllu import sentences

    found = conllu.parse("".join(sentences(spacy.blank("en")(articles[0].text), articles[0])))
    tokens = [token for sentence in found for token in sentence]
    cut = [articles[0].text[int(t["misc"]["start_char"]) : int(t["misc"]["end_char"])] for t in tokens]
    assert cut == [token["form"] for token in tokens]
    assert [t["form"] for t in tokens if (t["misc"] or {}).get("Entity") == "B-PERSON"] == ["Mara"]
