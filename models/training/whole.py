"""The network and its linker as one model, and one training of it: what teachers and students share."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
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
from models.training.linker import Linker
from models.training.mpnet import LAYERS, WIDTH, MPNet
from models.training.network import Bert, Network, Sizes
from models.training.warm import recover
from pipeline.encoder.batch import INPUTS, MAX_POSITIONS
from pipeline.encoder.linker import LAYERS as SHIPPED_LAYERS
from pipeline.encoder.session import LAYER

DEVICE = torch.device("cuda" if torch.cuda.is_available() else "cpu")
RISE = 0.05  # of all steps, in which the rate rises
SAID_EVERY = 100  # steps


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
            out |= self.linker(layers, *(feed[k] for k in (*INPUTS[2:], "figures", "rows", "near")))
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


class Course:
    """Optimizer, rate and running average of one training of ``steps`` steps. ``rates``: a parameter's, by its name."""

    def __init__(self, model: Whole, rates: Callable[[str], float], steps: int, ema: float) -> None:
        self.model, self.steps, self.ema, self.step, self.began = model, steps, ema, 0, time.time()
        groups: dict[float, list[nn.Parameter]] = {}
        for name, p in model.named_parameters():
            if p.requires_grad:
                groups.setdefault(rates(name), []).append(p)
        self.params = [p for own in groups.values() for p in own]
        self.opt = torch.optim.AdamW(
            [{"params": v, "lr": k, "base": k} for k, v in groups.items()], weight_decay=0.01, betas=(0.9, 0.98)
        )
        self.average = [p.detach().clone() for p in self.params]
        self.sums: dict[str, list[Tensor]] = {}

    def take(self, found: dict[str, Tensor]) -> None:
        """One step down the sum of the losses; one whose gradient is no number is left out."""
        sum(found.values()).backward()  # type: ignore[union-attr]
        norm = torch.nn.utils.clip_grad_norm_(self.params, 1.0)
        done = self.step / self.steps
        for g in self.opt.param_groups:
            g["lr"] = g["base"] * min(done / RISE + 0.02, (1 - done) / (1 - RISE))
        if torch.isfinite(norm):
            self.opt.step()
        self.opt.zero_grad(set_to_none=True)
        self.step += 1
        rate = min(self.ema, (1 + self.step) / (10 + self.step))
        torch._foreach_lerp_(self.average, [p.detach() for p in self.params], 1 - rate)
        for k, v in found.items():
            self.sums.setdefault(k, []).append(v.detach())
        if self.step % SAID_EVERY == 0 or self.step == self.steps:
            self._say()

    def _say(self) -> None:
        mean = " ".join(f"{k} {float(torch.stack(v).mean()):.3f}" for k, v in self.sums.items())
        print(f"{time.time() - self.began:.0f} s step {self.step}/{self.steps} {mean}", flush=True)
        self.sums = {}

    def finish(self) -> Whole:
        """The model with its averaged weights, in the state for use."""
        for p, v in zip(self.params, self.average, strict=True):
            p.data.copy_(v)
        return self.model.eval()


def rates(encoder: float, heads: float) -> Callable[[str], float]:
    """Rates by a parameter's name: the CRFs' transitions learn five times as fast as the heads."""

    def rate(name: str) -> float:
        if ".transitions" in name:
            return 5 * heads
        return encoder if name.startswith("net.bert.") and "marks" not in name else heads

    return rate


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
