"""Train the linker: first ``python -m models.training.linker --weak RUN… --out W`` on articles that nobody corrected,
whose claims ``models.training.weak`` was sure of, then ``… --start W --data ../shared/data --run GOLD`` on gold claims.

The encoder stays as it is shipped: its layers are read once through its own graph, so that the linker sees in training
what it will see at run time, and minutes on one core are enough. GOLD is the folder that the command wrote for the gold
articles. With ``--fold K`` the articles of one fold are left out: what the other linkers say of them is what the
choices of ``pipeline.claims`` are fitted on, which must not trust a network that has seen the answer.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from models.training.batches import Batch
from models.training.course import Course
from models.training.export import quantize
from models.training.figures import CLASSES, POINTS, WEAK, Example, articles, examples
from models.training.network import Layer, NearPointer, Sizes, Words
from models.training.pointing import labelled, losses
from models.training.warm import recover
from pipeline.encoder.batch import assemble
from pipeline.encoder.linker import HEADS, LAYERS, STEPS
from pipeline.encoder.session import LAYER, LINKER, Session

STATE = "linker.safetensors"  # the weights, to train on from
FOLDS = 3
EPOCHS = 10
CUTS = 3  # ways in which the articles are cut into windows, one an epoch in turn
WINDOW_WORDS = 180
BATCH_WINDOWS = 8
RATE = 1e-3
LATER_RATE = 4e-4  # where training goes on from an earlier one
ADDED = 64  # width of what the pointers add to their biaffine scores
EMA = 0.995
DECAY = 0.02
WEIGHTS = {"owner": 1.0, "source": 0.5}  # of a head's loss
WEIGHT = 0.7  # of the others
INPUTS = ("first", "last", "shapes", "states")
FED = (*INPUTS, "figures", "rows", "near")  # beside the layers


class Linker(nn.Module):
    """Word vectors of its own from the encoder's layers, attention over them, a pointer or a class a head."""

    def __init__(self, sizes: Sizes, layers: int = LAYERS, dropout: float = 0.25) -> None:
        super().__init__()
        d = sizes.hidden
        self.words = Words(layers, sizes)
        self.figures = nn.Embedding(2, d)
        nn.init.zeros_(self.figures.weight)
        self.attend = Layer(d, 8, 2 * d, dropout / 2)
        self.drop = nn.Dropout(dropout)
        pointer = lambda: NearPointer(d, sizes.arc, ADDED, 2 * (len(STEPS) + 1), dropout)  # noqa: E731
        self.points = nn.ModuleDict({name.replace(".", "_"): pointer() for name in POINTS})
        self.classes = nn.ModuleDict({name: nn.Linear(d, len(values)) for name, values in CLASSES.items()})

    def forward(self, layers: list[Tensor], first, last, shapes, states, figures, rows, near) -> dict[str, Tensor]:
        """Scores of R figures a window, the words ``rows`` [B, R]: [B, R, W + 1] a head of ``POINTS``, else [B, R, K].

        ``near`` [B, R, W]: their distances, in steps.
        """
        mask = shapes != 0
        x = self.words(layers, first, last, shapes, states, mask) + self.figures(figures)
        x = self.drop(self.attend(self.drop(x), (1.0 - mask[:, None, None, :].to(x.dtype)) * -1e4))
        found = {name: self.points[name.replace(".", "_")](x, rows, near) for name in POINTS}
        own = torch.gather(x, 1, rows[:, :, None].expand(-1, -1, x.shape[2]))
        return found | {name: head(own) for name, head in self.classes.items()}


class Reader:
    """Layers of windows as the shipped encoder gives them, in half precision; with ``keep`` they are read once."""

    def __init__(self, session: Session, keep: bool) -> None:
        self.session, self.keep = session, keep
        self._kept: dict[int, Tensor] = {}

    def __call__(self, rows: list[Example]) -> tuple[list[Tensor], Batch]:
        """Layers [B, P, D] of some windows, and the other inputs and the targets of their figures."""
        batch = labelled(rows, self.session.pieces)
        return self.layers(rows, batch), batch

    def layers(self, rows: Sequence[Any], batch: Batch) -> list[Tensor]:
        width = batch["pieces"].shape[1]
        layers = [F.pad(x, (0, 0, 0, width - x.shape[1])) for x in map(self._layers, rows)]
        return list(torch.stack(layers).float().unbind(1))

    def _layers(self, example: Any) -> Tensor:
        """Of one window: [LAYERS, P, D]."""
        if id(example) in self._kept:
            return self._kept[id(example)]
        feed = assemble([(example.words, example.breaks)], self.session.pieces)
        layers = self.session.onnx.run(self.session.layers, {k: feed[k] for k in self.session.inputs})
        found = torch.from_numpy(np.concatenate(layers)).to(torch.bfloat16)
        if self.keep:
            self._kept[id(example)] = found
        return found


def train(net: Linker, reader: Reader, epochs: list[list[Example]], rate: float, seed: int) -> Linker:
    """The linker with the running average of its weights, after the examples of every epoch."""
    batches = [b for e, rows in enumerate(epochs) for b in _batches(rows, random.Random(seed * 1000 + e))]
    course = Course(net.train(), lambda name: rate, len(batches), EMA, DECAY)
    for rows in batches:
        layers, batch = reader(rows)
        with torch.autocast("cpu", torch.bfloat16):
            out = net(layers, *(batch[k] for k in FED))
        course.take({k: WEIGHTS.get(k, WEIGHT) * v for k, v in losses(out, batch).items()})
    return course.finish()


def _batches(rows: list[Example], rng: random.Random) -> list[list[Example]]:
    ordered = sorted(rows, key=lambda x: len(x.words) + rng.uniform(-15, 15))
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
    axes = {k: {1: "pieces" if k.startswith(LAYER) else "words"} for k in names}
    axes |= {"rows": {1: "rows"}, "near": {1: "rows", 2: "words"}} | {k: {1: "rows", 2: "targets"} for k in HEADS}
    rows = torch.tensor([[0, 3]])
    with tempfile.TemporaryDirectory() as tmp, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            Graph(net.eval()),
            (*layers, *words, rows, torch.ones(1, 2, 7, dtype=torch.long)),
            str(Path(tmp) / "float.onnx"),
            input_names=[*names, "rows", "near"],
            output_names=list(HEADS),
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
        quantize(Path(tmp) / "float.onnx", target)


def gold_epochs(gold: Path, run: Path, fold: int | None, epochs: int) -> list[list[Example]]:
    """The windows of the gold articles, cut anew every epoch; without those of a fold."""
    known = sorted(articles(gold, run), key=lambda x: x.id)
    kept = [x for n, x in enumerate(known) if fold is None or n % FOLDS != fold]
    cuts = [[x for a in kept for x in examples(a, WINDOW_WORDS, random.Random(k) if k else None)] for k in range(CUTS)]
    return [cuts[e % CUTS] for e in range(epochs)]


def weak_epoch(runs: list[Path]) -> list[list[Example]]:
    """Once all windows of articles that nobody corrected; their claims are those that ``weak`` was sure of."""
    return [[x for run in runs for a in articles(run / WEAK, run) for x in examples(a, WINDOW_WORDS) if x.points]]


def build(session: Session, model: Path, start: Path | None) -> Linker:
    """A linker whose word vectors are those of the shipped spans, or one that was trained before."""
    net = Linker(Sizes(*(len(getattr(session.labels, k)) for k in ("entities", "roles", "upos", "xpos", "rel"))))
    if start is not None:
        net.load_state_dict(load_file(start / STATE))
        return net
    shipped = {k.removeprefix("spans."): v for k, v in recover(model).items() if k.startswith("spans.")}
    net.words.load_state_dict(shipped)
    return net


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--data", type=Path, help="the gold is its records/claims.train.jsonl")
    p.add_argument("--run", type=Path, help="what the command wrote for the gold articles")
    p.add_argument("--weak", type=Path, nargs="+", help="train on these runs instead, by what weak.py was sure of")
    p.add_argument("--start", type=Path, help="folder of a linker trained before, to train on from")
    p.add_argument("--model", type=Path, default=Path("models/en_onrecord/encoder"))
    p.add_argument("--out", type=Path, help="folder for the linker (default: the model's)")
    p.add_argument("--fold", type=int, help=f"leave this fold of {FOLDS} out")
    p.add_argument("--epochs", type=int, default=EPOCHS)
    p.add_argument("--seed", type=int, default=1)
    a = p.parse_args()
    torch.manual_seed(a.seed)
    torch.set_num_threads(1)
    session = Session(a.model)
    gold = [] if a.weak else gold_epochs(a.data / "records/claims.train.jsonl", a.run, a.fold, a.epochs)
    net = build(session, a.model, a.start)
    rate = RATE if a.start is None else LATER_RATE
    net = train(net, Reader(session, keep=bool(gold)), gold or weak_epoch(a.weak), rate, a.seed)
    out = a.out or a.model
    out.mkdir(parents=True, exist_ok=True)
    if a.out:
        save_file({k: v.contiguous() for k, v in net.state_dict().items()}, out / STATE)
    export(net, out / LINKER)


if __name__ == "__main__":
    main()
