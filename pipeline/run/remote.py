"""Results in object storage, by fsspec (``s3://bucket/folder`` and the like).

Nothing there can be renamed at one stroke, but one object is written whole or not at all: artifacts go up as they are
done, the manifest last, and readers trust manifests only. Work happens in a local folder.
"""

from __future__ import annotations

import tempfile
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from pipeline.run.manifest import ShardManifest
from pipeline.run.stages import MANIFEST

if TYPE_CHECKING:
    from pipeline.config import Config
    from pipeline.run.limits import Limits
    from pipeline.run.shard import Work


def is_remote(out: str | Path) -> bool:
    """Whether the folder of results is a URL."""
    return "://" in str(out)


def staging(url: str) -> Path:
    """A local folder for work on what is at the URL; the same one each time, so that a broken run can go on."""
    name = "".join(c if c.isalnum() else "-" for c in url)
    return Path(tempfile.gettempdir()) / f"onrecord-{name}"


class Remote:
    """A folder behind a URL."""

    def __init__(self, url: str) -> None:
        try:
            fsspec: Any = import_module("fsspec.core")
        except ModuleNotFoundError:
            raise ModuleNotFoundError("object storage needs fsspec: pip install 'onrecord[ray]'") from None
        self.url = url.rstrip("/")
        self._fs, self._root = fsspec.url_to_fs(self.url)

    def __truediv__(self, name: str) -> Remote:
        return Remote(f"{self.url}/{name}")

    def read(self, name: str) -> bytes | None:
        """A small file's bytes; None where there is none."""
        try:
            data: bytes = self._fs.cat_file(f"{self._root}/{name}")
        except FileNotFoundError:
            return None
        return data

    def fetch(self, into: Path) -> None:
        """Copy the folder's files (not its folders) to a local one, the manifest first."""
        into.mkdir(parents=True, exist_ok=True)
        if not self._fs.exists(self._root):
            return
        found = [x["name"] for x in self._fs.ls(self._root, detail=True) if x["type"] == "file"]
        for path in sorted(found, key=lambda x: (not x.endswith(MANIFEST), x)):
            self._fs.get_file(path, str(into / path.rsplit("/", 1)[-1]))

    def put(self, folder: Path) -> None:
        """Copy a local folder's files up, the manifest last; remove what is no longer there."""
        names = sorted((p.name for p in folder.iterdir() if p.is_file()), key=lambda x: (x == MANIFEST, x))
        self._fs.makedirs(self._root, exist_ok=True)
        for name in names:
            self._fs.put_file(str(folder / name), f"{self._root}/{name}")
        for entry in self._fs.ls(self._root, detail=True):
            if entry["type"] == "file" and entry["name"].rsplit("/", 1)[-1] not in names:
                self._fs.rm_file(entry["name"])

    def remove(self) -> None:
        """Remove the folder."""
        if self._fs.exists(self._root):
            self._fs.rm(self._root, recursive=True)


def run_shard_remotely(
    work: Work, url: str, config: Config, limits: Limits, loader: str, run_id: str = ""
) -> ShardManifest:
    """``run_shard`` with a URL for a folder: made in a local one and then copied up."""
    from pipeline.run import digests, shard  # heavy; the rest of this module is for the command, too

    target = Remote(url)
    done = _done(target)
    if done is not None and done.key == (work.key or digests.shard(work.stages, config, work.digest)):
        return done
    folder = staging(url)
    made = shard.run_shard(work, folder, config, limits, loader, run_id)
    target.put(folder)
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    return made


def _done(shard: Remote) -> ShardManifest | None:
    found = shard.read(MANIFEST)
    try:
        return ShardManifest.model_validate_json(found) if found is not None else None
    except ValidationError:
        return None
