"""The network as a function from a window of words to arrays.

One window a call, on purpose: int8 activations are scaled by what is in the tensor, so a batch of several windows
would let a window's neighbours change its scores, and with them the output. One window keeps every byte of the output
the same whatever the batch size or the number of workers, needs no padding, and costs no speed on a CPU, where a
window of 200 words already fills the matrix units.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.encoder.batch import assemble
from pipeline.encoder.decode import Array, bio_constraints, bio_start
from pipeline.encoder.lemmas import Lemmatizer
from pipeline.encoder.linker import Linker
from pipeline.encoder.pieces import WordPieces

MODEL, LABELS, HEADS, TOKENIZER, LEMMAS, LINKER = FILES = (
    "model.onnx", "labels.json", "heads.npz", "tokenizer.json", "lemmas.json", "linker.onnx",
)  # fmt: skip
LAYER = "layer."  # outputs of the graph that are the encoder's layers, read by the linker alone
SLOWER = "SkipLayerNormFusion"  # of onnxruntime: makes two operations one that takes longer than the two, 9 % of all
THREADS = "ONRECORD_THREADS"  # threads of one session, 1 if not set: matrices are small here, more workers serve better


@dataclass(frozen=True, slots=True)
class Labels:
    """Label inventories in the order of the outputs."""

    entities: list[str]
    roles: list[str]
    upos: list[str]
    xpos: list[str]
    rel: list[str]


def graph(file: Path) -> Any:
    """A graph in a session of onnxruntime."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = int(os.environ.get(THREADS, "1"))
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # or idle threads take a core each
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(
        str(file), options, providers=["CPUExecutionProvider"], disabled_optimizers=[SLOWER]
    )


class Session:
    """Loads a model folder: the network, its labels, what its heads need beside it, word pieces, lemma table."""

    def __init__(self, folder: Path) -> None:
        from threadpoolctl import ThreadpoolController

        self.folder, self.blas = folder, ThreadpoolController()
        self.onnx = graph(folder / MODEL)
        self.inputs = [i.name for i in self.onnx.get_inputs()]
        names = [o.name for o in self.onnx.get_outputs()]
        self.outputs = [name for name in names if not name.startswith(LAYER)]
        self.layers = [name for name in names if name.startswith(LAYER)]
        self.link = Linker(graph(folder / LINKER)) if (folder / LINKER).exists() else None
        labels = json.loads((folder / LABELS).read_text(encoding="utf-8"))
        self.labels = Labels(**{field.name: labels[field.name] for field in fields(Labels)})
        self.pieces = WordPieces(folder / TOKENIZER)
        self.lemma = Lemmatizer.load(folder / LEMMAS, self.pieces.ranks())
        with np.load(folder / HEADS, allow_pickle=False) as heads:
            self.rel: Array = heads["rel"]
            self.transitions = {
                name: heads[f"transitions.{name}"] + bio_constraints(getattr(self.labels, name))
                for name in ("entities", "roles")
            }
        self.start = {name: bio_start(getattr(self.labels, name)) for name in ("entities", "roles")}

    def __reduce__(self) -> tuple[type[Session], tuple[Path]]:
        """Pickled as the folder it was loaded from: the network itself cannot be."""
        return Session, (self.folder,)

    def one_core(self) -> AbstractContextManager[Any]:
        """A block in which numpy takes one thread: on matrices this small, its others wait and take twice the time."""
        return self.blas.limit(limits=1, user_api="blas")  # type: ignore[no-any-return]

    def run(
        self, words: Sequence[str], breaks: Sequence[bool], figures: Sequence[int]
    ) -> tuple[dict[str, Array], dict[str, Array]]:
        """Scores of every head for one window, the first axis of each array is the word; and those of the linker.

        ``figures`` are the indices of the words that are figures. Without one the linker has nothing to say.
        """
        feed = assemble([(words, breaks)], self.pieces)
        link = self.link if figures else None
        names = [*self.outputs, *self.layers] if link else self.outputs
        values = dict(zip(names, self.onnx.run(names, {k: feed[k] for k in self.inputs}), strict=True))
        scores = {name: values[name][0] for name in self.outputs}
        return scores, link(values, feed, figures) if link else {}

    def relations(self, dep: Array, head: Array) -> Array:
        """Scores of every relation for N chosen (word, head) pairs: [N, L], [N, L] -> [N, R]."""
        n, size = dep.shape
        one = np.ones((n, 1), dtype=np.float32)
        dep, head = np.concatenate([dep, one], 1), np.concatenate([head, one], 1)
        left = (dep @ self.rel.reshape(size + 1, -1)).reshape(n, -1, size + 1)
        scores: Array = np.matmul(left, head[:, :, None])[:, :, 0]
        return scores
