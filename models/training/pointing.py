"""Figures that point, as tensors, and the losses of what they point at: for the linker alone and with its encoder."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor

from models.training import soft
from models.training.batches import Batch
from models.training.data import IGNORE
from models.training.figures import CLASSES, POINTS, Example
from pipeline.encoder.batch import assemble
from pipeline.encoder.linker import NOTHING, distances, is_figure
from pipeline.encoder.pieces import WordPieces


def pointing(rows: Sequence[Any], own: list[list[int]], pieces: WordPieces) -> Batch:
    """Inputs of B windows and of the words ``own`` that point, R at most.

    ``figures`` [B, W]: which words may be figures; ``rows`` [B, R]: those that point; ``near`` [B, R, W]: how far all
    words are from them, in steps; ``known`` [B, R]: 1 where there is one.
    """
    inputs = assemble([(x.words, x.breaks) for x in rows], pieces)
    batch = {k: torch.from_numpy(v) for k, v in inputs.items()}
    width, count = batch["shapes"].shape[1], max(1, *map(len, own))
    batch["figures"] = torch.zeros(len(rows), width, dtype=torch.long)
    batch["rows"] = torch.zeros(len(rows), count, dtype=torch.long)
    batch["near"] = torch.zeros(len(rows), count, width, dtype=torch.long)
    batch["known"] = torch.zeros(len(rows), count)
    for b, (x, at) in enumerate(zip(rows, own, strict=True)):
        batch["figures"][b, : len(x.words)] = torch.tensor([int(is_figure(word)) for word in x.words])
        if at:
            batch["rows"][b, : len(at)] = torch.tensor(at)
            batch["near"][b, : len(at)] = torch.from_numpy(distances(at, width))
            batch["known"][b, : len(at)] = 1.0
    return batch


def labelled(rows: Sequence[Example], pieces: WordPieces) -> Batch:
    """The same where links are known: also ``HEAD.right`` [B, R, W + 1] a pointer, ``HEAD.gold`` [B, R] a class."""
    own = [sorted({f for _, f, _ in (*x.points, *x.classes)}) for x in rows]
    batch = pointing(rows, own, pieces)
    width = batch["shapes"].shape[1]
    for name in POINTS:
        batch[f"{name}.right"] = torch.zeros(*batch["rows"].shape, width + 1, dtype=torch.bool)
    for name in CLASSES:
        batch[f"{name}.gold"] = torch.full(batch["rows"].shape, IGNORE)
    for b, x in enumerate(rows):
        at = {figure: k for k, figure in enumerate(own[b])}
        for name, figure, targets in x.points:
            batch[f"{name}.right"][b, at[figure], [width if t == NOTHING else t for t in targets]] = True
        for name, figure, value in x.classes:
            batch[f"{name}.gold"][b, at[figure]] = value
    return batch


def losses(out: dict[str, Tensor], batch: Batch) -> dict[str, Tensor]:
    """Mean negative log-likelihood of each head; of several right targets the sum of their probabilities counts."""
    found = {}
    for name in POINTS:
        right = batch[f"{name}.right"]
        chance = F.log_softmax(soft.open_targets(out[name], batch["shapes"] != 0), -1)
        each = -torch.logsumexp(chance.masked_fill(~right, soft.BARRED), -1)
        known = right.any(-1)
        found[name] = torch.where(known, each, 0.0).sum() / known.sum().clamp(min=1)
    for name in CLASSES:
        gold = batch[f"{name}.gold"].flatten()
        found[name] = F.cross_entropy(out[name].float().flatten(0, 1), gold, ignore_index=IGNORE)
    return found
