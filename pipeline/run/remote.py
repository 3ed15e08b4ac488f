"""Results in object storage, by fsspec (``s3://bucket/folder`` and the like).

Nothing there can be renamed at one stroke, but one object is written whole or not at all: artifacts go up as they are
done, the manifest last, and readers trust manifests only. Work happens in a local folder.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Collection
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from pipeline.run import files
from pipeline.run.manifest import ShardManifest
from pipeline.run.stages import ERRORS, MANIFEST, NAMES, REJECTED

if TYPE_CHECKING:
    from pipeline.config import Config
    from pipeline.run.limits import Limits
    from pipeline.run.shard import Work


OURS = frozenset((*(f"{name}.jsonl" for name in NAMES), ERRORS, REJECTED, MANIFEST))


def is_remote(out: str | Path) -> bool:
    """Whether the folder of results is a URL."""
    return "://" in str(out)


def staging() -> Path:
    """A local folder for work on what is in the store: this user's alone, of this process, gone with it.

    What a broken run had done lies in the store; so nothing has to be found again here.
    """
    folder = Path(tempfile.mkdtemp(prefix="onrecord-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


class Remote:
    """A folder behind a URL."""

    def __init__(self, url: str) -> None:
        try:
            fsspec: Any = import_module("fsspec.core")
        except ModuleNotFoundError:
            raise ModuleNotFoundError(
                "object storage needs fsspec and the driver of the store: pip install s3fs, gcsfs or adlfs"
            ) from None
        self.url = url.rstrip("/")
        self._known: dict[str, str] = {}  # SHA-256 of what the store has, as far as it was fetched
        try:
            self._fs, self._root = fsspec.url_to_fs(self.url)
        except ImportError as error:
            raise ModuleNotFoundError(f"{url}: {error}") from None
        except ValueError as error:
            raise LookupError(f"{url}: {error}") from None

    def __truediv__(self, name: str) -> Remote:
        return Remote(f"{self.url}/{name}")

    def read(self, name: str) -> bytes | None:
        """A small file's bytes; None where there is none."""
        try:
            data: bytes = self._fs.cat_file(f"{self._root}/{name}")
        except FileNotFoundError:
            return None
        return data

    def sizes(self) -> dict[str, int]:
        """The files in the folder (not in its folders), and their bytes."""
        self._fs.invalidate_cache()
        if not self._fs.exists(self._root):
            return {}
        entries = self._fs.ls(self._root, detail=True)
        return {x["name"].rsplit("/", 1)[-1]: x["size"] for x in entries if x["type"] == "file"}

    def fetch(self, into: Path, names: Collection[str] = OURS) -> None:
        """Copy those of the files that are there to a local folder."""
        into.mkdir(parents=True, exist_ok=True, mode=0o700)
        for name in sorted(self.sizes().keys() & set(names)):
            self._fs.get_file(f"{self._root}/{name}", str(into / name))
            self._known[name] = files.sha256(into / name) or ""

    def put(self, folder: Path, names: Collection[str] = OURS) -> None:
        """Copy those of a local folder's files up that the store has otherwise, the manifest last.

        One of ours that is no longer there goes; files that are not ours stay as they are.

        Raises:
            OSError: the store has not what was sent.
        """
        ours = {path.name: path for path in folder.iterdir() if path.name in names}
        self._fs.makedirs(self._root, exist_ok=True)
        for name in sorted(ours, key=lambda x: (x == MANIFEST, x)):
            digest = files.sha256(ours[name]) or ""
            if self._known.get(name) != digest:
                self._fs.put_file(str(ours[name]), f"{self._root}/{name}")
                self._known[name] = digest
        there = self.sizes()
        for name in there.keys() & set(names) - ours.keys():
            self._fs.rm_file(f"{self._root}/{name}")
        for name, path in ours.items():
            if there.get(name) != path.stat().st_size:
                raise OSError(f"{self.url}/{name} is not what was sent: run the same command again")

    def remove(self) -> None:
        """Remove the folder."""
        if self._fs.exists(self._root):
            self._fs.rm(self._root, recursive=True)


def run_shard_remotely(
    work: Work, url: str, folder: Path, config: Config, limits: Limits, loader: str, run_id: str = ""
) -> ShardManifest:
    """``run_shard`` with a URL for a folder: made in a local one and then copied up."""
    from pipeline.run import digests, shard  # heavy; the rest of this module is for the command, too

    target = Remote(url)
    done = done_shard(target)
    if done is not None and done.key == (work.key or digests.shard(work.stages, config, work.digest)):
        return done
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    made = shard.run_shard(work, folder, config, limits, loader, run_id)
    target.put(folder, {*made.artifacts, MANIFEST})
    shutil.rmtree(folder)
    return made


def done_shard(shard: Remote) -> ShardManifest | None:
    """The manifest of a shard that is whole in the store."""
    found, sizes = shard.read(MANIFEST), shard.sizes()
    try:
        done = ShardManifest.model_validate_json(found) if found is not None else None
    except ValidationError:
        return None
    return done if done and all(sizes.get(name) == x.bytes for name, x in done.artifacts.items()) else None
