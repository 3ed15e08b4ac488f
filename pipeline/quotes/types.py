"""What passes between the steps of the stage: plain, frozen values over character offsets."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

Offsets = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of running text; ``kind`` is its block's (body, heading or title)."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch in quotation marks, the marks included; an end that the text leaves open is the paragraph's end."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool = True


@dataclass(frozen=True, slots=True)
class Attribution:
    """Content parts, cue and source that belong together, and the rule that put them together.

    ``confidence``: the model's own score of the cue; ``agentless``: its words name nobody who speaks ("was accused
    of"); ``dropped``: why it is none, where a pass found so.
    """

    content: tuple[Offsets, ...]
    cue: Offsets | None = None
    source: Offsets | None = None
    rule: str = "model"
    confidence: float | None = None
    agentless: bool = False
    dropped: str | None = None

    @property
    def start(self) -> int:
        """First character of the content."""
        return min(s for s, _ in self.content)

    @property
    def end(self) -> int:
        """End of the content."""
        return max(e for _, e in self.content)

    def but(self, **changes: Any) -> Attribution:
        """The same with other values; content parts in text order."""
        if "content" in changes:
            changes["content"] = tuple(sorted(changes["content"]))
        same = all(getattr(self, name) == value for name, value in changes.items())
        return self if same else replace(self, **changes)

    def spans(self) -> list[Offsets]:
        """All stretches: content parts, cue, source."""
        return [*self.content, *(s for s in (self.cue, self.source) if s is not None)]


Attributions = tuple[Attribution, ...]
