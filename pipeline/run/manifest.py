"""What a run (or a shard of it) was made from and what it wrote."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from pydantic import Field, ValidationError

from pipeline.config import Config
from pipeline.records import Model
from pipeline.run.stages import MANIFEST


class Artifact(Model):
    """A file that was written; ``lines`` is its number of records."""

    sha256: str
    bytes: int
    lines: int


class StageRun(Model):
    """How a stage went. ``key``: all that its artifact depends on; ``failed``: articles in errors.jsonl."""

    key: str
    records: int
    failed: int = 0


class Inputs(Model):
    """What was given: ``sha256`` over all of it in order, articles read, inputs that could not be read."""

    sha256: str
    articles: int
    unreadable: int
    words: int = 0


class Manifest(Model):
    """Versions, model, configuration, stages and artifacts; ``corrections``: SHA-256 of those that were applied.

    ``seconds`` (processor time by component, and ``wall``) are all that differs between equal runs.
    """

    versions: dict[str, str]
    model: dict[str, str]
    config: Config
    config_sha256: str
    inputs: Inputs
    stages: dict[str, StageRun]
    artifacts: dict[str, Artifact]
    corrections: str | None = None
    seconds: dict[str, float] = Field(default={})


class ShardManifest(Model):
    """What a shard was made from (``key``) and what is in it."""

    key: str
    inputs: Inputs
    failed: dict[str, int]
    artifacts: dict[str, Artifact]
    seconds: dict[str, float]


M = TypeVar("M", Manifest, ShardManifest)


def read(folder: Path) -> Manifest | None:
    """The manifest of a folder of results; None where there is none that this version understands."""
    return _read(folder, Manifest)


def read_shard(folder: Path) -> ShardManifest | None:
    """The manifest of a shard; None where it is not done."""
    return _read(folder, ShardManifest)


def _read(folder: Path, kind: type[M]) -> M | None:
    try:
        return kind.model_validate_json((folder / MANIFEST).read_bytes())
    except (FileNotFoundError, NotADirectoryError, ValidationError):
        return None
