"""Quick figures on the dev sets, on gold tokens: enough to steer training. The public figures come from the CLI."""

from __future__ import annotations

import itertools
import random
from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np

from models.training.batches import HEAD_OF, Batch, Collator, plan
from models.training.data import IGNORE, Example, Labels
from pipeline.encoder.decode import bio_constraints, bio_start, spans, tree, viterbi

Forward = Callable[[Batch, Sequence[str]], dict[str, np.ndarray]]
NOT_SCORED = ("Date", "Money")


def evaluate(
    forward: Forward,
    relations: Callable,
    transitions: dict[str, np.ndarray],
    labels: Labels,
    examples: Sequence[Example],
    collate: Collator,
) -> dict[str, float]:
    """F1 of spans by head and role, accuracy of tags, arcs and links; all in percent."""
    c: Counter[str] = Counter()
    for indices in plan(examples, 1600, random.Random(0), {}):
        chosen = [examples[i] for i in indices]
        batch = collate(chosen)
        if chosen[0].task == "syntax":
            _syntax(c, forward(batch, ("grammar",)), relations, batch, chosen)
        else:
            head = HEAD_OF[chosen[0].task]
            out = forward(batch, ("spans",))
            _spans(c, head, out[head], transitions[head], getattr(labels, head), chosen)
            links = batch["links.gold"].numpy()
            c["link.n"] += len(links)
            c["link"] += (
                int((out["links"][links[:, 0], links[:, 1]].argmax(1) == links[:, 2]).sum()) if len(links) else 0
            )
    return _figures(c)


def _spans(c, head, scores, transitions, names, chosen) -> None:
    paths = viterbi(scores, [len(x.words) for x in chosen], transitions + bio_constraints(names), bio_start(names))
    for x, path in zip(chosen, paths, strict=True):
        gold, pred = set(spans(x.bio)), set(spans([names[i] for i in path]))
        for kind, found in (("tp", gold & pred), ("pred", pred), ("gold", gold)):
            for *_, label in found:
                if label not in NOT_SCORED:
                    task = f"{x.task} " if x.task == "records" else ""
                    c[f"{task}{head}.{kind}"] += 1
                    c[f"{task}{label}.{kind}"] += 1


def _syntax(c, out, relations, batch, chosen) -> None:
    gold = {k.removesuffix(".gold"): v.numpy() for k, v in batch.items() if k.endswith(".gold")}
    for k in ("upos", "xpos"):
        known = gold["upos"] != IGNORE
        c[k] += int((out[k].argmax(-1) == gold[k])[known].sum())
        c[f"{k}.n"] += int(known.sum())
    for r, x in enumerate(chosen):
        n = len(x.words)
        predicted = out["starts"][r, :n] > 0
        want = np.array(x.syntax.starts)
        c["sents.tp"] += int((predicted & want).sum())
        c["sents.pred"] += int(predicted.sum())
        c["sents.gold"] += int(want.sum())
        bounds = [*np.flatnonzero(want), n]
        heads = np.zeros(n, dtype=np.int64)
        for s, e in itertools.pairwise(bounds):
            own = np.concatenate([out["arcs"][r, s:e, s:e], out["arcs"][r, s:e, -1:]], 1)
            heads[s:e] = tree(own) + s
        rel = relations(out["rel_dep"][r, :n], out["rel_head"][r, heads]).argmax(-1)
        target = np.array([h if h >= 0 else i for i, h in enumerate(x.syntax.head)])
        c["arc"] += int((heads == target).sum())
        c["rel"] += int(((heads == target) & (rel == gold["rel"][r, :n])).sum())
        c["arc.n"] += n


def _figures(c: Counter) -> dict[str, float]:
    f1 = lambda k: 200 * c[f"{k}.tp"] / max(1, c[f"{k}.pred"] + c[f"{k}.gold"])  # noqa: E731
    out = {k.removesuffix(".gold"): round(f1(k.removesuffix(".gold")), 2) for k in list(c) if k.endswith(".gold")}
    for k, n in (
        ("upos", "upos.n"),
        ("xpos", "xpos.n"),
        ("arc", "arc.n"),
        ("rel", "arc.n"),
        ("link", "link.n"),
    ):
        out[k] = round(100 * c[k] / max(1, c[n]), 2)
    return out
