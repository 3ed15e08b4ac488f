"""Batches of every kind as tensors: the corpora's, those of unlabelled news, and those of figures that point."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F
from spacy.lang.en import English
from torch.utils.data import DataLoader, Dataset

from models.training import figures
from models.training.augment import Names, restyle
from models.training.batches import Batch, Collator
from models.training.data import IGNORE, Example, Labels, read_jsonl
from pipeline.encoder.batch import OVER_PIECES, assemble
from pipeline.encoder.linker import NOTHING, distances, is_figure
from pipeline.encoder.pieces import WordPieces
from pipeline.encoder.windows import windows

MOST_FIGURES = 32  # of a window of news, that point
EVEN = 8  # pieces, of which a row's length is a multiple: the quick kernels of attention want it
FETCHED_BATCHES = 6  # made ahead by each process

Order = list[tuple[str, list[Any]]]  # (kind, examples) a batch


def news(paths: Sequence[Path], limit: int) -> list[Example]:
    """Windows of unlabelled articles, with the words before them that are read again at run time."""
    nlp = English()
    return [x for path in paths for row in _rows(path) for x in _unlabelled(nlp, row["text"], limit)]


def _rows(path: Path) -> Iterator[dict]:
    if path.suffix != ".gz":
        yield from read_jsonl(path)
        return
    with gzip.open(path, "rt", encoding="utf-8") as f:
        yield from map(json.loads, f)


def _unlabelled(nlp: English, text: str, limit: int) -> Iterator[Example]:
    blocks = [[t.text for t in nlp.make_doc(block) if not t.is_space] for block in text.split("\n")]
    words = [word for block in blocks for word in block]
    breaks = [k == 0 for block in blocks for k in range(len(block))]
    for w in windows(words, breaks, limit) if words else ():
        own = [i == 0 or new for i, new in enumerate(breaks[w.context : w.end])]
        yield Example("news", words[w.context : w.end], own, None, [], None)


def in_batches(rows: Sequence[Any], words: int, rng: random.Random | None = None) -> list[list[Any]]:
    """Batches of about ``words`` words, near in length; in random order with ``rng``."""
    noise = rng or random.Random(0)
    found: list[list[Any]] = [[]]
    for x in sorted(rows, key=lambda x: len(x.words) + noise.uniform(-10, 10)):
        if found[-1] and (len(found[-1]) + 1) * len(x.words) > words:
            found.append([])
        found[-1].append(x)
    noise.shuffle(found)
    return found


class Feeder:
    """Turns (kind, examples, seed) into tensors; with ``names`` in other house styles and about other names."""

    def __init__(self, labels: Labels, pieces: WordPieces, names: Names | None) -> None:
        self.plain, self.pieces, self.names = Collator(labels, pieces), pieces, names

    def __call__(self, kind: str, rows: Sequence[Any], seed: int) -> Batch:
        if kind == "figures":
            return self._figures(rows)
        rngs = [random.Random(seed * 1000 + k) for k in range(len(rows))]
        rows = [restyle(self.names.swap(x, r) if self.names else x, r) for x, r in zip(rows, rngs, strict=True)]
        if kind != "news":
            return _even(self.plain(rows))
        own = [[i for i, word in enumerate(x.words) if is_figure(word)][:MOST_FIGURES] for x in rows]
        return self._pointing(rows, own)

    def _pointing(self, rows: Sequence[Any], own: list[list[int]]) -> Batch:
        """Inputs, with the figures that point: ``rows`` [B, R], ``known`` [B, R] 1 where there is one, ``near``."""
        inputs = assemble([(x.words, x.breaks) for x in rows], self.pieces)
        batch = _even({k: torch.from_numpy(v) for k, v in inputs.items()})
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

    def _figures(self, rows: Sequence[figures.Example]) -> Batch:
        own = [sorted({f for _, f, _ in (*x.points, *x.classes)}) for x in rows]
        batch = self._pointing(rows, own)
        width = batch["shapes"].shape[1]
        for name in figures.POINTS:
            batch[f"{name}.right"] = torch.zeros(*batch["rows"].shape, width + 1, dtype=torch.bool)
        for name in figures.CLASSES:
            batch[f"{name}.gold"] = torch.full(batch["rows"].shape, IGNORE)
        for b, x in enumerate(rows):
            at = {figure: k for k, figure in enumerate(own[b])}
            for name, figure, targets in x.points:
                batch[f"{name}.right"][b, at[figure], [width if t == NOTHING else t for t in targets]] = True
            for name, figure, value in x.classes:
                batch[f"{name}.gold"][b, at[figure]] = value
        return batch


def _even(batch: Batch) -> Batch:
    for k in OVER_PIECES:
        batch[k] = F.pad(batch[k], (0, -batch[k].shape[1] % EVEN))
    return batch


class Batches(Dataset):
    """Batches in their order, each made when asked for; its dice depend on the seed and its number alone."""

    def __init__(self, feeder: Feeder, order: Order, seed: int) -> None:
        self.feeder, self.order, self.seed = feeder, order, seed

    def __len__(self) -> int:
        return len(self.order)

    def __getitem__(self, i: int) -> Batch:
        kind, rows = self.order[i]
        return self.feeder(kind, rows, self.seed * 1_000_003 + i)


def loader(feeder: Feeder, order: Order, seed: int, processes: int) -> DataLoader:
    """The batches, made ahead by so many processes (0: by this one, when asked for)."""
    return DataLoader(
        Batches(feeder, order, seed),
        batch_size=None,
        num_workers=processes,
        prefetch_factor=FETCHED_BATCHES if processes else None,
        pin_memory=torch.cuda.is_available(),
    )
