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
    """Log of the summed weights of all label sequences [B], by joining neighbours: log2(W) steps.

    The weights themselves are multiplied and scaled by their largest: a tenth of the time of sums of logarithms.
    """
    if not pairs.shape[1]:
        return torch.logsumexp(first, 1)
    with torch.autocast(first.device.type, enabled=False):  # in half precision the products would not add up
        scale = pairs.detach().amax((2, 3), keepdim=True)
        weights, logs = torch.exp(pairs - scale), scale.sum((1, 2, 3))
        while (count := weights.shape[1]) > 1:
            even = count - count % 2
            joined = weights[:, :even:2] @ weights[:, 1:even:2]
            scale = joined.detach().amax((2, 3), keepdim=True)
            weights, logs = torch.cat([joined / scale, weights[:, even:]], 1), logs + scale.log().sum((1, 2, 3))
        scale = first.detach().amax(1, keepdim=True)
        total = (torch.exp(first - scale)[:, None] @ weights[:, 0]).sum((1, 2))
        return total.log() + scale[:, 0] + logs


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
