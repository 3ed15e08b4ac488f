"""Train the linker on gold claims: ``python -m models.training.linker --data ../shared/data --run RUN``.

The encoder stays as it is shipped: its layers are read once through its own graph, so that the linker sees in training
what it will see at run time, and minutes on one core are enough. RUN is the folder that the command wrote for the gold
articles. With ``--fold K`` the articles of one fold are left out: what the other linkers say of them is what the
choices of ``pipeline.claims`` are fitted on, which must not trust a network that has seen the answer.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import warnings
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from models.training.export import quantize
from models.training.figures import CLASSES, POINTS, Example, articles, examples
from models.training.network import Layer, Pointer, Sizes, Words
from models.training.warm import recover
from pipeline.encoder.batch import assemble
from pipeline.encoder.linker import HEADS, LAYERS, NOTHING, is_figure
from pipeline.encoder.session import LAYER, LINKER, MODEL, Session

FOLDS = 3
EPOCHS = 10
CUTS = 3  # ways in which the articles are cut into windows, one an epoch in turn
WINDOW_WORDS = 180
BATCH_WINDOWS = 8
RATE = 1e-3
WARM = 0.05  # of all steps, in which the rate rises
EMA = 0.995
WEIGHTS = {"owner": 1.0, "source": 0.5}  # of a head's loss; 0.7 for the others
INPUTS = ("first", "last", "shapes", "states")


class Linker(nn.Module):
    """Word vectors of its own from the encoder's layers, attention over them, a pointer or a class a head."""

    def __init__(self, sizes: Sizes, dropout: float = 0.25) -> None:
        super().__init__()
        d = sizes.hidden
        self.words = Words(LAYERS, sizes)
        self.figures = nn.Embedding(2, d)
        nn.init.zeros_(self.figures.weight)
        self.attend = Layer(d, 8, 2 * d, dropout / 2)
        self.drop = nn.Dropout(dropout)
        self.points = nn.ModuleDict({name.replace(".", "_"): Pointer(d, sizes.arc, dropout) for name in POINTS})
        self.classes = nn.ModuleDict({name: nn.Linear(d, len(values)) for name, values in CLASSES.items()})

    def forward(self, layers: list[Tensor], first, last, shapes, states, figures, rows=None) -> dict[str, Tensor]:
        """Scores: [B, W, W + 1] for a head of ``POINTS`` (of ``rows`` alone, where given), [B, W, classes]."""
        mask = shapes != 0
        x = self.words(layers, first, last, shapes, states, mask) + self.figures(figures)
        x = self.drop(self.attend(self.drop(x), (1.0 - mask[:, None, None, :].to(x.dtype)) * -1e4))
        found = {name: self.points[name.replace(".", "_")](x, rows) for name in POINTS}
        return found | {name: head(x) for name, head in self.classes.items()}


@dataclass
class Read:
    """A window as the shipped encoder reads it: its layers [LAYERS, P, D] in half precision, and the other inputs."""

    example: Example
    layers: Tensor
    feed: dict[str, Tensor]


def read(session: Session, example: Example) -> Read:
    feed = assemble([(example.words, example.breaks)], session.pieces)
    layers = session.onnx.run(session.layers, {k: feed[k] for k in session.inputs})
    inputs = {k: torch.from_numpy(feed[k][0]) for k in INPUTS}
    inputs["figures"] = torch.tensor([int(is_figure(w)) for w in example.words])
    return Read(example, torch.from_numpy(np.concatenate(layers)).to(torch.bfloat16), inputs)


def collate(rows: list[Read]) -> tuple[list[Tensor], dict[str, Tensor]]:
    pieces, words = max(r.layers.shape[1] for r in rows), max(len(r.example.words) for r in rows)
    layers = torch.stack([F.pad(r.layers, (0, 0, 0, pieces - r.layers.shape[1])) for r in rows]).float()
    feed = {k: torch.stack([F.pad(r.feed[k], (0, words - len(r.feed[k]))) for r in rows]) for k in rows[0].feed}
    return list(layers.unbind(1)), feed


def losses(out: dict[str, Tensor], rows: list[Example], mask: Tensor) -> dict[str, Tensor]:
    """Mean negative log-likelihood of each head; of several right targets the sum of their probabilities counts."""
    found: dict[str, Tensor] = {}
    width = mask.shape[1]
    open_ = torch.cat([mask, torch.ones_like(mask[:, :1])], 1)
    for name in POINTS:
        cells = [(b, f, right) for b, x in enumerate(rows) for head, f, right in x.points if head == name]
        if not cells:
            continue
        at = [b for b, _, _ in cells]
        scores = out[name][at, [f for _, f, _ in cells]].float().masked_fill(~open_[at], -1e4)
        barred = torch.full_like(scores, -1e4)
        for k, (_, _, right) in enumerate(cells):
            barred[k, [width if t == NOTHING else t for t in right]] = 0.0
        found[name] = (torch.logsumexp(scores, 1) - torch.logsumexp(scores + barred, 1)).mean()
    for name in CLASSES:
        cells = [(b, f, value) for b, x in enumerate(rows) for head, f, value in x.classes if head == name]
        scores = out[name][[b for b, _, _ in cells], [f for _, f, _ in cells]].float()
        found[name] = F.cross_entropy(scores, torch.tensor([value for _, _, value in cells]))
    return found


def train(net: Linker, cuts: list[list[Read]], seed: int, epochs: int) -> dict[str, Tensor]:
    """The running average of the weights; ``cuts`` are taken in turn, one an epoch."""
    optimizer = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=0.02, betas=(0.9, 0.98))
    batches = [b for e in range(epochs) for b in _batches(cuts[e % len(cuts)], random.Random(seed * 1000 + e))]
    average = {k: v.clone() for k, v in net.state_dict().items()}
    sums: dict[str, list[float]] = defaultdict(list)
    for step, rows in enumerate(batches, 1):
        rise, fall = step / (WARM * len(batches)), (len(batches) - step + 1) / ((1 - WARM) * len(batches))
        optimizer.param_groups[0]["lr"] = RATE * min(rise, fall, 1.0)
        layers, feed = collate(rows)
        with torch.autocast("cpu", torch.bfloat16):
            out = net(layers, **feed)
        found = losses(out, [r.example for r in rows], feed["shapes"] != 0)
        sum(WEIGHTS.get(k, 0.7) * v for k, v in found.items()).backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        for k, v in net.state_dict().items():
            average[k].lerp_(v, 1 - min(EMA, (1 + step) / (10 + step)))
        for k, v in found.items():
            sums[k].append(float(v.detach()))
        if step % 100 == 0 or step == len(batches):
            print(f"step {step}/{len(batches)}", *(f"{k} {np.mean(v):.2f}" for k, v in sums.items()), flush=True)
            sums.clear()
    return average


def _batches(rows: list[Read], rng: random.Random) -> list[list[Read]]:
    ordered = sorted(rows, key=lambda r: len(r.example.words) + rng.uniform(-15, 15))
    batches = [ordered[i : i + BATCH_WINDOWS] for i in range(0, len(ordered), BATCH_WINDOWS)]
    rng.shuffle(batches)
    return batches


class Graph(nn.Module):
    """The linker with inputs and outputs in a fixed order, as ONNX wants them."""

    def __init__(self, net: Linker) -> None:
        super().__init__()
        self.net = net

    def forward(self, *inputs):
        out = self.net(list(inputs[:LAYERS]), *inputs[LAYERS:])
        return tuple(out[k] for k in HEADS)


def export(net: Linker, target: Path) -> None:
    """Write the linker as int8 ONNX."""
    layers = [torch.rand(1, 11, net.words.join.out_features) for _ in range(LAYERS)]
    words = [torch.ones(1, 7, dtype=torch.long) for _ in range(len(INPUTS) + 1)]
    names = [*(f"{LAYER}{i}" for i in range(LAYERS)), *INPUTS, "figures"]
    axes = {k: {1: "pieces" if k.startswith(LAYER) else "words"} for k in names} | {"rows": {0: "rows"}}
    axes |= {k: {1: "rows", 2: "targets"} for k in HEADS}
    with tempfile.TemporaryDirectory() as tmp, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            Graph(net.eval()),
            (*layers, *words, torch.tensor([0, 3])),
            str(Path(tmp) / "float.onnx"),
            input_names=[*names, "rows"],
            output_names=list(HEADS),
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
        quantize(Path(tmp) / "float.onnx", target)


def expose_layers(model: Path) -> None:
    """Name the outputs of the encoder's layers in a shipped graph as outputs of it; its weights stay as they are."""
    graph = onnx.load(str(model))
    known = {o.name for o in graph.graph.output}
    missing = [i for i in range(LAYERS) if f"{LAYER}{i}" not in known]
    if not missing:
        return
    for i in missing:
        name, source = f"{LAYER}{i}", f"/net/bert/layers.{i}/norm2/LayerNormalization_output_0"
        shape = ["batch", "pieces", None]
        graph.graph.node.append(onnx.helper.make_node("Identity", [source], [name], name=f"/{name}"))
        graph.graph.output.append(onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, shape))
    onnx.checker.check_model(graph)
    onnx.save(graph, str(model))


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--data", type=Path, required=True)
    p.add_argument("--run", type=Path, required=True, help="what the command wrote for the gold articles")
    p.add_argument("--model", type=Path, default=Path("models/en_onrecord/encoder"))
    p.add_argument("--out", type=Path, help="folder for linker.onnx (default: the model's)")
    p.add_argument("--fold", type=int, help=f"leave this fold of {FOLDS} out")
    p.add_argument("--epochs", type=int, default=EPOCHS)
    p.add_argument("--seed", type=int, default=1)
    a = p.parse_args()
    torch.manual_seed(a.seed)
    torch.set_num_threads(1)
    expose_layers(a.model / MODEL)
    session = Session(a.model)
    gold = sorted(articles(a.data / "records/claims.train.jsonl", a.run), key=lambda x: x.id)
    gold = [x for n, x in enumerate(gold) if a.fold is None or n % FOLDS != a.fold]
    cuts = [[x for g in gold for x in examples(g, WINDOW_WORDS, random.Random(k) if k else None)] for k in range(CUTS)]
    rows = [[read(session, x) for x in own] for own in cuts]
    net = Linker(Sizes(*(len(getattr(session.labels, k)) for k in ("entities", "roles", "upos", "xpos", "rel"))))
    shipped = {k.removeprefix("spans."): v for k, v in recover(a.model).items() if k.startswith("spans.")}
    net.words.load_state_dict(shipped)
    net.load_state_dict(train(net, rows, a.seed, a.epochs))
    export(net, (a.out or a.model) / LINKER)


if __name__ == "__main__":
    main()
