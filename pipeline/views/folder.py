"""Files and folders that are whole or not there; folders of files, one an article."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Literal

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_HASHED = re.compile(r"-[0-9a-f]{16}$")  # an id that looks as if it had been changed is changed, too
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)")  # by Windows, whatever the suffix
_LONGEST = 100  # characters
LIST = ".onrecord-files"  # in a folder of ours: the names of what was written there, one a line


def check_target(target: Path, made: Literal["file", "folder"]) -> None:
    """Whether a file or folder may come to a place: a file is put in the place of a file, and of nothing else.

    Raises:
        FileExistsError: something of another kind is there, a device say.
    """
    there = "folder" if target.is_dir() else "file" if target.is_file() else "device"
    if target.exists() and there != made:
        raise FileExistsError(f"{target} is a {there}; what is written is a {made}")


@contextmanager
def whole(target: Path) -> Iterator[Path]:
    """Where to write a file or a folder, and what goes beside it: all comes to ``target`` once all is written.

    Where the writing is broken off, what stood there before stands there still.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".tmp-", dir=target.parent) as folder:
        yield Path(folder, target.name)
        for path in sorted(path for path in Path(folder).rglob("*") if path.is_file()):
            place = target.parent / path.relative_to(folder)
            place.parent.mkdir(parents=True, exist_ok=True)
            path.replace(place)


class Folder:
    """A folder with a file an article. What an earlier writing left and this one has not is removed at the end.

    Files of others stay: only names that stand in the folder's own list go. Each file is whole or not there; where
    the writing is broken off nothing is removed, and the list names both.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._written: dict[str, None] = {}

    def __enter__(self) -> Folder:
        self.path.mkdir(parents=True, exist_ok=True)
        self._before = _listed(self.path)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if error is None:
            for name in self._before - set(self._written):
                (self.path / name).unlink(missing_ok=True)
        kept = self._written if error is None else {**self._written, **dict.fromkeys(sorted(self._before))}
        write_file(self.path / LIST, "".join(f"{name}\n" for name in kept).encode())

    def write(self, name: str, data: bytes) -> None:
        """Write a file."""
        write_file(self.path / name, data)
        self._written[name] = None


def remove(path: Path) -> None:
    """Take away what ``Folder`` wrote there, and the folder where nothing else is in it."""
    for name in _listed(path):
        (path / name).unlink(missing_ok=True)
    (path / LIST).unlink(missing_ok=True)
    if path.is_dir() and not any(path.iterdir()):
        path.rmdir()


def _listed(path: Path) -> set[str]:
    try:
        names = (path / LIST).read_text(encoding="utf-8").splitlines()
    except OSError:
        return set()
    return {name for name in names if Path(name).name == name and (path / name).is_file()}  # none leads out of here


def write_file(target: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    temporary = target.with_name(f".tmp-{target.name}.{os.getpid()}.part")
    try:
        temporary.write_bytes(data)
        temporary.replace(target)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise


def file_name(doc_id: str, suffix: str) -> str:
    """A name that every file system takes, another one for every id, also where case does not count.

    An id that has capitals or that must be changed has a piece of its hash behind it.
    """
    safe = _UNSAFE.sub("-", doc_id)[:_LONGEST].strip(".-")
    if safe and safe == doc_id == doc_id.lower() and not _HASHED.search(safe) and not _RESERVED.match(safe):
        return f"{safe}.{suffix}"
    digest = hashlib.sha256(doc_id.encode(errors="surrogatepass")).hexdigest()[:16]
    return f"{'_' * bool(_RESERVED.match(safe.lower()))}{safe}-{digest}.{suffix}"
