"""The linguistic layer as a row of ``annotations.jsonl``, and a row back to the same spaCy ``Doc``.

A row holds lengths, never text: tokens are cut from the document's text again. Columns are strings with one space
between values (tags hold none), heads are distances, and a lemma is 0 where it is the word itself, 1 where it is the
word in lower case.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from spacy.attrs import DEP, HEAD, LEMMA, LENGTH, LOWER, ORTH, POS, SENT_START, SPACY, TAG
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from pipeline.extensions import LINKS, POINTERS
from pipeline.run.errors import Misfit

SCORES = "scores"
COLUMNS = {"pos": POS, "tag": TAG, "dep": DEP}


def to_row(doc: Doc, doc_id: str) -> dict[str, Any]:
    """The row of an annotated ``Doc``; only layers that the doc has are in it."""
    row: dict[str, Any] = {"doc_id": doc_id, "tokens": _lengths(doc)}
    strings = doc.vocab.strings
    for name, attribute in COLUMNS.items():
        if doc.has_annotation(name.upper()):
            row[name] = " ".join([strings[value] for value in doc.to_array(attribute).tolist()])
    if doc.has_annotation("DEP"):
        row["head"] = doc.to_array(HEAD).view(np.int64).tolist()
    elif doc.has_annotation("SENT_START"):
        row["sents"] = [token.i for token in doc if token.is_sent_start]
    if doc.has_annotation("LEMMA"):
        row["lemma"] = _lemmas(doc)
    if doc.has_annotation("ENT_IOB"):
        row["ents"] = [[ent.start, ent.end, ent.label_] for ent in doc.ents]
    row["spans"] = {name: _spans(doc, name) for name in doc.spans}
    row["links"] = [list(link) for link in doc.user_data.get(LINKS, ())]
    row["pointers"] = {name: [list(p) for p in found] for name, found in doc.user_data.get(POINTERS, {}).items()}
    return row


def to_doc(row: Mapping[str, Any], text: str, vocab: Vocab) -> Doc:
    """The ``Doc`` that the row was made from.

    Raises:
        Misfit: the tokens do not cover the text.
    """
    words, spaces = _words(row["tokens"], text)
    doc = Doc(vocab, words=words, spaces=spaces)
    if doc.text != text:
        raise Misfit("annotations.jsonl is of another text than documents.jsonl: run extract")
    _set_columns(doc, row)
    if "ents" in row:
        doc.ents = [Span(doc, start, end, label=label) for start, end, label in row["ents"]]
    for name, spans in row["spans"].items():
        doc.spans[name] = [Span(doc, span[0], span[1], label=name) for span in spans]
        if all(len(span) == 3 for span in spans):
            doc.spans[name].attrs[SCORES] = [span[2] for span in spans]
    doc.user_data[LINKS] = [(int(a), int(b), float(score)) for a, b, score in row["links"]]
    doc.user_data[POINTERS] = {
        name: [(int(figure), int(target), float(share)) for figure, target, share in found]
        for name, found in row.get("pointers", {}).items()
    }
    return doc


def _lengths(doc: Doc) -> list[int]:
    """Length of every token, negative where a space follows."""
    lengths, spaces = doc.to_array([LENGTH, SPACY]).astype(np.int64).T
    found: list[int] = np.where(spaces == 1, -lengths, lengths).tolist()
    return found


def _words(lengths: Sequence[int], text: str) -> tuple[list[str], list[bool]]:
    words: list[str] = []
    spaces: list[bool] = []
    at = 0
    for length in lengths:
        size = abs(length)
        words.append(text[at : at + size])
        spaces.append(length < 0)
        at += size + (length < 0)
    return words, spaces


def _lemmas(doc: Doc) -> list[str | int]:
    """0 where the lemma is the word, 1 where it is the word in lower case: told by hashes, without a string made."""
    lemmas, words, lowered = doc.to_array([LEMMA, ORTH, LOWER]).T
    strings = doc.vocab.strings
    known = np.where(lemmas == words, 0, 1).tolist()
    others = (lemmas != words) & (lemmas != lowered)
    return [
        strings[lemma] if other else code
        for lemma, other, code in zip(lemmas.tolist(), others.tolist(), known, strict=True)
    ]


def _spans(doc: Doc, name: str) -> list[list[int | float]]:
    group = doc.spans[name]
    scores = group.attrs.get(SCORES)
    if scores is None:
        return [[span.start, span.end] for span in group]
    return [[span.start, span.end, score] for span, score in zip(group, scores, strict=True)]


def _set_columns(doc: Doc, row: Mapping[str, Any]) -> None:
    add = doc.vocab.strings.add
    columns: dict[int, Any] = {
        attribute: np.array([add(value) for value in row[name].split(" ")], dtype=np.uint64)
        for name, attribute in COLUMNS.items()
        if name in row and len(doc)
    }
    if "lemma" in row:
        columns[LEMMA] = np.array([add(_form(x, t.text)) for x, t in zip(row["lemma"], doc, strict=True)], np.uint64)
    if "head" in row:
        columns[HEAD] = np.array(row["head"], dtype=np.int64).view(np.uint64)  # sentence bounds follow from the trees
    elif "sents" in row:
        starts = np.full(len(doc), -1, dtype=np.int64)
        starts[row["sents"]] = 1
        columns[SENT_START] = starts.view(np.uint64)
    if columns and len(doc):
        doc.from_array(list(columns), np.stack(list(columns.values()), axis=1))  # type: ignore[arg-type]  # unsigned, in fact


def _form(lemma: str | int, word: str) -> str:
    if isinstance(lemma, str):
        return lemma
    return word.lower() if lemma else word
