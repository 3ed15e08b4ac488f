"""Artifacts read side by side: the documents come in one order in all of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import orjson

from pipeline.run import files
from pipeline.run.errors import Misfit


class Lockstep:
    """Lines of an artifact with their document ids.

    Raises:
        Misfit: a line is no record.
    """

    def __init__(self, path: Path) -> None:
        self.name = path.name
        self._rows = self._read(path)
        self._next = next(self._rows, None)

    def _read(self, path: Path) -> Iterator[tuple[dict[str, Any], bytes]]:
        for number, line in enumerate(files.lines(path), 1):
            yield self._row(number, line), line

    def _row(self, number: int, line: bytes) -> dict[str, Any]:
        try:
            row = orjson.loads(line)
        except orjson.JSONDecodeError:
            row = None
        if not isinstance(row, dict) or not isinstance(row.get("doc_id"), str):
            raise Misfit(f"{self.name} is damaged: line {number} is no record of ours. Run extract again")
        return row

    def take(self, count: int, size: int) -> list[tuple[dict[str, Any], bytes]]:
        """The next rows and lines, up to so many and so many bytes, at least one."""
        found: list[tuple[dict[str, Any], bytes]] = []
        taken = 0
        while self._next is not None and len(found) < count and (not found or taken + len(self._next[1]) < size):
            found.append(self._next)
            taken += len(self._next[1])
            self._next = next(self._rows, None)
        return found

    def rows_of(self, ids: Collection[str]) -> Iterator[tuple[dict[str, Any], bytes]]:
        """The next rows and lines, as long as they belong to these documents."""
        while self._next is not None and self._next[0]["doc_id"] in ids:
            yield self._next
            self._next = next(self._rows, None)

    def of(self, ids: Collection[str]) -> list[bytes]:
        """The next lines, as long as they belong to these documents."""
        return [line for _, line in self.rows_of(ids)]

    def finish(self) -> None:
        """Nothing may be left.

        Raises:
            Misfit: there are records of documents that are not there, or that stand elsewhere.
        """
        if self._next is not None:
            doc_id = self._next[0]["doc_id"]
            raise Misfit(
                f"{self.name} does not fit documents.jsonl: it has records of {doc_id!r}, which is not there or stands "
                "elsewhere (another run's file, or lines lost or moved). Run extract again"
            )
