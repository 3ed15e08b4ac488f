"""What can go wrong with a run as a whole."""

from __future__ import annotations


class Busy(RuntimeError):
    """Another run is writing to the folder."""


class Misfit(ValueError):
    """Annotations that do not fit the text they are said to be of."""


class WorkersKeepDying(RuntimeError):
    """A worker died again and again and no shard got done."""
