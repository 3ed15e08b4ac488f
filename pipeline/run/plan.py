"""Inputs, or artifacts that are there, cut into shards; and which stages have to run."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pipeline.config import Config
from pipeline.ingest.article import Article
from pipeline.records import Failure
from pipeline.run import digests, files
from pipeline.run.errors import Misfit, NothingToRead
from pipeline.run.lockstep import Lockstep
from pipeline.run.manifest import Manifest
from pipeline.run.shard import Work
from pipeline.run.stages import BY_NAME, MODEL, REJECTED, RULES, STAGES, in_order, with_partners

SHARD_ARTICLES, SHARD_CHARS = 128, 600_000  # some 20 seconds of one core: little is lost with a killed worker
FIRST_PART, DOUBLED_EVERY = 4, 8  # 8 shards of a quarter and 8 of a half come first: few articles, too, part evenly


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
            articles, most = self._room(number)
            if part and (count == articles or chars + length > most):
                yield Work(number, self.stages, hashed.hexdigest(), items=tuple(part))
                part, hashed, count, chars, number = [], hashlib.sha256(), 0, 0, number + 1
            self._see(item, hashed)
            part.append(item)
            count += 1
            chars += length
        if part:
            yield Work(number, self.stages, hashed.hexdigest(), items=tuple(part))

    def _room(self, number: int) -> tuple[int, int]:
        """Articles and characters that a shard takes: by its number alone, however many workers there are."""
        part = max(1, FIRST_PART >> number // DOUBLED_EVERY)
        return min(self.size, SHARD_ARTICLES // part), SHARD_CHARS // part

    def _see(self, item: Article | Failure, hashed: hashlib._Hash) -> None:
        own = digests.item(item)
        hashed.update(own)
        self._hash.update(own)
        self.articles += isinstance(item, Article)
        self.unreadable += isinstance(item, Failure)


def some(items: Iterable[Article | Failure]) -> Iterator[Article | Failure]:
    """The items; where there is no article among them, nothing is written and earlier results stay.

    Raises:
        NothingToRead: no article; it holds the failures.
    """
    waiting: list[Article | Failure] = []
    rest = iter(items)
    for item in rest:
        waiting.append(item)
        if isinstance(item, Article):
            break
    else:
        raise NothingToRead([item for item in waiting if isinstance(item, Failure)])
    yield from waiting
    yield from rest


def digest_of(*parts: str) -> str:
    """Digest of inputs that came one after the other, each with a digest of its own."""
    return hashlib.sha256("".join(parts).encode()).hexdigest()


def inputs_digest(items: Iterable[Article | Failure]) -> str:
    """Digest of inputs as ``Plan`` would have it, for reading alone."""
    hashed = hashlib.sha256()
    for item in items:
        hashed.update(digests.item(item))
    return hashed.hexdigest()


def again(folder: Path, stages: tuple[str, ...], prior: Manifest, size: int = SHARD_ARTICLES) -> Iterator[Work]:
    """Shards of the artifacts in ``folder`` that these stages read (and do not write).

    Raises:
        Misfit: the artifacts do not fit each other.
    """
    needed = {need for name in stages for need in BY_NAME[name].needs} - set(stages)
    paths = {name: folder / BY_NAME[name].artifact for name in in_order(needed)}
    if (folder / REJECTED).exists():
        paths["rejected"] = folder / REJECTED
    readers = {name: Lockstep(path) for name, path in paths.items()}
    documents = readers.pop("documents")
    expected = frozenset(failure.doc_id for failure in prior.failures)
    number = 0
    while part := documents.take(size, SHARD_CHARS):
        texts = _by_id("documents.jsonl", part)
        given = {"documents": _joined(line for _, line in part)}
        for name, reader in readers.items():
            own = list(reader.rows_of(texts))
            if name == MODEL.name:
                _check_annotated(texts, _by_id(reader.name, own), expected)
            else:
                _check_spans(reader.name, own, texts)
            given[name] = _joined(line for _, line in own)
        hashed = hashlib.sha256()
        for name, blob in given.items():
            hashed.update(name.encode() + b"\0" + blob)
        yield Work(number, stages, hashed.hexdigest(), given=given)
        number += 1
    for reader in readers.values():
        reader.finish()


def _joined(lines: Iterable[bytes]) -> bytes:
    return b"".join([line + b"\n" for line in lines])


def _by_id(name: str, rows: Iterable[tuple[Mapping[str, Any], bytes]]) -> dict[str, Mapping[str, Any]]:
    found: dict[str, Mapping[str, Any]] = {}
    for row, _ in rows:
        if row["doc_id"] in found:
            raise Misfit(f"{name} has {row['doc_id']!r} twice. Run extract again")
        found[row["doc_id"]] = row
    return found


def _check_annotated(documents: Mapping[str, Any], annotated: Collection[str], failed: Collection[str]) -> None:
    for doc_id, row in documents.items():
        if doc_id not in annotated and doc_id not in failed and str(row.get("language", "")).split("-")[0] == "en":
            raise Misfit(f"annotations.jsonl has nothing of {doc_id!r}: cut, or another run's. Run extract again")


def _check_spans(name: str, rows: Iterable[tuple[Mapping[str, Any], bytes]], documents: Mapping[str, Any]) -> None:
    for row, _ in rows:
        text = documents[row["doc_id"]]["text"]
        if text[row["start"] : row["end"]] != row["text"]:
            own = row.get("id", row["doc_id"])
            raise Misfit(f"{name} does not fit documents.jsonl: {own!r} is not what stands there. Run extract again")


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
