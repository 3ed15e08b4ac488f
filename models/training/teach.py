"""Teachers: all-mpnet-base-v2 on every task at once, figures' links among them, and what it says of a batch."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from models.training import pointing, soft
from models.training.batches import Batch, plan
from models.training.course import Course, rates
from models.training.data import Example
from models.training.feeder import Feeder, Order, in_batches, loader
from models.training.figures import POINTS
from models.training.figures import Example as FigureExample
from models.training.train import REPEATS, WEIGHTS, losses
from models.training.whole import DEVICE, Whole, moved

BATCH_WORDS = 6400
ENCODER_RATE, HEAD_RATE = 5e-5, 8e-4
EMA = 0.995
WEAK_UNTIL, GOLD_FROM = 0.6, 0.35  # of the training: labels of the choices come first, gold links last
LINK_WEIGHTS = {"owner": 1.0, "source": 0.4}  # of a head's loss
LINK_WEIGHT = 0.6  # of the others


def order(train: list[Example], links: list[FigureExample], weak: list[FigureExample], epochs: int, seed: int) -> Order:
    """All batches: the corpora throughout, the links in their parts of the training."""
    rng = random.Random(seed)
    own = [b for e in range(epochs) for b in plan(train, BATCH_WORDS, random.Random(seed * 1000 + e), REPEATS)]
    placed = [(k / len(own), train[b[0]].task, [train[i] for i in b]) for k, b in enumerate(own)]
    for rows, first, last in ((weak, 0.0, WEAK_UNTIL), (links, GOLD_FROM, 1.0)):
        placed += [(rng.uniform(first, last), "figures", b) for b in in_batches(rows, BATCH_WORDS, rng)]
    return [(kind, rows) for _, kind, rows in sorted(placed, key=lambda x: x[0])]


def teach(model: Whole, feeder: Feeder, batches: Order, steps: int, seed: int, processes: int) -> Whole:
    """Train a teacher; it stops after ``steps``, where the rate has fallen to nothing."""
    torch.manual_seed(seed)
    model = model.to(DEVICE).train()
    course = Course(model, rates(ENCODER_RATE, HEAD_RATE), min(steps, len(batches)), EMA)
    for batch in map(moved, loader(feeder, batches[: course.steps], seed, processes)):
        with torch.autocast(DEVICE.type, torch.bfloat16):
            found = hard(model, batch)
        course.take(found)
    return course.finish()


def hard(model: Whole, batch: Batch) -> dict[str, Tensor]:
    """Weighted losses of a batch with labels."""
    if "owner.right" in batch:
        return {k: LINK_WEIGHTS.get(k, LINK_WEIGHT) * v for k, v in pointing.losses(model(batch, ()), batch).items()}
    return {k: WEIGHTS[k] * v for k, v in losses(model.net, batch).items()}


@dataclass
class Said:
    """What teachers say of a batch, in the mean: distributions a head."""

    chances: dict[str, Tensor]  # upos, xpos, starts, arcs, links, rel, and the heads of POINTS
    paths: dict[str, tuple[Tensor, Tensor]]  # entities, roles: marginals of first labels and of pairs
    heads: Tensor  # [B, W] the likeliest head of each word, its own index for a root
    apart: Tensor  # [B, W, W + 1] words of other sentences

    def begins(self, labels: Iterable[int]) -> Tensor:
        """[B, W]: the chance that a role begins with one of ``labels``."""
        first, pairs = self.paths["roles"]
        return torch.cat([first[:, None], pairs.sum(2)], 1)[..., list(labels)].sum(-1)


@torch.no_grad()
def say(teachers: Sequence[Whole], batch: Batch) -> Said:
    with torch.autocast(DEVICE.type, torch.bfloat16):
        outs = [teacher(batch, ("spans", "grammar")) for teacher in teachers]
    mask = batch["shapes"] != 0
    chances = {k: _mean(F.softmax(o[k].float(), -1) for o in outs) for k in ("upos", "xpos")}
    chances["starts"] = _mean(torch.sigmoid(o["starts"].float()) for o in outs)
    paths = {}
    for k in ("entities", "roles"):
        told = [
            soft.marginals(*soft.potentials(o[k], t.net.transitions[k], mask))
            for o, t in zip(outs, teachers, strict=True)
        ]
        paths[k] = (_mean(first for first, _ in told), _mean(pairs for _, pairs in told))
    sentence = torch.cumsum(chances["starts"] > 0.5, 1)
    apart = F.pad(sentence[:, :, None] != sentence[:, None, :], (0, 1))
    chances["arcs"] = _mean(F.softmax(within(o["arcs"], apart, mask), -1) for o in outs)
    best, own = chances["arcs"].argmax(-1), torch.arange(mask.shape[1], device=mask.device)
    heads = torch.where(best == mask.shape[1], own, best)
    chances["rel"] = _mean(
        F.softmax(t.net.labels_of(o, heads, mask).float(), -1) for o, t in zip(outs, teachers, strict=True)
    )
    for k in ("links", *POINTS):
        chances[k] = _mean(F.softmax(soft.open_targets(o[k], mask), -1) for o in outs)
    return Said(chances, paths, heads, apart)


def _mean(values: Iterable[Tensor]) -> Tensor:
    return torch.stack(list(values)).mean(0)


def within(arcs: Tensor, apart: Tensor, mask: Tensor) -> Tensor:
    """Scores of heads, those of other sentences barred."""
    return soft.open_targets(arcs, mask).masked_fill(apart, soft.BARRED)
