"""The spaCy component ``onrecord.encoder``: every layer of the model, written onto the ``Doc``."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
from spacy.attrs import DEP, HEAD, LEMMA, ORTH, POS, TAG
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import ensure_path

from pipeline.encoder.layers import Layers, Scored, predict
from pipeline.encoder.linker import NOTHING
from pipeline.encoder.noun_chunks import noun_chunks
from pipeline.encoder.paragraphs import paragraph_starts, sentence_starts
from pipeline.encoder.session import FILES, Session
from pipeline.encoder.windows import windows
from pipeline.encoder.words import Words
from pipeline.extensions import LINKS, POINTERS, factory

ROLES = ("source", "cue", "content")
ENTITY_LABELS = {
    "Person": "PERSON", "Organization": "ORG", "Location": "LOC", "Facility": "FAC", "NORP": "NORP",
    "Misc": "MISC", "Product": "PRODUCT",
}  # fmt: skip  # the model's dates and amounts are the rule stages' work


class Encoder:
    """Sets tags, lemmas, tree, sentences, entities and quote roles; ``text[span.start_char:span.end_char]`` reads back.

    White-space tokens hang on the word before them and belong to its sentence; a token that the network does not read
    (see ``Words``) is a sentence of its own.
    """

    def __init__(self, nlp: Language, name: str, folder: str | None = None) -> None:
        self.name = name
        self.folder: Path | None = None
        self.session: Session | None = None
        nlp.vocab.get_noun_chunks = noun_chunks  # type: ignore[assignment]  # spaCy's stub has it yield Spans
        if folder:
            self.from_disk(folder)

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one article."""
        if self.session is None:
            raise ValueError("onrecord.encoder has no model: load a pipeline with spacy.load('models/en_onrecord')")
        words, text = Words.of(doc), doc.text
        breaks = paragraph_starts(text, words)
        first = sentence_starts(text, words, breaks)
        plan = windows(words.texts, breaks)
        with self.session.one_core():
            layers = predict(self.session, words.texts, breaks, first, plan) if words else Layers()
        _write_grammar(doc, words, layers)
        _write_spans(doc, words, layers)
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 32) -> Iterator[Doc]:
        """Annotate a stream. ``batch_size`` changes nothing: see ``session`` for why windows run one by one."""
        for doc in stream:
            yield self(doc)

    def to_disk(self, path: str | Path, *, exclude: Sequence[str] = ()) -> None:
        """Copy the model's files."""
        target = ensure_path(path)
        target.mkdir(parents=True, exist_ok=True)
        for source in (self.folder / name for name in FILES) if self.folder else ():
            if source.exists() and source.resolve() != (target / source.name).resolve():
                shutil.copyfile(source, target / source.name)

    def from_disk(self, path: str | Path, *, exclude: Sequence[str] = ()) -> Encoder:
        """Load the model's files from a folder."""
        self.folder = Path(ensure_path(path))
        self.session = Session(self.folder)
        return self


def _write_grammar(doc: Doc, words: Words, layers: Layers) -> None:
    """Tags, lemmas and tree in one call; sentence bounds follow from the trees."""
    n, at = len(doc), words.tokens
    if not n:
        return
    add = doc.vocab.strings.add
    rows = np.empty((n, 5), dtype=np.uint64)
    rows[:] = [add("SPACE"), add("_SP"), add("dep"), 0, 0]
    rows[:, 3] = doc.to_array(ORTH)
    for column, labels in enumerate((layers.upos, layers.xpos, layers.rel)):
        hashes = {label: add("ROOT" if label == "root" else label) for label in sorted(set(labels))}
        rows[at, column] = [hashes[label] for label in labels]
    rows[at, 3] = [add(lemma) for lemma in layers.lemma]
    rows[words.unread, :3] = [add("X"), add("FW"), add("ROOT")]
    heads = np.zeros(n, dtype=np.int64)
    for own in (at, words.unread):
        heads[own] = own  # white space hangs on the token before it, at the very beginning on the first one
    first = min((own[0] for own in (at, words.unread) if len(own)), default=0)
    if not len(at) and not len(words.unread):
        rows[0, 2] = add("ROOT")
    heads = np.maximum(np.maximum.accumulate(heads), first)
    heads[at] = at[layers.head]
    rows[:, 4] = (heads - np.arange(n)).view(np.uint64)
    doc.from_array([POS, TAG, DEP, LEMMA, HEAD], rows)  # type: ignore[arg-type]  # a list of attributes, in fact


def _write_spans(doc: Doc, words: Words, layers: Layers) -> None:
    at = words.tokens.tolist()

    def span(x: Scored, label: str) -> Span:
        return Span(doc, at[x[0]], at[x[1] - 1] + 1, label=label)

    doc.ents = [span(x, ENTITY_LABELS[x[2]]) for x in layers.entities if x[2] in ENTITY_LABELS]
    for role in ROLES:
        own = [x for x in layers.roles if x[2] == role]
        doc.spans[role] = [span(x, role) for x in own]
        doc.spans[role].attrs["scores"] = [round(x[3], 4) for x in own]
    doc.user_data[LINKS] = [(at[i], at[j], round(score, 4)) for i, j, score in layers.links]
    at.append(NOTHING)  # the index of nothing is the last one
    doc.user_data[POINTERS] = {
        name: [(at[i], at[j], share) for i, j, share in found] for name, found in layers.pointers.items()
    }


@factory("onrecord.encoder", default_config={"folder": None})
def make_encoder(nlp: Language, name: str, folder: str | None) -> Encoder:
    """The encoder; ``folder`` holds its files (a saved pipeline brings its own)."""
    return Encoder(nlp, name, folder)
