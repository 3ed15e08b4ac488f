"""A teacher five times as large as what ships, and the network that ships taught by it on unlabelled news.

``python -m models.training.distill --data ../shared/data --run RUN --weak NEWS --mpnet FOLDER``

RUN: what the command wrote for the gold articles of both splits; NEWS: for articles that nobody corrected, labelled
by ``models.training.weak``; FOLDER: all-mpnet-base-v2. Wants a GPU for the teachers (minutes; the better part of a day
on a CPU) and as many processes as there are cores. OUT is an encoder's folder as it ships, its linker with it.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import torch
from safetensors.torch import save_file

from models.training.augment import Names, repeat_rare
from models.training.data import Labels, load
from models.training.export import write_graph
from models.training.feeder import Feeder, news, unlabel
from models.training.figures import WEAK, articles, examples
from models.training.figures import Example as FigureExample
from models.training.learn import learn
from models.training.linker import STATE, export
from models.training.teach import order, teach
from models.training.train import TASKS
from models.training.whole import Whole, figures, student, teacher
from pipeline.encoder.pieces import WordPieces
from pipeline.encoder.session import LABELS, LINKER, TOKENIZER

WINDOW_WORDS = 180
CUTS = 6  # ways in which the gold articles are cut into windows
TOLD_ANEW = ("entities", "quotes", "syntax")  # corpora of which the student hears all that the teachers say


def linked(gold: Path, run: Path, cuts: int) -> Iterator[FigureExample]:
    """Windows of articles with figures, cut in so many ways."""
    for a in articles(gold, run):
        for k in range(cuts):
            yield from (x for x in examples(a, WINDOW_WORDS, random.Random(k) if k else None) if x.points)


@torch.no_grad()
def _blend(model: Whole, other: Whole, share: float) -> None:
    """Mix a share of the other's network into a model's; its linker stays."""
    for mine, theirs in zip(model.net.parameters(), other.net.parameters(), strict=True):
        mine.lerp_(theirs, share)


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--data", type=Path, required=True)
    p.add_argument("--run", type=Path, required=True, help="what the command wrote for the gold articles")
    p.add_argument("--weak", type=Path, nargs="*", default=[], help="runs that weak.py labelled")
    p.add_argument("--mpnet", type=Path, help="folder of all-mpnet-base-v2")
    p.add_argument("--model", type=Path, default=Path("models/en_onrecord/encoder"), help="to begin from")
    p.add_argument("--out", type=Path, default=Path("models/checkpoints/student"), help="folder for the new encoder")
    p.add_argument("--teachers", type=int, default=2)
    p.add_argument("--epochs", type=int, default=6, help="of a teacher over the corpora")
    p.add_argument("--steps", type=int, default=2000, help="of a teacher, and of the student over the news, at most")
    p.add_argument("--processes", type=int, default=max(1, (os.cpu_count() or 2) - 2), help="that make batches")
    p.add_argument("--sample", type=int, default=1, help="every so many examples only, to try")
    p.add_argument("--blend", type=float, default=0.15, help="share of the weights to begin from that is mixed in")
    p.add_argument("--seed", type=int, default=1)
    a = p.parse_args()
    torch.backends.cuda.enable_cudnn_sdp(False)  # it plans anew for every shape: 0.5 s a step instead of 0.13
    labels = Labels(**json.loads((a.model / LABELS).read_text(encoding="utf-8")))
    gold = a.data / "records/claims.train.jsonl"
    train = repeat_rare(load(a.data, "train", TASKS, WINDOW_WORDS)[:: a.sample])
    unlabelled = news(sorted(a.data.glob("news/*.jsonl.gz")), WINDOW_WORDS)[:: a.sample]
    unlabelled += [unlabel(x) for x in train if x.task in TOLD_ANEW]
    feeder = Feeder(labels, WordPieces(a.model / TOKENIZER), Names(train))
    links = list(linked(gold, a.run, CUTS))[:: a.sample]
    weak = [x for run in a.weak for x in linked(run / WEAK, run, 1)][:: a.sample]
    teachers = []
    for seed in range(a.seed, a.seed + a.teachers):
        batches = order(train, links, weak, a.epochs, seed)
        teachers.append(teach(teacher(labels, a.mpnet), feeder, batches, a.steps, seed, a.processes))
    model = student(labels, a.model)
    model = learn(model, teachers, feeder, labels, train, unlabelled, a.steps, a.seed, a.processes).cpu()
    _blend(model, student(labels, a.model), a.blend)
    shutil.copytree(a.model, a.out, dirs_exist_ok=True)
    write_graph(model.net, a.out)
    export(model.linker, a.out / LINKER)
    save_file({k: v.contiguous() for k, v in model.linker.state_dict().items()}, a.out / STATE)
    dev = load(a.data, "dev", [t for t in TASKS if t != "partial"], WINDOW_WORDS)[:: a.sample]
    unseen = list(linked(a.data / "records/claims.dev.jsonl", a.run, 1))
    print(json.dumps(figures(model, labels, dev, unseen, feeder)))


if __name__ == "__main__":
    main()
