"""The network and its linker as one model: teachers and students, and their figures on the dev sets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from models.training import soft
from models.training.batches import Batch, Collator
from models.training.data import Example, Labels
from models.training.evaluate import evaluate
from models.training.feeder import Feeder, in_batches
from models.training.figures import POINTS
from models.training.figures import Example as FigureExample
from models.training.linker import FED, Linker
from models.training.mpnet import LAYERS, WIDTH, MPNet
from models.training.network import Bert, Network, Sizes
from models.training.warm import recover
from pipeline.encoder.batch import INPUTS, MAX_POSITIONS
from pipeline.encoder.linker import LAYERS as SHIPPED_LAYERS
from pipeline.encoder.session import LAYER

DEVICE = torch.device("cuda" if torch.cuda.is_available() else "cpu")


class Whole(nn.Module):
    """The network and the linker over one encoder of ``depth`` layers."""

    def __init__(self, bert: nn.Module, sizes: Sizes, depth: int) -> None:
        super().__init__()
        self.net, self.linker, self.depth = Network(bert, sizes), Linker(sizes, depth), depth

    def forward(self, feed: Batch, tasks: Sequence[str]) -> dict[str, Tensor]:
        """Scores of the heads of ``tasks``, and of the linker where the batch says which words are figures."""
        out = self.net(*(feed[k] for k in INPUTS), tasks=tasks)
        if "rows" in feed:
            layers = [out[f"{LAYER}{i}"] for i in range(self.depth)]
            out |= self.linker(layers, *(feed[k] for k in FED))
        return out


def teacher(labels: Labels, folder: Path) -> Whole:
    """A new one over all-mpnet-base-v2, with wider heads."""
    return Whole(MPNet.pretrained(folder), sizes_of(labels, hidden=WIDTH, arc=192, label=96), LAYERS)


def student(labels: Labels, shipped: Path) -> Whole:
    """The network that ships; its linker begins with the word vectors of the spans."""
    found = recover(shipped, words=True)
    sizes = sizes_of(labels)
    bert = Bert(len(found["bert.words.weight"]), MAX_POSITIONS, sizes.hidden, SHIPPED_LAYERS, 12, 4 * sizes.hidden)
    bert.words.weight.requires_grad_(False)
    model = Whole(bert, sizes, SHIPPED_LAYERS)
    model.net.load_state_dict(found)
    spans = {k.removeprefix("spans."): v for k, v in found.items() if k.startswith("spans.")}
    model.linker.words.load_state_dict(spans)
    return model


def sizes_of(labels: Labels, **more: int) -> Sizes:
    return Sizes(*(len(values) for values in asdict(labels).values()), **more)


def moved(batch: Batch) -> Batch:
    return {k: v.to(DEVICE, non_blocking=True) for k, v in batch.items()}


@torch.no_grad()
def figures(
    model: Whole, labels: Labels, dev: Sequence[Example], links: Sequence[FigureExample], feeder: Feeder
) -> dict[str, float]:
    """Figures on the dev sets, and of links: the share of figures whose likeliest target is right."""
    net = model.net

    def forward(batch, tasks):
        out = net(*(batch[k] for k in INPUTS), tasks=tasks)
        return {k: v.float().numpy() for k, v in out.items() if not k.startswith(LAYER)}

    def related(dep, head):
        return net.relations(torch.from_numpy(dep), torch.from_numpy(head)).numpy()

    transitions = {k: v.detach().numpy() for k, v in net.transitions.items()}
    found = evaluate(forward, related, transitions, labels, dev, Collator(labels, feeder.pieces))
    hits: dict[str, list[float]] = {}
    for rows in in_batches(links, 1600):
        batch = feeder("figures", rows, 0)
        out = model(batch, ())
        for k in POINTS:
            right = batch[f"{k}.right"]
            best = soft.open_targets(out[k], batch["shapes"] != 0).argmax(-1, keepdim=True)
            hits.setdefault(k, []).extend(right.gather(2, best)[right.any(-1)].flatten().float().tolist())
    return found | {f"{k} of figures": round(100 * float(np.mean(v)), 1) for k, v in hits.items()}
