"""Examples to padded tensors, in length-bucketed batches of one task each."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor

from models.training.data import IGNORE, Example, Labels
from pipeline.encoder.batch import assemble
from pipeline.encoder.pieces import WordPieces

Batch = dict[str, Tensor]
HEAD_OF = {"entities": "entities", "quotes": "roles", "records": "roles"}  # of a task whose words have one tag each


def plan(examples: Sequence[Example], words: int, rng: random.Random, repeats: dict[str, float]) -> list[list[int]]:
    """Batches of indices: one task each, near in length, about ``words`` words, in random order.

    ``repeats`` says how often a task's examples are seen in one epoch (a fraction is drawn anew every time).
    """
    batches: list[list[int]] = []
    for task in sorted({x.task for x in examples}):
        own = [i for i, x in enumerate(examples) if x.task == task]
        share = repeats.get(task, 1.0)
        own = own * int(share) + rng.sample(own, round(len(own) * (share % 1)))
        own.sort(key=lambda i: len(examples[i].words) + rng.uniform(-10, 10))
        batch: list[int] = []
        for i in own:
            if batch and (len(batch) + 1) * max(len(examples[j].words) for j in [*batch, i]) > words:
                batches.append(batch)
                batch = []
            batch.append(i)
        batches.append(batch)
    rng.shuffle(batches)
    return batches


class Collator:
    """Turns examples into the network's inputs and every head's targets (``IGNORE`` where there is none)."""

    def __init__(self, labels: Labels, pieces: WordPieces) -> None:
        self.pieces = pieces
        self.index = {
            k: {v: i for i, v in enumerate(getattr(labels, k))} for k in ("entities", "roles", "upos", "xpos", "rel")
        }

    def __call__(self, examples: Sequence[Example]) -> Batch:
        inputs = assemble([(x.words, x.breaks) for x in examples], self.pieces)
        batch = {k: torch.from_numpy(v) for k, v in inputs.items()}
        width = batch["shapes"].shape[1]
        task = examples[0].task
        if task == "syntax":
            batch |= self._syntax(examples, width)
        elif task == "partial":
            batch["allowed.gold"] = self._allowed(examples, width)
        else:
            head = HEAD_OF[task]
            gold = np.zeros((len(examples), width), dtype=np.int64)
            for r, x in enumerate(examples):
                gold[r, : len(x.words)] = [self.index[head][t] for t in x.bio or []]
            batch[head + ".gold"] = torch.from_numpy(gold)
            links = [(r, i, j) for r, x in enumerate(examples) for i, j in x.links]
            batch["links.gold"] = torch.tensor(links, dtype=torch.long).reshape(-1, 3)
        return batch

    def _allowed(self, examples: Sequence[Example], width: int) -> Tensor:
        """[B, W, labels]: true for every entity label that a word may have."""
        index = self.index["entities"]
        allowed = np.zeros((len(examples), width, len(index)), dtype=bool)
        for r, x in enumerate(examples):
            for i, tag in enumerate(x.bio or []):
                allowed[r, i, [index[t] for t in tag.split("|")]] = True
        return torch.from_numpy(allowed)

    def _syntax(self, examples: Sequence[Example], width: int) -> Batch:
        names = ("upos", "xpos", "rel")
        out = {k: np.full((len(examples), width), IGNORE, dtype=np.int64) for k in (*names, "head", "sentence")}
        starts = np.zeros((len(examples), width), dtype=np.float32)
        for r, x in enumerate(examples):
            n, s = len(x.words), x.syntax
            assert s is not None
            for k in names:
                out[k][r, :n] = [self.index[k].get(v, IGNORE) for v in getattr(s, k)]
            out["head"][r, :n] = [h if h >= 0 else width for h in s.head]
            out["sentence"][r, :n] = np.cumsum(s.starts)
            starts[r, :n] = s.starts
        return {k + ".gold": torch.from_numpy(v) for k, v in out.items()} | {"starts.gold": torch.from_numpy(starts)}
