"""What a run (or a shard of it) was made from and what it wrote."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from pydantic import Field, ValidationError

from pipeline.config import Config
from pipeline.records import Failure, Model
from pipeline.run.stages import MANIFEST

MOMENTARY = frozenset(("Timeout", "MemoryError"))  # failures: another day, on another machine, it may well do


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
    """What was given: ``sha256`` over all of it in order, articles read (some undated), inputs that could not be."""

    sha256: str
    articles: int
    unreadable: int
    words: int = 0
    undated: int = 0


class Failed(Failure):
    """A line of errors.jsonl about an article that was read, with the article's id."""

    doc_id: str


def line_of(failure: Failure) -> bytes:
    """The line of errors.jsonl."""
    return failure.model_dump_json(include=set(Failure.model_fields)).encode()


class Manifest(Model):
    """Versions, model, configuration, stages and artifacts; ``corrections``: SHA-256 of those that were applied.

    ``seconds`` (processor time by component, and ``wall``) are all that differs between equal runs. ``failures`` are
    those of articles: what errors.jsonl says besides of inputs that could not be read is not in it.
    """

    versions: dict[str, str]
    model: dict[str, str]
    config: Config
    config_sha256: str
    inputs: Inputs
    stages: dict[str, StageRun]
    artifacts: dict[str, Artifact]
    corrections: str | None = None
    failures: list[Failed] = Field(default=[])
    seconds: dict[str, float] = Field(default={})


class ShardManifest(Model):
    """What a shard was made from (``key``) and what is in it."""

    key: str
    inputs: Inputs
    failures: list[Failed]
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
