"""How far the run is: a bar on a terminal, a line a minute anywhere else; always on stderr."""

from __future__ import annotations

import sys
import time
from types import TracebackType

from rich.console import Console
from rich.progress import Progress as Bar
from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

from pipeline.run.manifest import ShardManifest

INTERVAL_SECONDS = 60.0


class Progress:
    """Told of every shard that is done; used as a context manager."""

    def __init__(self) -> None:
        self.articles = self.words = 0
        self._began = self._last = time.monotonic()
        self._bar: Bar | None = None
        if sys.stderr.isatty():
            columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
            self._bar = Bar(*columns, console=Console(stderr=True), transient=True)
            self._task = self._bar.add_task("reading")

    def __enter__(self) -> Progress:
        if self._bar:
            self._bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._bar:
            self._bar.stop()

    def shard(self, made: ShardManifest) -> None:
        """A shard is done."""
        self.articles += made.inputs.articles
        self.words += made.inputs.words
        if self._bar:
            self._bar.update(self._task, description=self._line())
        elif time.monotonic() - self._last >= INTERVAL_SECONDS:
            self._last = time.monotonic()
            print(self._line(), file=sys.stderr, flush=True)

    def _line(self) -> str:
        rate = self.words / max(time.monotonic() - self._began, 0.001)
        return f"{self.articles:,} articles, {self.words:,} words, {rate:,.0f} words/s"
