"""What the network's linker says of a figure, asked by the choices of this room.

Of a figure that it did not read (a number in words that it does not know) it says nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from spacy.tokens import Doc, Span

from pipeline.encoder.linker import is_figure
from pipeline.extensions import POINTERS

Shares = Mapping[int, float]  # token → share of the probability; NOTHING for no token


class Pointers:
    """The pointers of one article, by figure."""

    def __init__(self, doc: Doc) -> None:
        self._of: dict[str, dict[int, dict[int, float]]] = defaultdict(lambda: defaultdict(dict))
        for name, found in doc.user_data.get(POINTERS, {}).items():
            for figure, target, share in found:
                self._of[name][figure][target] = share
        self._figures: dict[int, int] = {}  # by the first token of a span, asked once for all heads

    def __call__(self, head: str, span: Span) -> Shares:
        """Where the figure in a span points by a head of the linker; empty for a figure that was not read."""
        if span.start not in self._figures:
            self._figures[span.start] = self._figure(span)
        return self._of[head].get(self._figures[span.start], {})

    def _figure(self, span: Span) -> int:
        """The token that was read of a figure, digits before words; -1 where none was."""
        known = [t for t in span if t.i in self._of["owner"]]
        digits = (t.i for t in known if not t.is_alpha and is_figure(t.text))
        return next(digits, known[0].i if known else -1)
