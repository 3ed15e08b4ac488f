"""The inline annotation of ``cases.txt``: text with its attributions marked, and how a case becomes a ``Doc``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

LABELS = {"P": "PERSON", "O": "ORG", "G": "GPE", "N": "NORP", "W": "WORK_OF_ART"}
ROLE = {"[": "content", "<": "source", "{": "cue"}
CLOSE = {"]": "[", ">": "<", "}": "{"}
FIELDS = ("name", "type", "kind", "role", "affiliation", "speech")


@dataclass
class Case:
    id: str
    mode: str
    text: str
    names: list[tuple[str, str]]
    gold: dict[str, dict[str, list[tuple[int, int]]]]
    expected: list[dict[str, str]] = field(default_factory=list)


def parse(row: str) -> Case:
    """A row of the table; see its head for the columns."""
    name, mode, names, marked, expected = (cell.strip() for cell in row.split(" | " if row.count(" | ") == 4 else "|"))
    text, gold = unmark(marked)
    rows = [dict(zip(FIELDS, (f.strip() for f in e.split(" / ")), strict=False)) for e in expected.split(" ; ") if e]
    return Case(name, mode, text, _names(names), gold, rows)


def _names(cell: str) -> list[tuple[str, str]]:
    found = []
    for group in cell.split(";") if cell != "-" else []:
        key, listed = group.strip().split(":", 1)
        found += [(n.strip(), LABELS[key]) for n in listed.split(",")]
    return found


def unmark(marked: str) -> tuple[str, dict[str, dict[str, list[tuple[int, int]]]]]:
    """The bare text, and the spans of each attribution by role."""
    out: list[str] = []
    open_: list[tuple[str, int, str]] = []
    gold: dict[str, dict[str, list[tuple[int, int]]]] = {}
    size = at = 0
    while at < len(marked):
        c = marked[at]
        if c in ROLE:
            number = re.compile(r"(\d+):").match(marked, at + 1)
            open_.append((c, size, number.group(1) if number else "1"))
            at = number.end() if number else at + 1
            continue
        if c in CLOSE:
            bracket, start, ids = open_.pop()
            assert bracket == CLOSE[c], marked
            for i in ids:
                gold.setdefault(i, {}).setdefault(ROLE[bracket], []).append((start, size))
        else:
            out.append("\n\n" if c == "¶" else c)
            size += len(out[-1])
        at += 1
    return "".join(out), gold


def doc_of(nlp: Language, case: Case) -> Doc:
    """A tokenized text with the case's names as entities and, in mode ``roles``, its spans as the model's."""
    doc = nlp.make_doc(case.text)
    spans = [
        doc.char_span(m.start(), m.end(), label=label, alignment_mode="expand")
        for name, label in case.names
        for m in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", case.text)
    ]
    doc.ents = filter_spans([s for s in spans if s is not None])
    if case.mode == "roles":
        for role in ("source", "cue", "content"):
            offsets = sorted({s for a in case.gold.values() for s in a.get(role, [])})
            doc.spans[role] = [doc.char_span(*s, label=role, alignment_mode="expand") for s in offsets]
    return doc


def with_tree(model: Language, bare: Doc) -> Doc:
    """The names and role spans of a ``Doc`` in one that has the model's tags and tree."""
    doc = model(bare.text)

    def moved(spans: Iterable[Span]) -> list[Span]:
        found = (doc.char_span(s.start_char, s.end_char, s.label_, alignment_mode="expand") for s in spans)
        return [span for span in found if span is not None]

    doc.ents = filter_spans(moved(bare.ents))
    for key in list(doc.spans):
        del doc.spans[key]
    for key, group in bare.spans.items():
        doc.spans[key] = moved(group)
    doc.user_data.pop("onrecord.links", None)
    doc._.document = bare._.document
    return doc


def read(path: Path) -> list[Case]:
    """All rows of a table file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [parse(line) for line in lines if line.strip() and not line.startswith("#")]
