"""A linker that has not seen the gold: ``python -m models.training.unseen --data ../shared/data --out OUT``.

The choices of ``pipeline.claims`` must not be fitted on what a linker says of its own training articles. One that was
taught with its encoder (``distill``) has heard of them from teachers that knew their links. A new one over the same
encoder, taught on unlabelled news by the one that ships, points as that does, and knows no answer by heart
(``models.training.crossfit --linkers OUT`` puts its pointers into a run).
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import save_file
from torch import Tensor

from models.training.batches import Batch
from models.training.course import Course
from models.training.data import Example
from models.training.feeder import MOST_FIGURES, in_batches, news
from models.training.learn import pointed
from models.training.linker import (
    DECAY,
    EMA,
    FED,
    LATER_RATE,
    STATE,
    WINDOW_WORDS,
    Linker,
    Reader,
    build,
    export,
)
from models.training.pointing import pointing
from pipeline.encoder.linker import HEADS, is_figure
from pipeline.encoder.session import LINKER, Session

STEPS = 1300
BATCH_WORDS = 1440


def learn(net: Linker, session: Session, batches: Sequence[list[Example]]) -> Linker:
    """The linker after so many batches, each told by the linker of the session."""
    reader = Reader(session, keep=False)
    course = Course(net.train(), lambda name: LATER_RATE, len(batches), EMA, DECAY)
    for rows in batches:
        figures = [[i for i, word in enumerate(x.words) if is_figure(word)][:MOST_FIGURES] for x in rows]
        batch = pointing(rows, figures, session.pieces)
        with torch.autocast("cpu", torch.bfloat16):
            out = net(reader.layers(rows, batch), *(batch[k] for k in FED))
        course.take(pointed(_told(session, rows, figures, batch), out, batch, HEADS))
    return course.finish()


def _told(session: Session, rows: list[Example], figures: list[list[int]], batch: Batch) -> dict[str, Tensor]:
    """Chances of every target, a head: [B, R, W + 1]."""
    width = batch["shapes"].shape[1]
    told = {k: np.zeros((*batch["rows"].shape, width + 1), dtype=np.float32) for k in HEADS}
    for b, (x, own) in enumerate(zip(rows, figures, strict=True)):
        said = session.run(x.words, x.breaks, own)[1]
        for k, chances in said.items():
            told[k][b, : len(own), : len(x.words)], told[k][b, : len(own), -1] = chances[:, :-1], chances[:, -1]
    return {k: torch.from_numpy(v) for k, v in told.items()}


def figured(paths: Sequence[Path], count: int, rng: random.Random) -> list[Example]:
    """So many windows of news that hold a figure, some of every file."""
    found = []
    for path in paths:
        rows = [x for x in news([path], WINDOW_WORDS) if any(map(is_figure, x.words))]
        found += rng.sample(rows, min(len(rows), count // len(paths) + 1))
    return found[:count]


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--data", type=Path, required=True, help="its news/*.jsonl.gz are read")
    p.add_argument("--model", type=Path, default=Path("models/en_onrecord/encoder"), help="whose linker teaches")
    p.add_argument("--start", type=Path, help="folder of a linker that has not seen the gold either, to begin with")
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--steps", type=int, default=STEPS)
    p.add_argument("--seed", type=int, default=1)
    a = p.parse_args()
    torch.manual_seed(a.seed)
    torch.set_num_threads(1)
    session, rng = Session(a.model), random.Random(a.seed)
    rows = figured(sorted(a.data.glob("news/*.jsonl.gz")), a.steps * BATCH_WORDS // WINDOW_WORDS, rng)
    net = learn(build(session, a.model, a.start), session, in_batches(rows, BATCH_WORDS, rng))
    a.out.mkdir(parents=True, exist_ok=True)
    save_file({k: v.contiguous() for k, v in net.state_dict().items()}, a.out / STATE)
    export(net, a.out / LINKER)


if __name__ == "__main__":
    main()
