"""Inputs, or artifacts that are there, cut into shards; and which stages have to run."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

import orjson

from pipeline.config import Config
from pipeline.ingest.article import Article
from pipeline.records import Failure
from pipeline.run import digests, files
from pipeline.run.manifest import Manifest
from pipeline.run.shard import Work
from pipeline.run.stages import BY_NAME, REJECTED, RULES, STAGES, in_order, with_partners

SHARD_ARTICLES, SHARD_CHARS = 128, 600_000  # some 20 seconds of one core: little is lost with a killed worker


class Plan:
    """Shards of a stream of articles; ``sha256`` and the counts are those of what has been read so far."""

    def __init__(self, items: Iterable[Article | Failure], stages: tuple[str, ...], size: int = SHARD_ARTICLES) -> None:
        self.items, self.stages, self.size = items, stages, size
        self._hash = hashlib.sha256()
        self.articles = self.unreadable = 0

    @property
    def sha256(self) -> str:
        """Digest of all that has been read."""
        return self._hash.hexdigest()

    def __iter__(self) -> Iterator[Work]:
        part: list[Article | Failure] = []
        hashed, count, chars = hashlib.sha256(), 0, 0
        number = 0
        for item in self.items:
            length = len(item.text) if isinstance(item, Article) else 0
            if part and (count == self.size or chars + length > SHARD_CHARS):
                yield Work(number, self.stages, hashed.hexdigest(), items=tuple(part))
                part, hashed, count, chars, number = [], hashlib.sha256(), 0, 0, number + 1
            self._see(item, hashed)
            part.append(item)
            count += 1
            chars += length
        if part:
            yield Work(number, self.stages, hashed.hexdigest(), items=tuple(part))

    def _see(self, item: Article | Failure, hashed: hashlib._Hash) -> None:
        own = digests.item(item)
        hashed.update(own)
        self._hash.update(own)
        self.articles += isinstance(item, Article)
        self.unreadable += isinstance(item, Failure)


def inputs_digest(items: Iterable[Article | Failure]) -> str:
    """Digest of inputs as ``Plan`` would have it, for reading alone."""
    hashed = hashlib.sha256()
    for item in items:
        hashed.update(digests.item(item))
    return hashed.hexdigest()


def again(folder: Path, stages: tuple[str, ...], size: int = SHARD_ARTICLES) -> Iterator[Work]:
    """Shards of the artifacts in ``folder`` that these stages read (and do not write)."""
    needed = {need for name in stages for need in BY_NAME[name].needs} - set(stages)
    paths = {name: folder / BY_NAME[name].artifact for name in in_order(needed)}
    if (folder / REJECTED).exists():
        paths["rejected"] = folder / REJECTED
    readers = {name: _Lockstep(path) for name, path in paths.items()}
    documents = readers.pop("documents")
    number = 0
    while part := documents.take(size):
        ids = frozenset(doc_id for doc_id, _ in part)
        given = {"documents": b"".join(line for _, line in part)}
        given |= {name: reader.of(ids) for name, reader in readers.items()}
        hashed = hashlib.sha256()
        for name, blob in given.items():
            hashed.update(name.encode() + b"\0" + blob)
        yield Work(number, stages, hashed.hexdigest(), given=given)
        number += 1


class _Lockstep:
    """Lines of an artifact with their document ids; documents come in the same order in every artifact."""

    def __init__(self, path: Path) -> None:
        self._lines = ((orjson.loads(line)["doc_id"], line + b"\n") for line in files.lines(path))
        self._next = next(self._lines, None)

    def take(self, count: int) -> list[tuple[str, bytes]]:
        """The next lines, up to so many and so many characters."""
        found: list[tuple[str, bytes]] = []
        size = 0
        while self._next is not None and len(found) < count and (not found or size + len(self._next[1]) < SHARD_CHARS):
            found.append(self._next)
            size += len(self._next[1])
            self._next = next(self._lines, None)
        return found

    def of(self, ids: Collection[str]) -> bytes:
        """The next lines as long as they belong to these documents."""
        found: list[bytes] = []
        while self._next is not None and self._next[0] in ids:
            found.append(self._next[1])
            self._next = next(self._lines, None)
        return b"".join(found)


def states(folder: Path, prior: Manifest | None, config: Config, inputs: str | None = None) -> Mapping[str, str]:
    """For every stage ``""`` where its artifact is up to date, else why it is not.

    Args:
        inputs: digest of the inputs as they are now; None takes them to be unchanged.
    """
    if prior is None:
        return dict.fromkeys(BY_NAME, "not run")
    now = {stage.name: files.sha256(folder / stage.artifact) for stage in STAGES}
    given = inputs or prior.inputs.sha256
    return {stage.name: _state(stage.name, folder, prior, config, now, given) for stage in STAGES}


def _state(name: str, folder: Path, prior: Manifest, config: Config, now: Mapping[str, str | None], inputs: str) -> str:
    stage = BY_NAME[name]
    if now[name] is None:
        return "missing"
    run, artifact = prior.stages.get(name), prior.artifacts.get(stage.artifact)
    if run is None or artifact is None:
        return "not run"
    if now[name] != artifact.sha256:
        return "changed since it was written"
    upstream = {need: now[need] or _recorded(prior, need) for need in stage.needs} or {"inputs": inputs}
    if run.key != digests.stage(name, config, digests.upstream(name, upstream, folder)):
        return "stale: inputs, code, model, settings or corrections are other ones"
    return ""


def _recorded(prior: Manifest, name: str) -> str:
    artifact = prior.artifacts.get(BY_NAME[name].artifact)
    return artifact.sha256 if artifact else ""


def to_run(folder: Path, prior: Manifest | None, config: Config, inputs: str | None = None) -> tuple[str, ...]:
    """Stages whose artifacts are not up to date, in order."""
    stale = {name for name, why in states(folder, prior, config, inputs).items() if why}
    if config.explain and not (folder / REJECTED).exists():
        stale |= {stage.name for stage in RULES}
    return with_partners(stale)


def corrected(folder: Path, prior: Manifest, config: Config) -> tuple[str, ...]:
    """Stages of rules that are not up to date, in order: what corrections can change."""
    return tuple(name for name in to_run(folder, prior, config) if BY_NAME[name] in RULES)
