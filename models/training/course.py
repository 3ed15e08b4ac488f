"""One training: optimizer, rate, running average of the weights, and a line now and then."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Generic, TypeVar

import torch
from torch import Tensor, nn

RISE = 0.05  # of all steps, in which the rate rises
SAID_EVERY = 100  # steps
Model = TypeVar("Model", bound=nn.Module)


class Course(Generic[Model]):
    """Optimizer, rate and running average of one training of ``steps`` steps. ``rates``: a parameter's, by its name."""

    def __init__(
        self, model: Model, rates: Callable[[str], float], steps: int, ema: float, decay: float = 0.01
    ) -> None:
        self.model, self.steps, self.ema, self.step, self.began = model, steps, ema, 0, time.time()
        groups: dict[float, list[nn.Parameter]] = {}
        for name, p in model.named_parameters():
            if p.requires_grad:
                groups.setdefault(rates(name), []).append(p)
        self.params = [p for own in groups.values() for p in own]
        self.opt = torch.optim.AdamW(
            [{"params": v, "lr": k, "base": k} for k, v in groups.items()],
            weight_decay=decay,
            betas=(0.9, 0.98),
            fused=self.params[0].is_cuda,
        )
        self.average = [p.detach().clone() for p in self.params]
        self.sums: dict[str, list[Tensor]] = {}

    def take(self, found: dict[str, Tensor]) -> None:
        """One step down the sum of the losses; one whose gradient is no number is left out."""
        sum(found.values()).backward()  # type: ignore[union-attr]
        norm = torch.nn.utils.clip_grad_norm_(self.params, 1.0)
        done = self.step / self.steps
        for g in self.opt.param_groups:
            g["lr"] = g["base"] * min(done / RISE + 0.02, (1 - done) / (1 - RISE))
        if torch.isfinite(norm):
            self.opt.step()
        self.opt.zero_grad(set_to_none=True)
        self.step += 1
        rate = min(self.ema, (1 + self.step) / (10 + self.step))
        torch._foreach_lerp_(self.average, [p.detach() for p in self.params], 1 - rate)
        for k, v in found.items():
            self.sums.setdefault(k, []).append(v.detach())
        if self.step % SAID_EVERY == 0 or self.step == self.steps:
            self._say()

    def _say(self) -> None:
        mean = " ".join(f"{k} {float(torch.stack(v).mean()):.3f}" for k, v in self.sums.items())
        print(f"{time.time() - self.began:.0f} s step {self.step}/{self.steps} {mean}", flush=True)
        self.sums = {}

    def finish(self) -> Model:
        """The model with its averaged weights, in the state for use."""
        for p, v in zip(self.params, self.average, strict=True):
            p.data.copy_(v)
        return self.model.eval()


def rates(encoder: float, heads: float) -> Callable[[str], float]:
    """Rates by a parameter's name: the CRFs' transitions learn five times as fast as the heads."""

    def rate(name: str) -> float:
        if ".transitions" in name:
            return 5 * heads
        return encoder if name.startswith("net.bert.") and "marks" not in name else heads

    return rate
