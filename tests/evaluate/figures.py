"""Precision, recall and F1 as every scorer gives them."""

from __future__ import annotations


def prf(found: float, n_pred: int, n_gold: int, found_gold: float | None = None) -> dict[str, float]:
    """Percent, with the counts. ``found_gold``: of gold found, where that is not the number of right predictions."""
    p = found / n_pred if n_pred else 0.0
    r = (found if found_gold is None else found_gold) / n_gold if n_gold else 0.0
    return {"p": 100 * p, "r": 100 * r, "f1": 200 * p * r / (p + r) if p + r else 0.0, "pred": n_pred, "gold": n_gold}
