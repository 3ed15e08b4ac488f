"""Export a checkpoint: ``python -m models.training.export``.

torch -> ONNX -> int8 (dynamic quantization, weights per channel in 7 bits so that processors without VNNI cannot
overflow), written as a spaCy pipeline under ``models/en_onrecord``; checked against torch on the dev sets.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
import warnings
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from safetensors.torch import load_file
from spacy.lang.en import English

from models.training.batches import Collator
from models.training.data import Labels, load
from models.training.evaluate import evaluate
from models.training.lemmas import exceptions
from models.training.network import Network
from models.training.train import TASKS, build, dev_figures, tokenizer_file
from models.training.warm import recover
from pipeline.encoder.batch import INPUTS, OVER_PIECES
from pipeline.encoder.lemmas import Table
from pipeline.encoder.linker import LAYERS
from pipeline.encoder.pieces import WordPieces
from pipeline.encoder.session import HEADS, LABELS, LAYER, LEMMAS, MODEL, TOKENIZER, Session

SCORES = ("entities", "roles", "links", "upos", "xpos", "starts", "arcs", "rel_dep", "rel_head")
OUTPUTS = (*SCORES, *(f"{LAYER}{i}" for i in range(LAYERS)))


def again(shipped: Path) -> tuple[Network, Labels]:
    """The shipped network, to be exported anew where the graph has changed and the weights have not."""
    labels = Labels(**json.loads((shipped / LABELS).read_text(encoding="utf-8")))
    net = build(labels)
    net.load_state_dict(recover(shipped), strict=False)
    return net.eval(), labels


def restore(folder: Path, shipped: Path | None = None, share: float = 0.0) -> tuple[Network, Labels]:
    """The network of a checkpoint, with averaged weights; ``share`` of the shipped model's weights mixed in.

    A mean of two models of which one was trained on from the other is often better than either (Wortsman et al. 2022).
    """
    described = json.loads((folder / "labels.json").read_text())
    labels = Labels(**described["labels"])
    net = build(labels)
    net.load_state_dict(load_file(folder / "weights.safetensors"))
    average = load_file(folder / "average.safetensors")
    before = recover(shipped) if shipped and share else {}
    net.load_state_dict({k: torch.lerp(v, before.get(k, v), share) for k, v in average.items()}, strict=False)
    if "quotes" not in described.get("tasks", TASKS):
        _silence(net.roles)
    return net.eval(), labels


def _silence(head: torch.nn.Linear) -> None:
    """A head that was not trained says "outside" of every word, so that the rules alone decide."""
    with torch.no_grad():
        head.weight.zero_()
        head.bias.copy_(torch.tensor([20.0] + [0.0] * (len(head.bias) - 1)))


class Graph(torch.nn.Module):
    """The network with outputs in a fixed order, as ONNX wants them; it is given one window a call, without padding."""

    def __init__(self, net: Network) -> None:
        super().__init__()
        self.net = net

    def forward(self, *inputs):
        out = self.net(*inputs, padded=False)
        return tuple(out[k] for k in OUTPUTS)


def to_onnx(net: Network, path: Path) -> None:
    words, pieces = torch.ones(1, 7, dtype=torch.long), torch.ones(1, 11, dtype=torch.long)
    axes = {k: {1: "pieces" if k in OVER_PIECES else "words"} for k in INPUTS}
    axes |= {k: {1: "words", **({2: "targets"} if k in ("links", "arcs") else {})} for k in SCORES}
    axes |= {k: {1: "pieces"} for k in OUTPUTS if k.startswith(LAYER)}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            Graph(net),
            tuple(pieces if k in OVER_PIECES else words for k in INPUTS),
            str(path),
            input_names=list(INPUTS),
            output_names=list(OUTPUTS),
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )


def quantize(source: Path, target: Path) -> None:
    prepared = source.with_suffix(".prepared.onnx")
    quant_pre_process(str(source), str(prepared), skip_symbolic_shape=True)
    quantize_dynamic(
        str(prepared),
        str(target),
        per_channel=True,
        reduce_range=True,
        weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul", "Gemm", "Gather"],
        extra_options={"MatMulConstBOnly": True},
    )
    onnx.checker.check_model(str(target))


def write_graph(net: Network, folder: Path) -> None:
    """A shipped encoder's weights replaced; its labels, lemmas and word pieces stay."""
    with tempfile.TemporaryDirectory() as tmp:
        to_onnx(net, Path(tmp) / "float.onnx")
        quantize(Path(tmp) / "float.onnx", folder / MODEL)
    write_heads(net, folder)


def write_heads(net: Network, folder: Path) -> None:
    """What is computed outside the graph: labels of arcs, and the CRFs' transitions."""
    np.savez_compressed(
        folder / HEADS,
        rel=net.rel.detach().numpy().astype(np.float32),
        **{f"transitions.{k}": v.detach().numpy() for k, v in net.transitions.items()},
    )


def write_pipeline(net: Network, labels: Labels, table: Table, graph: Path, target: Path) -> None:
    """A directory that ``spacy.load`` takes."""
    from pipeline.encoder import component, tokenizer  # noqa: F401  (registers the factory and the tokenizer)

    with tempfile.TemporaryDirectory() as tmp:
        folder = Path(tmp)
        shutil.copyfile(graph, folder / MODEL)
        shutil.copyfile(tokenizer_file(), folder / TOKENIZER)
        (folder / LABELS).write_text(
            json.dumps({k: getattr(labels, k) for k in ("entities", "roles", "upos", "xpos", "rel")})
        )
        (folder / LEMMAS).write_text(json.dumps(table, ensure_ascii=False, sort_keys=True, indent=0), encoding="utf-8")
        write_heads(net, folder)
        nlp = English.from_config({"nlp": {"tokenizer": {"@tokenizers": "onrecord.Tokenizer.v1"}}})
        nlp.meta.update({"name": "onrecord", "version": "0.1.0", "license": "Apache-2.0", "author": "onrecord"})
        nlp.add_pipe("onrecord.encoder", name="encoder", config={"folder": None}).from_disk(folder)
        nlp.to_disk(target, exclude=["vocab"])


def lemma_table(data: Path, pieces: WordPieces) -> Table:
    """Exceptions to the rules of inflection, from the treebanks' training parts."""
    words = [
        w
        for x in load(data, "train", ["syntax"], 180)
        if x.syntax
        for w in zip(x.words, x.syntax.upos, x.syntax.xpos, x.syntax.lemma, strict=True)
    ]
    return exceptions(words, pieces.ranks())


def onnx_figures(folder: Path, labels: Labels, dev, collate: Collator) -> dict[str, float]:
    """Dev figures of the exported model, window by window as the pipeline runs it."""
    session = Session(folder)

    def forward(batch, tasks):
        rows = []
        widths = (batch["shapes"] != 0).sum(1).tolist()
        lengths = (batch["pieces"] != 0).sum(1).tolist()
        for i, (w, p) in enumerate(zip(widths, lengths, strict=True)):
            feed = {k: batch[k][i : i + 1, : p if k in OVER_PIECES else w].numpy() for k in INPUTS}
            rows.append(
                dict(zip(session.outputs, (v[0] for v in session.onnx.run(session.outputs, feed)), strict=True))
            )
        width = max(widths)
        return {k: np.stack([_pad(r[k], width, k in ("arcs", "links")) for r in rows]) for k in session.outputs}

    return evaluate(forward, session.relations, dict(session.transitions.items()), labels, dev, collate)


def _pad(x: np.ndarray, width: int, square: bool) -> np.ndarray:
    if square:  # [w, w + 1] -> [width, width + 1], "none" stays last
        x = np.concatenate([np.pad(x[:, :-1], ((0, 0), (0, width - x.shape[0])), constant_values=-1e4), x[:, -1:]], 1)
    return np.pad(x, ((0, width - x.shape[0]),) + ((0, 0),) * (x.ndim - 1))


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--checkpoint", type=Path, default=Path("models/checkpoints/main"))
    p.add_argument("--out", type=Path, default=Path("models/en_onrecord"))
    p.add_argument("--data", type=Path, help="development data: compare torch and int8 figures")
    p.add_argument("--blend", type=float, default=0.0, help="share of the shipped weights to mix in (0.5: the mean)")
    p.add_argument("--sample", type=int, default=1, help="use every n-th dev window")
    p.add_argument("--again", action="store_true", help="the shipped weights, after a change of the graph")
    a = p.parse_args()
    encoder = a.out / "encoder"
    net, labels = again(encoder) if a.again else restore(a.checkpoint, encoder, a.blend)
    known = encoder / LEMMAS
    table = lemma_table(a.data, WordPieces(tokenizer_file())) if a.data else json.loads(known.read_text("utf-8"))
    with tempfile.TemporaryDirectory() as tmp:
        to_onnx(net, Path(tmp) / "float.onnx")
        quantize(Path(tmp) / "float.onnx", Path(tmp) / MODEL)
        write_pipeline(net, labels, table, Path(tmp) / MODEL, a.out)
    if a.data:
        dev = load(a.data, "dev", [t for t in TASKS if t != "partial"], 180)[:: a.sample]
        collate = Collator(labels, WordPieces(tokenizer_file()))
        before, after = dev_figures(net, labels, dev, collate), onnx_figures(encoder, labels, dev, collate)
        for k in before:
            print(f"{k:14s} torch {before[k]:6.2f}  int8 {after[k]:6.2f}")


if __name__ == "__main__":
    main()
