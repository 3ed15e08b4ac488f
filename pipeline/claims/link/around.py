"""A figure among the words of its sentence, as the choices of change and role ask for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.claims.lexicon import words
from pipeline.claims.parse.quantity import Quantity
from pipeline.claims.setting import Setting
from pipeline.records import Change, ClaimRole


class Around:
    """One figure of an article.

    Tokens ``[start, end)`` are the figure with its approximator, ``[end, past)`` what it counts; ``floor`` and
    ``ceiling`` bound its sentence; ``left`` is the end of the figure before it there, ``before``, or the floor.
    ``change`` and ``role`` are those chosen for it. ``parsed`` is false where there is no tree to ask.
    """

    def __init__(self, setting: Setting, quantity: Quantity, before: Around | None, parsed: bool) -> None:
        self.setting, self.doc, self.quantity, self.parsed = setting, setting.doc, quantity, parsed
        span, number = setting.tokens(quantity), setting.span(*quantity.number)
        self.start, self.end = span.start, max(span.end, number.end)
        self.figure = number.root if parsed else number[-1]
        self.floor, self.ceiling = setting.sentence(self.start)
        self.earlier = before
        self.before = before if before is not None and before.end > self.floor else None
        self.left = self.before.end if self.before is not None else self.floor
        counted = quantity.noun is not None and setting.token_at(quantity.noun[1] - 1) + 1
        self.past = max(self.end, counted)
        self.group = f"{quantity.kind}{' of things' if quantity.noun is not None else ''}"
        word = self.low(self.start - 1)
        self.case = word if word in words("changes", "cases") else "other"
        self.change: Change | None = None
        self.role: ClaimRole = "level"

    def low(self, k: int) -> str:
        """Token ``k`` in small letters; empty outside the sentence."""
        return self.setting.lows[k] if self.floor <= k < self.ceiling else ""

    def pos(self, k: int) -> str:
        """UPOS of token ``k``; empty outside the sentence or without a tree."""
        return self.doc[k].pos_ if self.parsed and self.floor <= k < self.ceiling else ""

    @property
    def attributive(self) -> bool:
        """Whether it says what kind of thing: "a *two-metre* drift"."""
        return "-" in self.quantity.text and self.quantity.kind in ("measure", "duration")

    @property
    def next(self) -> str:
        """The word behind it and what it counts, where that is a small one."""
        word = self.low(self.past)
        return word if word in words("changes", "cases") or not word.isalpha() else self.pos(self.past) or "other"


def arounds(setting: Setting, quantities: Sequence[Quantity], *, blind: bool = False) -> Iterator[Around]:
    """The figures of an article in order; ``blind``: as if there were no tree."""
    before: Around | None = None
    for quantity in quantities:
        before = Around(setting, quantity, before, setting.parsed and not blind)
        yield before
