"""The student: the network that ships, taught on the news, with the corpora beside them."""

from __future__ import annotations

import random
from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from models.training import soft
from models.training.batches import Batch, plan
from models.training.course import Course, rates
from models.training.data import Example, Labels
from models.training.feeder import Feeder, Order, in_batches, loader
from models.training.figures import POINTS
from models.training.teach import LINK_WEIGHT, LINK_WEIGHTS, Said, hard, say, within
from models.training.train import REPEATS, WEIGHTS
from models.training.whole import DEVICE, Whole, moved

NEWS_WORDS, GOLD_WORDS = 14_400, 4800  # a batch
ENCODER_RATE, HEAD_RATE = 2e-4, 8e-4
ENCODER_DROPOUT, HEAD_DROPOUT = 0.05, 0.1  # half: with so much text it is the network that is small
EMA = 0.998
GOLD_SHARE = 0.5  # weight of the corpora beside the teachers


def learn(
    model: Whole,
    teachers: Sequence[Whole],
    feeder: Feeder,
    labels: Labels,
    train: list[Example],
    news: list[Example],
    steps: int,
    seed: int,
    processes: int,
) -> Whole:
    """A batch of news and one of the corpora a step. No gold links: figures of gold articles stay unseen."""
    torch.manual_seed(seed)
    model = _less_dropout(model).to(DEVICE).train()
    plain = Feeder(labels, feeder.pieces, None)
    unlabelled = _news(news, NEWS_WORDS, steps, seed)
    gold = _gold(train, GOLD_WORDS, REPEATS, steps, seed)
    begins = labels.roles.index("B-source"), labels.roles.index("B-content")
    course = Course(model, rates(ENCODER_RATE, HEAD_RATE), steps, EMA)
    few = processes // 4
    pairs = zip(loader(plain, unlabelled, seed, processes - few), loader(feeder, gold, seed + 1, few), strict=True)
    for batch, other in ((moved(a), moved(b)) for a, b in pairs):
        said = say(teachers, batch)
        with torch.autocast(DEVICE.type, torch.bfloat16):
            found = _taught(model, said, batch, begins)
            known = hard(model, other)
        course.take(found | {f"gold {k}": GOLD_SHARE * v for k, v in known.items()})
    return course.finish()


def _less_dropout(model: Whole) -> Whole:
    for name, part in model.named_modules():
        if isinstance(part, nn.Dropout):
            part.p = ENCODER_DROPOUT if ".bert." in name else HEAD_DROPOUT
    return model


def _news(news: list[Example], words: int, count: int, seed: int) -> Order:
    """So many batches of the news, pass after pass."""
    found: Order = []
    while len(found) < count:
        found += [("news", b) for b in in_batches(news, words, random.Random(seed * 1000 + len(found)))]
    return found[:count]


def _gold(train: list[Example], words: int, repeats: dict[str, float], count: int, seed: int) -> Order:
    """So many batches of the corpora, pass after pass."""
    found: Order = []
    while len(found) < count:
        batches = plan(train, words, random.Random(seed * 1000 + len(found)), repeats)
        found += [(train[b[0]].task, [train[i] for i in b]) for b in batches]
    return found[:count]


def _taught(model: Whole, said: Said, batch: Batch, begins: tuple[int, int]) -> dict[str, Tensor]:
    """Weighted losses against what the teachers say; ``begins``: the labels with which a source or content begins."""
    mask = batch["shapes"] != 0
    every, told, out = mask.float(), said.chances, model(batch, ("spans", "grammar"))
    found = {k: soft.soft_loss(told[k], out[k], every) for k in ("upos", "xpos")}
    for k in ("entities", "roles"):
        pairs = soft.potentials(out[k], model.net.transitions[k], mask)
        found[k] = soft.sequence_loss(said.paths[k], *pairs, mask.sum())
    found["starts"] = F.binary_cross_entropy_with_logits(out["starts"].float()[mask], told["starts"][mask])
    found["arcs"] = soft.soft_loss(told["arcs"], within(out["arcs"], said.apart, mask), every)
    found["rel"] = soft.soft_loss(told["rel"], model.net.labels_of(out, said.heads, mask), every[mask])
    found["links"] = soft.soft_loss(told["links"], soft.open_targets(out["links"], mask), said.begins(begins) * every)
    return {k: WEIGHTS[k] * v for k, v in found.items()} | pointed(told, out, batch, POINTS)


def pointed(told: dict[str, Tensor], out: dict[str, Tensor], batch: Batch, heads: Sequence[str]) -> dict[str, Tensor]:
    """Weighted losses of the linker's ``heads`` against the chances that it is told."""
    mask = batch["shapes"] != 0
    losses = {k: soft.soft_loss(told[k], soft.open_targets(out[k], mask), batch["known"]) for k in heads}
    return {k: LINK_WEIGHTS.get(k, LINK_WEIGHT) * v for k, v in losses.items()}
