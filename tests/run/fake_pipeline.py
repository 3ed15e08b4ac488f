"""A pipeline of six lines a stage, for testing what runs it: names are capitals, dates are years, numbers are digits.

Words in capitals make it misbehave: RAISE, HANG, SLOW, EAT, CRASH and VANISH, in the stage that finds names.
"""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Callable, Iterator, Sequence

import spacy
from spacy.language import Language
from spacy.tokens import Doc

import pipeline.extensions  # noqa: F401 - declares doc._
from pipeline.config import Config
from pipeline.records import Claim, Date, Entity, Quote, Rejected, Span


def _found(doc: Doc, pattern: str, letter: str) -> Iterator[dict[str, object]]:
    doc_id = doc._.document.doc_id
    for n, m in enumerate(re.finditer(pattern, doc.text), 1):
        own = {"doc_id": doc_id, "id": f"{doc_id}/{letter}{n}", "rule": "fake", "confidence": 0.5}
        yield {**own, "start": m.start(), "end": m.end(), "text": m.group()}


def encoder(doc: Doc) -> Doc:
    for token in doc:
        token.is_sent_start = token.i == 0 or doc[token.i - 1].text == "."
        token.tag_ = "NNP" if token.text.istitle() else "NN"
        token.lemma_ = token.lower_.rstrip("s")
    doc.spans["cue"] = [doc[t.i : t.i + 1] for t in doc if t.text == "said"]
    doc.spans["cue"].attrs["scores"] = [0.25 for _ in doc.spans["cue"]]
    doc.user_data["onrecord.links"] = [(t.i, 0, 0.5) for t in doc if t.text == "said"]
    return doc


def entities(doc: Doc) -> Doc:
    for word, act in MISCHIEF.items():
        if word in doc.text:
            act()
    found = _found(doc, r"\b[A-Z][a-z]+\b", "m")
    doc._.entities = [
        Entity(label="PERSON", entity=f"{r['doc_id']}/e1", name=str(r["text"]), mention="name", **r) for r in found
    ]
    return doc


def dates(doc: Doc) -> Doc:
    doc._.dates = [Date(type="DATE", value=str(r["text"]), **r) for r in _found(doc, r"\b(19|20)\d\d\b", "t")]
    return doc


def quantities(doc: Doc) -> Doc:
    years = {d.start for d in doc._.dates}
    numbers = list(_found(doc, r"\b\d+\b", "c"))
    doc._.quantities = [r for r in numbers if r["start"] not in years]
    doc._.rejected = [
        Rejected(start=r["start"], end=r["end"], text=r["text"], doc_id=r["doc_id"], stage="quantities", reason="year")
        for r in numbers
        if r["start"] in years
    ]
    return doc


def quotes(doc: Doc) -> Doc:
    cues = {token.text for span in doc.spans["cue"] for token in span}
    doc._.quotes = [
        Quote(
            kind="direct",
            content=[Span(start=r["start"], end=r["end"], text=r["text"])],
            speech="said" in cues,
            entities=[e.id for e in doc._.entities if r["start"] <= e.start < r["end"]],
            claims=[q["id"] for q in doc._.quantities if r["start"] <= q["start"] < r["end"]],
            **r,
        )
        for r in _found(doc, r"“[^”]*”", "q")
    ]
    return doc


def claims(doc: Doc) -> Doc:
    inside = {claim: q.id for q in doc._.quotes for claim in q.claims}
    doc._.claims = [
        Claim(kind="count", value=float(r["text"]), quote=inside.get(r["id"]), **r) for r in doc._.quantities
    ]
    return doc


def _raise() -> None:
    raise ValueError("what a sentence")


def _hang() -> None:
    while True:
        pass


def _linger() -> None:
    end = time.process_time() + 3
    while time.process_time() < end:
        pass


def _eat() -> None:
    bytearray(1 << 36)


MISCHIEF: dict[str, Callable[[], object]] = {
    "RAISE": _raise,
    "HANG": _hang,
    "SLOW": _linger,
    "EAT": _eat,
    "CRASH": lambda: os.kill(os.getpid(), signal.SIGSEGV),
    "VANISH": lambda: os._exit(9),
}


class _Component:
    def __init__(self, function: Callable[[Doc], Doc]) -> None:
        self.function = function

    def __call__(self, doc: Doc) -> Doc:
        return self.function(doc)


def load(config: Config, stages: Sequence[str] | None = None) -> Language:
    """What ``pipeline.load`` gives, without a model."""
    nlp = spacy.blank("en")
    for name in ("encoder", "entities", "dates", "quantities", "quotes", "claims"):
        if name == "encoder" or stages is None or name in stages:
            nlp._components.append((name, _Component(globals()[name])))
    return nlp
