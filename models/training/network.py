"""The multi-task network: a small BERT encoder, word features, and one light head a layer of annotation.

Shapes: B windows, P word pieces, W words. Every head reads the same word vectors ``[B, W, D]``.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor, nn

from models.training.soft import BARRED, log_partition, potentials
from pipeline.encoder.features import MARKS, QUOTE_STATES, SHAPES
from pipeline.encoder.session import LAYER


@dataclass(frozen=True)
class Sizes:
    """Everything that fixes the network's shape."""

    entities: int
    roles: int
    upos: int
    xpos: int
    rel: int
    hidden: int = 384
    arc: int = 128
    label: int = 64
    shape: int = 32
    dropout: float = 0.2


class Layer(nn.Module):
    """One BERT layer (post-norm), written out so that it exports to plain ONNX."""

    def __init__(self, d: int, heads: int, inner: int, dropout: float, eps: float = 1e-12) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value, self.out = (nn.Linear(d, d) for _ in range(4))
        self.inner, self.outer = nn.Linear(d, inner), nn.Linear(inner, d)
        self.norm1, self.norm2 = nn.LayerNorm(d, eps=eps), nn.LayerNorm(d, eps=eps)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        b, p, d = x.shape
        split = lambda t: t.view(b, p, self.heads, d // self.heads).transpose(1, 2)  # noqa: E731
        q, k, v = split(self.query(x)), split(self.key(x)), split(self.value(x))
        # no dropout on attention: on a CPU its random numbers alone cost a third of a training step
        a = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self.norm1(x + self.out(a.transpose(1, 2).reshape(b, p, d)))
        return self.norm2(x + self.drop(self.outer(F.gelu(self.inner(x)))))


class Bert(nn.Module):
    """Encoder of all-MiniLM-L6-v2 (Apache-2.0); gives every layer's output."""

    def __init__(
        self, vocab: int, positions: int, d: int, layers: int, heads: int, inner: int, dropout: float = 0.1
    ) -> None:
        super().__init__()
        self.frozen = 0  # lowest layers that training leaves as they are: a quarter of its cost for two of six
        self.words = nn.Embedding(vocab, d)
        self.positions = nn.Embedding(positions, d)
        self.marks = nn.Embedding(MARKS, d)  # the encoder is uncased: case comes in here, from nothing at the start
        nn.init.zeros_(self.marks.weight)
        self.norm = nn.LayerNorm(d, eps=1e-12)
        self.drop = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(d, heads, inner, dropout) for _ in range(layers))

    def forward(self, pieces: Tensor, marks: Tensor, mask: Tensor | None) -> list[Tensor]:
        positions = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.norm(self.words(pieces) + self.positions(positions) + self.marks(marks))
        bias = None if mask is None else (1.0 - mask[:, None, None, :].to(x.dtype)) * -1e4
        out = []
        for i, layer in enumerate(self.layers):
            if i < self.frozen and self.training:
                with torch.no_grad():
                    x = layer(x.detach(), bias)
            else:
                x = layer(self.drop(x) if i == self.frozen else x, bias)
            out.append(x)
        return out

    @classmethod
    def pretrained(cls, folder: Path) -> Bert:
        """From a Hugging Face BERT folder (``config.json``, ``model.safetensors``)."""
        c = json.loads((folder / "config.json").read_text())
        bert = cls(
            c["vocab_size"],
            c["max_position_embeddings"],
            c["hidden_size"],
            c["num_hidden_layers"],
            c["num_attention_heads"],
            c["intermediate_size"],
        )
        w = load_file(folder / "model.safetensors")
        take = lambda p: {k: w[f"{p}.{k}"] for k in ("weight", "bias")}  # noqa: E731
        bert.words.weight.data = w["embeddings.word_embeddings.weight"]
        # one segment only: its embedding is added to every position once and for all
        bert.positions.weight.data = (
            w["embeddings.position_embeddings.weight"] + w["embeddings.token_type_embeddings.weight"][0]
        )
        bert.norm.load_state_dict(take("embeddings.LayerNorm"))
        for i, layer in enumerate(bert.layers):
            p = f"encoder.layer.{i}."
            for mine, theirs in (
                ("query", "attention.self.query"),
                ("key", "attention.self.key"),
                ("value", "attention.self.value"),
                ("out", "attention.output.dense"),
                ("norm1", "attention.output.LayerNorm"),
                ("inner", "intermediate.dense"),
                ("outer", "output.dense"),
                ("norm2", "output.LayerNorm"),
            ):
                getattr(layer, mine).load_state_dict(take(p + theirs))
        return bert


class Mix(nn.Module):
    """Learned weighted sum of the layers (Peters et al. 2018): syntax reads lower ones than meaning."""

    def __init__(self, layers: int) -> None:
        super().__init__()
        self.weights = nn.Parameter(torch.linspace(-1.0, 1.0, layers))

    def forward(self, layers: list[Tensor]) -> Tensor:
        weights = torch.softmax(self.weights, 0)
        return sum(w * x for w, x in zip(weights, layers, strict=True))  # type: ignore[return-value]


class Words(nn.Module):
    """Pieces to words: first and last piece, the word's shape and quotation state, and two convolutions."""

    def __init__(self, layers: int, sizes: Sizes) -> None:
        super().__init__()
        d = sizes.hidden
        self.mix = Mix(layers)
        self.shapes = nn.Embedding(len(SHAPES), sizes.shape)
        self.states = nn.Embedding(len(QUOTE_STATES), sizes.shape // 2)
        self.join = nn.Linear(2 * d + sizes.shape + sizes.shape // 2, d)
        self.convs = nn.ModuleList(nn.Conv1d(d, d, 3, padding=1) for _ in range(2))
        self.norms = nn.ModuleList(nn.LayerNorm(d) for _ in range(3))
        self.drop = nn.Dropout(sizes.dropout)

    def forward(
        self, layers: list[Tensor], first: Tensor, last: Tensor, shapes: Tensor, states: Tensor, mask: Tensor | None
    ) -> Tensor:
        x = self.mix(layers)
        windows = torch.arange(x.shape[0], device=x.device)[:, None]
        x = torch.cat([x[windows, first], x[windows, last], self.shapes(shapes), self.states(states)], -1)
        x = self.norms[0](self.drop(F.gelu(self.join(x))))
        keep = 1.0 if mask is None else mask[:, :, None].to(x.dtype)
        for conv, norm in zip(self.convs, self.norms[1:], strict=True):  # type: ignore[arg-type]
            x = norm(x + self.drop(F.gelu(convolve(x * keep, conv.weight, conv.bias))))
        return x


def convolve(x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    """``Conv1d`` of width 3 over [B, W, D] as one matrix product, which quantizes (a convolution would stay float)."""
    before, after = F.pad(x, (0, 0, 1, 0))[:, :-1], F.pad(x, (0, 0, 0, 1))[:, 1:]
    return F.linear(torch.cat([before, x, after], -1), weight.permute(0, 2, 1).flatten(1), bias)


class Pointer(nn.Module):
    """Biaffine scores of every word for every possible target (Dozat and Manning 2017); the last target is "none"."""

    def __init__(self, d: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.dep, self.head = nn.Linear(d, inner), nn.Linear(d, inner)
        self.bilinear = nn.Linear(inner, inner, bias=False)
        self.bias = nn.Linear(inner, 1, bias=False)
        self.none = nn.Linear(inner, 1)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor, own: Tensor | None = None) -> Tensor:
        """[B, W, D] -> [B, W, W + 1]; with the vectors of R words ``own`` [B, R, D], of these alone: [B, R, W + 1]."""
        own = x if own is None else own
        dep, head = self.drop(F.gelu(self.dep(own))), self.drop(F.gelu(self.head(x)))
        scores = self.bilinear(dep) @ head.transpose(1, 2) + self.bias(head).transpose(1, 2)
        return torch.cat([scores, self.none(dep)], -1)


class NearPointer(nn.Module):
    """A pointer that knows how far its targets are: to biaffine scores it adds a score of word, target and distance.

    The added part is that of Bahdanau et al. (2015), with an embedding of the distance as a third term.
    """

    def __init__(self, d: int, inner: int, added: int, steps: int, dropout: float) -> None:
        super().__init__()
        self.base = Pointer(d, inner, dropout)
        self.own, self.target = nn.Linear(d, added), nn.Linear(d, added, bias=False)
        self.distance = nn.Embedding(steps, added)
        self.score = nn.Linear(added, 1, bias=False)
        self.drop = nn.Dropout(dropout)
        nn.init.normal_(self.distance.weight, std=0.02)

    def forward(self, x: Tensor, rows: Tensor, distances: Tensor) -> Tensor:
        """Words [B, W, D], rows [B, R] of them, steps of distance [B, R, W] -> [B, R, W + 1]; the last is none."""
        own = torch.gather(x, 1, rows[:, :, None].expand(-1, -1, x.shape[2]))
        pair = self.own(own)[:, :, None] + self.target(x)[:, None] + self.distance(distances)
        added = self.score(self.drop(F.relu(pair)))[..., 0]
        return self.base(x, own) + F.pad(added, (0, 1))


class Network(nn.Module):
    """All heads over one encoder. ``transitions`` are the CRFs' (from, to) scores."""

    def __init__(self, bert: Bert, sizes: Sizes) -> None:
        super().__init__()
        self.sizes, self.bert = sizes, bert
        d, n = sizes.hidden, len(bert.layers)
        self.spans, self.grammar = Words(n, sizes), Words(n, sizes)
        self.drop = nn.Dropout(sizes.dropout)
        self.entities, self.roles = nn.Linear(d, sizes.entities), nn.Linear(d, sizes.roles)
        self.upos, self.xpos = nn.Linear(d, sizes.upos), nn.Linear(d, sizes.xpos)
        self.starts = nn.Linear(d, 1)
        self.arcs, self.links = Pointer(d, sizes.arc, sizes.dropout), Pointer(d, sizes.arc, sizes.dropout)
        self.rel_dep, self.rel_head = nn.Linear(d, sizes.label), nn.Linear(d, sizes.label)
        self.rel = nn.Parameter(torch.zeros(sizes.label + 1, sizes.rel, sizes.label + 1))
        self.transitions = nn.ParameterDict(
            {"entities": torch.zeros(sizes.entities, sizes.entities), "roles": torch.zeros(sizes.roles, sizes.roles)}
        )

    def forward(
        self, pieces, marks, first, last, shapes, states, tasks=("spans", "grammar"), padded: bool = True
    ) -> dict[str, Tensor]:
        """Scores of the heads asked for, and the encoder's layers.

        Padding is 0 in ``pieces`` and in ``shapes``; without it (``padded`` false) nothing needs a mask.
        """
        layers = self.bert(pieces, marks, pieces != 0 if padded else None)
        mask = shapes != 0 if padded else None
        out = {f"{LAYER}{i}": x for i, x in enumerate(layers)}
        if "spans" in tasks:
            x = self.drop(self.spans(layers, first, last, shapes, states, mask))
            out |= {"entities": self.entities(x), "roles": self.roles(x), "links": self.links(x)}
        if "grammar" in tasks:
            x = self.drop(self.grammar(layers, first, last, shapes, states, mask))
            out |= {
                "upos": self.upos(x),
                "xpos": self.xpos(x),
                "starts": self.starts(x)[..., 0],
                "arcs": self.arcs(x),
                "rel_dep": F.gelu(self.rel_dep(x)),
                "rel_head": F.gelu(self.rel_head(x)),
            }
        return out

    def relations(self, dep: Tensor, head: Tensor) -> Tensor:
        """[N, L], [N, L] of chosen (word, head) pairs -> [N, rel]."""
        one = dep.new_ones(len(dep), 1)
        dep, head = torch.cat([dep, one], -1), torch.cat([head, one], -1)
        return torch.einsum("ni,irj,nj->nr", dep, self.rel, head)

    def labels_of(self, out: dict[str, Tensor], heads: Tensor, mask: Tensor) -> Tensor:
        """Scores of the labels of words whose heads are given [B, W], a root's its own index: [N, rel] by ``mask``."""
        of_head = torch.gather(out["rel_head"], 1, heads[:, :, None].expand(-1, -1, out["rel_head"].shape[2]))
        return self.relations(out["rel_dep"][mask].float(), of_head[mask].float())

    def describe(self) -> dict:
        return asdict(self.sizes)


def crf_loss(scores: Tensor, transitions: Tensor, gold: Tensor, mask: Tensor) -> Tensor:
    """Negative log-likelihood per word of a linear-chain CRF (Lafferty et al. 2001). scores [B, W, K], gold [B, W]."""
    scores = scores.float()
    m = mask.to(scores.dtype)
    path = (scores.gather(2, gold[..., None])[..., 0] * m).sum(1)
    path = path + (transitions[gold[:, :-1], gold[:, 1:]] * m[:, 1:]).sum(1)
    return (log_partition(*potentials(scores, transitions, mask)) - path).sum() / m.sum()


def partial_crf_loss(scores: Tensor, transitions: Tensor, allowed: Tensor, mask: Tensor) -> Tensor:
    """The same where each word has several labels that it may have (Tsuboi et al. 2008). allowed [B, W, K]."""
    all_, fitting = (
        log_partition(*potentials(x, transitions, mask)) for x in (scores, scores.float().masked_fill(~allowed, BARRED))
    )
    return (all_ - fitting).sum() / mask.sum()
