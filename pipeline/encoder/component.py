"""The spaCy component ``onrecord.encoder``: every layer of the model, written onto the ``Doc``."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
from spacy.attrs import DEP, HEAD, LEMMA, POS, TAG
from spacy.language import Language
from spacy.tokens import Doc, Span, Token
from spacy.util import ensure_path

from pipeline.encoder.layers import Layers, Scored, predict
from pipeline.encoder.noun_chunks import noun_chunks
from pipeline.encoder.paragraphs import paragraph_starts, sentence_starts
from pipeline.encoder.session import FILES, Session
from pipeline.encoder.windows import windows
from pipeline.extensions import LINKS, factory

ROLES = ("source", "cue", "content")
ENTITY_LABELS = {
    "Person": "PERSON", "Organization": "ORG", "Location": "LOC", "Facility": "FAC", "NORP": "NORP",
    "Misc": "MISC", "Product": "PRODUCT",
}  # fmt: skip  # the model's dates and amounts are the rule stages' work


class Encoder:
    """Sets tags, lemmas, tree, sentences, entities and quote roles; ``text[span.start_char:span.end_char]`` reads back.

    White-space tokens hang on the word before them and belong to its sentence.
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
        words = [t for t in doc if not t.is_space]
        breaks = paragraph_starts(doc, words)
        texts = [t.text for t in words]
        first = sentence_starts(doc, words, breaks)
        with self.session.one_core():
            layers = predict(self.session, texts, breaks, first, windows(texts, breaks)) if words else Layers()
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
        for name in FILES if self.folder else ():
            if self.folder and (self.folder / name).resolve() != (target / name).resolve():
                shutil.copyfile(self.folder / name, target / name)

    def from_disk(self, path: str | Path, *, exclude: Sequence[str] = ()) -> Encoder:
        """Load the model's files from a folder."""
        self.folder = Path(ensure_path(path))
        self.session = Session(self.folder)
        return self


def _write_grammar(doc: Doc, words: Sequence[Token], layers: Layers) -> None:
    n = len(doc)
    if not n:
        return
    strings = {attr: [blank] * n for attr, blank in ((POS, "SPACE"), (TAG, "_SP"), (DEP, "dep"))}
    lemmas, heads = [t.orth for t in doc], np.arange(n)
    add = doc.vocab.strings.add
    for i, word in enumerate(words):
        at = word.i
        strings[POS][at], strings[TAG][at] = layers.upos[i], layers.xpos[i]
        strings[DEP][at] = "ROOT" if layers.rel[i] == "root" else layers.rel[i]
        lemmas[at], heads[at] = add(layers.lemma[i]), words[layers.head[i]].i
    before = words[0].i if words else 0
    for token in doc:
        if token.is_space:
            heads[token.i] = before  # leading white space hangs on the first word
        else:
            before = token.i
    if not words:
        strings[DEP][0] = "ROOT"
    rows = np.empty((n, 5), dtype=np.uint64)
    for column, values in enumerate(strings.values()):
        rows[:, column] = [add(v) for v in values]
    rows[:, 3], rows[:, 4] = lemmas, (heads - np.arange(n)).astype(np.int64).view(np.uint64)
    doc.from_array([POS, TAG, DEP, LEMMA, HEAD], rows)  # type: ignore[arg-type]  # sentence bounds follow from the trees


def _write_spans(doc: Doc, words: Sequence[Token], layers: Layers) -> None:
    def span(x: Scored, label: str) -> Span:
        return Span(doc, words[x[0]].i, words[x[1] - 1].i + 1, label=label)

    doc.ents = [span(x, ENTITY_LABELS[x[2]]) for x in layers.entities if x[2] in ENTITY_LABELS]
    for role in ROLES:
        own = [x for x in layers.roles if x[2] == role]
        doc.spans[role] = [span(x, role) for x in own]
        doc.spans[role].attrs["scores"] = [round(x[3], 4) for x in own]
    doc.user_data[LINKS] = [(words[i].i, words[j].i, round(score, 4)) for i, j, score in layers.links]


@factory("onrecord.encoder", default_config={"folder": None})
def make_encoder(nlp: Language, name: str, folder: str | None) -> Encoder:
    """The encoder; ``folder`` holds its files (a saved pipeline brings its own)."""
    return Encoder(nlp, name, folder)
