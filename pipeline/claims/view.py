"""A figure in its place, as the tables about figures ask for it."""

from __future__ import annotations

import math
from functools import cached_property

from pipeline.claims.parse.quantity import Draft
from pipeline.claims.parse.scope import Scope

CONTEXT_CHARS = 72  # of text on each side of the figure that `context` may see
PAIR_CHARS = 300  # between a figure and the one that lends it a unit
FIGURE, LENDER = "■", "◆"


class View:
    """A figure in its place, pieces ``[i, j)``, as the columns ask for it; ``lender``: one that may lend it a unit."""

    def __init__(
        self, scope: Scope, draft: Draft, i: int, j: int, lender: Draft | None = None, reach: int = CONTEXT_CHARS
    ) -> None:
        self.scope, self.draft, self.lender = scope, draft, lender
        self.i, self.j, self._reach = i, j, reach
        self.start, self.end = scope.span(i, j)

    @cached_property
    def own(self) -> str:
        """The figure with its sign, currency and unit."""
        return self.scope.text[self.start : self.end]

    @cached_property
    def context(self) -> str:
        """Text on both sides, ``■`` for the figure and ``◆`` for the lender; a line break where the block begins.

        Empty where the lender is too far away.
        """
        scope, marks = self.scope, [(self.start, self.end, FIGURE)]
        if self.lender is not None:
            marks = sorted([*marks, (*scope.span(self.lender.first, self.lender.last), LENDER)])
            if marks[1][0] - marks[0][1] > PAIR_CHARS:
                return ""
        left, right = marks[0][0] - self._reach, marks[-1][1] + self._reach
        found, at = "\n" if left <= scope.start else "", max(left, scope.start)
        for start, end, mark in marks:
            found, at = found + scope.text[at:start] + mark, end
        return found + scope.text[at : min(scope.end, right)]

    @property
    def bare(self) -> bool:
        """Whether nothing but digits or words says what it is: no unit, no scale, no currency."""
        return self.draft.unit is None and self.draft.scale == 1 and not self.draft.currency_before

    @property
    def noun(self) -> str:
        """The last word that it counts, lower case."""
        return self.scope.low(self.draft.noun[1] - 1) if self.draft.noun is not None else ""

    @property
    def size(self) -> float:
        """How many times as large it is as the figure that may lend it a unit; infinite where that one is nothing."""
        if self.lender is None:
            return 1
        return abs(self.draft.values[0] / self.lender.values[0]) if self.lender.values[0] else math.inf

    @property
    def step(self) -> float:
        """By how much it is more than the figure beside it."""
        return self.draft.values[0] - (self.lender.values[0] if self.lender is not None else 0)
