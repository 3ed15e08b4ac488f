"""The choices that there are, and their examples: gold articles with the documents that a run made of them.

Names and phrases of the gold are compared as the scorers compare them (``same_name``, ``word_f1``).
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol, cast

from spacy.tokens import Doc

from pipeline.choices.example import Example
from pipeline.english.nouns import words

CHOICES: dict[str, str] = {  # name → module that makes it
    "affiliation": "pipeline.quotes.speakers.affiliation",
    "claims.about": "pipeline.claims.link.about",
    "claims.change": "pipeline.claims.link.change",
    "claims.measure": "pipeline.claims.link.measure",
    "claims.period": "pipeline.claims.link.period",
    "claims.role": "pipeline.claims.link.role",
    "keep": "pipeline.quotes.model.evidence",
    "role": "pipeline.quotes.speakers.roles",
    "speaker": "pipeline.quotes.speakers.examples",
}

ALIKE = 0.6  # token F1 from which two phrases are one
DRILL_TIMES = 3  # a drill counts as so many examples of the gold

_ATTACHED = ("entities", "dates", "quotes")
_WORD = re.compile(r"[a-z0-9]+")


class Maker(Protocol):
    """What makes a choice."""

    WEIGHTS: Path  # its file of weights

    def examples(self, doc: Doc, gold: Mapping[str, Any]) -> Sequence[Example]:
        """The choices made in ``doc``, with what the gold article's row says is right.

        A maker may also have ``drills()``: examples of its own, fitted on beside those of the gold.
        """


def maker(name: str) -> Maker:
    """What makes a choice of this name.

    Raises:
        ValueError: no choice has this name.
    """
    if name not in CHOICES:
        raise ValueError(f"no choice {name!r}; there are: {', '.join(sorted(CHOICES))}")
    return cast(Maker, import_module(CHOICES[name]))


def gather(name: str, gold: Path, out: Path) -> list[Example]:
    """All examples of a choice in the gold articles that the run in folder ``out`` read.

    Raises:
        ValueError: no choice has this name.
        FileNotFoundError: ``gold`` or a file of the run is missing.
    """
    choice = maker(name)
    make = choice.examples
    rows = {row["id"]: row for row in _lines(gold)}
    found = ((doc, rows.get(doc._.onrecord.document.doc_id)) for doc in documents(out))
    drills: Sequence[Example] = list(getattr(choice, "drills", tuple)()) * DRILL_TIMES
    return [*(example for doc, row in found if row is not None for example in make(doc, row)), *drills]


def documents(out: Path) -> Iterator[Doc]:
    """The documents of a run as they stood before claims: tree, entities, dates and quotes from its files.

    Only those that were read as they were given: gold counts in the given text.
    """
    from spacy.vocab import Vocab

    from pipeline.claims.parse.find import find
    from pipeline.ingest.reading import read
    from pipeline.loader import load
    from pipeline.records import Document
    from pipeline.run.annotations import to_doc
    from pipeline.schemas import RECORDS

    vocab: Vocab = load(stages=()).vocab
    found = {kind: _by_article(out / f"{kind}.jsonl") for kind in _ATTACHED}
    pairs = zip(_lines(out / "documents.jsonl"), _lines(out / "annotations.jsonl"), strict=True)
    for document, row in pairs:
        if read(document["text"]).text != document["text"]:
            continue
        doc = to_doc(row, document["text"], vocab)
        doc._.onrecord.document = Document.model_validate(document)
        for kind in _ATTACHED:
            own = found[kind].get(document["doc_id"], ())
            setattr(doc._.onrecord, kind, [RECORDS[kind].model_validate(r) for r in own])
        doc._.onrecord.quantities, doc._.onrecord.rejected = find(doc)
        yield doc


def same_name(a: str | None, b: str | None) -> bool:
    """Whether two names mean one thing: the same words, or one's within the other's and the last one shared.

    "Jane Roe" is "Jane M. Roe"; "Roe" is neither: one word is no name that could be shared. Two missing names agree.
    """
    if not a or not b:
        return not a and not b
    x, y = content_words(a), content_words(b)
    shared = min(len(x), len(y)) > 1 and x[-1] == y[-1] and (set(x) <= set(y) or set(y) <= set(x))
    return x == y or shared


def word_f1(a: str | None, b: str | None) -> float:
    """Token F1 of two phrases, small words aside; two empty ones agree."""
    x, y = Counter(content_words(a or "")), Counter(content_words(b or ""))
    if not x and not y:
        return 1.0
    return 2 * sum((x & y).values()) / (sum(x.values()) + sum(y.values()))


def content_words(text: str) -> list[str]:
    """The words of a phrase in small letters, without articles, prepositions and pronouns."""
    return [w for w in _WORD.findall(text.lower()) if w not in words("uncounted")]


def _lines(file: Path) -> Iterator[dict[str, Any]]:
    with file.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def _by_article(file: Path) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in _lines(file):
        found.setdefault(row["doc_id"], []).append(row)
    return found
