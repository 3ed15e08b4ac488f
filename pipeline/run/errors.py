"""What can go wrong with a run as a whole."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.records import Failure


class Busy(RuntimeError):
    """Another run is writing to the folder."""


class Misfit(ValueError):
    """Annotations that do not fit the text they are said to be of."""


class WorkersKeepDying(RuntimeError):
    """A worker died again and again and no shard got done."""


class NothingToRead(LookupError):
    """The inputs give no article, and there are earlier results, which stay; ``failures`` are those of the inputs."""

    def __init__(self, failures: Sequence[Failure]) -> None:
        super().__init__("the inputs hold no article that can be read: nothing is written, earlier results stay")
        self.failures = failures
