"""A choice with its right answer: what weights are fitted on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Example:
    """One choice in a gold article.

    ``candidates``: the features of each, in the order in which a run sees them; ``right``: indices of those that the
    gold accepts (two mentions of one thing may both be right), empty where the right one is not among them;
    ``article``: the gold article's id, so that no article is on both sides of a validation.
    """

    article: str
    candidates: tuple[tuple[str, ...], ...]
    right: frozenset[int]
