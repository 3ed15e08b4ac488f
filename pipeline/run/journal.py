"""Which article a process is at, written where its successor finds it: how a killer among the articles is known.

A process that dies leaves its mark behind. The next one to take up the shard counts a strike against that article and
stage; after enough of them it passes the pair over, and ``errors.jsonl`` names it. One strike is enough for a time
limit, two for a crash that left a traceback. A death without a trace may have come from outside (an operator, a lack of
memory on the machine), so it takes more; and it counts only where the run that began the work saw it. A run that was
itself killed says nothing against the article it was at, and who is told to end withdraws the mark.
"""

from __future__ import annotations

import faulthandler
import os
import sys
from pathlib import Path
from types import TracebackType

import orjson

from pipeline.run.files import write_bytes

MARK, STRIKES, CRASH = "mark", "strikes.json", "crash"
ENOUGH = {"Timeout": 1, "Crash": 2, "Killed": 5}
MARK_BYTES = 64


class Journal:
    """The journal of one shard, in its folder. Positions are those of articles in the shard with this key.

    ``run`` names the run whose workers may die while it goes on; empty where the run is this very process.
    """

    def __init__(self, folder: Path, key: str, run: str = "") -> None:
        self.folder, self.key, self.run = folder, key[:16], run
        self._strikes: dict[str, list[str]] = self._read()
        self._count_last()
        self.crash = (folder / CRASH).open("w", encoding="utf-8")
        self._mark = os.open(folder / MARK, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o644)

    def __enter__(self) -> Journal:
        self._outer = faulthandler.is_enabled()
        faulthandler.enable(self.crash)
        _open.append(self)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close; whoever gets here did not die of an article."""
        _open.remove(self)
        faulthandler.disable()
        if self._outer and sys.__stderr__ is not None:
            faulthandler.enable(sys.__stderr__)
        self.crash.close()
        os.close(self._mark)
        for name in (MARK, CRASH):
            (self.folder / name).unlink(missing_ok=True)

    def at(self, position: int, stage: str) -> None:
        """Note that this stage of this article begins."""
        os.pwrite(self._mark, f"{self._entry(position, stage)} {self.run}".ljust(MARK_BYTES).encode(), 0)

    def withdraw(self) -> None:
        """Take the mark back: this process ends for a reason that is not the article's."""
        (self.folder / MARK).unlink(missing_ok=True)

    def quarantined(self, position: int, stage: str) -> str | None:
        """Why the pair is passed over (``Timeout``, ``Crash`` or ``Killed``); None where it is not."""
        strikes = self._strikes.get(self._entry(position, stage), [])
        return next((kind for kind in ENOUGH if strikes.count(kind) >= ENOUGH[kind]), None)

    def _entry(self, position: int, stage: str) -> str:
        return f"{self.key} {position} {stage}"

    def _read(self) -> dict[str, list[str]]:
        try:
            found: dict[str, list[str]] = orjson.loads((self.folder / STRIKES).read_bytes())
        except (FileNotFoundError, orjson.JSONDecodeError):
            return {}
        return found

    def _count_last(self) -> None:
        """A mark that lies here is of a process that died at it."""
        try:
            mark = (self.folder / MARK).read_bytes().decode("ascii", "replace").strip("\0 ").split(" ")
            crash = (self.folder / CRASH).read_text(encoding="utf-8", errors="replace")
        except FileNotFoundError:
            return
        if len(mark) < 3:
            return
        run = mark[3] if len(mark) > 3 else ""
        kind = _kind(crash)
        if kind != "Killed" or run == self.run:
            self._strikes.setdefault(" ".join(mark[:3]), []).append(kind)
            write_bytes(self.folder / STRIKES, orjson.dumps(self._strikes))


_open: list[Journal] = []  # of this process


def withdraw() -> None:
    """Take back the marks of this process, which ends for a reason that is no article's."""
    for journal in _open:
        journal.withdraw()


def _kind(crash: str) -> str:
    """What a traceback that was left behind tells: the watchdog's begins without a message of its own."""
    if not crash.strip():
        return "Killed"
    return "Crash" if crash.startswith("Fatal Python error") else "Timeout"
