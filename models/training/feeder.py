"""Batches of every kind as tensors: the corpora's, those of unlabelled news, and those of figures that point."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F
from spacy.lang.en import English
from torch.utils.data import DataLoader, Dataset

from models.training.augment import Names, restyle
from models.training.batches import Batch, Collator
from models.training.data import Example, Labels, read_jsonl
from models.training.pointing import labelled, pointing
from pipeline.encoder.batch import OVER_PIECES
from pipeline.encoder.linker import is_figure
from pipeline.encoder.pieces import WordPieces
from pipeline.encoder.windows import windows

MOST_FIGURES = 32  # of a window of news, that point
EVEN = 8  # pieces, of which a row's length is a multiple: the quick kernels of attention want it
FETCHED_BATCHES = 6  # made ahead by each process

Order = list[tuple[str, list[Any]]]  # (kind, examples) a batch


def news(paths: Sequence[Path], limit: int) -> list[Example]:
    """Windows of unlabelled articles, with the words before them that are read again at run time."""
    nlp = English()
    return [x for path in paths for row in read_jsonl(path) for x in _unlabelled(nlp, row["text"], limit)]


def _unlabelled(nlp: English, text: str, limit: int) -> Iterator[Example]:
    blocks = [[t.text for t in nlp.make_doc(block) if not t.is_space] for block in text.split("\n")]
    words = [word for block in blocks for word in block]
    breaks = [k == 0 for block in blocks for k in range(len(block))]
    for w in windows(words, breaks, limit) if words else ():
        own = [i == 0 or new for i, new in enumerate(breaks[w.context : w.end])]
        yield Example("news", words[w.context : w.end], own, None, [], None)


def unlabel(example: Example) -> Example:
    """A window of a corpus as one of the news."""
    return Example("news", example.words, example.breaks, None, [], None)


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
            return _even(labelled(rows, self.pieces))
        rngs = [random.Random(seed * 1000 + k) for k in range(len(rows))]
        rows = [restyle(self.names.swap(x, r) if self.names else x, r) for x, r in zip(rows, rngs, strict=True)]
        if kind != "news":
            return _even(self.plain(rows))
        own = [[i for i, word in enumerate(x.words) if is_figure(word)][:MOST_FIGURES] for x in rows]
        return _even(pointing(rows, own, self.pieces))


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
