"""The teacher's encoder: all-mpnet-base-v2 (Apache-2.0), with the inputs and outputs of ``network.Bert``.

Training only: 110M parameters, five times the encoder that ships. MPNet (Song et al. 2020) is BERT with one table of
relative positions, added to the attention of every layer. It shares the vocabulary of BERT, four places on.
"""

from __future__ import annotations

import math
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from models.training.network import Layer
from pipeline.encoder.features import MARKS

WIDTH, INNER, LAYERS, HEADS = 768, 3072, 12, 12
VOCABULARY, POSITIONS = 30_527, 514
FIRST_POSITION = 2
BUCKETS, FARTHEST = 32, 128  # of relative positions; those farther apart share the last one
PAD, CLS, SEP = 0, 101, 102  # pieces of BERT
OWN = {PAD: 1, CLS: 0, SEP: 2}  # the same here; all others stand four places on
PARTS = (
    ("query", "attention.attn.q"),
    ("key", "attention.attn.k"),
    ("value", "attention.attn.v"),
    ("out", "attention.attn.o"),
    ("norm1", "attention.LayerNorm"),
    ("inner", "intermediate.dense"),
    ("outer", "output.dense"),
    ("norm2", "output.LayerNorm"),
)


class MPNet(nn.Module):
    """Gives every layer's output [B, P, 768]. Word embeddings and relative positions stay as they are."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.relative = nn.Embedding(BUCKETS, HEADS)
        self.marks = nn.Embedding(MARKS, WIDTH)
        nn.init.zeros_(self.marks.weight)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-5)
        self.drop = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(WIDTH, HEADS, INNER, dropout, eps=1e-5) for _ in range(LAYERS))
        self.words.weight.requires_grad_(False)
        self.relative.weight.requires_grad_(False)

    def forward(self, pieces: Tensor, marks: Tensor, mask: Tensor | None) -> list[Tensor]:
        positions = torch.arange(pieces.shape[1], device=pieces.device)
        ids = pieces + 4
        for piece, own in OWN.items():
            ids = torch.where(pieces == piece, own, ids)
        x = self.drop(self.norm(self.words(ids) + self.positions(positions + FIRST_POSITION) + self.marks(marks)))
        bias = self.relative(buckets(positions[None, :] - positions[:, None])).permute(2, 0, 1)[None]
        if mask is not None:
            bias = bias + (1.0 - mask[:, None, None, :].to(bias.dtype)) * -1e4
        if torch.is_autocast_enabled(x.device.type):
            bias = bias.to(torch.get_autocast_dtype(x.device.type))
        out = []
        for layer in self.layers:
            x = layer(x, bias)
            out.append(x)
        return out

    @classmethod
    def pretrained(cls, folder: Path) -> MPNet:
        """From the folder of all-mpnet-base-v2 (``model.safetensors``)."""
        net, weights = cls(), load_file(folder / "model.safetensors")
        take = lambda p: {k: weights[f"{p}.{k}"] for k in ("weight", "bias")}  # noqa: E731
        net.words.weight.data = weights["embeddings.word_embeddings.weight"]
        net.positions.weight.data = weights["embeddings.position_embeddings.weight"]
        net.relative.weight.data = weights["encoder.relative_attention_bias.weight"]
        net.norm.load_state_dict(take("embeddings.LayerNorm"))
        for i, layer in enumerate(net.layers):
            for mine, theirs in PARTS:
                getattr(layer, mine).load_state_dict(take(f"encoder.layer.{i}.{theirs}"))
        return net


def buckets(away: Tensor) -> Tensor:
    """Relative positions as T5 counts them (Raffel et al. 2020): near ones one by one, far ones by their logarithm."""
    half = BUCKETS // 2
    near = half // 2
    behind, distance = (away > 0).long() * half, away.abs()
    far = near + (torch.log(distance.clamp(min=1) / near) / math.log(FARTHEST / near) * (half - near)).long()
    return behind + torch.where(distance < near, distance, far.clamp(max=half - 1))
