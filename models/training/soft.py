"""What one network is sure of as another's targets: distributions instead of labels (Hinton et al. 2015).

A CRF's distribution over label sequences is told by the marginals of its label pairs: the cross-entropy of two CRFs
needs no more (Wang et al. 2020, structure-level distillation).
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

BARRED = -1e4


def potentials(scores: Tensor, transitions: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
    """Scores of the first labels [B, K], and of the pairs that follow [B, W - 1, K, K].

    Behind a window's end every label is followed by itself, at no cost.
    """
    scores = scores.float()
    pairs = transitions + scores[:, 1:, None, :]
    same = torch.full_like(transitions, BARRED).fill_diagonal_(0.0)
    return scores[:, 0], torch.where(mask[:, 1:, None, None], pairs, same)


def log_partition(first: Tensor, pairs: Tensor) -> Tensor:
    """Log of the summed weights of all label sequences [B], by joining neighbours: log2(W) steps."""
    if not pairs.shape[1]:
        return torch.logsumexp(first, 1)
    while pairs.shape[1] > 1:
        odd = pairs[:, -1:] if pairs.shape[1] % 2 else pairs[:, :0]
        left, right = pairs[:, : pairs.shape[1] - odd.shape[1] : 2], pairs[:, 1::2]
        joined = torch.logsumexp(left[..., None] + right[:, :, None], 3)
        pairs = torch.cat([joined, odd], 1)
    return torch.logsumexp(first[:, :, None] + pairs[:, 0], (1, 2))


def marginals(first: Tensor, pairs: Tensor) -> tuple[Tensor, Tensor]:
    """Probabilities of the first labels [B, K] and of every pair [B, W - 1, K, K]."""
    with torch.enable_grad():
        given = first.detach().requires_grad_(), pairs.detach().requires_grad_()
        return torch.autograd.grad(log_partition(*given).sum(), given)


def sequence_loss(told: tuple[Tensor, Tensor], first: Tensor, pairs: Tensor, words: Tensor) -> Tensor:
    """Cross-entropy per word between the marginals ``told`` and a CRF; its least is the entropy of ``told``."""
    agreed = (told[0] * first).sum() + (told[1] * pairs).sum()
    return (log_partition(first, pairs).sum() - agreed) / words


def soft_loss(told: Tensor, scores: Tensor, weight: Tensor) -> Tensor:
    """Mean cross-entropy of rows [..., K] that count by ``weight`` [...]."""
    each = -(told * F.log_softmax(scores.float(), -1)).sum(-1)
    return (each * weight).sum() / weight.sum().clamp(min=1e-6)


def open_targets(scores: Tensor, mask: Tensor) -> Tensor:
    """Scores of targets [B, R, W + 1] with those behind a window's end barred; the last, "none", stays open."""
    return scores.float().masked_fill(~F.pad(mask, (0, 1), value=True)[:, None], BARRED)
