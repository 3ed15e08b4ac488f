"""The unit of work: some hundred articles to artifacts of their own, whole or not at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, nullcontext
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

import orjson

from pipeline.config import Config
from pipeline.corrections import Decisions
from pipeline.ingest.article import Article
from pipeline.records import Failure
from pipeline.run import digests, files, manifest
from pipeline.run.files import Sink, sweep, sync_folder, write_bytes
from pipeline.run.journal import STRIKES, Journal
from pipeline.run.limits import Limits, memory_cap
from pipeline.run.manifest import Failed, Inputs, ShardManifest, line_of
from pipeline.run.process import Output, Processor, Unit
from pipeline.run.stages import ERRORS, MANIFEST, REJECTED, SIGNATURES, components

if TYPE_CHECKING:
    from spacy.language import Language

LOADER = "pipeline.loader:load"
NO_LIMITS = Limits()
_warm: WeakSet[Language] = WeakSet()
BATCH_ARTICLES, BATCH_CHARS = 32, 100_000  # in one memory zone: more costs memory and buys no speed


@dataclass(frozen=True, slots=True)
class Work:
    """What a shard is made from: articles as read, or (``given``, by stage) the lines of artifacts that are there.

    ``digest`` is that of the content. ``stages`` are run, in order. ``key`` stands for all that the result depends on.
    """

    number: int
    stages: tuple[str, ...]
    digest: str
    key: str = ""
    items: tuple[Article | Failure, ...] = ()
    given: Mapping[str, bytes] = field(default_factory=dict)
    corrections: Decisions = field(default_factory=dict)


def run_shard(
    work: Work, out: Path, config: Config, limits: Limits = NO_LIMITS, loader: str = LOADER, run_id: str = ""
) -> ShardManifest:
    """Process a shard into the folder ``out``; one that is done already (its key is the same) is left as it is.

    The artifacts appear whole, the manifest last. ``loader`` (``module:function``) gives the spaCy pipeline. ``run_id``
    names the run that this is a part of, for the journal.

    Raises:
        OSError: the folder cannot be written (a full disk); what was whole stays, the rest is made when run again.
    """
    key = work.key or digests.shard(work.stages, config, work.digest)
    done = manifest.read_shard(out)
    if done is not None and done.key == key and is_whole(out, done) and not is_momentary(done):
        return done
    out.mkdir(parents=True, exist_ok=True)
    (out / MANIFEST).unlink(missing_ok=True)
    sweep(out)
    wanted = components(work.stages)
    nlp = None if work.stages == ("documents",) else pipeline_of(loader, config, wanted)
    with Journal(out, key, run_id) as journal, memory_cap(limits.memory):
        processor = Processor(nlp, config, work.stages, journal, limits.seconds, work.corrections)
        try:
            made = _Result(work.stages, config).write(out, processor, work, key)
        finally:
            processor.watchdog.stop()
    write_bytes(out / MANIFEST, made.model_dump_json().encode())
    sync_folder(out)
    (out / STRIKES).unlink(missing_ok=True)
    return made


def is_whole(out: Path, done: ShardManifest) -> bool:
    """Whether the artifacts are what the manifest says: much may happen to them before a run goes on."""
    return all(files.sha256(out / name) == artifact.sha256 for name, artifact in done.artifacts.items())


def is_momentary(done: ShardManifest) -> bool:
    """Whether an article of it failed for a reason of the moment: what goes on where a run broke off tries it again."""
    return any(failed.error in manifest.MOMENTARY for failed in done.failures)


@lru_cache(maxsize=2)
def pipeline_of(loader: str, config: Config, wanted: tuple[str, ...]) -> Language:
    """The loaded pipeline; a process loads it once."""
    module, _, function = loader.partition(":")
    load: Callable[[Config, Sequence[str]], Language] = getattr(import_module(module), function)
    return load(config, wanted)


class _Result:
    """The artifacts of a shard while they are written, and the counts for its manifest."""

    def __init__(self, stages: Sequence[str], config: Config) -> None:
        self.stages, self.config = stages, config
        self.failures: list[Failed] = []
        self.words = self.articles = self.unreadable = self.undated = 0

    def write(self, out: Path, processor: Processor, work: Work, key: str) -> ShardManifest:
        with ExitStack() as stack:
            targets = {name: f"{name}.jsonl" for name in self.stages}
            if self.config.explain:
                targets["rejected"] = REJECTED
            if "documents" in self.stages:
                targets["signatures"] = SIGNATURES
            sinks = {name: stack.enter_context(Sink(out / file)) for name, file in targets.items()}
            errors = stack.enter_context(Sink(out / ERRORS))
            for batch in batches(work):
                for output in _together(processor, batch):
                    for name, lines in output.lines.items():
                        sinks[name].write(lines)
                    self._count(output, errors)
            artifacts = {sink.target.name: sink.commit() for sink in (*sinks.values(), errors)}
        counts = {"articles": self.articles, "unreadable": self.unreadable, "words": self.words}
        inputs = Inputs(sha256=work.digest, undated=self.undated, **counts)
        seconds = {name: round(value, 3) for name, value in processor.seconds.items()}
        return ShardManifest(key=key, inputs=inputs, failures=self.failures, artifacts=artifacts, seconds=seconds)

    def _count(self, output: Output, errors: Sink) -> None:
        unreadable = [output.unreadable] if output.unreadable else []
        errors.write(line_of(f) for f in (*unreadable, *output.failures))
        self.failures += output.failures
        self.unreadable += len(unreadable)
        self.words += output.words
        self.undated += output.undated
        self.articles += output.articles


def _together(processor: Processor, batch: Sequence[Unit | Failure]) -> list[Output]:
    """Process a batch; what spaCy's vocabulary learns from it is forgotten after it.

    The first batch of a process is an exception: its words, the common ones among them, stay known.
    """
    nlp = processor.nlp
    zone: Any = nlp.memory_zone() if nlp is not None and nlp in _warm else nullcontext()
    with zone:
        outputs = [Output(unreadable=u) if isinstance(u, Failure) else processor(u) for u in batch]
    if nlp is not None:
        _warm.add(nlp)
    return outputs


def batches(work: Work) -> Iterator[list[Unit | Failure]]:
    """The shard's articles, at most ``BATCH_ARTICLES`` and about ``BATCH_CHARS`` characters at a time."""
    batch: list[Unit | Failure] = []
    size = 0
    for unit in _units(work):
        length = _length(unit)
        if batch and (len(batch) == BATCH_ARTICLES or size + length > BATCH_CHARS):
            yield batch
            batch, size = [], 0
        batch.append(unit)
        size += length
    if batch:
        yield batch


def _length(unit: Unit | Failure) -> int:
    if isinstance(unit, Failure):
        return 0
    return len(unit.article.text) if unit.article else len(unit.given["documents"][0])


def _units(work: Work) -> Iterator[Unit | Failure]:
    if not work.given:
        for position, item in enumerate(work.items):
            yield item if isinstance(item, Failure) else Unit(position, item)
        return
    rows = {stage: _by_document(blob) for stage, blob in work.given.items()}
    for position, doc_id in enumerate(rows["documents"]):
        yield Unit(position, None, {stage: found.get(doc_id, []) for stage, found in rows.items()})


def _by_document(blob: bytes) -> dict[str, list[bytes]]:
    found: dict[str, list[bytes]] = defaultdict(list)
    for line in blob.splitlines():
        found[orjson.loads(line)["doc_id"]].append(line)
    return found
