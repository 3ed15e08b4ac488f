"""Docs that travel: bytes, DocBin, JSON, processes, pickles, and beside other people's extensions."""

from __future__ import annotations

import pickle
import subprocess
import sys
from datetime import date
from pathlib import Path

import spacy
import srsly
from spacy.language import Language
from spacy.tokens import Doc, DocBin

TEXT = "“We sold 1,200 lamps on Friday,” said Noor Aziz."
KINDS = ("document", "entities", "dates", "quantities", "quotes", "claims")


def left(doc: Doc) -> dict[str, list[object]]:
    found = {kind: getattr(doc._.onrecord, kind) for kind in KINDS}
    return {kind: list(rows) if isinstance(rows, list | tuple) else [rows] for kind, rows in found.items()}


def test_bytes_and_back(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert left(Doc(nlp.vocab).from_bytes(doc.to_bytes())) == left(doc)


def test_a_bin_with_user_data_in_a_process_that_imported_nothing(nlp: Language, tmp_path: Path) -> None:
    DocBin(store_user_data=True, docs=[nlp(TEXT)]).to_disk(tmp_path / "a.spacy")
    code = (
        "import spacy; from spacy.tokens import DocBin; nlp = spacy.blank('en');"
        f"[doc] = DocBin().from_disk({str(tmp_path / 'a.spacy')!r}).get_docs(nlp.vocab);"
        "[quote] = doc.user_data['onrecord.quotes']; print(quote.speaker.name, type(quote).__module__)"
    )
    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "Noor Aziz pipeline.records\n"


def test_json(nlp: Language) -> None:
    doc = nlp(TEXT)
    written = srsly.json_loads(srsly.json_dumps(doc.to_json(underscore=["quotes", "claims"])))
    assert written["_"]["quotes"][0]["speaker"]["name"] == "Noor Aziz"
    assert written["_"]["claims"][0]["value"] == 1200
    assert srsly.json_loads(srsly.json_dumps(doc._.onrecord.to_dict()))["quotes"] == written["_"]["quotes"]


def test_a_pipeline_is_pickled(nlp: Language) -> None:
    again = pickle.loads(pickle.dumps(nlp))
    assert left(again(TEXT)) == left(nlp(TEXT))


def test_dates_reach_the_pipeline(nlp: Language) -> None:
    given = [(TEXT, {"published": "2025-03-05", "row": 1}), (TEXT, {"published": date(2025, 4, 2)}), (TEXT, "no date")]
    found = list(nlp.pipe(given, as_tuples=True))
    assert [[d.value for d in doc._.dates] for doc, _ in found] == [["2025-02-28"], ["2025-03-28"], ["XXXX-WXX-5"]]
    assert [context for _, context in found] == [context for _, context in given]
    doc = nlp.make_doc(TEXT)
    doc._.onrecord.given = {"published": "2025-03-05", "title": "Lamps"}
    assert [d.value for d in nlp(doc)._.dates] == ["2025-02-28"]


def test_the_names_are_aliases(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert doc._.quotes is doc._.onrecord.quotes
    assert doc._.onrecord.result().quotes == doc._.quotes
    assert {"quotes", "given", "to_dict"} <= set(dir(doc._.onrecord))


def test_extensions_of_others_keep_their_names() -> None:
    code = (
        "from spacy.tokens import Doc; Doc.set_extension('entities', default='theirs'); import spacy\n"
        "import pipeline.loader as ours; nlp = ours.load(); doc = nlp(" + repr(TEXT) + ")\n"
        "print(doc._.entities, doc._.onrecord.entities[0].name, doc._.quotes[0].speaker.name)"
    )
    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "theirs Noor Aziz Noor Aziz\n"


def test_two_processes(nlp: Language) -> None:
    """``nlp.pipe(n_process=2)`` sends docs between processes as bytes."""
    made = spacy.blank("en")
    made.add_pipe("sentencizer")
    for stage in ("document", "dates", "quantities", "quotes", "claims"):
        made.add_pipe(f"onrecord.{stage}")
    texts = [(TEXT, {"published": "2025-03-05"})] * 4
    found = [doc for doc, _ in made.pipe(texts, as_tuples=True, n_process=2, batch_size=2)]
    assert [doc._.quotes[0].speaker.name for doc in found] == ["Noor Aziz"] * 4
    assert {doc._.dates[0].value for doc in found} == {"2025-02-28"}
