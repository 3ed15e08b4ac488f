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

    def __call__(self, head: str, span: Span) -> Shares:
        """Where the figure in a span points by a head of the linker; empty for a figure that was not read."""
        known = [t for t in span if t.i in self._of["owner"]]
        told = next((t for t in known if not t.is_alpha and is_figure(t.text)), known[0] if known else None)
        return self._of[head].get(told.i, {}) if told is not None else {}
