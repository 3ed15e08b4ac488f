"""Files that are either whole or not there, and lines read back from them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from pipeline.run.manifest import Artifact

PREFIX, SUFFIX = ".tmp-", ".part"  # of files in the making; a run that starts sweeps what a killed one left
BLOCK_BYTES = 1 << 20


class Sink:
    """A file in the making: lines go to a temporary file beside the target, ``commit`` puts it in place.

    Used as a context manager it leaves nothing behind unless it was committed.
    """

    def __init__(self, target: Path) -> None:
        self.target = target
        self._temporary = target.with_name(f"{PREFIX}{target.name}.{os.getpid()}{SUFFIX}")
        self._file = self._temporary.open("wb")
        self._hash = hashlib.sha256()
        self._bytes = self._lines = 0

    def write(self, lines: Iterable[bytes]) -> None:
        """Append lines (without their ends).

        Raises:
            OSError: the disk is full.
        """
        self.append(b"".join([line + b"\n" for line in lines]))

    def append(self, data: bytes) -> None:
        """Append whole lines as they are."""
        if data:
            self._file.write(data)
            self._hash.update(data)
            self._bytes += len(data)
            self._lines += data.count(b"\n")

    def commit(self) -> Artifact:
        """Put the file in its place, durably, and say what is in it."""
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        self._temporary.replace(self.target)
        return Artifact(sha256=self._hash.hexdigest(), bytes=self._bytes, lines=self._lines)

    def __enter__(self) -> Sink:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if not self._file.closed:
            with suppress(OSError):  # a full disk, again: what is in the buffer is not wanted any more
                self._file.close()
            self._temporary.unlink(missing_ok=True)


def write_bytes(target: Path, data: bytes) -> None:
    """Write a small file whole."""
    with Sink(target) as sink:
        sink.append(data)
        sink.commit()


def sync_folder(folder: Path) -> None:
    """Make renames in a folder durable (where the system can)."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:  # a system that opens no folders
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sweep(folder: Path) -> None:
    """Remove what killed runs left half written."""
    for path in sorted(folder.glob(f"{PREFIX}*{SUFFIX}")):
        path.unlink(missing_ok=True)


def blocks(path: Path) -> Iterator[bytes]:
    """The file in pieces."""
    with path.open("rb") as file:
        while block := file.read(BLOCK_BYTES):
            yield block


def lines(path: Path) -> Iterator[bytes]:
    """Lines of a file without their ends; none where there is no file."""
    if path.exists():
        with path.open("rb") as file:
            for line in file:
                yield line.rstrip(b"\n")


def sha256(path: Path) -> str | None:
    """SHA-256 of a file, as hex; None where there is none."""
    if not path.exists():
        return None
    hashed = hashlib.sha256()
    for block in blocks(path):
        hashed.update(block)
    return hashed.hexdigest()
