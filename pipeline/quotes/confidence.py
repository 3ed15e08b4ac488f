"""How far an attribution can be trusted: shares measured on dev, by rule and by the model's own scores."""

from __future__ import annotations

from pipeline.english.verbs import Act
from pipeline.quotes.lexicon import table
from pipeline.records import QuoteKind


def calibrated(rule: str, kind: QuoteKind, act: Act | None, score: float | None) -> float:
    """The share of like attributions that were right, 0..1; rare rules share one figure.

    ``act`` is what the cue's words tell of, ``score`` the model's own for the cue; None where there is none.
    """
    made_by = rule.split("+", 1)[0]
    figures = table("confidence")
    if not made_by.startswith("model"):
        share: float = figures["rule"].get(made_by, figures["rule"]["other"])
        return share
    like = kind if kind != "indirect" else f"indirect-{act or 'other'}"
    steps: list[list[float]] = figures["model"][like]
    reached = [share for low, share in steps if (score or 0.0) >= low]
    return reached[-1]
