"""Universal Dependencies figures on raw text, after the CoNLL 2018 shared task's measure.

A system word counts where a gold word has the same characters; F1 is over all words of both sides, so a wrong
tokenization or sentence costs what it costs.
"""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from spacy.lang.en import English
from spacy.tokens import Doc

from pipeline.run.annotations import to_doc


@dataclass
class Parse:
    """Words of one document: character span (white space not counted), tag, lemma, head index (-1: root), relation."""

    spans: list[tuple[int, int]] = field(default_factory=list)
    upos: list[str] = field(default_factory=list)
    lemma: list[str] = field(default_factory=list)
    head: list[int] = field(default_factory=list)
    rel: list[str] = field(default_factory=list)


def score_syntax(path: Path) -> dict[str, float]:
    """Run the public command on a CoNLL-U file's text; F1 of words, UPOS, lemma, UAS and LAS, in percent."""
    gold = list(read_conllu(path))
    with tempfile.TemporaryDirectory() as tmp:
        articles, out = Path(tmp) / "articles.jsonl", Path(tmp) / "out"
        with articles.open("w", encoding="utf-8") as f:
            for i, (text, _) in enumerate(gold):
                f.write(json.dumps({"id": str(i), "text": text}) + "\n")
        subprocess.run([sys.executable, "-m", "pipeline", "extract", str(articles), "-o", str(out)], check=True)
        docs = read_docs(out)
    system = [_parse(docs[i]) if i in docs else Parse() for i in range(len(gold))]
    return _f1([g for _, g in gold], system)


def read_docs(out: Path) -> dict[int, Doc]:
    """The run's articles as spaCy Docs, by their number; one taken for another language is missing."""
    vocab = English().vocab
    texts = {row["doc_id"]: row["text"] for row in _rows(out / "documents.jsonl")}
    return {int(row["doc_id"]): to_doc(row, texts[row["doc_id"]], vocab) for row in _rows(out / "annotations.jsonl")}


def _rows(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _parse(doc: Doc) -> Parse:
    parse, place, index = Parse(), {}, {}
    for i, c in enumerate(c for c in range(len(doc.text)) if not doc.text[c].isspace()):
        place[c] = i
    words = [t for t in doc if not t.is_space]
    for i, t in enumerate(words):
        index[t.i] = i
    for t in words:
        inside = [place[c] for c in range(t.idx, t.idx + len(t)) if c in place]
        parse.spans.append((inside[0], inside[-1] + 1))
        parse.upos.append(t.pos_)
        parse.lemma.append(t.lemma_)
        parse.head.append(-1 if t.head.i == t.i else index[t.head.i])
        parse.rel.append("root" if t.dep_ == "ROOT" else t.dep_)
    return parse


def read_conllu(path: Path) -> Iterator[tuple[str, Parse]]:
    """(text, gold) of every document; paragraphs are parted by an empty line, sentences by a space."""
    text, parse, at = "", Parse(), 0
    sentence: list[list[str]] = []
    with gzip.open(path, "rt", encoding="utf-8") as f:
        for line in f:
            line = line.rstrip("\n")
            if line.startswith("# newdoc") and text:
                yield text, parse
                text, parse, at = "", Parse(), 0
            elif line.startswith("# newpar") and text:
                text = text.rstrip() + "\n\n"
            elif line and not line.startswith("#"):
                sentence.append(line.split("\t"))
            elif not line and sentence:
                text, at = _add(text, parse, at, sentence)
                sentence = []
    if text:
        yield text, parse


def _add(text: str, parse: Parse, at: int, rows: list[list[str]]) -> tuple[str, int]:
    offset, until = len(parse.spans), 0
    for row in rows:
        number, form, lemma, upos, misc = row[0], row[1], row[2], row[3], row[9]
        if "." in number:
            continue
        if "-" in number:  # a contraction: its parts share its characters
            until = int(number.split("-")[1])
            text += form + ("" if "SpaceAfter=No" in misc else " ")
            continue
        if int(number) > until:
            text += form + ("" if "SpaceAfter=No" in misc else " ")
        length = sum(not c.isspace() for c in form)
        parse.spans.append((at, at + length))
        at += length
        parse.upos.append(upos)
        parse.lemma.append(lemma)
        parse.head.append(-1 if row[6] == "0" else offset + int(row[6]) - 1)
        parse.rel.append(row[7])
    return text if text.endswith((" ", "\n")) else text + " ", at


def _f1(gold: list[Parse], system: list[Parse]) -> dict[str, float]:
    names = ("words", "upos", "lemma", "uas", "las")
    right, total = dict.fromkeys(names, 0), 0
    for g, s in zip(gold, system, strict=True):
        total += len(g.spans) + len(s.spans)
        where = {span: i for i, span in enumerate(g.spans)}
        for j, span in enumerate(s.spans):
            i = where.get(span)
            if i is None:
                continue
            head = g.spans[g.head[i]] if g.head[i] >= 0 else None
            same_head = head == (s.spans[s.head[j]] if s.head[j] >= 0 else None)
            right["words"] += 1
            right["upos"] += g.upos[i] == s.upos[j]
            right["lemma"] += g.lemma[i] == s.lemma[j] or g.lemma[i] == "_"
            right["uas"] += same_head
            right["las"] += same_head and g.rel[i].split(":")[0] == s.rel[j].split(":")[0]
    return {k: 200 * v / total for k, v in right.items()}
