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
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from models.training.export import quantize
from models.training.figures import CLASSES, POINTS, WEAK, Example, articles, examples
from models.training.network import Layer, NearPointer, Sizes, Words
from models.training.warm import recover
from pipeline.encoder.batch import assemble
from pipeline.encoder.linker import HEADS, LAYERS, NOTHING, STEPS, distances, is_figure
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
WARM = 0.05  # of all steps, in which the rate rises
EMA = 0.995
WEIGHTS = {"owner": 1.0, "source": 0.5}  # of a head's loss; 0.7 for the others
INPUTS = ("first", "last", "shapes", "states")


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


@dataclass
class Read:
    """A window as the shipped encoder reads it: its layers [LAYERS, P, D] in half precision, and the other inputs."""

    example: Example
    layers: Tensor
    feed: dict[str, Tensor]


class Reader:
    """Reads windows by the shipped encoder; those that are read again and again are kept."""

    def __init__(self, session: Session, keep: bool) -> None:
        self.session, self.keep = session, keep
        self._kept: dict[int, Read] = {}

    def __call__(self, example: Example) -> Read:
        found = self._kept.get(id(example)) or self._read(example)
        if self.keep:
            self._kept[id(example)] = found
        return found

    def _read(self, example: Example) -> Read:
        session, words = self.session, example.words
        feed = assemble([(words, example.breaks)], session.pieces)
        layers = session.onnx.run(session.layers, {k: feed[k] for k in session.inputs})
        inputs = {k: torch.from_numpy(feed[k][0]) for k in INPUTS}
        inputs["figures"] = torch.tensor([int(is_figure(word)) for word in words])
        inputs["rows"] = torch.tensor(figures_of(example))
        inputs["near"] = torch.from_numpy(distances(figures_of(example), len(words)))
        return Read(example, torch.from_numpy(np.concatenate(layers)).to(torch.bfloat16), inputs)


def figures_of(example: Example) -> list[int]:
    """The words of a window that point."""
    return sorted({figure for _, figure, _ in example.points} | {figure for _, figure, _ in example.classes})


def collate(rows: list[Read]) -> tuple[list[Tensor], dict[str, Tensor]]:
    pieces, words = max(r.layers.shape[1] for r in rows), max(len(r.example.words) for r in rows)
    figures = max(len(r.feed["rows"]) for r in rows)
    layers = torch.stack([F.pad(r.layers, (0, 0, 0, pieces - r.layers.shape[1])) for r in rows]).float()

    def padded(key: str, value: Tensor) -> Tensor:
        if key == "near":
            return F.pad(value, (0, words - value.shape[1], 0, figures - value.shape[0]))
        return F.pad(value, (0, (figures if key == "rows" else words) - len(value)))

    feed = {k: torch.stack([padded(k, r.feed[k]) for r in rows]) for k in rows[0].feed}
    return list(layers.unbind(1)), feed


def losses(out: dict[str, Tensor], rows: list[Example], mask: Tensor) -> dict[str, Tensor]:
    """Mean negative log-likelihood of each head; of several right targets the sum of their probabilities counts."""
    found: dict[str, Tensor] = {}
    width = mask.shape[1]
    open_ = torch.cat([mask, torch.ones_like(mask[:, :1])], 1)
    at = [{figure: k for k, figure in enumerate(figures_of(x))} for x in rows]
    for name in POINTS:
        cells = [(b, at[b][f], right) for b, x in enumerate(rows) for head, f, right in x.points if head == name]
        if not cells:
            continue
        windows = [b for b, _, _ in cells]
        scores = out[name][windows, [f for _, f, _ in cells]].float().masked_fill(~open_[windows], -1e4)
        barred = torch.full_like(scores, -1e4)
        for k, (_, _, right) in enumerate(cells):
            barred[k, [width if t == NOTHING else t for t in right]] = 0.0
        found[name] = (torch.logsumexp(scores, 1) - torch.logsumexp(scores + barred, 1)).mean()
    for name in CLASSES:
        cells = [(b, at[b][f], value) for b, x in enumerate(rows) for head, f, value in x.classes if head == name]
        scores = out[name][[b for b, _, _ in cells], [f for _, f, _ in cells]].float()
        found[name] = F.cross_entropy(scores, torch.tensor([value for _, _, value in cells]))
    return found


def train(net: Linker, reader: Reader, epochs: list[list[Example]], rate: float, seed: int) -> dict[str, Tensor]:
    """The running average of the weights after the examples of every epoch."""
    optimizer = torch.optim.AdamW(net.parameters(), lr=rate, weight_decay=0.02, betas=(0.9, 0.98))
    batches = [b for e, rows in enumerate(epochs) for b in _batches(rows, random.Random(seed * 1000 + e))]
    average = {k: v.clone() for k, v in net.state_dict().items()}
    sums: dict[str, list[float]] = defaultdict(list)
    net.train()
    for step, batch in enumerate(batches, 1):
        rise, fall = step / (WARM * len(batches)), (len(batches) - step + 1) / ((1 - WARM) * len(batches))
        optimizer.param_groups[0]["lr"] = rate * min(rise, fall, 1.0)
        layers, feed = collate([reader(x) for x in batch])
        with torch.autocast("cpu", torch.bfloat16):
            out = net(layers, **feed)
        found = losses(out, batch, feed["shapes"] != 0)
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
    net.load_state_dict(train(net, Reader(session, keep=bool(gold)), gold or weak_epoch(a.weak), rate, a.seed))
    out = a.out or a.model
    out.mkdir(parents=True, exist_ok=True)
    if a.out:
        save_file({k: v.contiguous() for k, v in net.state_dict().items()}, out / STATE)
    export(net, out / LINKER)


if __name__ == "__main__":
    main()
