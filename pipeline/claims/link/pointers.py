"""What the network's linker says of a figure, asked by the choices of this room.

Of a figure that it did not read (a number in words that it does not know) it says nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from pipeline.claims.setting import Setting
from pipeline.encoder.linker import is_figure
from pipeline.extensions import POINTERS

Shares = Mapping[int, float]  # token → share of the probability; NOTHING for no token


class Pointers:
    """The pointers of one article, by figure."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._of: dict[str, dict[int, dict[int, float]]] = defaultdict(lambda: defaultdict(dict))
        for name, found in setting.doc.user_data.get(POINTERS, {}).items():
            for figure, target, share in found:
                self._of[name][figure][target] = share

    def figure(self, start: int, end: int) -> int | None:
        """The token that the linker read a figure at characters ``[start, end)`` by: the first with a digit."""
        known = [t for t in self._setting.span(start, end) if t.i in self._of["owner"]]
        told = next((t for t in known if not t.is_alpha and is_figure(t.text)), known[0] if known else None)
        return told.i if told is not None else None

    def shares(self, head: str, figure: int | None) -> Shares:
        """Where a figure points by a head; empty for a figure that was not read."""
        return self._of[head].get(figure, {}) if figure is not None else {}
